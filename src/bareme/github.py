"""`python -m bareme.github RESULTS.json`: a check told to GitHub Actions, as a summary, annotations and outputs.

Names, answers and resource names come from students. They reach GitHub only escaped: as text in the summary, as data in
a workflow command, between random delimiters in the outputs (GitHub documentation, "Workflow commands").
"""

import base64
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from bareme.content import catalogue, rubric_path
from bareme.errors import BaremeError, ExitCode
from bareme.language import Speech, chosen
from bareme.message import say
from bareme.plain import clipped, visible
from bareme.report.markdown import Row, Sheet, markdown_page
from bareme.rubric import Rubric, load_rubric
from bareme.submission.load import ANSWER_FILES, load_submission

MAX_ANNOTATIONS = 9
"""GitHub shows ten errors a step; the tenth says how many more there are."""
_PLACE = re.compile(r"^(?P<file>.+?\.ya?ml):(?P<line>\d+):(?P<column>\d+)\s?: (?P<text>.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Sheet):
    """What there is to tell, the code the check ended with, and where its criteria stand."""

    code: int
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """File and line of a criterion: its answer's, else the rubric's own."""


def annotations(told: Told) -> list[str]:
    """Workflow commands: what is wrong with the rubric, else the dearest losses; ten at most."""
    found = [_misplaced(match) for match in map(_PLACE.match, told.errors) if match]
    found = found or [_annotation(told, row) for row in told.lost]
    more = len(found) - MAX_ANNOTATIONS
    if more > 0:
        text = told.speech.tell(say("{n} more: see the summary of the job", n=more))
        found = [*found[:MAX_ANNOTATIONS], f"::error::{data(text)}"]
    return found


def outputs(told: Told, reports: Mapping[str, Path | None]) -> dict[str, str]:
    """The step's outputs, for machines: a dot in numbers, nothing where there is no grade."""
    grades = {
        output: str(told.student[name]) if told.is_graded else ""
        for output, name in (("grade", "score"), ("low", "low"), ("high", "high"))
    }
    paths = {name: str(path) if path and path.is_file() else "" for name, path in reports.items()}
    compact = json.dumps(classroom(told), separators=(",", ":"))
    return {**grades, **paths, "result": base64.b64encode(compact.encode()).decode()}


def classroom(told: Told) -> dict[str, Any]:
    """The result as GitHub Classroom's autograding actions print and read it, version 3."""
    status = "pass" if told.code == ExitCode.DONE else "fail" if told.code == ExitCode.BELOW else "error"
    tests = [
        {"name": f"{row['id']} {clipped(row['title'])}", "status": _test_status(row), "score": row["points"],
         "max_score": row["max"], "message": clipped(row["found"])}
        for row in told.rows
    ]  # fmt: skip
    return {"version": 3, "status": status, "max_score": float(told.scale), "tests": tests}


def data(text: str) -> str:
    """Text as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def attribute(text: str) -> str:
    """Text as a property of a workflow command."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def assignment(name: str, value: str) -> str:
    """One output as GitHub's files hold it, whatever the value holds."""
    delimiter = f"end-{secrets.token_hex(16)}"
    return f"{name}<<{delimiter}\n{value}\n{delimiter}\n"


def _annotation(told: Told, row: Row) -> str:
    title = f"{row['id']} {clipped(row['title'])} ({_points(told.speech, row)})"
    text = " – ".join(filter(None, (clipped(row["found"]), clipped(_advice(row)))))
    file, line = told.lines.get(row["id"], ("", 0))
    place = f"file={attribute(file)},line={line}," if file else ""
    return f"::error {place}title={attribute(title)}::{data(text)}"


def _misplaced(match: re.Match[str]) -> str:
    place = f"file={attribute(match['file'])},line={match['line']},col={match['column']}"
    return f"::error {place}::{data(visible(match['text']))}"


def _advice(row: Row) -> str:
    return str(row["message"] or row["hint"])


def _test_status(row: Row) -> str:
    if row["outcome"] in {"met", "waived"}:
        return "pass"
    return "error" if row["outcome"] in {"unverifiable", "pending"} else "fail"


def _points(speech: Speech, row: Row) -> str:
    return " / ".join(speech.number(Decimal(str(row[name]))) for name in ("points", "max"))


def _results(path: Path) -> tuple[dict[str, Any], Decimal]:
    """The student of a results file; nothing where the check ended before it wrote one."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return document["students"][0], Decimal(str(document["scale"]))
    except (OSError, ValueError, LookupError, TypeError):
        return {}, Decimal(20)


def _rubric(name: str) -> Rubric | None:
    try:
        return load_rubric(rubric_path(name), catalogue())
    except BaremeError:
        return None


def _lines_of(rubric: Rubric | None, answers: Path | None) -> dict[str, tuple[str, int]]:
    """Where GitHub can show a criterion: files of the repository only."""
    here = Path.cwd()
    found: dict[str, tuple[str, int]] = {}
    if rubric and Path(rubric.file).resolve().is_relative_to(here):
        file = Path(rubric.file).resolve().relative_to(here).as_posix()
        found = {criterion: (file, line) for criterion, line in rubric.lines.items()}
    own = answers or next((Path(name) for name in ANSWER_FILES if Path(name).is_file()), None)
    if own and own.resolve().is_relative_to(here):
        file = own.resolve().relative_to(here).as_posix()
        given = load_submission(None, own).answers
        found |= {criterion: (file, answer.line) for criterion, answer in given.items() if answer.line}
    return found


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
    student, scale = _results(results)
    found, errors = _rubric(rubric) if rubric else None, files["errors"]
    said = errors.read_text(encoding="utf-8", errors="replace") if errors and errors.is_file() else ""
    told = Told(
        speech=Speech(chosen(lang)),
        code=code,
        below=code == ExitCode.BELOW,
        student=student,
        scale=scale,
        errors=() if student else tuple(said.splitlines()[:100]),
        rubric=found,
        lines=_lines_of(found, files["answers"]),
    )
    _add("GITHUB_STEP_SUMMARY", markdown_page(told))
    reports = {"report-path": files["html"], "junit-path": files["junit"]}
    _add("GITHUB_OUTPUT", "".join(assignment(name, value) for name, value in outputs(told, reports).items()))
    for line in annotations(told):
        click.echo(line.encode("utf-8", "replace"))


if __name__ == "__main__":
    command()
