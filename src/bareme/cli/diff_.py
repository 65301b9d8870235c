"""`bareme diff DIR1 DIR2`: who gained or lost what between two runs, and why."""

from pathlib import Path

import click

from bareme.cli.jsonout import json_option, print_json
from bareme.cli.main import help_text
from bareme.cli.options import common, speech_of
from bareme.errors import ExitCode
from bareme.message import say

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("diff", help=help_text(say("Tell who gained or lost what between two runs, and why")))
@click.argument("folders", metavar="DIR1 DIR2", nargs=2, type=_FOLDER)
@json_option
@common
def command(folders: tuple[Path, Path], lang: str | None, *, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Compare, and print a table or JSON."""
    from bareme.cli.diffshow import show  # noqa: PLC0415 - rich only for the table
    from bareme.cli.tworuns import compared  # noqa: PLC0415 - the rubric's model only when comparing
    from bareme.diff import to_wire  # noqa: PLC0415 - the same

    del verbose
    found = compared(*folders)
    if as_json:
        print_json(to_wire(found))
    else:
        show(found, speech_of(lang), quiet=quiet)
    return ExitCode.DONE
