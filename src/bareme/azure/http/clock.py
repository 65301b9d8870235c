"""Azure's clock: every answer carries `Date` (RFC 9110 §6.6.1), and the log's times are Azure's, not ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

TOLD_FROM = timedelta(minutes=2)
"""A difference below it is the way's, and nobody's fault."""
_EXACT = timedelta(seconds=2)
"""The header has whole seconds, and an answer takes its time: within it the clocks agree."""


@dataclass(slots=True)
class AzureClock:
    """The time as Azure tells it; this computer's own until an answer has told."""

    ours: Callable[[], datetime] = lambda: datetime.now(UTC)
    ahead: timedelta = field(default=timedelta())
    """How far Azure's clock is ahead of this computer's; negative where it is behind."""

    def hear(self, headers: Mapping[str, str]) -> None:
        """Take the time from an answer of Azure's."""
        told = moment(headers.get("date"))
        if told is not None:
            ahead = told - self.ours()
            self.ahead = ahead if abs(ahead) > _EXACT else timedelta()

    def now(self) -> datetime:
        """This moment, on Azure's clock."""
        return self.ours() + self.ahead

    @property
    def is_apart(self) -> bool:
        """Whether somebody should be told of the difference."""
        return abs(self.ahead) > TOLD_FROM


def moment(text: str | None) -> datetime | None:
    """A date of a header; `None` where it is none."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
