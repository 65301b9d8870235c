"""What a student is told beside his grade: what was lost, and how to do it better."""

from decimal import Decimal
from html import escape

from bareme.export.model import Line, Pupil
from bareme.grading.grade import Status
from bareme.text.language import Speech
from bareme.text.message import say


def feedback(pupil: Pupil, grade: Decimal, scale: Decimal, speech: Speech) -> list[str]:
    """The lines of a comment."""
    told = [speech.tell(say("{score} / {scale}", score=grade, scale=scale))]
    told += [_lost(line, speech) for line in pupil.lines if line.is_lost]
    told += [pupil.late] if pupil.late else []
    is_open = pupil.status != Status.FINAL.value
    still = tuple(line.id for line in pupil.lines if is_open and line.is_open and line.most)
    if still:
        told.append(speech.tell(say("Still to be judged: {ids}", ids=still)))
    return told


def as_html(lines: list[str]) -> str:
    """The comment for an editor of HTML; nothing in it is taken for markup."""
    return "<br>".join(escape(line).replace("\n", "<br>") for line in lines)


def as_text(lines: list[str]) -> str:
    """The comment as plain text."""
    return "\n".join(lines)


def _lost(line: Line, speech: Speech) -> str:
    sentence = say(
        "{id} {title}: {points} / {most}. {found}",
        id=line.id, title=line.title, points=line.points, most=line.most, found=line.found,
    )  # fmt: skip
    return " – ".join(filter(None, (speech.tell(sentence), line.note, line.hint)))
