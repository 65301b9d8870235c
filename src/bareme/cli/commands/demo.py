"""`bareme demo`: the bundled class, graded offline."""

from pathlib import Path

import click

from bareme.classrun.engine.processes import make_ready
from bareme.cli.json_output import json_option
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.text.message import say


@click.command("demo", help=help_text(say("Grade the bundled class, offline")))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("bareme-demo"), show_default=True,
    help=help_text(say("Folder for the class, its evidence and the reports.")),
)  # fmt: skip
@click.option(
    "--answers", is_flag=True,
    help=help_text(say("Forty students with answers, screenshots and scripts, to try “bareme mark” with.")),
)  # fmt: skip
@json_option
@common
def command(out: Path, lang: str | None, *, answers: bool, as_json: bool, **flags: bool) -> int:
    """Write the bundled class and grade it like any other."""
    make_ready("bareme.classrun.preload")
    from bareme.cli.class_run import Run, run  # noqa: PLC0415 - pytest and pydantic only when they are needed
    from bareme.simulator import demo  # noqa: PLC0415 - the simulator only here

    speech = speech_of(lang)
    if not (out / "roster.csv").exists():
        if answers:
            demo.write_answered_class(out)
        else:
            demo.write_demo_class(out)
            demo.write_hand_ins(out, speech.language)
    repos = out / demo.REPOS if (out / demo.REPOS).is_dir() else None
    asked = Run(
        out / "roster.csv",
        "tp2-vm",
        out,
        out / "evidence",
        speech,
        repos=repos,
        quiet=flags["quiet"],
        as_json=as_json,
    )
    return run(asked)
