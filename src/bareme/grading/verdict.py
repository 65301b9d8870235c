"""How one criterion stands."""

from dataclasses import dataclass
from decimal import Decimal

from bareme.checking.finding import Finding, Outcome
from bareme.rubric import Criterion
from bareme.text.message import Message


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one criterion stands. `points` are earned now; `low` and `high` bound what may still change."""

    criterion: Criterion
    outcome: Outcome
    points: Decimal
    low: Decimal
    high: Decimal
    expected: Message
    found: Message
    finding: Finding | None = None
    remark: Message | None = None
    comment: str = ""
    marked: bool = False
    """Whether a person's mark decided it."""
    again: Message | None = None
    """Why a person should judge it again, who judged it before."""

    @property
    def slip(self) -> str:
        """The decision it suffers from, where the rubric charges such a slip once: `region=westeurope`."""
        own = self.finding.slip if self.finding else ""
        return own if own and own.partition("=")[0] == self.criterion.once else ""
