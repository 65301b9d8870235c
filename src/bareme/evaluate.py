"""One student from evidence to record. Nothing here can stop the class: bad evidence is that student's own trouble."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from time import perf_counter

from bareme.assess import Task, assess, tasks
from bareme.content import Catalogue
from bareme.errors import EvidenceError
from bareme.evidence import load_chain
from bareme.evidence.files import evidence_paths
from bareme.finding import Finding, unverifiable
from bareme.grade import NO_DECISIONS, Decisions, Waiver, grade
from bareme.lab import Lab
from bareme.marks.stale import current
from bareme.message import Message, Texts, say
from bareme.record import Basis, Record, record
from bareme.roster import Student
from bareme.rubric import Rubric
from bareme.story import story
from bareme.submission import Submission, load_submission


@dataclass(frozen=True, slots=True)
class Job:
    """A student to be graded: where the evidence is, and what people decided."""

    student: Student
    evidence: Path
    decisions: Decisions = NO_DECISIONS
    repo: Path | None = None
    """The student's lab repository: answers and scripts."""
    answers: Path | None = None
    """The answers file, where it is named by itself."""
    position: int = 0
    """The student's place in the roster, from 0."""


@dataclass(frozen=True)
class Evaluator:
    """A rubric made ready once for many students."""

    rubric: Rubric
    catalogue: Catalogue

    @cached_property
    def _tasks(self) -> tuple[Task, ...]:
        return tasks(self.rubric, self.catalogue)

    def tasks_for(self, student: str) -> tuple[Task, ...]:
        """The criteria with this student's parameters."""
        own = any(one.students for one in self.rubric.substitutes_for(student))
        return tasks(self.rubric, self.catalogue, student) if own else self._tasks

    def evaluate(self, job: Job) -> Record:
        """The record of one student."""
        started = perf_counter()
        work = self.tasks_for(job.student.id)
        submission = load_submission(job.repo, job.answers)
        try:
            collections = load_chain(evidence_paths(job.evidence))
        except EvidenceError as error:
            return self._unreadable(job, work, error.message, submission, started)
        if not collections:
            problem = say("no evidence was collected for this student")
            return self._unreadable(job, work, problem, submission, started)
        lab = Lab.of(collections, self.rubric.window.start if self.rubric.window else None, submission)
        refused = None if lab.readable else say("Azure refused every reading; ask for access and collect again")
        return self._graded(job, assess(work, lab), Basis(collections, story(lab), refused, submission), started)

    def failed(self, job: Job, problem: Message) -> Record:
        """The record of a student whose grading itself failed.

        This is the class's own process: his scripts, which may be the reason, are not looked into again.
        """
        submission = replace(load_submission(job.repo, job.answers), scripts=())
        return self._unreadable(job, self.tasks_for(job.student.id), problem, submission)

    def _unreadable(
        self, job: Job, work: Sequence[Task], problem: Message, submission: Submission, started: float | None = None
    ) -> Record:
        findings = {task.criterion.id: unverifiable(say(task.check.summary), problem) for task in work if task.check}
        basis = Basis(problem=problem, submission=submission)
        return self._graded(job, findings, basis, started or perf_counter())

    def _graded(self, job: Job, findings: dict[str, Finding], basis: Basis, started: float) -> Record:
        decisions = current(self._decisions(job), findings, basis.submission)
        result = grade(self.rubric, findings, decisions, readable=basis.problem is None)
        return record(job.student, result, basis, perf_counter() - started)

    def _decisions(self, job: Job) -> Decisions:
        """The marks and waivers of one student, the rubric's own waivers among them."""
        waived = {
            name: Waiver(say("{reason}", reason=Texts(tuple(one.reason.items()))))
            for name, one in self.rubric.waivers_for(job.student.id).items()
        }
        return Decisions(job.decisions.marks, {**waived, **job.decisions.waivers})
