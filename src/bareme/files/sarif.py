"""What is wrong in files as SARIF 2.1.0, for code scanning: GitHub, Azure DevOps and editors read it.

A grade has no place in a source file, and is no part of it. Fields as GitHub asks for them ("SARIF support for code
scanning"); OASIS, "Static Analysis Results Interchange Format", version 2.1.0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bareme.files.problem import Problem
from bareme.text.language import Speech
from bareme.text.message import Message
from bareme.version import __version__

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What code scanning files all these problems under."""

    id: str
    title: Message
    advice: Message


def sarif(found: Mapping[Path, Iterable[Problem]], rule: Rule, speech: Speech) -> dict[str, Any]:
    """The log of one run: every problem with its file, line and column."""
    results = [_result(file, one, rule, speech) for file, problems in found.items() for one in problems]
    driver = {"name": "bareme", "semanticVersion": __version__, "rules": [_rule(rule, speech)]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(rule: Rule, speech: Speech) -> dict[str, Any]:
    sentence = {"text": speech.tell(rule.title)}
    return {
        "id": rule.id,
        "shortDescription": sentence,
        "fullDescription": sentence,
        "help": {"text": speech.tell(rule.advice)},
        "defaultConfiguration": {"level": "error"},
    }


def _result(file: Path, problem: Problem, rule: Rule, speech: Speech) -> dict[str, Any]:
    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    place = {"artifactLocation": {"uri": _uri(file)}, "region": region}
    return {
        "ruleId": rule.id,
        "level": _LEVELS[problem.level],
        "message": {"text": speech.tell(problem.message)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: Path) -> str:
    """Relative to where the command ran wherever possible: that is the repository's root in CI."""
    absolute = file.resolve()
    here = Path.cwd().resolve()
    return quote(absolute.relative_to(here).as_posix()) if absolute.is_relative_to(here) else absolute.as_uri()
