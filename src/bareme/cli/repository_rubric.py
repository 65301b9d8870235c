"""Which rubric a lab repository is for, where nobody says it: its own copy, or the one that its answers name."""

from pathlib import Path

from bareme.content import bundled_rubrics
from bareme.errors import UsageError
from bareme.grading.students_copy import FILE
from bareme.submission import load_submission
from bareme.text.message import say


def repository_rubric(repo: Path, answers: Path | None) -> str:
    """A path or a bundled name.

    Raises:
        UsageError: the repository does not tell.
    """
    copy = repo / FILE
    if copy.is_file():
        return str(copy)
    bundled = bundled_rubrics()
    for named in load_submission(repo, answers).rubrics:
        if named.name in bundled or (repo / named.name).is_file():
            return named.name if named.name in bundled else str(repo / named.name)
    raise UsageError(
        say("By which rubric? There is no {file} here, and no answers that name one.", file=FILE),
        say(
            "Give it with --rubric: the path of a YAML file, or one of the bundled ones: {names}.", names=tuple(bundled)
        ),
    )
