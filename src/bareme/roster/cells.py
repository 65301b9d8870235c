"""What people and Excel put into cells, made plain."""

import re
import unicodedata

from bareme.files.spreadsheet import unguarded
from bareme.text.message import Message, say

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_EATEN = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_WHOLE = re.compile(r"(\d+)[.,]0+\Z")
_EXCEL_ERROR = re.compile(r"#(N/A|REF!|NAME\?|NOM\?|VALUE!|VALEUR!|DIV/0!|NUM!|NOMBRE!|NULL!|NUL!)", re.IGNORECASE)


def clean(cell: str) -> str:
    """The text of a cell: direction marks and control characters gone, any run of spaces one space."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    spaced = _SPACE.sub(" ", _INVISIBLE.sub("", cell))
    kept = "".join(one for one in spaced if unicodedata.category(one) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


def caseless(text: str) -> str:
    """An id, an address or a name of a platform for comparison: without case and what surrounds it."""
    return clean(text).casefold()


def folded(text: str) -> str:
    """A header for comparison: without case, accents or punctuation; letters of every script stay."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", clean(text)) if not unicodedata.combining(one))
    return re.sub(r"[\s_’'./°()*:#-]+", " ", plain.casefold()).strip()


def as_seen(student_id: str) -> str:
    """An id without what a spreadsheet put around it: `'00123`, `="00123"`, `123.0`."""
    plain = unguarded(student_id)
    plain = plain[1:].strip() if plain.startswith("'") else plain
    return _WHOLE.sub(r"\1", plain)


def doubly_encoded(text: str) -> str | None:
    """What a name was before it was encoded twice: `François` for `FranÃ§ois`; `None` where it was not."""
    if text.isascii():
        return None
    try:
        meant = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
    return meant if meant != text else None


def spoiled(student_id: str) -> Message | None:
    """What Excel did to an id, if it did."""
    if _EATEN.fullmatch(student_id):
        return say(
            "the id “{id}” was shortened by Excel, its digits are lost. Format the column as text and enter it again.",
            id=student_id,
        )
    if _EXCEL_ERROR.fullmatch(student_id):
        return say("the id is an Excel error, “{id}”", id=student_id)
    return None
