"""A comparison as JSON."""

from typing import Any

from bareme.diff.model import Change, Comparison, Moved, Side, Standing, Sum
from bareme.results.rendering import number

SCHEMA = "bareme/diff/v1"


def to_wire(comparison: Comparison) -> dict[str, Any]:
    """The object `bareme diff --json` prints."""
    return {
        "schema": SCHEMA,
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "rubric_changed": comparison.rubric_changed,
        "students": [_moved(one) for one in comparison.moved],
        "came": [{"id": identifier, "name": name} for identifier, name in comparison.came],
        "left": [{"id": identifier, "name": name} for identifier, name in comparison.left],
        "unchanged": comparison.unchanged,
    }


def _side(one: Side) -> dict[str, Any]:
    rubric = {"id": one.rubric, "version": one.version, "sha256": one.sha256}
    return {"rubric": rubric, "scale": number(str(one.scale)), "bareme": one.program or None}


def _moved(one: Moved) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "before": _sum(one.before),
        "after": _sum(one.after),
        "gain": None if one.gain is None else number(str(one.gain)),
        "criteria": [_change(change) for change in one.changes],
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {"status": one.status, **{name: number(str(getattr(one, name))) for name in ("score", "low", "high")}}


def _change(one: Change) -> dict[str, Any]:
    return {
        "id": one.criterion,
        "before": _standing(one.before),
        "after": _standing(one.after),
        "gain": number(str(one.gain)),
        "causes": [cause.value for cause in one.causes],
    }


def _standing(one: Standing | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"outcome": one.outcome, **{name: number(str(getattr(one, name))) for name in ("points", "low", "high")}}
