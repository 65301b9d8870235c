"""What in a run's folder is no longer what its manifest says, told file by file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from bareme.errors import EvidenceError
from bareme.evidence import Collection
from bareme.evidence.chain import breaks
from bareme.evidence.files import evidence_paths, read_head
from bareme.files.bounded import file_hash
from bareme.integrity.manifest import StudentEntry, read_manifest
from bareme.text.message import Message, say

_AGAIN = say(
    "Take the file from a copy of the run, or write it again from the ledger with “bareme report DIR”, then sign again."
)
_MARKS = say("Marks filled in since? Grade again, so that they count, then sign again.")
_EVIDENCE = say("Take the evidence from a copy; if the change is meant, grade again, then sign again.")
_CHAIN = say("A lost file or two folders made one explain it as well; the class page says so too.")
_ELSEWHERE = say("Give its place with --evidence, or --no-evidence to look at the files of the run alone.")
_ADDED = say("What was collected since counts once you grade again; then sign again.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it was; `serious` where the run can no longer be relied upon because of it."""

    file: str
    """Empty where the problem names it."""
    problem: Message
    advice: Message
    serious: bool = True

    @property
    def told(self) -> Message:
        """File and problem as one sentence."""
        return say("{file}: {problem}", file=self.file, problem=self.problem) if self.file else self.problem


def check_files(folder: Path) -> Iterator[Trouble]:
    """Every file of the run against its hash, one at a time.

    Raises:
        UsageError: there is no manifest, or it is damaged.
    """
    head, students = read_manifest(folder)
    yield from _files(folder, head["files"])
    for entry in students:
        yield from _files(folder, entry["files"])


def check_evidence(folder: Path, evidence: Path) -> Iterator[Trouble]:
    """Every student's evidence against what he was graded on, and its chain.

    Raises:
        UsageError: there is no manifest, or it is damaged.
    """
    _, students = read_manifest(folder)
    if not evidence.is_dir() and any(entry["evidence"] for entry in students):
        problem = say("there is no such folder: the evidence could not be compared with what was graded")
        yield Trouble(str(evidence), problem, _ELSEWHERE)
        return
    for entry in students:
        yield from _student(entry, evidence)


def _files(folder: Path, hashes: dict[str, str]) -> Iterator[Trouble]:
    for name, expected in hashes.items():
        problem = _problem(folder, name, expected)
        if problem:
            yield Trouble(name, problem, _MARKS if name == "marks.csv" else _AGAIN)


def _problem(folder: Path, name: str, expected: str) -> Message | None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return say("is outside the run: the manifest is not bareme's")
    try:
        found = file_hash(folder / path)
    except FileNotFoundError:
        return say("is missing")
    except OSError as error:
        return say("cannot be read: {reason}", reason=error.strerror or str(error))
    return None if found == expected else say("was changed after it was written")


def _student(entry: StudentEntry, evidence: Path) -> Iterator[Trouble]:
    folder = entry["folder"]
    found: dict[str, tuple[str, Collection]] = {}
    for path in evidence_paths(evidence / folder) if PurePosixPath(folder).name == folder else ():
        try:
            head = read_head(path)
        except EvidenceError as error:
            yield Trouble("", error.message, _EVIDENCE, serious=bool(entry["evidence"]))
        else:
            found[head.sha256] = (f"{folder}/{path.name}", head)
    graded = {one.get("sha256", ""): one.get("collected_at", "") for one in entry["evidence"]}
    for digest in (one for one in graded if one not in found):
        time = _when(graded[digest])
        problem = say("the collection of {time}, which was graded, is missing or was changed", time=time)
        yield Trouble(folder, problem, _EVIDENCE)
    for digest in (one for one in found if one not in graded):
        yield Trouble(found[digest][0], say("is not part of what was graded"), _ADDED, serious=False)
    yield from _chain(found)


def _chain(found: dict[str, tuple[str, Collection]]) -> Iterator[Trouble]:
    for one, why in breaks([head for _, head in found.values()]):
        problem = say("its place in the chain of evidence is not what it should be: {why}", why=why)
        yield Trouble(found[one.sha256][0], problem, _CHAIN, serious=False)


def _when(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
