"""What a report form says, whatever it is written in: `submission.documents` reads it back by the same headings."""

from dataclasses import dataclass

from bareme.report.forms.expected_kind import expected_kind
from bareme.rubric import Criterion, Rubric
from bareme.text.language import Speech
from bareme.text.message import say


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its heading, which begins with its id, and what is asked below it."""

    heading: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole form."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    box: str
    """What a reader is told where the answer goes."""


def outline(rubric: Rubric, speech: Speech) -> Outline:
    """The form of a rubric, in one language; sections without a question are left out."""
    sections = (
        Section(
            speech.pick(one.title),
            tuple(_question(criterion, speech) for criterion in one.criteria if criterion.question),
        )
        for one in rubric.sections
    )
    intro = (
        say("Name and student number:"),
        say("Write below each heading, and paste your pictures there. Keep the headings: they name the question."),
    )
    return Outline(
        speech.pick(rubric.title),
        tuple(map(speech.tell, intro)),
        tuple(one for one in sections if one.questions),
        speech.tell(say("Your answer")),
    )


def _question(criterion: Criterion, speech: Speech) -> Question:
    worth = speech.tell(say("points: {points}", points=criterion.points)) if criterion.points else ""
    heading = f"{criterion.id} – {speech.pick(criterion.title)}" + (f" ({worth})" if worth else "")
    return Question(heading, (speech.pick(criterion.question or {}), speech.tell(expected_kind(criterion))))
