"""Whose row it is, also where a spreadsheet spoilt the id: `00012345` → `12345`, `220001234567` → `2,20001E+11`."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Context, Decimal
from functools import cached_property

from bareme.marks.stamp import Stamp, folded, short_hash

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,4})?")
_SPOILT = re.compile(r"#.*|\d+[.,]\d+E\+\d+|\d{1,4}[-/.: ]\d.*|\d{1,2}-\w{3,5}\.?|\w{3,5}\.?-\d{2,4}", re.IGNORECASE)
"""What Excel makes of an id that it takes for a formula, a number, a date."""


class People:
    """The students of a class, by whatever may tell who is meant."""

    def __init__(self, students: Iterable[tuple[str, str]]) -> None:
        self._names = dict(students)

    def __contains__(self, student: str) -> bool:
        return student in self._names

    def whose(self, cell: str, name: str, stamp: Stamp | None) -> str | None:
        """The id of the student whose row says this; `None` where it is nobody's, or cannot be told."""
        if stamp is not None and len(found := self._by_hash.get(stamp.student, [])) == 1:
            return found[0]
        if cell in self._names:
            return cell
        alike = self._alike(cell)
        if len(alike) > 1 or (not alike and _SPOILT.fullmatch(cell)):
            alike = [one for one in (alike or self._names) if name and _same_name(self._names[one], name)]
        return alike[0] if len(alike) == 1 else None

    @cached_property
    def _by_hash(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for student in self._names:
            found[short_hash(student)].append(student)
        return found

    def _alike(self, cell: str) -> list[str]:
        """Those whose id a spreadsheet shows like this."""
        value = _value(cell)
        if value is None:
            return []
        digits = len(value.normalize().as_tuple().digits) if "E" in cell.upper() else 0
        return self._rounded(digits).get(value, [])

    @cached_property
    def _numbers(self) -> list[tuple[Decimal, str]]:
        return [(value, one) for one in self._names if (value := _value(one)) is not None]

    def _rounded(self, digits: int) -> dict[Decimal, list[str]]:
        """Ids that are numbers, by their value with so many digits; by all of them for 0."""
        if digits not in self._by_digits:
            found: dict[Decimal, list[str]] = defaultdict(list)
            for value, student in self._numbers:
                found[Context(prec=digits).plus(value) if digits else value].append(student)
            self._by_digits[digits] = found
        return self._by_digits[digits]

    @cached_property
    def _by_digits(self) -> dict[int, dict[Decimal, list[str]]]:
        return {}


def _value(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _same_name(one: str, other: str) -> bool:
    return folded(one).casefold() == folded(other).casefold()
