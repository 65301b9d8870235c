"""Short ways from a story to its findings."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding
from bareme.evidence import Collection, Reading, Source, Status
from bareme.grading.assess import Task, assess, tasks
from bareme.grading.grade import Grade, grade
from bareme.grading.record import Record
from bareme.lab import Lab
from bareme.results.ledger import Ledger
from bareme.rubric import Rubric
from bareme.simulator import PERFECT, Plan, Subscription, do_lab

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"


@dataclass(frozen=True)
class Grading:
    """A rubric made ready."""

    rubric: Rubric
    checks: Catalogue

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tasks(self.rubric, self.checks)

    def findings(self, collections: Sequence[Collection]) -> Mapping[str, Finding]:
        return assess(self.tasks, Lab.of(collections))

    def outcomes(self, collections: Sequence[Collection]) -> dict[str, str]:
        return {name: finding.outcome.value for name, finding in self.findings(collections).items()}

    def grade(self, collections: Sequence[Collection]) -> Grade:
        return grade(self.rubric, self.findings(collections))


def lab_done(plan: Plan = PERFECT, subscription: str = SUBSCRIPTION, *, checkpoints: bool = False) -> list[Collection]:
    """The collections of a student who did the lab after this plan and deleted the machines."""
    azure = Subscription(subscription, student=f"student of {subscription}")
    return do_lab(azure, plan, "vms", checkpoints=checkpoints)


def retold(one: Collection, subscription: str) -> Collection:
    """The same evidence with another subscription written all over it, and everything else the same."""

    def rewritten(reading: Reading) -> Reading:
        text = json.dumps(list(reading.items)).replace(one.subscription_id, subscription)
        return replace(reading, items=tuple(json.loads(text)))

    sources = {source: rewritten(reading) for source, reading in one.sources.items()}
    return replace(one, subscription_id=subscription, sources=sources)


def subscription_of(number: int) -> str:
    """The subscription of a class's student."""
    return f"{number}1111111-2222-3333-4444-555555555555"


def without(collections: Sequence[Collection], sources: Iterable[Source], status: Status) -> list[Collection]:
    """The same evidence, with these sources not read."""
    lost = dict.fromkeys(sources, Reading(status, error="test"))
    return [replace(one, sources={**one.sources, **lost}) for one in collections]


def records_of(run: Path) -> list[Record]:
    """The records of a graded run; its ledger is closed again."""
    with closing(Ledger.to_read(run)) as ledger:
        return list(ledger.records())
