"""Difficulty against discrimination: where the items of a class lie in the plane of both."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from typing import Any

from bareme.report.item_statistics import EASY, WEAK, Item, Quality
from bareme.report.scales import Linear

LEFT, RIGHT, TOP, BOTTOM = 40.0, 620.0, 12.0, 260.0
"""Edges of the plane, in units of the picture."""
LETTER, LINE, GAP = 6.2, 11.0, 8.0
"""Width of a letter, height of a line, and how far a label stands from its mark."""
NEAR = 5.0
"""Items that are nearer than this to each other are one mark."""
SOUND = frozenset({Quality.GOOD, Quality.FAIR})


@dataclass
class Mark:
    """Items at one place of the plane."""

    x: float
    y: float
    share: float
    r: float
    ids: list[str]
    is_sound: bool
    label: str = ""
    """Empty where it would cover another one: the mark's title names them all."""

    @property
    def leftwards(self) -> bool:
        """Whether the label stands on the left, since there is no room on the right."""
        return self.x + GAP + LETTER * len(self.name) > RIGHT

    @property
    def name(self) -> str:
        """What the label would say."""
        return self.ids[0] if len(self.ids) == 1 else f"{self.ids[0]} +{len(self.ids) - 1}"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What the label covers: left, right, top, bottom."""
        width = LETTER * len(self.name) + GAP
        left, right = (self.x - width, self.x) if self.leftwards else (self.x, self.x + width)
        return left, right, self.y - LINE / 2, self.y + LINE / 2


def plane(items: Iterable[tuple[str, Item]]) -> dict[str, Any]:
    """The picture of items by their id; one without a discrimination is not in it."""
    known = [(name, one, one.share, one.discrimination) for name, one in items]
    told = [(name, one, share, r) for name, one, share, r in known if share is not None and r is not None]
    lowest = min((share for _, _, share, _ in told), default=0.0)
    across = Linear(min(floor(lowest * 10) / 10, 0.8), 1, LEFT, RIGHT)
    upwards = Linear(min(floor(min((r for *_, r in told), default=0.0) * 5) / 5, 0), 1, BOTTOM, TOP)
    marks: list[Mark] = []
    for name, one, share, r in sorted(told, key=lambda found: found[1].quality in SOUND):
        x, y = across.at(share), upwards.at(r)
        near = next((mark for mark in marks if abs(mark.x - x) < NEAR and abs(mark.y - y) < NEAR), None)
        if near:
            near.ids.append(name)
        else:
            marks.append(Mark(x, y, share, r, [name], one.quality in SOUND))
    return {
        "marks": list(_labelled(marks)),
        "across": [(value, across.at(value)) for value in across.ticks(6)],
        "upwards": [(value, upwards.at(value)) for value in upwards.ticks(7)],
        "easy": across.at(EASY),
        "weak": upwards.at(WEAK),
    }


def _labelled(marks: list[Mark]) -> Iterator[Mark]:
    """Labels as far as none covers another; those worth a look come first."""
    taken: list[tuple[float, float, float, float]] = []
    for mark in marks:
        left, right, top, bottom = mark.box
        if all(right < box[0] or left > box[1] or bottom < box[2] or top > box[3] for box in taken):
            mark.label = mark.name
            taken.append(mark.box)
        yield mark
