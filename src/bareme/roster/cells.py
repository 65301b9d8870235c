"""What people and Excel put into cells, made plain."""

import re
import unicodedata

from bareme.text.message import Message, say

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_EATEN = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_EXCEL_ERROR = re.compile(r"#(N/A|REF!|NAME\?|NOM\?|VALUE!|VALEUR!|DIV/0!|NUM!|NOMBRE!|NULL!|NUL!)", re.IGNORECASE)


def clean(cell: str) -> str:
    """The text of a cell: direction marks and control characters gone, any run of spaces one space."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    spaced = _SPACE.sub(" ", _INVISIBLE.sub("", cell))
    kept = "".join(one for one in spaced if unicodedata.category(one) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


def folded(text: str) -> str:
    """A header for comparison: without case, accents or punctuation; letters of every script stay."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", clean(text)) if not unicodedata.combining(one))
    return re.sub(r"[\s_’'./°()*:#-]+", " ", plain.casefold()).strip()


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
