"""`prove`: a rubric's criteria against a good student's work, mutated one thing at a time. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding
from bareme.grading.assess import assess, tasks
from bareme.grading.grade import grade
from bareme.lab import Lab
from bareme.prove.aspects import depends
from bareme.prove.example import Example
from bareme.prove.mutation import Mutation
from bareme.rubric import Criterion, Rubric
from bareme.rubric.of_student import SAMPLE

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


@dataclass(frozen=True, slots=True)
class Bench:
    """A rubric made ready."""

    rubric: Rubric
    catalogue: Catalogue

    def findings(self, example: Example) -> Mapping[str, Finding]:
        """What the checks say of an example."""
        began = self.rubric.window.start if self.rubric.window else None
        lab = Lab.of(example.collections, began, example.submission)
        return assess(tasks(self.rubric, self.catalogue, own=SAMPLE), lab)

    def outcomes(self, example: Example) -> Outcomes:
        """The outcome of every criterion that has a check."""
        return {name: finding.outcome.value for name, finding in self.findings(example).items()}

    def verdicts(self, example: Example) -> Outcomes:
        """The outcome of every criterion as a report would tell it."""
        graded = grade(self.rubric, self.findings(example))
        return {one.criterion.id: one.outcome.value for one in graded.verdicts}


def prove(bench: Bench, good: Example, mutations: Iterable[Mutation], examples: Sequence[Example] = ()) -> Proven:
    """Try everything."""
    criteria = [one for one in bench.rubric.criteria if one.check]
    first = bench.outcomes(good)
    tried = [(one, bench.outcomes(other)) for one in mutations if (other := one.apply(good)) != good]
    rows = tuple(_row(one, first, tried) for one in criteria)
    problems = [problem for one, row in zip(criteria, rows, strict=True) for problem in _problems(one, row, tried)]
    problems += [problem for example in examples for problem in _example(bench, example)]
    names = tuple(one.name for one, _ in tried)
    return Proven(rows, tuple(problems), names, tuple(example.name for example in examples))


def _row(criterion: Criterion, good: Outcomes, tried: Sequence[tuple[Mutation, Outcomes]]) -> ProofRow:
    own = depends(criterion.check or "")
    killers = (
        (one.name, outcomes[criterion.id]) for one, outcomes in tried
        if not one.is_denial and one.touches & own and outcomes[criterion.id] != "met"
    )  # fmt: skip
    return ProofRow(criterion.id, criterion.check or "", good[criterion.id], tuple(killers))


def _problems(criterion: Criterion, row: ProofRow, tried: Sequence[tuple[Mutation, Outcomes]]) -> Iterator[Problem]:
    if row.outcome != "met":
        yield Problem(criterion.id, Flaw.NOT_MET, "good", row.outcome, "met")
        return
    if not row.killers:
        yield Problem(criterion.id, Flaw.CANNOT_FAIL, "", "met")
    for one, outcomes in tried:
        outcome = outcomes[criterion.id]
        if one.is_denial and outcome not in {"met", "unverifiable"}:
            yield Problem(criterion.id, Flaw.UNFAIR, one.name, outcome, "unverifiable")
        elif not one.is_denial and outcome != "met" and not one.touches & depends(row.check):
            yield Problem(criterion.id, Flaw.UNRELATED, one.name, outcome, "met")


def _example(bench: Bench, example: Example) -> Iterator[Problem]:
    found = bench.verdicts(example)
    for criterion, expected in example.expected.items():
        outcome = found.get(criterion, "")
        if outcome != expected:
            yield Problem(criterion, Flaw.EXAMPLE, example.name, outcome, expected)
