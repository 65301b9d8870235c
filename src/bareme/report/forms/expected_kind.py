"""What kind of thing a question asks for: words, a number, a choice, a picture, a script."""

from bareme.rubric import Criterion
from bareme.rubric.model import AnswerType
from bareme.text.message import Message, say


def expected_kind(criterion: Criterion) -> Message:
    """One sentence, for the answers file and the report forms alike."""
    answer = criterion.answer
    if is_script(criterion):
        return say("Expected: a script, in scripts/.")
    if answer and answer.type is AnswerType.FILES:
        return say("Expected: a picture, in captures/ (or pasted into the report).")
    if answer and answer.type is AnswerType.NUMBER:
        return say("Expected: a number.")
    if answer and answer.choices:
        return say("Expected: one of {choices}.", choices=answer.choices)
    return say("Expected: a few words.")


def example_file(criterion: Criterion) -> str:
    """A name that such a file may have; empty where none is asked for."""
    if is_script(criterion):
        return f"scripts/{criterion.id.lower()}.sh"
    files = criterion.answer is not None and criterion.answer.type is AnswerType.FILES
    return f"captures/{criterion.id.lower()}.png" if files else ""


def is_script(criterion: Criterion) -> bool:
    """Whether what is handed in is read as a script."""
    return (criterion.check or "").startswith("script.")
