"""Students whose evidence is graded without a roster: one's own, or a folder of folders."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bareme.errors import EvidenceError
from bareme.evidence.files import evidence_paths
from bareme.grading.assess import Task
from bareme.grading.evaluate import Evaluator, Job, without_evidence
from bareme.lab import Lab
from bareme.roster import Scope, Student
from bareme.suspicion import HandIn
from bareme.text.message import say


@dataclass(frozen=True)
class StudentLab:
    """One student's lab, read once for all its criteria."""

    evaluator: Evaluator
    job: Job
    name: str | None = None
    """The student's folder in a class's; `None` where the evidence is one student's own."""

    @cached_property
    def handin(self) -> HandIn:
        """What the student handed in.

        Raises:
            EvidenceError: a file of it cannot be used, or it is of several subscriptions.
        """
        return self.evaluator.read(self.job)

    @property
    def lab(self) -> Lab:
        """The lab that the student's own evidence shows.

        Raises:
            EvidenceError: the evidence is damaged, or there is none.
        """
        if self.handin.lab is not None:
            return self.handin.lab
        if not self.handin.files:
            raise EvidenceError(say("{path} holds no evidence file", path=str(self.job.evidence)))
        raise EvidenceError(without_evidence(self.handin, self.job.student, self.job.evidence))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The criteria, with this student's parameters."""
        return self.evaluator.tasks_for(self.job.student)


def student_labs(evaluator: Evaluator, job: Job) -> Iterator[StudentLab]:
    """One lab for a file or a folder of files, else one for each folder inside.

    Answers and scripts are looked for beside a student's evidence, unless the job says where they are.
    """
    place = job.evidence
    if place.is_file() or evidence_paths(place) or not place.is_dir():
        own = job.repo or (place if place.is_dir() else None)
        yield StudentLab(evaluator, replace(job, repo=own))
        return
    for folder in sorted(path for path in place.iterdir() if path.is_dir()):
        one = replace(job, student=replace(job.student, id=folder.name), evidence=folder, repo=folder)
        yield StudentLab(evaluator, one, folder.name)


def oneself(scope: Scope) -> Student:
    """Whoever checks his own lab: no roster tells a name."""
    return Student(id=scope.subscription_id[:8] or "me", scope=scope, line=0, slug="me")
