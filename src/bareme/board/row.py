"""What the board says of one student, as values: made of a record and his lab, in no language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bareme.grading.checkpoints import before_deleting
from bareme.grading.next_steps import Coaching
from bareme.grading.record import Record
from bareme.grading.refused import Refused, refused_lately
from bareme.lab import Lab
from bareme.roster import Student
from bareme.text.message import Message
from bareme.timeline.missing import told

IDLE = timedelta(minutes=10)
"""Whoever did nothing for so long may need help."""
LEFT = timedelta(minutes=30)
"""Whoever did nothing for so long is not working with his machines any more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One student now."""

    id: str
    name: str
    group: str
    problem: Message | None = None
    """Why nothing is known of him."""
    read_at: datetime | None = None
    score: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    step: str = ""
    """The criterion he is at; empty where nothing is left, or nothing begun."""
    running: tuple[str, ...] = ()
    cost: Decimal = Decimal(0)
    """What runs costs an hour, in the currency of the lab's prices; without what has no known price."""
    refused: tuple[Refused, ...] = ()
    last_act: datetime | None = None
    at_stake: tuple[Message, ...] = ()
    """What is about to be lost: no checkpoint keeps it."""

    @property
    def has_begun(self) -> bool:
        """Whether anything was done."""
        return self.last_act is not None or any(one in {"met", "partial"} for one in self.outcomes.values())

    def idle_minutes(self, now: datetime) -> int:
        """Minutes since he last did something, where they are many; else 0."""
        if self.last_act is None or now - self.last_act < IDLE:
            return 0
        return int((now - self.last_act).total_seconds() // 60)

    def is_left_on(self, now: datetime, end: datetime | None) -> bool:
        """Whether machines run that nobody works with: all is done, the lab is over, or nothing happened for long."""
        is_idle = self.last_act is not None and now - self.last_act >= LEFT
        is_over = end is not None and now > end
        return bool(self.running) and (not self.step or is_over or is_idle)


def unknown(student: Student, problem: Message | None = None) -> Row:
    """A student of whom nothing was read, yet or at all."""
    return Row(student.id, student.name, student.group, problem)


def row_of(record: Record, coach: Coaching, lab: Lab) -> Row:
    """The row of a student who was read."""
    running = coach.running
    acts = [one.ended for one in lab.history.operations]
    return Row(
        id=record["id"],
        name=record["name"],
        group=record["group"],
        problem=Message.from_wire(record["problem"]) if record["problem"] else None,
        read_at=lab.read_at,
        score=record["score"],
        outcomes={one["id"]: one["outcome"] for one in record["criteria"]},
        step=coach.steps[0].criterion if coach.steps else next(iter(coach.coming), ""),
        running=running,
        cost=sum(_prices(lab, running), Decimal(0)),
        refused=tuple(refused_lately(lab)),
        last_act=max(acts, default=None),
        at_stake=tuple(before_deleting(lab)),
    )


def _prices(lab: Lab, running: tuple[str, ...]) -> Iterator[Decimal]:
    """What the machines cost an hour whose size, system and price are known."""
    for vm in lab.vms:
        if vm.present and vm.name in running and vm.sizes:
            for system in told([vm], lambda one: one.os_type):
                price = lab.prices.size_an_hour(vm.sizes[-1].value, system.value)
                if price is not None:
                    yield price
