"""`manifest.json`: the hash of every file of a run and of all evidence it rests on, chained to the run before.

One student a line, so that it is written and read a line at a time, whatever the class.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from bareme.errors import UsageError
from bareme.files.atomic import naming, written
from bareme.files.bounded import file_hash
from bareme.results.ledger import Ledger
from bareme.text.message import say

SCHEMA = "bareme/manifest/v1"
NAME = "manifest.json"

_END = "]}\n"


class StudentEntry(TypedDict):
    """One line: the student's files, and the evidence his grade rests on, as it was when he was graded."""

    id: str
    folder: str
    """Name of his folder of evidence."""
    files: dict[str, str]
    evidence: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a run, by their paths in its folder."""

    of_class: Iterable[str]
    of_student: Callable[[str], Iterable[str]]
    """Given the name of a student's files."""


def write_manifest(folder: Path, ledger: Ledger, listing: Listing) -> None:
    """Write the manifest of the run in `folder`; where nothing has changed, the old one and its signature stay."""
    path, fresh = folder / NAME, folder / f".{NAME}.new"
    previous = file_hash(path) if path.is_file() else None
    with written(fresh) as stream:
        stream.write(_head(previous))
        stream.writelines(_class_lines(folder, ledger, listing.of_class))
        for count, entry in enumerate(_entries(folder, ledger, listing)):
            stream.write("," * bool(count) + "\n" + json.dumps(entry))
        stream.write("\n" + _END)
    if previous and _without_head(path) == _without_head(fresh):
        fresh.unlink()
    else:
        with naming(path):
            os.replace(fresh, path)  # noqa: PTH105 - os.replace is the documented atomic rename


def read_manifest(folder: Path) -> tuple[dict[str, Any], Iterator[StudentEntry]]:
    """What the manifest says of the class, and of each student, read as it is asked for.

    Raises:
        UsageError: there is none, or it is not as bareme writes it.
    """
    path = folder / NAME
    if not path.is_file():
        raise UsageError(
            say("{folder} holds no manifest.json.", folder=str(folder)),
            say("Give the folder of “bareme grade --out”; “bareme report DIR” writes a manifest for an older run."),
        )
    lines = _lines(path)
    head = _parsed(path, next(lines, "") + next(lines, "") + _END)
    if head.get("schema") != SCHEMA or not isinstance(head.get("files"), dict):
        raise _damaged(path)
    return head, (_student(path, line) for line in lines if line != _END)


def _head(previous: str | None) -> str:
    """The only line that differs between two runs that came to the same."""
    head = {"schema": SCHEMA, "created_at": datetime.now(UTC).isoformat(timespec="seconds"), "previous": previous}
    return json.dumps(head)[:-1] + ",\n"


def _class_lines(folder: Path, ledger: Ledger, names: Iterable[str]) -> Iterator[str]:
    rubric = ledger.fact("rubric") or {}
    told = {
        "version": ledger.fact("version"),
        "rubric": {name: rubric.get(name) for name in ("id", "version", "sha256")},
        "files": _hashes(folder, names),
    }
    yield json.dumps(told)[1:-1] + ', "students": ['


def _entries(folder: Path, ledger: Ledger, listing: Listing) -> Iterator[StudentEntry]:
    for student, slug, traces in ledger.graded():
        files = _hashes(folder, listing.of_student(slug))
        yield {"id": student, "folder": slug, "files": files, "evidence": traces["evidence"]}


def _hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: file_hash(folder / name) for name in names}


def _without_head(path: Path) -> str:
    with path.open("rb") as stream:
        stream.readline()
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as stream:
        yield from stream


def _student(path: Path, line: str) -> StudentEntry:
    entry = _parsed(path, line.rstrip().removesuffix(","))
    if not all(isinstance(entry.get(name), kind) for name, kind in (("files", dict), ("evidence", list))):
        raise _damaged(path)
    found: StudentEntry = {
        "id": str(entry.get("id")),
        "folder": str(entry.get("folder")),
        "files": entry["files"],
        "evidence": [one for one in entry["evidence"] if isinstance(one, dict)],
    }
    return found


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(found, dict):
        raise _damaged(path)
    return found


def _damaged(path: Path) -> UsageError:
    return UsageError(
        say("{file} is damaged or was changed: it is not as bareme writes it", file=str(path)),
        say("Take it from a copy of the run, or write it again with “bareme report DIR”."),
    )
