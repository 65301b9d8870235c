"""`bareme mark RUN`: the human part of the grade, in the browser."""

from contextlib import closing
from pathlib import Path

import click

from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.text.message import say


@click.command("mark", help=help_text(say("Judge what waits for a person, in the browser")))
@click.argument("folder", metavar="RUN", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default=True,
    help=help_text(say("Port on this machine; 0 takes a free one.")),
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help=help_text(say("Only print the address; open no browser.")))
@click.option(
    "--anonymous/--no-anonymous", default=None,
    help=help_text(say("Hide names, or show them, everywhere; else they are hidden question by question.")),
)  # fmt: skip
@common
def command(folder: Path, port: int, lang: str | None, *, anonymous: bool | None, **flags: bool) -> int:
    """Serve the page until Ctrl-C."""
    from bareme.web.extra import require_web  # noqa: PLC0415 - only needed here

    require_web()
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.marking.app import application, room_of  # noqa: PLC0415 - the same
    from bareme.marking.desk import Desk  # noqa: PLC0415 - the same
    from bareme.marking.regrader import Regrader  # noqa: PLC0415 - the same
    from bareme.results.ledger import Ledger  # noqa: PLC0415 - the same
    from bareme.web.server import Door, serve  # noqa: PLC0415 - the same

    with closing(Ledger.opened(folder)) as ledger:
        speech = speech_of(lang or ledger.fact("lang"))
    with closing(Desk(folder, speech)) as desk:
        door = Door.taken(port)
        if desk.is_signed and not flags["quiet"]:
            tell(console(error=True), speech, say("This run is signed: sign it again when you have marked."))
        with closing(Regrader(folder, speech.language)) as regrader:
            room = room_of(desk, regrader, door.secrets, hides_names=anonymous)
            with closing(room):
                serve(door, application(room), _print, browser=not flags["no_browser"])
            if regrader.is_busy and not flags["quiet"]:
                tell(console(error=True), speech, say("The last grades and pages are being written."))
    return 0


def _print(address: str) -> None:
    click.echo(address)
