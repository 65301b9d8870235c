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
from bareme.results.rendering import Teller

MISSED_OFTEN = 0.2
MISSED_SHOWN = 5


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
class Tally:
    """One criterion over the class: outcomes, and the sums that its correlation with the grade needs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    earned: float = 0.0
    squares: float = 0.0
    products: float = 0.0


@dataclass
class Classroom:
    """A class being counted."""

    teller: Teller
    grades: Grades = field(default_factory=Grades)
    scores: list[float] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
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
        score = float(record["score"])
        self.scores.append(score)
        self.grades.add(record["low"], record["high"])
        for one in record["criteria"]:
            tally = self.tallies.setdefault(one["id"], Tally())
            points = float(one["points"])
            tally.outcomes[one["outcome"]] += 1
            tally.earned += points
            tally.squares += points * points
            tally.products += points * score

    def _again(self, record: Record) -> Iterator[Again]:
        for one in record["criteria"]:
            if why := one.get("again"):
                told = intern(self.teller.tell(why))
                yield Again(record["id"], record["name"], record["slug"], one["id"], told)

    def view(self) -> dict[str, Any]:
        """The variables of `class.html.j2`, without the rows of a page."""
        mark = self.teller.rubric.pass_mark
        return {
            "graded": len(self.scores),
            "statuses": self.statuses,
            **self.grades.view(float(mark) if mark is not None else None),
            "histogram": Histogram.of(self.grades.lows, self.grades.highs, float(self.teller.rubric.scale)).view(),
            "criteria": self._criteria(),
            "missed": self._missed(),
            "ungraded": self.ungraded,
            "restricted": self.restricted,
            "again": self.again,
            "exported": self.exported,
        }

    def _criteria(self) -> list[dict[str, Any]]:
        """Success per criterion, worst first; open ones are not counted as failures."""
        told = [self._criterion(identifier, tally) for identifier, tally in self.tallies.items()]
        return sorted(told, key=lambda one: (one["share"] is None, one["share"] or 0.0))

    def _criterion(self, identifier: str, tally: Tally) -> dict[str, Any]:
        criterion = self.teller.criteria[identifier]
        judged = sum(tally.outcomes[one] for one in ("met", "partial", "unmet", "blocked", "waived"))
        most = float(criterion.points) * judged
        share = tally.earned / most if most else None
        return {"criterion": criterion, "outcomes": tally.outcomes, "judged": judged, "share": share,
                "discrimination": self._correlation(tally)}  # fmt: skip

    def _missed(self) -> list[dict[str, Any]]:
        """What a fifth of the class or more did not fully earn, the most missed first: what to teach again."""
        told = [self._miss(identifier, tally) for identifier, tally in self.tallies.items()]
        often = [one for one in told if one["criterion"].points and one["share"] >= MISSED_OFTEN]
        return sorted(often, key=lambda one: -one["share"])[:MISSED_SHOWN]

    def _miss(self, identifier: str, tally: Tally) -> dict[str, Any]:
        missed = sum(tally.outcomes[one] for one in ("unmet", "partial", "blocked"))
        judged = missed + tally.outcomes["met"]
        share = missed / judged if judged else 0.0
        return {"criterion": self.teller.criteria[identifier], "missed": missed, "judged": judged, "share": share}

    def _correlation(self, tally: Tally) -> float | None:
        """How well a criterion tells strong from weak students: its correlation with the grade, -1 to 1."""
        n = len(self.scores)
        if n < 3:
            return None
        sum_y, squares_y = sum(self.scores), sum(score * score for score in self.scores)
        spread = (n * tally.squares - tally.earned**2) * (n * squares_y - sum_y**2)
        return round((n * tally.products - tally.earned * sum_y) / spread**0.5, 2) if spread > 1e-9 else None
