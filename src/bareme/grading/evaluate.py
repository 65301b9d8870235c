"""One student from evidence to record. Nothing here can stop the class: bad evidence is that student's own trouble."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from time import perf_counter

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding, unverifiable
from bareme.errors import EvidenceError
from bareme.evidence import Collection, Origin, load_chain
from bareme.evidence.declared import Declared
from bareme.evidence.files import evidence_paths
from bareme.evidence.vouchers import Vouchers
from bareme.files.problem import Problem
from bareme.grading.assess import Task, tasks
from bareme.grading.commands import commands
from bareme.grading.declared import declared_by
from bareme.grading.grade import NO_DECISIONS, Decisions, Waiver, grade
from bareme.grading.lab_events import story
from bareme.grading.lateness import HandedIn, lateness, with_lateness
from bareme.grading.own_exports import assess_handin
from bareme.grading.ownership import never_seen, parted
from bareme.grading.problems import is_restricted, problems
from bareme.grading.record import Basis, Record, record
from bareme.grading.stale_marks import current
from bareme.lab import Lab
from bareme.roster import Student
from bareme.roster.term import term_start
from bareme.rubric import Rubric
from bareme.rubric.of_student import ROOT, SAMPLE, of_student
from bareme.rubric.parameters import references
from bareme.submission import load_submission
from bareme.suspicion import HandIn, traces
from bareme.text.message import Message, Texts, say

LOG_LAG = timedelta(minutes=30)
"""How far Azure's log may run behind."""


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
    checkpoints: Path | None = None
    """A folder of more evidence: what a student keeps in his lab repository."""
    handed_in: HandedIn | None = None
    """When he handed in, where that is known."""
    vouchers: Vouchers | None = None
    """Who vouches for the evidence of a class; `None` where whoever names it does: a student who checks himself."""
    lag: timedelta = timedelta()
    """How far the log may have run behind when it was read: who checks himself does so right after he worked."""


