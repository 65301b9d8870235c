"""A spreadsheet's cell as the teacher sees it: zeros that a format shows, no `.0`, dates and truths as they stand."""

import re
from datetime import date, datetime, time

_ZEROS = re.compile(r"(?:\[[^\]]*\])?[\"']?([A-Za-z]*)[\"']?(0{2,})(?:;.*)?(?:_.*)?")
_PARTS = re.compile(r"y+|m+|d+|h+|s+|[^ymdhs]+", re.IGNORECASE)
_DATES = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "dddd": "%A", "ddd": "%a", "dd": "%d",
    "hh": "%H", "ss": "%S",
}  # fmt: skip


def shown(value: object, number_format: str = "General") -> str:
    """The text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime | date):
        return _moment(value, number_format)
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _number(value: float, number_format: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        return str(value)
    if abs(value) >= 10**15:  # Excel keeps fifteen digits: what is longer comes back rounded, and shows itself as eaten
        return f"{value:.2E}"
    zeros = _ZEROS.fullmatch(number_format)
    return f"{zeros[1]}{int(value):0{len(zeros[2])}}" if zeros else str(int(value))


def _moment(value: date, number_format: str) -> str:
    """By the cell's own format; where that is the system's, day by day as ISO writes it."""
    if number_format.lower() in {"general", "mm-dd-yy", "m/d/yy h:mm"} or not re.search(
        "[ymd]", number_format, re.IGNORECASE
    ):
        return value.isoformat()[:10]
    plain = re.sub(r"\[[^\]]*\]|\\|\"|;.*", "", number_format)
    return "".join(_part(value, part, number_format) for part in _PARTS.findall(plain))


def _part(value: date, part: str, whole: str) -> str:
    small = part.lower()
    if small in {"d", "m", "h"}:
        return str({"d": value.day, "m": value.month, "h": getattr(value, "hour", 0)}[small])
    if small == "mm" and re.search(r"h+:mm", whole, re.IGNORECASE) and not re.search("y", whole, re.IGNORECASE):
        return f"{getattr(value, 'minute', 0):02}"
    return value.strftime(_DATES[small]) if small in _DATES else part
