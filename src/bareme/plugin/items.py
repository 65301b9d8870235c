"""pytest items: a criterion of one student, or a whole student of a class.

Neither needs fixtures or capture. They are run by `protocol`, through pytest's public `pytest_runtest_protocol` hook,
which reports them as pytest reports its own.
"""

import re
from collections.abc import Iterable, Iterator
from time import time
from typing import Any
from unicodedata import combining, normalize

import pytest

from bareme.checking.finding import Finding, Outcome
from bareme.errors import BaremeError, EvidenceError, UsageError
from bareme.grading.assess import Task, assess_one
from bareme.grading.evaluate import LOG_LAG, Evaluator, Job
from bareme.grading.grade import needs_person
from bareme.grading.student_lab import StudentLab, oneself, student_labs
from bareme.grading.withheld import veiled_criterion
from bareme.lab import Lab
from bareme.plugin.settings import SETTINGS, Settings
from bareme.roster import Scope
from bareme.text.language import Speech, labelled
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

_WORD = re.compile(r"\w{3,}")


class RubricFile(pytest.File):
    """A rubric, collected as students (where the evidence is a class) and criteria."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """The items of this rubric.

        Raises:
            UsageError: no evidence was given.
        """
        settings = self.config.stash[SETTINGS]
        evaluator = settings.evaluator(self.path)
        if settings.jobs is not None:
            for job in settings.jobs:
                yield StudentItem.of(self, evaluator, job)
            return
        if settings.evidence is None and not settings.labs and self.config.option.collectonly:
            yield from criteria(self, evaluator, evaluator.tasks_for(oneself(Scope(""))))
            return
        for lab in settings.labs or self._found(settings, evaluator):
            if lab.name is None:
                yield from items(self, lab)
            else:
                yield StudentNode.of(self, lab)

    def _found(self, settings: Settings, evaluator: Evaluator) -> Iterator[StudentLab]:
        if settings.evidence is None:
            raise UsageError(say("{file}: which evidence? Give --evidence PATH.", file=self.path.name))
        job = Job(oneself(settings.scope), settings.evidence, repo=settings.repo, answers=settings.answers, lag=LOG_LAG)
        return student_labs(evaluator, job)


class StudentNode(pytest.Collector):
    """One student of a class: his criteria are below."""

    lab: StudentLab

    @classmethod
    def of(cls, parent: pytest.Collector, lab: StudentLab) -> "StudentNode":
        """The node of a student."""
        node: StudentNode = cls.from_parent(parent, name=lab.name)
        node.lab = lab
        return node

    def collect(self) -> Iterator[pytest.Item]:
        """One item per criterion."""
        yield from items(self, self.lab)


def items(parent: pytest.Collector, student: StudentLab) -> Iterator[pytest.Item]:
    """One item per criterion of a student; where his evidence cannot be used, one that says so."""
    try:
        lab = student.lab
    except EvidenceError as error:
        unusable: EvidenceItem = EvidenceItem.from_parent(parent, name="evidence")
        unusable.error = error
        yield unusable
        return
    for item in criteria(parent, student.evaluator, student.tasks):
        item.lab, item.student = lab, student.name
        yield item


def criteria(parent: pytest.Collector, evaluator: Evaluator, tasks: Iterable[Task]) -> Iterator["CriterionItem"]:
    """One item per criterion, nobody's yet: what `--collect-only` lists."""
    for task in tasks:
        item: CriterionItem = CriterionItem.from_parent(parent, name=_name(task))
        item.task, item.lines = task, evaluator.rubric.lines
        item.extra_keyword_matches.update(_words(task))
        yield item


def _name(task: Task) -> str:
    """`E1-08:vm.os_disk`. No brackets: pytest takes what stands in them for parameters."""
    return f"{task.criterion.id}:{task.check.name if task.check else 'manual'}"


def _words(task: Task) -> set[str]:
    """The words of the title in every language, with and without accents: `-k desallouee` finds « désallouée »."""
    words = {word for text in task.criterion.title.values() for word in _WORD.findall(text)}
    bare = {"".join(one for one in normalize("NFD", word) if not combining(one)) for word in words}
    return words | bare


