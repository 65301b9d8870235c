"""`bareme check`: one subscription, for a student or a CI job."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, own_rubric_option, speech_of
from bareme.text.message import say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("check", help=help_text(say("Grade one subscription: verdicts, hints, reports")))
@click.argument("criteria", nargs=-1, metavar="[CRITERION]…")
@own_rubric_option
@click.option("--subscription", metavar="ID", help=help_text(say("The subscription to read, by its id.")))
@click.option("--resource-group", metavar="NAME", help=help_text(say("Only this resource group counts.")))
@click.option(
    "--evidence", type=click.Path(path_type=Path),
    help=help_text(say("An evidence file or a folder of them; nothing is read from Azure then.")),
)  # fmt: skip
@click.option("--answers", type=_FILE, help=help_text(say("The written answers (reponses.yaml).")))
@click.option("--repo", type=click.Path(path_type=Path, file_okay=False), help=help_text(say("The lab repository.")))
@click.option(
    "--fail-under", metavar="N", help=help_text(say("Exit with 1 if checks give less: points, or a share as 50%."))
)
@click.option("--junit", type=_FILE, help=help_text(say("Write a JUnit file.")))
@click.option(
    "--junit-strict", is_flag=True, help=help_text(say("Only what Jenkins' schema knows: no points, no lines."))
)
@click.option("--json", "json_path", type=_FILE, help=help_text(say("Write the results as JSON; - prints them.")))
@click.option("--html", type=_FILE, help=help_text(say("Write the report as an HTML page.")))
@click.option("--markdown", type=_FILE, help=help_text(say("Write the report as Markdown.")))
@click.option("--pdf", type=_FILE, help=help_text(say("Write the report as a PDF file (needs bareme[pdf]).")))
@click.option("--sarif", type=_FILE, help=help_text(say("Write what is wrong with answers and scripts as SARIF.")))
@click.option(
    "--code-quality", type=_FILE, help=help_text(say("Write what is wrong with answers and scripts for GitLab."))
)
@click.option("--watch", is_flag=True, help=help_text(say("Go on, and check again whenever something changed.")))
@click.option(
    "--every", type=click.FloatRange(10, 3600), default=30, show_default=True, metavar="S",
    help=help_text(say("Seconds between two looks of --watch.")),
)  # fmt: skip
@click.option(
    "--lint", is_flag=True, help=help_text(say("Only tell what is wrong with answers and scripts; grade nothing."))
)
@click.option("--arm-endpoint", envvar="BAREME_ARM_ENDPOINT", help=help_text(say("Another Azure Resource Manager.")))
@click.option(
    "--all", "everything", is_flag=True, help=help_text(say("Show every criterion, not the next steps alone."))
)
@click.option(
    "--allow-empty", is_flag=True, help=help_text(say("No evidence yet is no error: say so, and end with 0."))
)
@click.option(
    "--no-history", is_flag=True, help=help_text(say("Neither tell nor keep what changed since the last check."))
)
@common
def command(lang: str | None, **options: Any) -> int:
    """Read, assess, show."""
    from bareme.cli.check_options import CheckOptions, Files  # noqa: PLC0415 - pytest and pydantic only when they are needed
    from bareme.cli.student_check import run  # noqa: PLC0415 - the same

    options.pop("verbose")
    files = Files(**{field.name: options.pop(field.name) for field in fields(Files)})
    return run(CheckOptions(speech=speech_of(lang), files=files, **options))
