"""`bareme forget DIR --student ID`: one student's data deleted, and what is left to delete by hand."""

from contextlib import closing
from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of, wait_option
from bareme.errors import ExitCode
from bareme.text.message import say

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("forget", help=help_text(say("Delete a student's data from a run")))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--student", required=True, metavar="ID", help=help_text(say("Whose data, by the id of the roster.")))
@click.option("--evidence", type=_FOLDER, help=help_text(say("Where evidence is, if not in the run's folder.")))
@wait_option
@json_option
@common
def command(folder: Path, student: str, evidence: Path | None, lang: str | None, **asked: bool) -> int:
    """Delete, then tell what was deleted and what could not be reached from here."""
    from bareme.cli.output import console, tell  # noqa: PLC0415 - only needed here
    from bareme.files.lock import locked  # noqa: PLC0415 - the same
    from bareme.integrity.envelope import NAME as SIGNED  # noqa: PLC0415 - the same
    from bareme.privacy.forget import forget  # noqa: PLC0415 - the same
    from bareme.results.ledger import Ledger  # noqa: PLC0415 - the same

    Ledger.check(folder)
    with locked(folder, wait=asked["wait"]), closing(Ledger.opened(folder)) as run:
        speech = speech_of(lang or run.fact("lang"))
        elsewhere = run.evidence if evidence is None and run.evidence != folder / "evidence" else None
        done = forget(run, student, evidence or folder / "evidence", speech)
    if asked["as_json"]:
        print_json({"student": student, "done": [str(path) for path in done]})
    if asked["quiet"] or asked["as_json"]:
        return ExitCode.DONE
    for path in done:
        tell(console(), speech, say("Deleted, or written anew without {id}: {path}", id=student, path=str(path)))
    if (folder / SIGNED).is_file():
        sentence = say(
            "The signature was of the run with him: sign it again, “bareme sign {folder}”.", folder=str(folder)
        )
        tell(console(), speech, sentence)
    kept = say("Not touched: the roster, marks files elsewhere, the student's repository, exports, backups, Moodle.")
    tell(console(), speech, kept)
    if elsewhere:
        tell(console(), speech, say("Nor the evidence in {path}: name it with --evidence.", path=str(elsewhere)))
    tell(console(), speech, say("Take the student out of the roster, or the next “bareme grade” brings him back."))
    return ExitCode.DONE
