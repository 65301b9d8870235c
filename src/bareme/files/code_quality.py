"""What is wrong in files as GitLab's Code Quality report: shown beside the lines of a merge request.

Fields as GitLab asks for them ("Code Quality", "Import Code Quality results from a CI/CD job").
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bareme.files.problem import Problem
from bareme.text.language import Speech

_SEVERITIES = {"error": "major", "warning": "minor", "notice": "info"}


def code_quality(found: Mapping[Path, Iterable[Problem]], check: str, speech: Speech) -> list[dict[str, Any]]:
    """One entry a problem; its fingerprint stays while the sentence and the file do, wherever the line moves."""
    seen: Counter[str] = Counter()
    entries = []
    for file, problems in found.items():
        for one in problems:
            same = f"{file.as_posix()}\0{one.message}"
            entries.append(_entry(file, one, f"{same}\0{seen[same]}", check, speech))
            seen[same] += 1
    return entries


def _entry(file: Path, problem: Problem, identity: str, check: str, speech: Speech) -> dict[str, Any]:
    return {
        "description": speech.tell(problem.message),
        "check_name": check,
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": _SEVERITIES[problem.level],
        "location": {"path": file.as_posix(), "lines": {"begin": problem.line or 1}},
    }
