"""A changed rubric tried on the class before it is kept: who would gain and who would lose. Nothing is written.

It runs in a process of its own, which keeps each student's lab: a second try assesses only what the change touches.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter

from bareme.checking.catalogue import Catalogue, catalogue
from bareme.checking.finding import Finding
from bareme.classrun.outputs import teller_of
from bareme.classrun.sources import Sources, sources_of
from bareme.diff import Comparison, compare, side
from bareme.errors import EvidenceError
from bareme.grading.assess import Task
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.grade import NO_DECISIONS, Decisions
from bareme.grading.own_exports import assess_handin
from bareme.grading.record import Record
from bareme.marks import Decision, MarkStore, People
from bareme.marks.read import Criteria
from bareme.marks.standing import Places, standing
from bareme.results.ledger import Ledger
from bareme.rubric import Rubric
from bareme.suspicion import HandIn
from bareme.text.language import Language, Speech

_LABS = 200
"""Students whose labs are kept in memory."""


def tried_on(folder: Path, rubric: Rubric, *, keep_share: bool) -> Comparison:
    """The class as it is graded, against what it would be by this rubric."""
    with closing(Ledger.opened(folder)) as ledger:
        now = teller_of(ledger, Speech(Language.ENGLISH)).rubric
        before = list(ledger.records())
        klass = _class(folder, tuple(ledger.keys()), tuple(sources_of(ledger)))
        decided = _decided(ledger, rubric, keep_share=keep_share)
    known = {record["id"] for record in before}
    after = [record for record in klass.records(rubric, decided) if record["id"] in known]
    return compare(before, after, side(now), side(rubric))


def _decided(ledger: Ledger, rubric: Rubric, *, keep_share: bool) -> Mapping[str, Decisions]:
    people = People((record["id"], record["name"]) for record in ledger.records())
    places = Places(people, Criteria(rubric))
    with closing(MarkStore(ledger.folder)) as store:
        history: list[Decision] = list(store.history())
    found = standing(history, places)
    if keep_share:
        found = standing([*history, *found.outgrown(rubric)], places)
    return found.decisions()


@dataclass
class _Class:
    """A class whose labs are kept from one try to the next."""

    sources: tuple[Sources, ...]
    handins: dict[str, HandIn] = field(default_factory=dict)
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def records(self, rubric: Rubric, decided: Mapping[str, Decisions]) -> list[Record]:
        """Everybody by this rubric."""
        found = []
        for one in self.sources:
            checks: Catalogue = catalogue(one.content)
            evaluator = Evaluator(rubric, checks)
            for job in one.jobs():
                own = replace(job, decisions=decided.get(job.student.id, NO_DECISIONS))
                found.append(self._record(evaluator, own))
        return found

    def _record(self, evaluator: Evaluator, job: Job) -> Record:
        try:
            return self._judged(evaluator, job)
        except EvidenceError:
            return evaluator.evaluate(job)

    def _judged(self, evaluator: Evaluator, job: Job) -> Record:
        student = job.student.id
        if student not in self.handins:
            handin = evaluator.read(job)
            if handin.lab is None or len(self.handins) >= _LABS:
                return evaluator.evaluate(job)
            self.handins[student] = handin
        handin = self.handins[student]
        findings = {
            task.criterion.id: self._finding(student, task, handin)
            for task in evaluator.tasks_for(job.student)
            if task.check is not None
        }
        return evaluator.judged(job, handin, findings, perf_counter())

    def _finding(self, student: str, task: Task, handin: HandIn) -> Finding:
        rule = repr((task.criterion.id, task.check and task.check.name, dict(task.values), sorted(task.accepted)))
        if (student, rule) not in self.findings and handin.lab is not None:
            self.findings[student, rule] = assess_handin([task], handin.lab, handin)[task.criterion.id]
        return self.findings[student, rule]


@lru_cache(maxsize=1)
def _class(_folder: Path, _students: tuple[str, ...], sources: tuple[Sources, ...]) -> _Class:
    return _Class(sources)
