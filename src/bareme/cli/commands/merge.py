"""`bareme merge DIR…`: runs made one."""

from contextlib import closing
from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of, wait_option
from bareme.errors import ExitCode
from bareme.text.message import say

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("merge", help=help_text(say("Join the shards of a class, or several runs, into one")))
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=_FOLDER)
@click.option("--out", required=True, type=_FOLDER, help=help_text(say("Folder for results, grades and reports.")))
@wait_option
@json_option
@common
def command(folders: tuple[Path, ...], out: Path, lang: str | None, **flags: bool) -> int:
    """Join the ledgers, and write everything a class run writes; nothing is graded again."""
    from bareme.classrun.merge import merge  # noqa: PLC0415 - the same
    from bareme.classrun.outputs import marks_of, people_of, teller_of, write_run  # noqa: PLC0415 - the same
    from bareme.cli.class_summary import as_json  # noqa: PLC0415 - only needed here
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.files.lock import locked  # noqa: PLC0415 - the same
    from bareme.marks import RunMarks  # noqa: PLC0415 - the same

    with locked(out, wait=flags["wait"]), closing(merge(out, folders)) as merged:
        speech = speech_of(lang or merged.fact("lang"))
        teller = teller_of(merged, speech)
        with closing(RunMarks(out, people_of(merged), teller.rubric)) as marks:
            for folder in folders:
                marks.adopt(folder)
            classroom = write_run(out, merged, teller, marks=marks_of(marks))
            problem = marks.problem
        count = merged.count()
        if flags["as_json"]:
            print_json(as_json(out, merged, classroom))
    if not (flags["quiet"] or flags["as_json"]):
        tell(console(), speech, say("{n} students of {runs} runs joined", n=count, runs=len(folders)))
        tell(console(), speech, say("Class page: {path}", path=str(out / "index.html")))
    if problem:
        raise problem
    return ExitCode.DONE
