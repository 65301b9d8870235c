"""`bareme watch ROSTER`: the live board of a running lab."""

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, roster_options, rubric_option, speech_of
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.roster import RosterOptions

_LAST_ROUND_SECONDS = 5.0


@click.command("watch", help=help_text(say("Show who is where in a running lab, in the browser")))
@click.argument("roster", type=click.Path(path_type=Path, dir_okay=False))
@rubric_option
@click.option(
    "--evidence", type=click.Path(path_type=Path, file_okay=False), default=Path("evidence"), show_default=True,
    help=help_text(say("Where collections of complete sets are kept, as the stage “live”.")),
)  # fmt: skip
@click.option(
    "--every", type=click.FloatRange(15, 3600), default=60.0, show_default=True, metavar="S",
    help=help_text(say("Seconds between two rounds.")),
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default=True,
    help=help_text(say("Port on this machine; 0 takes a free one.")),
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help=help_text(say("Only print the address; open no browser.")))
@click.option("--arm-endpoint", envvar="BAREME_ARM_ENDPOINT", help=help_text(say("Another Azure Resource Manager.")))
@roster_options
@common
def command(roster: Path, scopes: "RosterOptions", lang: str | None, **options: Any) -> int:
    """Serve the board until Ctrl-C."""
    from bareme.web.extra import require_web  # noqa: PLC0415 - only needed here

    require_web()
    from bareme.azure import Settings  # noqa: PLC0415 - the same
    from bareme.azure.http.endpoint import endpoint  # noqa: PLC0415 - the same
    from bareme.board.app import Board, application  # noqa: PLC0415 - the same
    from bareme.board.reading import Reading  # noqa: PLC0415 - the same
    from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - the same
    from bareme.cli.output import console, tell  # noqa: PLC0415 - the same
    from bareme.content import rubric_path  # noqa: PLC0415 - the same
    from bareme.grading.evaluate import Evaluator  # noqa: PLC0415 - the same
    from bareme.keys.collection_key import collection_key  # noqa: PLC0415 - the same
    from bareme.roster import load_roster  # noqa: PLC0415 - the same
    from bareme.rubric import load_rubric  # noqa: PLC0415 - the same
    from bareme.web.server import Door, serve  # noqa: PLC0415 - the same

    speech, checks = speech_of(lang), catalogue(options["content"])
    evaluator = Evaluator(load_rubric(rubric_path(options["rubric"]), checks), checks)
    found = load_roster(roster, scopes)
    for warning in () if options["quiet"] else found.warnings:
        tell(console(error=True), speech, warning)
    endpoint(options["arm_endpoint"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        settings = Settings(arm_endpoint=options["arm_endpoint"], declared=evaluator.declared)
        reading = Reading(
            evaluator, tuple(found.students), options["evidence"], Path(scratch), settings, collection_key()
        )
        door = Door.taken(options["port"])
        rounds = threading.Thread(target=reading.run, args=(options["every"],), daemon=True)
        rounds.start()
        board = Board(reading, evaluator.rubric, speech, int(options["every"]))
        serve(door, application(board), click.echo, browser=not options["no_browser"])
        reading.end()
        rounds.join(_LAST_ROUND_SECONDS)
    return 0
