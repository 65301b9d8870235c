"""`bareme grade`: a class."""

from pathlib import Path
from typing import Any

import click

from bareme.classrun.engine.processes import make_ready
from bareme.cli.json_output import json_option
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, deadline_of, roster_options, rubric_option, speech_of, wait_option
from bareme.text.message import say


@click.command("grade", help=help_text(say("Grade a class and write results, grades and reports")))
@click.argument("roster", type=click.Path(path_type=Path))
@rubric_option
@roster_options
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False),
    help=help_text(say("Folder for results, grades and reports.")),
)  # fmt: skip
@click.option(
    "--evidence", type=click.Path(path_type=Path, file_okay=False),
    help=help_text(say("Folder with one folder of evidence per student; what is missing is collected.")),
)  # fmt: skip
@click.option(
    "--marks", type=click.Path(path_type=Path, dir_okay=False),
    help=help_text(say("Marks given by hand: the marks.csv of a run, filled in.")),
)  # fmt: skip
@click.option(
    "--repos", type=click.Path(path_type=Path, file_okay=False),
    help=help_text(say("Folder with one lab repository per student: answers and scripts.")),
)  # fmt: skip
@click.option(
    "--exceptions", type=click.Path(path_type=Path, dir_okay=False),
    help=help_text(say("Substitutes and waivers of this class; by default exceptions.yaml in the run's folder.")),
)  # fmt: skip
@click.option("--workers", type=click.IntRange(0, 256), help=help_text(say("Worker processes; 0 grades in this one.")))
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
    help=help_text(say("Where students are graded: on this machine, or on a Dask cluster.")),
)  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", help=help_text(say("Of the Dask cluster; without it one is started.")))
@click.option(
    "--shard", metavar="N/M", help=help_text(say("Only part N of M of the class; “bareme merge” joins the parts."))
)
@click.option(
    "--student", "students", multiple=True, metavar="ID",
    help=help_text(say("Only this student, in his class's folder; the others stay as they are.")),
)  # fmt: skip
@click.option(
    "--against", multiple=True, type=click.Path(path_type=Path, file_okay=False), metavar="OLD_RUN",
    help=help_text(say("A graded run of another year that hand-ins are compared with; may be given several times.")),
)  # fmt: skip
@click.option(
    "--keep-share", is_flag=True,
    help=help_text(say("Marks given for another maximum keep their share of it; said once, it holds.")),
)  # fmt: skip
@click.option(
    "--deadline", metavar="T",
    help=help_text(say("When it was due, as 2026-11-20T18:00; the rubric's “late” says what lateness costs.")),
)  # fmt: skip
@wait_option
@click.option(
    "--fail-under", metavar="N", help=help_text(say("Exit with 1 if a grade is below: points, or a share as 50%."))
)
@click.option("--offline", is_flag=True, help=help_text(say("Grade the evidence there is; do not read Azure.")))
@click.option("--arm-endpoint", envvar="BAREME_ARM_ENDPOINT", help=help_text(say("Another Azure Resource Manager.")))
@json_option
@common
def command(roster: Path, rubric: str, out: Path, lang: str | None, **options: Any) -> int:
    """Collect what is missing, grade, write."""
    if options["workers"] != 0:
        make_ready("bareme.classrun.preload")
    from bareme.classrun.shard import WHOLE, shard  # noqa: PLC0415 - the same
    from bareme.cli.class_run import Run, run  # noqa: PLC0415 - pytest and pydantic only when they are needed
    from bareme.cli.collect_missing import Gatherer  # noqa: PLC0415 - the same

    speech, quiet = speech_of(lang), options["quiet"]
    gather = None if options["offline"] else Gatherer(speech, options["arm_endpoint"], quiet)
    asked = Run(
        roster=roster,
        rubric=rubric,
        out=out,
        evidence=options["evidence"] or out / "evidence",
        speech=speech,
        content=options["content"],
        marks=options["marks"],
        repos=options["repos"],
        exceptions=options["exceptions"],
        workers=options["workers"],
        engine=options["engine"],
        scheduler=options["scheduler"],
        shard=shard(options["shard"]) if options["shard"] else WHOLE,
        fail_under=options["fail_under"],
        quiet=quiet,
        as_json=options["as_json"],
        prepare=gather,
        scopes=options["scopes"],
        students=options["students"],
        against=options["against"],
        keep_share=options["keep_share"],
        deadline=deadline_of(options["deadline"]),
        wait=options["wait"],
    )
    return run(asked)
