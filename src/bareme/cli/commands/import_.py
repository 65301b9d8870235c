"""`bareme import`: hand-ins as evidence and files in their places: a class's downloads, or one student's."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import deadline_of, lang_option, speech_of, wait_option
from bareme.errors import EvidenceError, ExitCode, UsageError
from bareme.text.language import Speech
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.handins.attesting import Attesting
    from bareme.handins.import_class import Imported
    from bareme.handins.receive import Shelves

_SOURCE = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(help=help_text(say("Take hand-ins: a class's download from the LMS, or one student's zip.")))
@click.argument("sources", metavar="SOURCE…", type=_SOURCE, nargs=-1, required=True)
@click.option(
    "--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help=help_text(say("The class: whose each hand-in is")),
)  # fmt: skip
@click.option("--student", metavar="ID", help=help_text(say("Whose hand-in it is, where it is one student's")))
@click.option(
    "--evidence", required=True, type=_FOLDER, metavar="DIR", help=help_text(say("Where the evidence files go"))
)
@click.option(
    "--repos", type=_FOLDER, metavar="DIR",
    help=help_text(say("Where answers, scripts and pictures go; without it, beside the evidence")),
)  # fmt: skip
@click.option("--deadline", metavar="T", help=help_text(say("When it was due, as 2026-11-20T18:00; tells who is late")))
@click.option("--subscription", metavar="ID", help=help_text(say("The subscription it must be of")))
@click.option(
    "-r", "--rubric", metavar="R", help=help_text(say("The lab, where exports bring what Azure signed of machines"))
)
@click.option(
    "--attest-roots", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help=help_text(say("Root certificates in the place of those that are shipped, and issuing ones that lack (PEM)")),
)  # fmt: skip
@click.option("--stage", metavar="LABEL", help=help_text(say("Label of this checkpoint: built, captured, cleaned …")))
@wait_option
@json_option
@lang_option
def command(
    sources: tuple[Path, ...], roster: Path | None, student: str | None, lang: str | None, **options: Any
) -> int:
    """Take hand-ins in."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - reading hand-ins is not needed for --help

    from bareme.handins.receive import Shelves  # noqa: PLC0415 - the same
    from bareme.handins.sorting import Terms  # noqa: PLC0415 - the same
    from bareme.rubric.moments import DEFAULT_ZONE  # noqa: PLC0415 - the same

    if (roster is None) == (student is None):
        raise UsageError(
            say("Whose hand-ins are these?"),
            say("Give the class, “--roster FILE”, or, for one student's own, “--student ID”."),
        )
    speech = speech_of(lang)
    due = deadline_of(options["deadline"])
    shelves = Shelves(
        evidence=options["evidence"],
        repos=options["repos"],
        zone=(due.tzinfo if due else None) or ZoneInfo(DEFAULT_ZONE),
        terms=Terms(
            datetime.now(UTC),
            options["stage"],
            options["subscription"],
            attesting=_attesting(options["rubric"], options["attest_roots"]),
        ),
        deadline=due,
    )
    if student is not None:
        return _of_one(sources, student, shelves, speech, options)
    return _of_class(sources, roster or Path(), shelves, speech, options)


def _attesting(rubric: str | None, place: Path | None) -> "Attesting":
    """By what attested documents are believed."""
    from bareme.attestation.roots import roots  # noqa: PLC0415 - the same
    from bareme.handins.attesting import Attesting  # noqa: PLC0415 - the same
    from bareme.keys.collection_key import known_key  # noqa: PLC0415 - the same

    if rubric is None:
        return Attesting(roots(place), known_key())
    from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - the same
    from bareme.content import rubric_path  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

    asked = load_rubric(rubric_path(rubric), catalogue())
    return Attesting(roots(place), known_key(), asked.id, asked.attest)


def _of_class(
    sources: tuple[Path, ...], roster: Path, shelves: "Shelves", speech: Speech, options: dict[str, Any]
) -> int:
    from bareme.cli.import_output import show, wire  # noqa: PLC0415 - the same
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.handins.import_class import import_class  # noqa: PLC0415 - the same
    from bareme.roster import RosterOptions, load_roster  # noqa: PLC0415 - the same

    found = load_roster(roster, RosterOptions(needs_scope=False))
    imported = import_class(sources, found.students, shelves, speech, wait=options["wait"])
    if options["as_json"]:
        print_json(wire(imported, shelves.evidence, speech))
    else:
        for warning in found.warnings:
            tell(console(error=True), speech, warning)
        show(imported, shelves.evidence, speech)
    return _code(imported)


def _code(imported: "Imported") -> int:
    """Nobody recognised is not nobody having answered."""
    return ExitCode.DONE if imported.receipts else ExitCode.NOT_EVALUATED


def _of_one(
    sources: tuple[Path, ...], student: str, shelves: "Shelves", speech: Speech, options: dict[str, Any]
) -> int:
    from bareme.evidence.files import held  # noqa: PLC0415 - the same
    from bareme.handins.of_one import read_one, shelve_one  # noqa: PLC0415 - the same

    with read_one(sources, shelves) as found:
        if not (found.evidence or found.files):
            first = found.troubles[0]
            raise EvidenceError(say("{file}: {reason}", file=str(sources[0]), reason=first.teacher), first.student)
        with held(shelves.evidence, wait=options["wait"]):
            paths = shelve_one(found, student, shelves)
    told = [path for path, is_new in paths if is_new]
    if options["as_json"]:
        print_json({
            "student": student,
            "file": str(paths[0][0]) if paths else None,
            "files": [str(path) for path, _ in paths],
            "new": [str(path) for path in told],
            "problems": [speech.tell(one.teacher) for one in found.troubles],
        })  # fmt: skip
        return ExitCode.DONE
    for path, is_new in paths:
        sentence = say("Evidence: {file}", file=str(path)) if is_new else say("Already there: {file}", file=str(path))
        click.echo(speech.tell(sentence))
    for one in found.troubles:
        click.echo(speech.tell(say("{file}: {reason}", file=one.file, reason=one.teacher) if one.file else one.teacher))
    return ExitCode.DONE
