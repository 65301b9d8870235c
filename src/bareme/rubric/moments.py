"""Days and times in a rubric: `2026-11-16`, `2026-11-16T08:00`, with a zone or by the clocks of the school."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bareme.files.problem import with_nearest
from bareme.text.message import say

DEFAULT_ZONE = "Europe/Paris"
"""Where the school is that the bundled labs were written for."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)
_EUROPEAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def moment(value: object) -> datetime:
    """The moment a text names; a day begins at midnight.

    Raises:
        ValueError: it names none; the argument is a message.
    """
    if isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not _MOMENT.fullmatch(text):
        raise ValueError(_not_a_moment(str(value)))
    try:
        return datetime.fromisoformat(re.sub(r"\s(?=Z|[+-]\d\d:?\d\d$)", "", text, flags=re.IGNORECASE).upper())
    except ValueError as error:
        raise ValueError(say("there is no such day or time: {value}.", value=text)) from error


def end_moment(value: object) -> datetime | None:
    """The same for an end: a day ends when the next one begins.

    Raises:
        ValueError: it names none.
    """
    if value is None:
        return None
    found = moment(value)
    whole = isinstance(value, str) and _DAY.fullmatch(value.strip()) and found.time() == time()
    return found + timedelta(days=1) if whole else found


def known_zone(name: str) -> str:
    """The name of a time zone.

    Raises:
        ValueError: there is none of this name.
    """
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        known = sorted(available_timezones())
        raise ValueError(with_nearest(say("there is no time zone “{name}”.", name=name), name, known)) from error
    return name


def not_before(end: datetime | None, start: datetime | None) -> datetime | None:
    """An end that comes after its start, both by the same clock where one of them names no zone.

    Raises:
        ValueError: it comes before.
    """
    if end and start:
        one, other = (at.replace(tzinfo=at.tzinfo or UTC) for at in (start, end))
        if other <= one:
            raise ValueError(say("the end must come after the start."))
    return end


def _not_a_moment(text: str) -> object:
    told = say("“{value}” is no day or time; write 2026-11-16 or 2026-11-16T08:00.", value=text)
    found = _EUROPEAN.search(text)
    if found is None:
        return told
    right = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return say("“{value}” is no day or time; write {right}, or {right}T08:00.", value=text, right=right)
