"""What `bareme check` does: a check of one's own lab, once or as long as one works."""

import tempfile
from decimal import Decimal
from pathlib import Path

from bareme.checking.catalogue import catalogue
from bareme.cli.check_options import CheckOptions
from bareme.cli.check_watch import watch
from bareme.cli.lint_handin import lint
from bareme.cli.one_check import StudentCheck
from bareme.cli.output import console, tell
from bareme.cli.repository_rubric import repository_rubric
from bareme.content import rubric_path
from bareme.errors import ExitCode, UsageError
from bareme.evidence.files import evidence_paths
from bareme.grading.evaluate import Evaluator
from bareme.grading.grade import machine_most
from bareme.grading.threshold import threshold_of
from bareme.rubric import Rubric, load_rubric
from bareme.text.message import say


def run(asked: CheckOptions) -> int:
    """Grade one student's own lab, once or as long as he works.

    Returns:
        The exit code: 3 where nothing could be read, whatever the grade.
    """
    checks = catalogue(asked.content)
    _check_places(asked)
    evaluator = Evaluator(load_rubric(rubric_path(_rubric(asked)), checks), checks)
    if asked.lint:
        return lint(asked, evaluator.rubric)
    check = StudentCheck(asked, evaluator, _threshold(asked, evaluator.rubric))
    if asked.allow_empty and _is_empty(asked):
        tell(console(error=True), asked.speech, say("Nothing to grade yet: there is no evidence file."))
        return ExitCode.DONE
    with tempfile.TemporaryDirectory() as scratch:
        if not asked.watch:
            return check.once(Path(scratch)).code
        return watch(check, Path(scratch))


def _rubric(asked: CheckOptions) -> str:
    return asked.rubric or repository_rubric(asked.repo or Path(), asked.answers)


def _check_places(asked: CheckOptions) -> None:
    """Raise a UsageError for a place that was named and does not exist."""
    for named in (asked.evidence, asked.answers, asked.repo):
        if named is not None and not named.exists():
            raise UsageError(say("{path} does not exist.", path=str(named)))


def _is_empty(asked: CheckOptions) -> bool:
    """Whether there is no evidence, nor a subscription to read."""
    kept = asked.kept_evidence
    return not asked.subscription and kept is not None and not evidence_paths(kept)


def _threshold(asked: CheckOptions, rubric: Rubric) -> Decimal | None:
    """What is asked for, which checks must be able to give."""
    return None if asked.fail_under is None else threshold_of(asked.fail_under, rubric, machine_most(rubric))
