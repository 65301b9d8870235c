"""Spans of time as people tell them."""

from datetime import timedelta

from bareme.text.message import Message, say


def minutes_of(span: timedelta) -> int:
    """Whole minutes."""
    return int(span.total_seconds() // 60)


def duration(span: timedelta) -> Message:
    """The two largest units."""
    minutes = minutes_of(span)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return say("{days} d {hours} h", days=days, hours=hours)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes % 60)
    return say("{minutes} min", minutes=max(minutes, 1))