@dataclass(frozen=True)
class Evaluator:
    """A rubric made ready once for many students."""

    rubric: Rubric
    catalogue: Catalogue

    @cached_property
    def _tasks(self) -> tuple[Task, ...]:
        return tasks(self.rubric, self.catalogue)

    @cached_property
    def _names_student(self) -> bool:
        """Whether any criterion asks for what is the student's own."""
        named = (name for one in self.rubric.criteria for _, name in references(one.values, ()))
        return any(name.partition(".")[0] == ROOT for name in named)

    def tasks_for(self, student: Student) -> tuple[Task, ...]:
        """The criteria with this student's parameters."""
        own = any(one.students for one in self.rubric.substitutes_for(student.id))
        if not own and not self._names_student:
            return self._tasks
        return tasks(self.rubric, self.catalogue, student.id, of_student(student))

    @cached_property
    def declared(self) -> Declared:
        """What the rubric asks Azure for beyond the lists that are always read."""
        return declared_by(self.rubric, tasks(self.rubric, self.catalogue, own=SAMPLE))

    def evaluate(self, job: Job) -> Record:
        """The record of one student."""
        started = perf_counter()
        try:
            return with_traces(*self.evaluate_handin(job))
        except EvidenceError as error:  # of a part that no criterion asked for
            return with_traces(*self._damaged(job, error.message, started))

    def evaluate_handin(self, job: Job) -> tuple[Record, HandIn]:
        """The record of one student without what the ledger alone keeps, and what it was made of."""
        started = perf_counter()
        try:
            handin = self.read(job)
            if handin.lab is None:
                told = without_evidence(handin, job.student, job.evidence)
                return self._unreadable(job, handin, told, started), handin
            findings = assess_handin(self.tasks_for(job.student), handin.lab, handin)
            return self.judged(job, handin, findings, started), handin
        except EvidenceError as error:
            return self._damaged(job, error.message, started)

    def read(self, job: Job) -> HandIn:
        """What a student handed in.

        Raises:
            EvidenceError: a file of his evidence cannot be used.
        """
        paths = [*evidence_paths(job.evidence), *(evidence_paths(job.checkpoints) if job.checkpoints else ())]
        found = tuple({one.sha256: one for one in load_chain(paths)}.values())
        files = job.vouchers.as_they_came(found) if job.vouchers else found
        unsigned = tuple(one for one, says in zip(files, found, strict=True) if one.origin is not says.origin)
        own, foreign = parted(files, job.student.scope)
        handin = replace(
            _nothing(job, self.rubric), files=files, foreign=foreign, window=self.rubric.window, unsigned=unsigned,
            term_start=term_start(job.student),
        )  # fmt: skip
        if not own:
            return handin
        handin = replace(handin, lab=self._lab(own, handin, job))
        collected = tuple(one for one in own if one.origin is Origin.COLLECTED)
        if job.vouchers is None or len(collected) == len(own):
            return handin
        lab = self._lab(collected, handin, job) if collected else None
        return replace(handin, is_word_apart=True, collected_lab=lab)

    def _lab(self, collections: tuple[Collection, ...], handin: HandIn, job: Job) -> Lab:
        began = self.rubric.window.start if self.rubric.window else None
        return Lab.of(collections, began, handin.submission, job.lag, self.rubric.price_list)

    def judged(self, job: Job, handin: HandIn, findings: Mapping[str, Finding], started: float) -> Record:
        """The record of a student whose criteria are assessed, wherever they were: here, or as pytest items."""
        if handin.lab is None:
            raise ValueError("a hand-in without evidence cannot be judged")
        lab = handin.lab
        problem = _unread(lab) or never_seen(lab.history)
        told = (*problems(handin.submission, self.rubric, job.repo, lab), *(_LEFT_OUT if handin.foreign else ()))
        restricted = lab.subscription_state if is_restricted(lab) else ""
        basis = Basis(lab.history.collections, story(lab), problem, handin.submission, told, restricted)
        return self._graded(job, findings, basis, started, lab)

    def failed(self, job: Job, problem: Message) -> Record:
        """The record of a student whose grading itself failed.

        This is the class's own process: his scripts, which may be the reason, are not looked into again.
        """
        handin = _nothing(job, self.rubric)
        unread = replace(handin, submission=replace(handin.submission, scripts=()))
        return with_traces(self._unreadable(job, unread, problem, perf_counter()), unread)

    def _damaged(self, job: Job, problem: Message, started: float) -> tuple[Record, HandIn]:
        """The record of a student whose evidence cannot be used."""
        handin = _nothing(job, self.rubric)
        return self._unreadable(job, handin, problem, started), handin

    def _unreadable(self, job: Job, handin: HandIn, problem: Message, started: float) -> Record:
        work = self.tasks_for(job.student)
        findings = {task.criterion.id: unverifiable(task.check.expected, problem) for task in work if task.check}
        told = tuple(problems(handin.submission, self.rubric, job.repo, None))
        basis = Basis(problem=problem, submission=handin.submission, problems=told)
        return self._graded(job, findings, basis, started)

    def _graded(
        self, job: Job, findings: Mapping[str, Finding], basis: Basis, started: float, lab: Lab | None = None
    ) -> Record:
        decisions = current(self._decisions(job), findings, basis.submission)
        result = grade(self.rubric, findings, decisions, readable=basis.problem is None)
        shown = commands(self.tasks_for(job.student), result.verdicts, lab) if lab else {}
        basis = replace(basis, word=decisions.note, commands=shown)
        late = lateness(self.rubric, job.student.id, job.handed_in)
        if late is None:
            return record(job.student, result, basis, perf_counter() - started)
        points, minutes, told = late
        kept = record(job.student, with_lateness(result, self.rubric, points), basis, perf_counter() - started)
        return {**kept, "late": {"minutes": minutes, "points": str(points), "message": told.to_wire()}}

    def _decisions(self, job: Job) -> Decisions:
        """The marks and waivers of one student, the rubric's own waivers among them."""
        waived = {
            name: Waiver(say("{reason}", reason=Texts(tuple(one.reason.items()))))
            for name, one in self.rubric.waivers_for(job.student.id).items()
        }
        return replace(job.decisions, waivers={**waived, **job.decisions.waivers})


def _unread(lab: Lab) -> Message | None:
    if lab.readable:
        return None
    from bareme.azure.collection.advice import told_unread  # noqa: PLC0415 - only for those of whom nothing was read

    return told_unread(lab.history.last)


_FOREIGN = say("Evidence of another subscription or resource group than yours was found and not counted.")
_LEFT_OUT = (Problem(0, 0, _FOREIGN, "warning"),)


def _named_nearly(place: Path) -> str | None:
    """A folder beside this one whose name differs by zeros in front alone."""
    if not place.name.lstrip("0").isdigit() or not place.parent.is_dir():
        return None
    beside = (one.name for one in place.parent.iterdir() if one.name != place.name and one.is_dir())
    return next((name for name in beside if name.lstrip("0") == place.name.lstrip("0")), None)


def _nothing(job: Job, rubric: Rubric) -> HandIn:
    """A hand-in without evidence."""
    return HandIn(job.student.id, (), (), load_submission(job.repo, job.answers, rubric.questions))


def with_traces(graded: Record, handin: HandIn) -> Record:
    """The record, with what the class's own ledger keeps to compare students by."""
    return {**graded, "traces": traces(handin)}


def without_evidence(handin: HandIn, student: Student, place: Path) -> Message:
    """Why there is nothing to grade: no file, or none of the student's own."""
    if not handin.files:
        nearly = _named_nearly(place)
        if nearly:
            return say(
                "there is evidence under “{found}”, but none under “{name}”: a spreadsheet may have taken the zeros",
                found=nearly, name=place.name,
            )  # fmt: skip
        if not student.scope.subscription_id:
            return say("no subscription yet: the roster names none, and nothing was handed in that tells it")
        return say("no evidence was collected for this student")
    return say(
        "the evidence is not of {scope}, which the roster gives this student: correct the roster, or collect again",
        scope=str(student.scope),
    )
