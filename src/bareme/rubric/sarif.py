"""Problems of rubrics as SARIF 2.1.0, for code scanning: GitHub, Azure DevOps and editors read it.

Only for rubrics: a grade has no place in a source file. Fields as GitHub asks for them ("SARIF support for code
scanning"); OASIS, "Static Analysis Results Interchange Format", version 2.1.0.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bareme.files.problem import Problem
from bareme.text.language import Speech
from bareme.text.message import say
from bareme.version import __version__

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RULE = "rubric-problem"


def sarif(found: Mapping[Path, Iterable[Problem]], speech: Speech) -> dict[str, Any]:
    """The log of one run: every problem with its file, line and column."""
    results = [_result(file, one, speech) for file, problems in found.items() for one in problems]
    driver = {"name": "bareme", "semanticVersion": __version__, "rules": [_rule(speech)]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(speech: Speech) -> dict[str, Any]:
    sentence = {"text": speech.tell(say("A rubric that cannot be used"))}
    advice = {"text": speech.tell(say("Correct the rubric; “bareme rubric lint” checks it again."))}
    return {
        "id": RULE,
        "shortDescription": sentence,
        "fullDescription": sentence,
        "help": advice,
        "defaultConfiguration": {"level": "error"},
    }


def _result(file: Path, problem: Problem, speech: Speech) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    place = {"artifactLocation": {"uri": _uri(file)}, "region": region}
    return {
        "ruleId": RULE,
        "level": problem.level,
        "message": {"text": speech.tell(problem.message)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: Path) -> str:
    """Relative to where the command ran wherever possible: that is the repository's root in CI."""
    absolute = file.resolve()
    here = Path.cwd().resolve()
    return quote(absolute.relative_to(here).as_posix()) if absolute.is_relative_to(here) else absolute.as_uri()
