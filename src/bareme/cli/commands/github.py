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
from bareme.submission.load import ANSWER_FILES, load_submission
from bareme.text.language import Speech, chosen


def _results(path: Path) -> tuple[dict[str, Any], Decimal, dict[str, Any] | None]:
    """The student of a results file; nothing where the check ended before it wrote one."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return document["students"][0], Decimal(str(document["scale"])), document.get("threshold")
    except (OSError, ValueError, LookupError, TypeError):
        return {}, Decimal(20), None


def _rubric(name: str) -> Rubric | None:
    try:
        return load_rubric(rubric_path(name), catalogue())
    except BaremeError:
        return None


def _lines_of(answers: Path | None) -> dict[str, tuple[str, int]]:
    """Where GitHub can show a criterion: its answer, in a file of the student's repository."""
    here = Path.cwd()
    own = answers or next((Path(name) for name in ANSWER_FILES if Path(name).is_file()), None)
    if not own or not own.resolve().is_relative_to(here):
        return {}
    file = own.resolve().relative_to(here).as_posix()
    given = load_submission(None, own).answers
    return {criterion: (file, answer.line) for criterion, answer in given.items() if answer.line}


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
@click.option("--answers", type=_FILE)
@click.option("--errors", type=_FILE)
@click.option("--html", type=_FILE)
@click.option("--junit", type=_FILE)
@click.option("--lang", default=None)
def command(results: Path, code: int, rubric: str, lang: str | None, **files: Path | None) -> None:
    """Tell GitHub what `bareme check` found."""
    student, scale, threshold = _results(results)
    found, errors = _rubric(rubric) if rubric else None, files["errors"]
    said = errors.read_text(encoding="utf-8", errors="replace") if errors and errors.is_file() else ""
    told = Told(
        speech=Speech(chosen(lang)),
        code=code,
        threshold=threshold,
        student=student,
        scale=scale,
        errors=() if student else tuple(said.splitlines()[:100]),
        causes=tuple(line for line in said.splitlines()[:100] if line.strip()),
        rubric=found,
        is_empty=not student and code == ExitCode.DONE,
        lines=_lines_of(files["answers"]),
    )
    _add("GITHUB_STEP_SUMMARY", markdown_page(told))
    reports = {"report-path": files["html"], "junit-path": files["junit"]}
    _add("GITHUB_OUTPUT", "".join(assignment(name, value) for name, value in outputs(told, reports).items()))
    for line in annotations(told):
        click.echo(line.encode("utf-8", "replace"))


if __name__ == "__main__":
    command()
