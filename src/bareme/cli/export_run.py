"""What `bareme export` does: the order made from the options, the file, the list of those left out, what is told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bareme.cli.json_output import print_json
from bareme.cli.output import console, tell
from bareme.errors import UsageError
from bareme.export import FORMATS, Format, Order, Provisional, Written, graded_class
from bareme.export.outcome import write_left_out
from bareme.roster import RosterOptions, Student, load_roster
from bareme.text.language import Speech
from bareme.text.message import say

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """The options of the command."""

    place: Path
    target: str
    speech: Speech
    lang: str | None = None
    out: Path | None = None
    worksheet: Path | None = None
    provisional: str = "score"
    roster: Path | None = None
    column: str | None = None
    student: str | None = None
    quiet: bool = False
    as_json: bool = False


def run(asked: ExportOptions) -> Written:
    """Export.

    Raises:
        UsageError: there is no run, no worksheet, or an option that this format has no use for.
    """
    form = FORMATS[asked.target]
    if asked.student and not form.per_student:
        raise UsageError(
            say("“--student” is for formats of one file a student; “{name}” is for a class.", name=asked.target)
        )
    with graded_class(asked.place, asked.lang, _people(asked.roster)) as klass:
        folder = asked.place if asked.place.is_dir() else asked.place.parent
        order = Order(
            klass=klass,
            run=folder,
            out=asked.out or _place(folder, form, asked.student),
            provisional=Provisional(asked.provisional),
            worksheet=asked.worksheet,
            student=asked.student,
            column=asked.column,
        )
        done = form.write(order)
        told = write_left_out(done.path, done.left_out, order.speech)
        still_open = sum(pupil.status == "provisional" for pupil in klass)
    _show(asked, done, told)
    if still_open and order.provisional is not Provisional.SKIP:
        warning = say("{n} of these grades are provisional; “--provisional skip” leaves them out.", n=still_open)
        tell(console(error=True), asked.speech, warning)
    return done


def _people(roster: Path | None) -> dict[str, Student]:
    return {one.id: one for one in load_roster(roster, RosterOptions(needs_scope=False)).students} if roster else {}


def _place(folder: Path, form: Format, student: str | None) -> Path:
    name = f"{form.name}-results.json" if student else form.name
    return folder / "export" / name


def _wire(done: Written, told: Path | None, speech: Speech) -> dict[str, Any]:
    left_out = [{"id": one.id, "name": one.name, "why": speech.tell(one.reason)} for one in done.left_out]
    return {
        "file": str(done.path),
        "students": done.count,
        "left_out": left_out,
        "left_out_file": str(told) if told else None,
        "notes": [speech.tell(note) for note in done.notes],
    }


def _show(asked: ExportOptions, done: Written, told: Path | None) -> None:
    out, speech = console(error=True), asked.speech
    if asked.as_json:
        print_json(_wire(done, told, speech))
        return
    for one in done.left_out[:SHOWN]:
        reason = say("Left out: {id} {name}: {why}", id=one.id, name=one.name, why=one.reason)
        tell(out, speech, reason)
    if len(done.left_out) > SHOWN:
        tell(out, speech, say("… and {n} more", n=len(done.left_out) - SHOWN))
    if asked.quiet:
        return
    if any(one.reason.text.startswith("not final") for one in done.left_out):
        tell(out, speech, say("Mark what is still open, or hand over open grades with “--provisional score”."))
    if told:
        tell(out, speech, say("Everybody left out, and why: {path}", path=str(told)))
    for note in done.notes:
        tell(out, speech, note)
    tell(console(), speech, say("{n} students written to {path}", n=done.count, path=str(done.path)))
