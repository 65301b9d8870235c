"""`bareme report DIR`: the pages again, from the ledger, in any language."""

from contextlib import closing
from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.text.message import say


@click.command("report", help=help_text(say("Render the reports again from the results")))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--pdf", is_flag=True, help=help_text(say("A PDF file for each student as well (needs bareme[pdf]).")))
@json_option
@common
def command(folder: Path, lang: str | None, *, pdf: bool, **flags: bool) -> int:
    """Write everything again that `grade` writes, without grading."""
    from bareme.classrun.outputs import MARKS, teller_of, write_run  # noqa: PLC0415 - the same
    from bareme.cli.class_summary import as_json  # noqa: PLC0415 - only needed here
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.results.ledger import Ledger  # noqa: PLC0415 - the same

    with closing(Ledger.opened(folder)) as ledger:
        speech = speech_of(lang or ledger.fact("lang"))
        teller = teller_of(ledger, speech)
        classroom = write_run(folder, ledger, teller, pdf=pdf, marks=not (folder / MARKS).exists())
        if flags["as_json"]:
            print_json(as_json(folder, ledger, classroom))
    if not (flags["quiet"] or flags["as_json"]):
        tell(console(), speech, say("Class page: {path}", path=str(folder / "index.html")))
    return 0
