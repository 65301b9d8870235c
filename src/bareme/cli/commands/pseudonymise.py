"""`bareme pseudonymise DIR`: a copy of a run that may be shown to others."""

from contextlib import closing, nullcontext
from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of, wait_option
from bareme.errors import ExitCode
from bareme.text.message import say

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("pseudonymise", help=help_text(say("Copy a graded run under other names, to show it to others")))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--out", required=True, type=_FOLDER, help=help_text(say("A new folder for the copy.")))
@click.option(
    "--keep-texts", is_flag=True, help=help_text(say("Keep answers and comments too; read them before you share them."))
)
@wait_option
@json_option
@common
def command(folder: Path, out: Path, lang: str | None, **asked: bool) -> int:
    """Copy the ledger under other names, and write everything a class run writes."""
    from bareme.classrun.outputs import teller_of, write_run  # noqa: PLC0415 - the same
    from bareme.cli.output import console, tell  # noqa: PLC0415 - only needed here
    from bareme.files.lock import locked  # noqa: PLC0415 - the same
    from bareme.privacy import KEY, TABLE, copy_of  # noqa: PLC0415 - the same
    from bareme.results.ledger import Ledger  # noqa: PLC0415 - the same

    Ledger.check(folder)
    other = nullcontext() if out.resolve() == folder.resolve() else locked(out, wait=asked["wait"])
    with locked(folder, wait=asked["wait"]), other, closing(Ledger.to_read(folder)) as run:
        speech = speech_of(lang or run.fact("lang"))
        copied = copy_of(run, out, keep_texts=asked["keep_texts"])
        with closing(copied):
            write_run(out, copied, teller_of(copied, speech))
            count = copied.count()
    if asked["as_json"]:
        print_json({"students": count, "folder": str(out), "names": str(folder / TABLE), "key": str(folder / KEY)})
    elif not asked["quiet"]:
        tell(console(), speech, say("{n} students copied to {path} under other names.", n=count, path=str(out)))
        names = (str(folder / TABLE), str(folder / KEY))
        tell(console(), speech, say("Who is who stays with you: {files}. Do not pass them on.", files=names))
        tell(console(), speech, say("Times and points are still the students' own: share it with people you trust."))
    return ExitCode.DONE