class CriterionItem(pytest.Item):
    """One criterion of one student."""

    task: Task
    lab: Lab
    student: str | None
    lines: dict[str, int]

    def judge(self) -> Finding | None:
        """The finding, or `None` where only a person can judge."""
        return assess_one(self.task, self.task.check, self.lab) if self.task.check else None

    def runtest(self) -> None:
        """Judge; `protocol` reports."""
        self.judge()

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """The criterion's line in the rubric."""
        return self.path, self.lines.get(self.task.criterion.id, 1) - 1, self.name.replace(":", " ", 1)

    def run(self) -> Iterator[pytest.TestReport]:
        """Judge, tell the hook, and report as pytest would."""
        started = time()
        finding = self.judge()
        self.ihook.pytest_bareme_finding(student=self.student, criterion=self.task.criterion, finding=finding)
        settings = self.config.stash[SETTINGS]
        self.user_properties.extend(_properties(self.task, finding))
        if finding is None or needs_person(self.task.criterion, finding):
            yield self._report("skipped", (str(self.path), self.location[1] or 0, self._pending(settings)), started)
        elif finding.outcome is not Outcome.MET and not self.task.criterion.points:
            advice = explained(self.task, finding, settings.speech)
            yield self._report("skipped", (str(self.path), self.location[1] or 0, advice), started)
        elif finding.outcome is Outcome.MET:
            yield self._report("passed", None, started)
        else:
            when = "setup" if finding.outcome is Outcome.UNVERIFIABLE else "call"
            yield self._report("failed", explained(self.task, finding, settings.speech), started, when)

    def _pending(self, settings: Settings) -> str:
        question = self.task.criterion.question
        asked = settings.speech.pick(question) if question else ""
        return settings.speech.tell(say("to be judged by the teacher: {question}", question=asked))

    def _report(self, outcome: Any, longrepr: Any, started: float, when: Any = "call") -> pytest.TestReport:
        return report(self, outcome, longrepr, started, when)


class EvidenceItem(pytest.Item):
    """The evidence of a student, which cannot be used: one error, in the words that `bareme check` has for it."""

    error: EvidenceError

    def runtest(self) -> None:
        """There is nothing to judge.

        Raises:
            EvidenceError: always.
        """
        raise self.error

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """The rubric's first line."""
        return self.path, 0, self.name

    def run(self) -> Iterator[pytest.TestReport]:
        """An error, not a failure: nothing of the lab was looked at."""
        speech = self.config.stash[SETTINGS].speech
        told = "\n".join(speech.tell(one) for one in (self.error.message, self.error.advice) if one)
        yield report(self, "failed", visible(told), time(), "setup")


class StudentItem(pytest.Item):
    """One student of a class run, all criteria inside."""

    evaluator: Evaluator
    job: Job

    @classmethod
    def of(cls, parent: pytest.Collector, evaluator: Evaluator, job: Job) -> "StudentItem":
        """The item of a student."""
        item: StudentItem = cls.from_parent(parent, name=job.student.id)
        item.evaluator, item.job = evaluator, job
        return item

    def runtest(self) -> None:
        """Grade the student and hand the record over."""
        self.ihook.pytest_bareme_record(record=self.evaluator.evaluate(self.job))

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """The student's id is the name."""
        return self.path, 0, self.job.student.id

    def run(self) -> Iterator[pytest.TestReport]:
        """Grade; a student who could not be graded by a fault of ours is a failure of this item alone."""
        started = time()
        try:
            self.runtest()
        except BaremeError as error:
            yield report(self, "failed", str(error), started)
        else:
            yield report(self, "passed", None, started)


def report(item: pytest.Item, outcome: Any, longrepr: Any, started: float, when: Any = "call") -> pytest.TestReport:
    """A report as pytest's own runner makes it."""
    stopped = time()
    return pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords={},
        outcome=outcome,
        longrepr=longrepr,
        when=when,
        user_properties=item.user_properties,
        duration=stopped - started,
        start=started,
        stop=stopped,
    )


def protocol(item: CriterionItem | EvidenceItem | StudentItem) -> None:
    """Run one item: what `pytest_runtest_protocol` does, without the setup that nothing here needs."""
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for one in item.run():
        hook.pytest_runtest_logreport(report=one)
    hook.pytest_runtest_logreport(report=report(item, "passed", None, time(), "teardown"))
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def explained(task: Task, finding: Finding, speech: Speech) -> str:
    """What a failing criterion says in a terminal: expected, found, why, how to fix."""
    criterion = veiled_criterion(task.criterion)
    lines: list[tuple[Message, str]] = [(say("found"), speech.tell(finding.found))]
    if criterion.reveal:
        lines.insert(0, (say("expected"), speech.tell(finding.expected)))
    if criterion.reveal and finding.remark:
        lines.append((say("note"), speech.tell(finding.remark)))
    if criterion.hint and finding.outcome is not Outcome.UNVERIFIABLE:
        lines.append((say("how to fix"), speech.pick(criterion.hint)))
    title = f"{criterion.id} {speech.pick(criterion.title)}"
    return visible("\n".join([title, *(f"  {labelled(speech, label, text)}" for label, text in lines)]))


def _properties(task: Task, finding: Finding | None) -> list[tuple[str, object]]:
    earned = task.criterion.points * finding.share if finding else 0
    outcome = finding.outcome if finding else Outcome.PENDING
    points, most = f"{earned:f}", f"{task.criterion.points:f}"
    return [("criterion", task.criterion.id), ("outcome", outcome.value), ("points", points), ("points_max", most)]
