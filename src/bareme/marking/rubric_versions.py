"""A new version of the rubric, kept: the file, and what the run says it was graded by. The version before stays."""

import tempfile
from dataclasses import replace
from pathlib import Path

from bareme.checking.catalogue import catalogue
from bareme.classrun.sources import FACT as SOURCES
from bareme.classrun.sources import sources_of
from bareme.content import root
from bareme.errors import RubricError, UsageError
from bareme.files.atomic import added, written
from bareme.files.bounded import file_hash
from bareme.files.lock import locked
from bareme.marking.desk import Desk
from bareme.marking.rubric_file import with_version
from bareme.rubric import Rubric, load_rubric
from bareme.text.message import say


def rubric_file(desk: Desk) -> Path:
    """The file of the rubric a run was graded by."""
    return sources_of(desk.ledger)[0].rubric or Path(desk.teller.rubric.file)


def rubric_text(desk: Desk) -> str:
    """The text of the rubric a run was graded by.

    Raises:
        UsageError: the file is gone, or is no longer that version.
    """
    file = rubric_file(desk)
    if not file.is_file() or file_hash(file) != desk.teller.rubric.sha256:
        raise UsageError(
            say("{file} is not the rubric by which the class was graded.", file=str(file)),
            say("Grade the class by the rubric as it is now, then come back."),
        )
    return file.read_text(encoding="utf-8-sig")


def tried(desk: Desk, text: str) -> Rubric:
    """A rubric's text made a rubric, without keeping it.

    Raises:
        UsageError: it cannot be used; every problem is told.
    """
    sources = sources_of(desk.ledger)[0]
    checks = catalogue(sources.content)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rubric.yaml"
        file.write_text(text, encoding="utf-8", newline="\n")
        try:
            return load_rubric(file, checks, sources.exceptions)
        except RubricError as error:
            told = str(error.message).replace(f"{file}:", "")
            raise UsageError(say("The rubric would not be usable like this: {problems}", problems=told)) from error


def keep_rubric(desk: Desk, text: str) -> Path:
    """Keep a changed rubric as a new version; where it was written.

    A rubric of bareme's own is not touched: its new version lies in the run's folder.

    Raises:
        UsageError: it cannot be used.
    """
    text = with_version(text)
    tried(desk, text)
    before = rubric_file(desk)
    own = before.resolve().is_relative_to(root().resolve() / "rubrics")
    target = desk.folder / before.name if own else before
    sources = sources_of(desk.ledger)
    with locked(desk.folder, wait=True):
        if not own:
            _put_aside(before, desk.teller.rubric.version)
        with written(target) as stream:
            stream.write(text)
        rubric = load_rubric(target, catalogue(sources[0].content), sources[0].exceptions)
        told = [replace(one, rubric=target).to_wire(desk.folder) for one in sources]
        desk.ledger.set_facts({"rubric": rubric.model_dump(mode="json", by_alias=True), SOURCES: told})
    desk.change_rubric()
    return target


def _put_aside(file: Path, version: str) -> None:
    """The version before, beside the new one; a name that is taken is left to whoever has it."""
    kept = "".join(char if char.isalnum() or char in ".-_" else "-" for char in version)
    names = [
        file.with_name(f"{file.stem}.v{kept}{more}{file.suffix}") for more in ("", *(f"-{n}" for n in range(1, 50)))
    ]
    added(names, file.read_bytes())
