"""Text cells that a spreadsheet takes for neither a formula, nor a number, nor a date."""

import re

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""Wide signs too: a spreadsheet may fold them into the plain ones."""

_KEPT_NUMBER = re.compile(r"0|[1-9]\d{0,10}")
"""Comes back from a spreadsheet as it was."""
_MONTH = "(?:jan|feb|fe|fé|mar|apr|avr|may|mai|jun|jui|jul|aug|aou|aoû|sep|oct|nov|dec|dé)[a-zéû]{0,8}"
_ALTERED = re.compile(
    rf"[\d.,:/ \u00a0\u202f%€$-]*\d[\d.,:/ \u00a0\u202f%€$-]*|\d+(?:[.,]\d*)?[ed][+-]?\d+"
    rf"|{_MONTH}\.?[-/ ]?\d{{1,4}}|\d{{1,4}}[-/ ]?{_MONTH}\.?(?:[-/ ]?\d{{1,4}})?|true|false|vrai|faux",
    re.IGNORECASE,
)
"""Numbers, dates, times, truths: what a spreadsheet writes back in its own form."""


def guarded(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula (OWASP, "CSV injection")."""
    return f"'{text}" if text[:1] in _FORMULA else text


def kept(text: str) -> str:
    """The same, which comes back from a spreadsheet letter for letter: `00012345`, `12E45`, `1-2`."""
    altered = _ALTERED.fullmatch(text) and not _KEPT_NUMBER.fullmatch(text)
    return f"'{text}" if altered else guarded(text)


def unguarded(text: str) -> str:
    """What was meant by a cell that was written like this, or that somebody protected with `="…"`."""
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].replace('""', '"')
    rest = text[1:]
    return rest if text[:1] == "'" and text in {kept(rest), guarded(rest)} else text
