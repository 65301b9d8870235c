"""What is decided now: the last word on every criterion of everybody, and what belongs to nobody here."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bareme.grading.grade import Decisions, Mark, Waiver
from bareme.marks.decision import Decision, Kind
from bareme.marks.read import Criteria
from bareme.marks.stamp import parsed_stamp
from bareme.marks.students import People
from bareme.rubric import Rubric
from bareme.text.message import Message, say

SHOWN = 10
_SHARE_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions in force, by student and criterion."""

    here: Mapping[str, Mapping[str, Decision]] = field(default_factory=dict)
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many decisions there were on each."""
    notes: Mapping[str, Decision] = field(default_factory=dict)
    """The last word to each student."""
    elsewhere: tuple[Decision, ...] = ()
    """Of students and criteria that this class or this rubric does not have."""

    def of(self, student: str, criterion: str) -> Decision | None:
        """The last decision on a criterion."""
        return self.here.get(student, {}).get(criterion)

    def decisions(self) -> dict[str, Decisions]:
        """What grading takes into account."""
        everybody = dict.fromkeys([*self.here, *self.notes])
        return {student: self.decisions_of(student) for student in everybody}

    def decisions_of(self, student: str) -> Decisions:
        """The same for one student."""
        note = self.notes.get(student)
        return _decisions(self.here.get(student, {}), note.comment if note else "")

    def outgrown(self, rubric: Rubric) -> Iterator[Decision]:
        """The marks that were given for another maximum than today's, made what keeps their share of it."""
        now = {one.id: one.points for one in rubric.criteria}
        for own in self.here.values():
            for one in own.values():
                if one.kind is Kind.MARK and one.points is not None and one.most and one.most != now[one.criterion]:
                    yield _rescaled(one, one.points, one.most, now[one.criterion])

    def notices(self, rubric: Rubric, present: Container[str]) -> Iterator[Message]:
        """What is kept of students and criteria that are not in this run."""
        known = {one.id for one in rubric.criteria}
        lone = [(one.student, one.criterion) for one in self.elsewhere]
        lone += [(name, one) for name, own in self.here.items() if name not in present for one in own]
        students = _counted(student for student, criterion in lone if criterion in known)
        criteria = _counted(criterion for _, criterion in lone if criterion not in known)
        if students:
            yield say(
                "Kept, though their students are not in this run: {n} marks of {ids}. They come back with them.",
                n=sum(students.values()), ids=_shown(students),
            )  # fmt: skip
        if criteria:
            yield say(
                "Kept, though this rubric does not have their criteria: {n} marks on {ids}. They come back with them.",
                n=sum(criteria.values()), ids=_shown(criteria),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Brings decisions to the students and criteria they are about, whatever a spreadsheet made of their ids."""

    people: People
    criteria: Criteria

    def placed(self, one: Decision) -> tuple[Decision, bool]:
        """The decision, under the ids of this class and this rubric; and whether it is about them at all."""
        stamp = parsed_stamp(one.stamp)
        student = self.people.whose(one.student, one.name, stamp)
        criterion = self.criteria.named(one.criterion, stamp)
        own = replace(one, student=student or one.student, criterion=criterion.id if criterion else one.criterion)
        return own, student is not None and criterion is not None


def standing(history: Iterable[Decision], places: Places) -> Standing:
    """Every decision brought to its place; the last one there holds."""
    here: dict[str, dict[str, Decision]] = defaultdict(dict)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    notes: dict[str, Decision] = {}
    elsewhere: dict[tuple[str, str], Decision] = {}
    for one in history:
        own, is_here = places.placed(one)
        if one.kind is Kind.NOTE:
            notes[own.student] = own
        elif is_here:
            here[own.student][own.criterion] = own
            counts[own.student, own.criterion] += 1
        else:
            elsewhere[own.student, own.criterion] = own
    told = tuple(one for one in elsewhere.values() if one.kind is not Kind.OPEN or one.comment)
    return Standing(here, counts, notes, told)


def _decisions(own: Mapping[str, Decision], note: str) -> Decisions:
    marks = {
        name: Mark(one.points, one.comment, one.basis, most=one.most)
        for name, one in own.items()
        if one.kind is Kind.MARK and one.points is not None
    }
    waivers = {
        name: Waiver(say("{reason}", reason=one.comment)) for name, one in own.items() if one.kind is Kind.WAIVER
    }
    return Decisions(marks, waivers, note)


def _rescaled(one: Decision, points: Decimal, before: Decimal, now: Decimal) -> Decision:
    share = min((points * now / before).quantize(_SHARE_STEP).normalize() + 0, now)
    return Decision(
        student=one.student, criterion=one.criterion, kind=Kind.MARK, points=share, most=now, comment=one.comment,
        basis=one.basis, name=one.name, stamp=one.stamp, who="grade --keep-share",
    )  # fmt: skip


def _counted(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name in names:
        found[name] += 1
    return found


def _shown(names: Mapping[str, int]) -> str:
    return ", ".join(list(names)[:SHOWN]) + (" …" if len(names) > SHOWN else "")
