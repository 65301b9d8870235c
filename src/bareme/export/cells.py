"""Numbers and texts as cells, harmless in every spreadsheet."""

import re
from decimal import ROUND_HALF_UP, Decimal

from bareme.files.spreadsheet import guarded

_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_BREAKS = re.compile(r"[\0\ud800-\udfff]")


def text_cell(text: str) -> str:
    """A text no spreadsheet takes for a formula; a plain number such as `-12` is none, and comes back as it went."""
    held = storable(text)
    return held if _PLAIN_NUMBER.fullmatch(held) else guarded(held)


def storable(text: str) -> str:
    """A text that a file of any kind can hold."""
    return _BREAKS.sub("�", text)


def is_harmless(text: str) -> bool:
    """Whether a text may stand in a cell as it is: a key that must be altered would find nobody."""
    return text_cell(text) == text


def dotted(number: Decimal) -> str:
    """Two decimals after a dot, which every importer reads."""
    return f"{number.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}"


def hundredths(number: Decimal) -> int:
    """A number in whole hundredths."""
    return int((number * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def shortest(number: Decimal) -> str:
    """A number without trailing zeros."""
    return f"{number.normalize():f}" if number else "0"
