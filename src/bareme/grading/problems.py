"""What is wrong with what a student handed in, and what to know of his evidence: one list, which every report tells."""

from collections.abc import Iterator
from pathlib import Path

from bareme.files.problem import Problem, with_nearest
from bareme.grading.students_copy import copy_notes
from bareme.lab import Lab
from bareme.reference.arm import fold
from bareme.rubric import Rubric
from bareme.submission import Submission
from bareme.text.message import say


def problems(submission: Submission, rubric: Rubric, repo: Path | None, lab: Lab | None) -> Iterator[Problem]:
    """Answers, scripts and the copy of the rubric first, since their writer can mend them; then the subscription."""
    yield from submission.problems
    yield from _other_rubric(submission, rubric)
    yield from _unknown_answers(submission, rubric)
    yield from _script_notes(submission)
    yield from copy_notes(rubric, repo)
    if lab and is_restricted(lab):
        said = say(
            "The subscription is {state}: Azure refuses changes, and stops machines itself. What it refused is not held"
            " against you.",
            state=lab.subscription_state,
        )
        yield Problem(0, 0, said, "notice")


def is_restricted(lab: Lab) -> bool:
    """Whether the subscription is `Disabled`, `Warned`, `PastDue` …: the credit is used up, or something is unpaid."""
    return fold(lab.subscription_state) not in {"", "enabled"}


def _other_rubric(submission: Submission, rubric: Rubric) -> Iterator[Problem]:
    """The answers say that they are for another lab."""
    own = {rubric.id.casefold(), Path(rubric.file).stem.casefold()}
    for named in submission.rubrics:
        if Path(named.name).stem.casefold() not in own:
            told = say("these answers are for the rubric “{name}”, and {id} is graded.", name=named.name, id=rubric.id)
            yield Problem(named.line, named.column, told, "warning", named.file)


def _unknown_answers(submission: Submission, rubric: Rubric) -> Iterator[Problem]:
    """Answers to questions that the rubric does not ask: a slip of the pen hides what was written."""
    asked = [one.id for one in rubric.criteria if one.question or (one.check or "").startswith("answer.")]
    for name, answer in submission.answers.items():
        if name not in asked:
            told = with_nearest(say("there is no question “{id}”.", id=str(name)), str(name), asked)
            yield Problem(answer.line, answer.column, told, file=answer.file)


def _script_notes(submission: Submission) -> Iterator[Problem]:
    """What a reader of the scripts should know: never a value that a script holds."""
    if submission.scripts:
        from bareme.scripts import read_script  # noqa: PLC0415 - the parser is loaded only where there is a script

        for file in submission.scripts:
            for note in read_script(file.text, file.name).warnings:
                yield Problem(note.line, 0, note.message, "warning", file.name)
