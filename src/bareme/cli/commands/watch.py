"""`bareme watch ROSTER`: the live board of a running lab, or of one that was recorded."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, own_rubric_option, roster_options, speech_of
from bareme.errors import UsageError
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.roster import RosterOptions


@click.command("watch", help=help_text(say("Show who is where in a running lab, in the browser")))
@click.argument("roster", type=click.Path(path_type=Path, dir_okay=False), required=False)
@own_rubric_option
@click.option(
    "--evidence", type=click.Path(path_type=Path, file_okay=False), default=Path("evidence"), show_default=True,
    help=help_text(say("Where collections of complete sets are kept, as the stage “live”.")),
)  # fmt: skip
@click.option(
    "--every", type=click.FloatRange(15, 3600), default=60, show_default=True, metavar="S",
    help=help_text(say("Seconds between two rounds.")),
)  # fmt: skip
@click.option(
    "--budget", type=click.IntRange(60, 100_000), default=1500, show_default=True, metavar="N",
    help=help_text(say("Requests a minute at most; who changed something waits for a later round.")),
)  # fmt: skip
@click.option(
    "--record", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=help_text(say("Keep the session in a file, and go on with the one that is there.")),
)  # fmt: skip
@click.option(
    "--replay", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=help_text(say("Show a session that was kept; nothing is asked of Azure.")),
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default=True,
    help=help_text(say("Port on this machine; 0 takes a free one.")),
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help=help_text(say("Only print the address; open no browser.")))
@click.option("--arm-endpoint", envvar="BAREME_ARM_ENDPOINT", help=help_text(say("Another Azure Resource Manager.")))
@roster_options
@common
def command(roster: Path | None, scopes: "RosterOptions", lang: str | None, **options: Any) -> int:
    """Serve the board until Ctrl-C."""
    from bareme.web.extra import require_web  # noqa: PLC0415 - only needed here

    require_web()
    from bareme.cli import watching  # noqa: PLC0415 - the same

    kept: Path | None = options["replay"]
    if (roster is None) == (kept is None) or (kept and options["record"]):
        raise UsageError(
            say("Give a roster to watch a lab, or --replay FILE alone to show a session that was kept."),
        )
    asked = watching.WatchOptions(
        speech=speech_of(lang),
        content=options["content"],
        rubric=options["rubric"],
        port=options["port"],
        browser=not options["no_browser"],
        every=options["every"],
        budget=options["budget"],
        evidence=options["evidence"],
        recording=options["record"],
        arm_endpoint=options["arm_endpoint"],
        quiet=options["quiet"],
    )
    if kept:
        watching.replay(kept, asked)
    elif roster:
        watching.watch_lab(roster, scopes, asked)
    return 0
