"""A check told to GitHub Actions: summary, annotations, outputs, and the result GitHub Classroom reads."""

import base64
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bareme.errors import ExitCode
from bareme.report.markdown import Row, Sheet
from bareme.text.language import Speech
from bareme.text.message import say
from bareme.text.sanitize import clipped, visible

MAX_ANNOTATIONS = 9
"""GitHub shows ten errors a step; the tenth says how many more there are."""


_PLACE = re.compile(r"^(?P<file>.+?\.ya?ml):(?P<line>\d+)(?::(?P<column>\d+))?\s?: (?P<text>.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Sheet):
    """What there is to tell, and the code the check ended with."""

    code: int
    causes: Sequence[str] = ()
    """What was said where nothing could be evaluated or decided, the cause first."""

    @property
    def advice(self) -> tuple[Row, ...]:
        """What is worth no points and was not followed."""
        return tuple(row for row in self.rows if not row["max"] and row["outcome"] in {"unmet", "partial"})


def annotations(told: Told) -> list[str]:
    """Workflow commands: what is wrong with a file, or why nothing was decided, then the dearest losses; ten at most.

    Only a job that fails has errors: points lost on a green one are warnings, advice is a notice.
    """
    if told.code == ExitCode.DONE and not told.student:
        return [f"::notice::{data(visible(text))}" for text in told.causes[:1]]
    found = [_misplaced(match, _level(told)) for match in map(_PLACE.match, told.errors) if match]
    if not found and told.code not in {ExitCode.DONE, ExitCode.BELOW}:
        found = [f"::error::{data(visible(text))}" for text in told.causes[:1]]
    found += [_problem(told, one) for one in told.student.get("problems", ())]
    found += [_annotation(told, row) for row in told.lost]
    found += [_annotation(told, row, "notice") for row in told.advice]
    more = len(found) - MAX_ANNOTATIONS
    if more > 0:
        text = told.speech.tell(say("{n} more: see the summary of the job", n=more))
        found = [*found[:MAX_ANNOTATIONS], f"::{_level(told)}::{data(text)}"]
    return found


def outputs(told: Told, reports: Mapping[str, Path | None]) -> dict[str, str]:
    """The step's outputs, for machines: a dot in numbers, nothing where there is no grade."""
    grades = {
        output: str(told.student[name]) if told.is_graded else ""
        for output, name in (("grade", "score"), ("low", "low"), ("high", "high"))
    }
    paths = {name: str(path) if path and path.is_file() else "" for name, path in reports.items()}
    decided = told.is_graded and told.code in {ExitCode.DONE, ExitCode.BELOW}
    compact = json.dumps(classroom(told), separators=(",", ":"))
    threshold = told.threshold or {}
    return {
        **grades,
        **paths,
        "threshold": str(threshold.get("value", "")),
        "decision": str(threshold.get("decision", "")),
        # a result without tests is published as 0 points: where nothing was decided there is none
        "result": base64.b64encode(compact.encode()).decode() if decided else "",
    }


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


def _level(told: Told) -> str:
    return "warning" if told.code == ExitCode.DONE else "error"


def _annotation(told: Told, row: Row, level: str = "") -> str:
    title = f"{row['id']} {clipped(row['title'])} ({_points(told.speech, row)})"
    text = " – ".join(filter(None, (clipped(row["found"]), clipped(_advice(row)))))
    place = row.get("place")
    where = f"file={attribute(place['file'])},line={place['line']}," if place else ""
    return f"::{level or _level(told)} {where}title={attribute(title)}::{data(text)}"


def _problem(told: Told, one: Mapping[str, Any]) -> str:
    """What is wrong with what was handed in, at its place; an error only where the job fails."""
    level = _level(told) if one["level"] == "error" else one["level"]
    places = [("file", one["file"]), ("line", one["line"]), ("col", one["column"])] if one["file"] else []
    where = ",".join(f"{name}={attribute(str(value))}" for name, value in places if value)
    return f"::{level}{f' {where}' if where else ''}::{data(visible(one['message']))}"


def _misplaced(match: re.Match[str], level: str) -> str:
    place = f"file={attribute(match['file'])},line={match['line']},col={match['column'] or 1}"
    return f"::{level} {place}::{data(visible(match['text']))}"


def _advice(row: Row) -> str:
    return str(row["message"] or row["hint"])


def _test_status(row: Row) -> str:
    if row["outcome"] in {"met", "waived"}:
        return "pass"
    return "error" if row["outcome"] in {"unverifiable", "pending"} else "fail"


def _points(speech: Speech, row: Row) -> str:
    return " / ".join(speech.number(Decimal(str(row[name]))) for name in ("points", "max"))
