"""What a student lost points for, dearest first; what only rests on another criterion stands beside that one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

SHOWN = 3
"""Corrections in full; the others are folded, and counted."""


@dataclass
class Correction:
    """A criterion to earn, and what it would set free."""

    row: SimpleNamespace
    frees: list[SimpleNamespace] = field(default_factory=list)

    @property
    def lost(self) -> Decimal:
        """Points that it cost, with those of what rests on it."""
        return sum((one.lost for one in (self.row, *self.frees)), Decimal(0))


def corrections(rows: Sequence[SimpleNamespace]) -> list[Correction]:
    """Those of a student's criteria, dearest first; in the rubric's order where they cost the same."""
    by_id = {row.id: row for row in rows}
    found = {row.id: Correction(row) for row in rows if row.lost > 0 and row.outcome != "blocked"}
    for row in rows:
        if row.outcome == "blocked" and row.lost > 0:
            root = _root(row, by_id)
            known = found.setdefault(root.id, Correction(root))
            if root is not row:
                known.frees.append(row)
    return sorted(found.values(), key=lambda one: -one.lost)


def _root(row: SimpleNamespace, by_id: Mapping[str, SimpleNamespace]) -> SimpleNamespace:
    """The first criterion that was missed, on which this one rests by way of others; itself where none was."""
    seen = {row.id}
    while row.outcome == "blocked":
        missed = (by_id[one.criterion] for one in row.criterion.needs if one.criterion not in seen)
        onto = next((one for one in missed if one.outcome in {"unmet", "blocked"}), None)
        if onto is None:
            break
        seen.add(onto.id)
        row = onto
    return row
