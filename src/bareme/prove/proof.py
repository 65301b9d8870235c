"""`prove`: a rubric's criteria against a good student's work, mutated one thing at a time. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding
from bareme.grading.assess import Task, assess, tasks
from bareme.grading.grade import grade
from bareme.lab import Lab
from bareme.prove.example import Example
from bareme.prove.mutation import Mutation
from bareme.prove.mutations.derived import derived
from bareme.prove.mutations.leaves import leaves_of
from bareme.prove.spots import CONDITIONS, Spot, changed, of_task
from bareme.rubric import Rubric
from bareme.rubric.of_student import SAMPLE
from bareme.text.message import Message

Outcomes = Mapping[str, str]


class Flaw(StrEnum):
    """What can be wrong with a criterion."""

    NOT_MET = "not-met"
    """The good student does not meet it."""
    CANNOT_FAIL = "cannot-fail"
    """No mutation of what it checks makes it fall."""
    UNRELATED = "unrelated"
    """It falls for something it does not check."""
    UNFAIR = "unfair"
    """It is held against a student that something could not be read."""
    EXAMPLE = "example"
    """An example student does not get what was declared."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One flaw: the criterion, the mutation or the example student, the outcome found."""

    criterion: str
    flaw: Flaw
    cause: str
    outcome: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One criterion: what the good student gets, and the mutations it falls by, with what it becomes."""

    criterion: str
    check: str
    outcome: str
    killers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """The table, everything that is wrong, and how much was tried."""

    rows: tuple[ProofRow, ...]
    problems: tuple[Problem, ...]
    tried: tuple[str, ...]
    examples: tuple[str, ...] = ()
    names: Mapping[str, Message] = field(default_factory=dict)
    """What was tried, in words."""


@dataclass(frozen=True)
class _Trial:
    """A mutation, what the criteria became, and where the student's work differs."""

    mutation: Mutation
    outcomes: Outcomes
    good: Example
    other: Example

    @cached_property
    def changed(self) -> frozenset[Spot]:
        """What it changed in truth: conditions look at any place, and one that is otherwise may cost them."""
        return self.mutation.spots | changed(self.good, self.other)

    def concerns(self, criterion: "_Looked") -> bool:
        """Whether a criterion may fall by it: one that does not say where it looks, by anything."""
        if criterion.spots is None:
            return True
        changed_at = self.changed if criterion.check in CONDITIONS and not self.mutation.owner else self.mutation.spots
        return any(one.meets(other) for one in changed_at for other in criterion.spots)


@dataclass(frozen=True, slots=True)
class _Looked:
    """Where a criterion looks."""

    id: str
    check: str
    spots: frozenset[Spot] | None
    """`None` where it does not say."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A rubric made ready."""

    rubric: Rubric
    catalogue: Catalogue

    def findings(self, example: Example) -> Mapping[str, Finding]:
        """What the checks say of an example."""
        began = self.rubric.window.start if self.rubric.window else None
        lab = Lab.of(example.collections, began, example.submission, prices=self.rubric.price_list)
        return assess(self.tasks, lab)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The criteria, for the student that nobody is."""
        return tasks(self.rubric, self.catalogue, own=SAMPLE)

    def outcomes(self, example: Example) -> Outcomes:
        """The outcome of every criterion that has a check."""
        return {name: finding.outcome.value for name, finding in self.findings(example).items()}

    def verdicts(self, example: Example) -> Outcomes:
        """The outcome of every criterion as a report would tell it."""
        graded = grade(self.rubric, self.findings(example))
        return {one.criterion.id: one.outcome.value for one in graded.verdicts}


def prove(bench: Bench, good: Example, mutations: Iterable[Mutation], examples: Sequence[Example] = ()) -> Proven:
    """Try everything: what is always tried, and what the rubric's own conditions ask to be tried."""
    work = [one for one in bench.tasks if one.check]
    first = bench.outcomes(good)
    every = (*mutations, *derived(work), *leaves_of(work, good))
    tried = [_Trial(one, bench.outcomes(other), good, other) for one in every if (other := one.apply(good)) != good]
    looked = [_looked(one) for one in work]
    rows = tuple(_row(one, first, tried) for one in looked)
    problems = [problem for one, row in zip(looked, rows, strict=True) for problem in _problems(one, row, tried)]
    problems += [problem for example in examples for problem in _example(bench, example)]
    names = tuple(one.mutation.name for one in tried)
    told = {one.mutation.name: one.mutation.told for one in tried}
    return Proven(rows, tuple(problems), names, tuple(example.name for example in examples), told)


def _looked(task: Task) -> _Looked:
    name = task.check.name if task.check else ""
    return _Looked(task.criterion.id, name, of_task(task))


def _row(criterion: _Looked, good: Outcomes, tried: Sequence[_Trial]) -> ProofRow:
    fallen = [one for one in tried if not one.mutation.is_denial and one.outcomes[criterion.id] != "met"]
    told = [
        one for one in fallen if one.concerns(criterion) and not (criterion.spots is None and one.mutation.is_sweeping)
    ]
    killers = ((one.mutation.name, one.outcomes[criterion.id]) for one in told)
    return ProofRow(criterion.id, criterion.check, good[criterion.id], tuple(killers))


def _problems(criterion: _Looked, row: ProofRow, tried: Sequence[_Trial]) -> Iterator[Problem]:
    if row.outcome != "met":
        yield Problem(criterion.id, Flaw.NOT_MET, "good", row.outcome, "met")
        return
    if not row.killers:
        yield Problem(criterion.id, Flaw.CANNOT_FAIL, "", "met")
    for one in tried:
        outcome = one.outcomes[criterion.id]
        if one.mutation.owner == criterion.id and outcome == "met":
            yield Problem(criterion.id, Flaw.CANNOT_FAIL, one.mutation.name, outcome)
        if one.mutation.is_denial and outcome not in {"met", "unverifiable"}:
            yield Problem(criterion.id, Flaw.UNFAIR, one.mutation.name, outcome, "unverifiable")
        elif not one.mutation.is_denial and outcome != "met" and not one.concerns(criterion):
            yield Problem(criterion.id, Flaw.UNRELATED, one.mutation.name, outcome, "met")


def _example(bench: Bench, example: Example) -> Iterator[Problem]:
    found = bench.verdicts(example)
    for criterion, expected in example.expected.items():
        outcome = found.get(criterion, "")
        if outcome != expected:
            yield Problem(criterion, Flaw.EXAMPLE, example.name, outcome, expected)
