"""`compare`: two streams of records in, everything that differs out. Pure."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bareme.diff.causes import causes
from bareme.diff.model import Change, Comparison, Moved, Side, Standing, Sum
from bareme.grading.record import Record


@dataclass(frozen=True, slots=True)
class _Kept:
    """The little of a record that a comparison needs: a class of any size fits twice."""

    name: str
    sum: Sum
    evidence: tuple[str, ...]
    criteria: Mapping[str, Standing]


def compare(before: Iterable[Record], after: Iterable[Record], was: Side, now: Side) -> Comparison:
    """What changed from one run to the next, students in the order of the later one."""
    old = {record["id"]: _kept(record) for record in before}
    new = {record["id"]: _kept(record) for record in after}
    both = [identifier for identifier in new if identifier in old]
    moved = [one for identifier in both if (one := _moved(identifier, old[identifier], new[identifier], was, now))]
    return Comparison(
        before=was,
        after=now,
        moved=tuple(moved),
        came=tuple((identifier, one.name) for identifier, one in new.items() if identifier not in old),
        left=tuple((identifier, one.name) for identifier, one in old.items() if identifier not in new),
        unchanged=len(both) - len(moved),
    )


def _moved(identifier: str, old: _Kept, new: _Kept, was: Side, now: Side) -> Moved | None:
    changes = tuple(_changes(old, new, was, now))
    if not changes and old.sum == new.sum:
        return None
    return Moved(identifier, new.name, old.sum, new.sum, changes)


def _changes(old: _Kept, new: _Kept, was: Side, now: Side) -> Iterator[Change]:
    other_evidence = old.evidence != new.evidence
    for criterion in dict.fromkeys((*new.criteria, *old.criteria)):
        before, after = old.criteria.get(criterion), new.criteria.get(criterion)
        if _shown(before) != _shown(after):
            other_rule = was.definitions.get(criterion) != now.definitions.get(criterion)
            why = causes(before, after, other_rule=other_rule, other_evidence=other_evidence)
            yield Change(criterion, before, after, why)


def _shown(standing: Standing | None) -> tuple[str, Decimal, Decimal, Decimal, bool] | None:
    """What counts as a difference: how it stands, not what it rests on."""
    return standing and (standing.outcome, standing.points, standing.low, standing.high, standing.again)


def _kept(record: Record) -> _Kept:
    total = Sum(record["status"], *(Decimal(record[name]) for name in ("score", "low", "high")))
    evidence = tuple(sorted(one["sha256"] for one in record["collections"]))
    return _Kept(record["name"], total, evidence, {sys.intern(one["id"]): _standing(one) for one in record["criteria"]})


def _standing(one: Mapping[str, Any]) -> Standing:
    """A criterion of a record; one written before marks and answers were kept has neither."""
    needs = bool(one["remark"]) and (one["outcome"] in {"blocked", "waived"})
    waived = one["outcome"] == "waived" and not needs
    decided = f"{one['points']} {one['comment']}" if one.get("marked") or waived else ""
    return Standing(
        outcome=sys.intern(one["outcome"]),
        points=Decimal(one["points"]),
        low=Decimal(one["low"]),
        high=Decimal(one["high"]),
        decided=decided,
        answer="\0".join((one.get("answer", ""), *one.get("files", ()))),
        needs=needs,
        again=bool(one.get("again")),
    )
