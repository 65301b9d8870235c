"""How long Azure asks to wait: `Retry-After` and its relatives."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite

from bareme.azure.http.clock import moment

TRANSIENT = frozenset({408, 500, 502, 503, 504})
_MILLISECONDS = ("retry-after-ms", "x-ms-retry-after-ms")


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds that the server asks to wait: RFC 9110 §10.2.3, and the millisecond forms of Azure.

    A date is compared with the answer's own, never with this computer's clock where it can be helped.
    """
    for name in _MILLISECONDS:
        if (milliseconds := _number(headers.get(name))) is not None:
            return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    return seconds if seconds is not None else _until(text, now or moment(headers.get("date")) or datetime.now(UTC))


def breather(headers: Mapping[str, str]) -> float:
    """Seconds to hold back because a quota is nearly used up, 0 while there is enough.

    "Understand how Azure Resource Manager throttles requests": `x-ms-ratelimit-remaining-subscription-reads`,
    refilled by 25 a second; Compute adds `x-ms-ratelimit-remaining-resource`, refilled every minute.
    """
    reads = _number(headers.get("x-ms-ratelimit-remaining-subscription-reads"))
    if reads is not None and reads <= 5:
        return 0.5
    groups = (headers.get("x-ms-ratelimit-remaining-resource") or "").split(",")
    left = [_number(group.rpartition(";")[2]) for group in groups]
    return 2.0 if any(number is not None and number < 1 for number in left) else 0.0


def graph_breather(headers: Mapping[str, str]) -> float:
    """The same for Resource Graph: 15 queries every 5 seconds a user ("Guidance for throttled requests")."""
    left = _number(headers.get("x-ms-user-quota-remaining"))
    if left is None or left >= 1:
        return 0.0
    hours, _, rest = (headers.get("x-ms-user-quota-resets-after") or "00:00:05").partition(":")
    minutes, _, seconds = rest.partition(":")
    parts = [_number(part) or 0.0 for part in (hours, minutes, seconds)]
    return parts[0] * 3600 + parts[1] * 60 + parts[2]


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text is not None else None
    except ValueError:
        return None
    return max(number, 0.0) if number is not None and isfinite(number) else None


def _until(text: str | None, now: datetime) -> float | None:
    until = moment(text)
    return None if until is None else max((until - now).total_seconds(), 0.0)
