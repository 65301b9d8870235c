"""From bytes to the text of a roster, or to what is wrong with the bytes."""

from pathlib import Path

from bareme.errors import RosterError
from bareme.files.encoding import encoding_of
from bareme.roster.problem import Problem, refusal
from bareme.text.message import Message, say


def decoded(file: Path, content: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text of a roster, and what the reader should know about its encoding.

    Raises:
        RosterError: the bytes are no text.
    """
    encoding = encoding_of(content)
    try:
        text = encoding.decode(content)
    except UnicodeDecodeError as error:
        raise _unreadable(file, content, error.start) from error
    if "\0" in text:
        raise _unreadable(file, text.encode(), text.encode().index(b"\0"))
    told = say("{file} is not UTF-8; it was read as Windows-1252. Check the accents in the names.", file=str(file))
    return text, ((told,) if encoding.name == "cp1252" else ())


def _unreadable(file: Path, content: bytes, place: int) -> RosterError:
    line = content.count(b"\n", 0, place) + 1
    advice = say("not text: save the roster as “CSV UTF-8” and try again.")
    return refusal(file, [Problem(line, advice)])
