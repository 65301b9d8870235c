"""How Azure compares values: text without case, regions and sizes in both forms, numbers also where they are text."""

from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from typing import Any

from bareme.reference.arm import fold, region

_REGIONS = frozenset({"location", "locations", "locationname", "primarylocation", "secondarylocation", "region"})
_SIZES = frozenset({"vmsize", "size", "name", "skuname", "sku"})
_PLAIN = frozenset({bool, int, float})
_PREFIXES = ("standard_", "basic_")


def same(value: Any, wanted: Any, key: str = "") -> bool:  # noqa: PLR0911 - one line a kind of value
    """Whether a value is the one wanted; `key` is the folded key it stands under."""
    if value.__class__ is wanted.__class__:
        if value == wanted:
            return True
        if value.__class__ is str:
            return _same_text(value, wanted, key)
        if value.__class__ in _PLAIN:
            return False
    if isinstance(value, bool) or isinstance(wanted, bool):
        return _truth(value) == _truth(wanted) and _truth(wanted) is not None
    one = number(value)
    if one is not None:
        return one == number(wanted)
    if isinstance(value, list) and isinstance(wanted, list | tuple):
        return len(value) == len(wanted) and all(any(same(a, b, key) for a in value) for b in wanted)
    if isinstance(value, dict) and isinstance(wanted, dict):
        own = {fold(name): inner for name, inner in value.items()}
        return all(fold(name) in own and same(own[fold(name)], inner, fold(name)) for name, inner in wanted.items())
    return value is None and wanted is None


def like(value: Any, glob: str) -> bool:
    """Whether a text has the form of a glob: `vnet-*`."""
    return isinstance(value, str) and fnmatchcase(fold(value), fold(glob))


def number(value: Any) -> Decimal | None:
    """A number, also one written as text; a truth is none."""
    if not isinstance(value, int | float | Decimal | str):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _same_text(value: str, wanted: str, key: str) -> bool:
    if value.casefold() == wanted.casefold():
        return True
    if not key:
        return False
    if key in _REGIONS:
        return region(value) == region(wanted)
    return key in _SIZES and _bare(value) == _bare(wanted)


def _bare(size: str) -> str:
    """A size or SKU without the word that people leave out in front of it."""
    folded = fold(size)
    return next((folded.removeprefix(one) for one in _PREFIXES if folded.startswith(one)), folded)


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(fold(value))
