"""What a marker's form says, made decisions: each student's with his own basis and what was known of him then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl

from bareme.errors import MarksError
from bareme.marking.item import Item, said
from bareme.marks import Decision, Kind
from bareme.marks.stamp import Cells, stamp
from bareme.rubric import Criterion, Rubric
from bareme.text.message import say
from bareme.text.sanitize import clipped

MAX_COMMENT = 4000
MAX_STEPS = 40


class Form:
    """The fields of a form; a name may stand there several times."""

    def __init__(self, body: bytes) -> None:
        self._pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20_000)
        self._first = dict(reversed(self._pairs))

    def __getitem__(self, name: str) -> str:
        return self._first.get(name, "").strip()

    def every(self, name: str) -> list[str]:
        """All values of a name."""
        return [value for key, value in self._pairs if key == name]

    def starting(self, prefix: str) -> dict[str, str]:
        """The values whose names begin so, by the rest of the name."""
        return {key.removeprefix(prefix): value.strip() for key, value in self._pairs if key.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was decided, whoever it is for."""

    kind: Kind
    points: Decimal | None
    comment: str


def wanted(form: Form, criterion: Criterion) -> Wanted:
    """What a form decides.

    Raises:
        MarksError: the points are none, or a reason is missing.
    """
    comment = form["comment"].replace("\r\n", "\n")[:MAX_COMMENT]
    if form["kind"] == "waive":
        if not comment:
            raise MarksError(say("An excused criterion needs its reason, which the student is told."))
        return Wanted(Kind.WAIVER, None, comment)
    if form["kind"] == "open":
        return Wanted(Kind.OPEN, None, comment)
    return Wanted(Kind.MARK, points_of(form["other"] or form["points"], criterion.points), comment)


def points_of(text: str, most: Decimal) -> Decimal:
    """Points as typed, with a comma or a dot.

    Raises:
        MarksError: they are no number, or more than there are.
    """
    if not text:
        raise MarksError(say("Give the points first."))
    try:
        points = Decimal(text.replace(",", ".").replace("\u202f", "").replace("\xa0", "")[:40])
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite():
        raise MarksError(say("“{text}” is not a number of points.", text=clipped(text)))
    if not 0 <= points <= most:
        raise MarksError(say("{points} is not between 0 and {most}.", points=clipped(text), most=most))
    return points


def steps(criterion: Criterion, rubric: Rubric) -> list[Decimal]:
    """The points that are offered: from nothing to everything, in the rubric's steps."""
    step = rubric.rounding.step
    while step > 0 and criterion.points / step > MAX_STEPS:
        step *= 5
    count = int(criterion.points / step)
    told = [(step * number).normalize() + 0 for number in range(count + 1)]
    return told if told[-1] == criterion.points else [*told, criterion.points.normalize() + 0]


def known(items: Iterable[Item]) -> Iterator[str]:
    """What a form keeps of each student: who he is, on which basis, how many decisions there were."""
    for item in items:
        yield f"{item.sid}:{item.one['basis']}:{len(item.known)}"


@dataclass(frozen=True, slots=True)
class Seen:
    """The same, read back."""

    sid: str
    basis: str
    count: int

    @classmethod
    def of(cls, text: str) -> "Seen | None":
        """What a form kept; none where it is not ours."""
        own, _, rest = text.partition(":")
        basis, _, count = rest.partition(":")
        fits = basis.isalnum() and count.isdecimal() and len(count) < 9 and len(basis) <= 12
        return cls(own, basis, int(count)) if fits else None


def decisions(items: Sequence[tuple[Item, Seen]], what: Wanted, who: str) -> list[Decision]:
    """One decision a student."""
    now = datetime.now(UTC)
    return [decision(item, what, who, seen, now) for item, seen in items]


def decision(item: Item, what: Wanted, who: str, seen: Seen | None = None, when: datetime | None = None) -> Decision:
    """One decision on one item; without `seen` by somebody who knows all there is now."""
    basis = seen.basis if seen else item.one["basis"]
    count = seen.count if seen else len(item.history)
    return Decision(
        student=item.student,
        criterion=item.criterion.id,
        kind=what.kind,
        points=what.points,
        most=item.criterion.points if what.kind is Kind.MARK else None,
        comment=what.comment,
        basis=basis,
        name=item.record["name"],
        stamp=str(stamp(basis, item.student, item.criterion.id, Cells(), count)),
        who=who,
        when=when or datetime.now(UTC),
    )


def undone(item: Item, made: Decision, who: str, when: datetime) -> Decision | None:
    """What takes a decision back: what held before it, once more; none where something else holds by now."""
    place = next((n for n, one in enumerate(item.history) if (one.when, one.who) == (made.when, made.who)), None)
    if place is None or said(item.history[-1]) != said(made):
        return None
    before = item.history[place - 1] if place else None
    if before is None:
        return decision(item, Wanted(Kind.OPEN, None, ""), who, when=when)
    seen = Seen(item.sid, before.basis or item.one["basis"], len(item.history))
    return decision(item, Wanted(before.kind, before.points, before.comment), who, seen, when)
