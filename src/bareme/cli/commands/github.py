"""`python -m bareme.cli.commands.github RESULTS.json`: a check told to GitHub Actions.

Names, answers and resource names come from students. They reach GitHub only escaped: as text in the summary, as data in
a workflow command, between random delimiters in the outputs (GitHub documentation, "Workflow commands").
"""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from bareme.checking.catalogue import catalogue
from bareme.content import rubric_path
from bareme.errors import BaremeError, ExitCode
from bareme.report.github import Told, annotations, assignment, outputs
from bareme.report.markdown import markdown_page
from bareme.rubric import Rubric, load_rubric
from bareme.text.language import Speech, chosen


def _results(path: Path) -> dict[str, Any]:
    """The results file; nothing where the check ended before it wrote one."""
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return document if document["students"] else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _rubric(name: str) -> Rubric | None:
    try:
        return load_rubric(rubric_path(name), catalogue())
    except BaremeError:
        return None


def _add(variable: str, text: str) -> None:
    """Append to one of the runner's files; outside GitHub there is none."""
    if path := os.environ.get(variable):
        with Path(path).open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(text)


_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("results", type=_FILE)
@click.option("--code", type=int, default=0)
@click.option("--rubric", default="")
@click.option("--errors", type=_FILE)
@click.option("--html", type=_FILE)
@click.option("--junit", type=_FILE)
@click.option("--lang", default=None)
def command(results: Path, code: int, rubric: str, lang: str | None, **files: Path | None) -> None:
    """Tell GitHub what `bareme check` found."""
    document = _results(results)
    student = document["students"][0] if document else {}
    found, errors = _rubric(rubric) if rubric else None, files["errors"]
    said = errors.read_text(encoding="utf-8", errors="replace") if errors and errors.is_file() else ""
    told = Told(
        speech=Speech(chosen(lang)),
        code=code,
        threshold=document.get("threshold"),
        student=student,
        scale=Decimal(str(document.get("scale", 20))),
        errors=() if student else tuple(said.splitlines()[:100]),
        causes=document.get("causes") or tuple(line for line in said.splitlines()[:100] if line.strip()),
        rubric=found,
        is_empty=not student and code == ExitCode.DONE,
    )
    _add("GITHUB_STEP_SUMMARY", markdown_page(told))
    reports = {"report-path": files["html"], "junit-path": files["junit"]}
    _add("GITHUB_OUTPUT", "".join(assignment(name, value) for name, value in outputs(told, reports).items()))
    for line in annotations(told):
        click.echo(line.encode("utf-8", "replace"))


if __name__ == "__main__":
    command()
