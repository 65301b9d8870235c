"""`bareme report DIR`: the pages again, from the ledger, in any language."""

from contextlib import ExitStack, closing
from pathlib import Path

import click

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of, wait_option
from bareme.text.message import say


@click.command("report", help=help_text(say("Render the reports again from the results")))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--pdf", is_flag=True, help=help_text(say("A PDF file for each student as well (needs bareme[pdf]).")))
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help=help_text(say("Write into another folder; nothing in DIR is touched, which may be read-only then.")),
)  # fmt: skip
@wait_option
@json_option
@common
def command(folder: Path, to: Path | None, lang: str | None, *, pdf: bool, wait: bool, **flags: bool) -> int:
    """Write everything again that `grade` writes, without grading."""
    from bareme.classrun.reported import reported  # noqa: PLC0415 - the same
    from bareme.cli.class_summary import as_json  # noqa: PLC0415 - only needed here
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.cli.progress import papers  # noqa: PLC0415 - the same
    from bareme.files.lock import locked  # noqa: PLC0415 - the same
    from bareme.results.ledger import Ledger  # noqa: PLC0415 - the same

    out = to or folder
    with ExitStack() as held:
        if to is None:
            Ledger.check(folder)
        held.enter_context(locked(out, wait=wait))
        ledger = held.enter_context(closing(Ledger.opened(folder) if to is None else Ledger.to_read(folder)))
        speech = speech_of(lang or ledger.fact("lang"))
        quiet = flags["quiet"] or flags["as_json"] or not pdf
        tell_one = held.enter_context(papers(ledger.count(), speech, quiet=quiet))
        classroom = reported(ledger, out, speech, pdf=tell_one if pdf else None)
        if flags["as_json"]:
            print_json(as_json(out, ledger, classroom))
    if not (flags["quiet"] or flags["as_json"]):
        tell(console(), speech, say("Class page: {path}", path=str(out / "index.html")))
    return 0
