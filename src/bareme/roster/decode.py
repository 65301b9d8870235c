"""From bytes to text: Excel and Moodle write rosters in at least four encodings."""

import codecs
from pathlib import Path

from bareme.errors import RosterError
from bareme.roster.problem import Problem, refusal
from bareme.text.message import Message, say

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(file: Path, content: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text of a roster, and what the reader should know about its encoding.

    Raises:
        RosterError: the bytes are no text.
    """
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(file, content, error.start) from error
    if "\0" in text:
        raise _unreadable(file, text.encode(), text.encode().index(b"\0"))
    told = say("{file} is not UTF-8; it was read as Windows-1252. Check the accents in the names.", file=str(file))
    return text, ((told,) if encoding == "cp1252" else ())


def _encoding(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return "utf-16"
    if content[1::2].count(0) > len(content) // 4:
        return "utf-16-le"
    if content[0::2].count(0) > len(content) // 4:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _unreadable(file: Path, content: bytes, place: int) -> RosterError:
    line = content.count(b"\n", 0, place) + 1
    advice = say("not text: save the roster as “CSV UTF-8” and try again.")
    return refusal(file, [Problem(line, advice)])
