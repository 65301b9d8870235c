"""What a run was made with, from the rubric it keeps."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bareme.diff.model import Side
from bareme.rubric import Criterion, Rubric
from bareme.rubric.parameters import filled, references


def side(rubric: Rubric, program: str = "") -> Side:
    """The rubric's part of a comparison; `program` is bareme's version."""
    own = {criterion.id: _definition(criterion, rubric) for criterion in rubric.criteria}
    return Side(rubric.id, rubric.version, rubric.sha256, Decimal(rubric.scale), own, program)


def _definition(criterion: Criterion, rubric: Rubric) -> str:
    """A hash of what decides a criterion; titles, hints and other texts decide nothing."""
    rule = {
        "points": str(criterion.points),
        "check": criterion.check,
        "values": filled(criterion.values, rubric.parameters),
        "confirm": criterion.confirm,
        "by a person": criterion.question is not None,
        "evidence": sorted(criterion.evidence),
        "needs": [(need.criterion, need.otherwise) for need in criterion.needs],
        "substitutes": _substitutes(criterion.values, rubric),
    }
    return hashlib.sha256(json.dumps(rule, sort_keys=True, default=str).encode()).hexdigest()


def _substitutes(values: Mapping[str, Any], rubric: Rubric) -> list[tuple[str, Any, tuple[str, ...]]]:
    """The substitutes for parameters this criterion uses, whole or in part."""
    used = {name for _, name in references(values, ())}
    return [
        (one.parameter, one.value, one.students)
        for one in rubric.substitutes
        if any(_touches(one.parameter, name) for name in used)
    ]


def _touches(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
