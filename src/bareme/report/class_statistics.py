"""The class at a glance: statistics gathered in one pass, so that a class of any size fits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any, NamedTuple

from bareme.files.problem import Problem
from bareme.grading.record import Record, rests_on_exports
from bareme.report.grade_statistics import Grades
from bareme.report.histogram import Histogram
from bareme.report.item_picture import plane
from bareme.report.item_statistics import FEWEST, Item, joined, judged, pairs
from bareme.results.rendering import Teller

MISSED_OFTEN = 0.2
MISSED_SHOWN = 5
MISSED = ("unmet", "partial", "blocked")


class Ungraded(NamedTuple):
    """Somebody who could not be graded, and why, as told; or whose subscription is restricted, and how."""

    id: str
    name: str
    slug: str
    problem: str


class Again(NamedTuple):
    """A criterion that somebody judged and should judge again, and why, as told."""

    id: str
    name: str
    slug: str
    criterion: str
    why: str


class Exported(NamedTuple):
    """Somebody whose own exports alone speak for so many criteria."""

    id: str
    name: str
    slug: str
    criteria: int


@dataclass
class Classroom:
    """A class being counted."""

    teller: Teller
    grades: Grades = field(default_factory=Grades)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    exercises: dict[str, Item] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    ungraded: list[Ungraded] = field(default_factory=list)
    restricted: list[Ungraded] = field(default_factory=list)
    """Those whose subscription Azure has restricted."""
    unclear: list[Ungraded] = field(default_factory=list)
    """Those whose answers cannot be read, and why."""
    waiting: int = 0
    """How many verdicts wait for a person."""
    again: list[Again] = field(default_factory=list)
    exported: list[Exported] = field(default_factory=list)
    """Those whose grade rests on what they exported themselves."""

    def add(self, record: Record) -> None:
        """Count one student."""
        self.statuses[record["status"]] += 1
        self.waiting += sum(one["outcome"] == "pending" for one in record["criteria"])
        if state := record.get("subscription_state"):
            self.restricted.append(Ungraded(record["id"], record["name"], record["slug"], intern(state)))
        wrong = [Problem.from_wire(one) for one in record["problems"] if one["level"] == "error"]
        self.unclear.extend(
            Ungraded(record["id"], record["name"], record["slug"], self.teller.speech.tell(problem.told))
            for problem in wrong[:MISSED_SHOWN]
        )
        self.again.extend(self._again(record))
        if on_exports := rests_on_exports(record):
            self.exported.append(Exported(record["id"], record["name"], record["slug"], len(on_exports)))
        if record["status"] == "unreadable":
            problem = intern(self.teller.tell(record["problem"]))  # a whole class may have the same
            self.ungraded.append(Ungraded(record["id"], record["name"], record["slug"], problem))
            return
        self.grades.add(record["low"], record["high"])
        self._count(record)

    def _again(self, record: Record) -> Iterator[Again]:
        for one in record["criteria"]:
            if why := one.get("again"):
                told = intern(self.teller.tell(why))
                yield Again(record["id"], record["name"], record["slug"], one["id"], told)

    def view(self) -> dict[str, Any]:
        """The variables of `class.html.j2`, without the rows of a page."""
        mark = self.teller.rubric.pass_mark
        return {
            "graded": len(self.grades),
            "statuses": self.statuses,
            **self.grades.view(float(mark) if mark is not None else None),
            "histogram": Histogram.of(self.grades.lows, self.grades.highs, float(self.teller.rubric.scale)).view(),
            "criteria": self._criteria(),
            "sections": self._sections(),
            "plane": plane(self.items.items()),
            "fewest": FEWEST,
            "missed": self._missed(),
            "ungraded": self.ungraded,
            "restricted": self.restricted,
            "again": self.again,
            "exported": self.exported,
        }

    def _count(self, record: Record) -> None:
        rubric = self.teller.rubric
        worth = {criterion.id: float(criterion.points) for criterion in rubric.criteria}
        exercises = {section.id: sum(worth[one.id] for one in section.criteria) for section in rubric.sections}
        for one in record["criteria"]:
            self.outcomes.setdefault(one["id"], Counter())[one["outcome"]] += 1
        parts = judged(record["criteria"], worth)
        for identifier, pair in pairs(parts):
            self.items.setdefault(identifier, Item(worth[identifier])).add(pair)
        groups = {identifier: section.id for identifier, section in self.teller.sections.items()}
        for identifier, pair in pairs(joined(parts, groups, exercises)):
            self.exercises.setdefault(identifier, Item(exercises[identifier])).add(pair)

    def _criteria(self) -> list[dict[str, Any]]:
        """Success per criterion, worst first; open ones are not counted as failures."""
        told = [self._criterion(identifier, outcomes) for identifier, outcomes in self.outcomes.items()]
        return sorted(told, key=lambda one: (one["item"].share is None, one["item"].share or 0.0))

    def _criterion(self, identifier: str, outcomes: Counter[str]) -> dict[str, Any]:
        criterion = self.teller.criteria[identifier]
        item = self.items.get(identifier) or Item(float(criterion.points))
        missed = sum(outcomes[one] for one in MISSED)
        return {"criterion": criterion, "outcomes": outcomes, "item": item, "missed": missed}

    def _sections(self) -> list[dict[str, Any]]:
        found = ((section, self.exercises.get(section.id)) for section in self.teller.rubric.sections)
        return [{"section": section, "item": item} for section, item in found if item]

    def _missed(self) -> list[dict[str, Any]]:
        """What a fifth of the class or more did not fully earn, the most missed first: what to teach again."""
        told = [self._miss(identifier, outcomes) for identifier, outcomes in self.outcomes.items()]
        often = [one for one in told if one["share"] >= MISSED_OFTEN and self._is_known(one)]
        return sorted(often, key=lambda one: -one["share"])[:MISSED_SHOWN]

    def _is_known(self, miss: dict[str, Any]) -> bool:
        """Whether enough of the class is judged to say so: half of it."""
        return bool(miss["criterion"].points) and miss["judged"] * 2 >= len(self.grades)

    def _miss(self, identifier: str, outcomes: Counter[str]) -> dict[str, Any]:
        missed = sum(outcomes[one] for one in MISSED)
        known = missed + outcomes["met"]
        share = missed / known if known else 0.0
        return {"criterion": self.teller.criteria[identifier], "missed": missed, "judged": known, "share": share}
