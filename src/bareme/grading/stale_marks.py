"""A mark is for what the teacher saw: when that changed since, the mark stays and says so."""

from collections.abc import Mapping
from dataclasses import replace

from bareme.checking.finding import Finding
from bareme.grading.grade import Decisions, Mark, basis_of
from bareme.submission import NO_ANSWER, Submission


def current(decisions: Decisions, findings: Mapping[str, Finding], submission: Submission) -> Decisions:
    """The decisions, each mark whose basis changed flagged."""
    marks = {
        name: replace(mark, is_stale=_is_stale(name, mark, findings, submission))
        for name, mark in decisions.marks.items()
    }
    return replace(decisions, marks=marks)


def _is_stale(name: str, mark: Mark, findings: Mapping[str, Finding], submission: Submission) -> bool:
    answer = submission.answers.get(name, NO_ANSWER)
    return bool(mark.basis) and mark.basis != basis_of(findings.get(name), answer.sha256)
