"""The gate of a check: what is asked for, what checks alone give, and what keeps it from being decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bareme.errors import ExitCode
from bareme.evidence.words import source_name, why_unread
from bareme.grading.record import Record
from bareme.grading.threshold import Bounds, Decision, told_decision
from bareme.results.rendering import number
from bareme.text.message import Message, say


@dataclass(frozen=True, slots=True)
class Gate:
    """A check of one student, held against a threshold or against none."""

    record: Record
    bounds: Bounds
    threshold: Decimal | None
    decision: Decision | None

    @classmethod
    def of(cls, record: Record, threshold: Decimal | None) -> "Gate":
        """The gate of a graded student; where nothing could be read, nothing is decided."""
        low, high = record.get("machine") or (record["low"], record["high"])
        bounds = Bounds(Decimal(low), Decimal(high))
        if threshold is None:
            return cls(record, bounds, None, None)
        unread = record["status"] == "unreadable"
        return cls(record, bounds, threshold, Decision.UNDECIDED if unread else bounds.decide(threshold))

    @property
    def code(self) -> ExitCode:
        """The exit code."""
        if self.record["status"] == "unreadable":
            return ExitCode.NOT_EVALUATED
        return self.decision.code if self.decision else ExitCode.DONE

    @property
    def told(self) -> Iterator[Message]:
        """The threshold and the decision, where there is one."""
        if self.threshold is not None and self.decision is not None:
            yield told_decision(self.decision, self.threshold, self.bounds)

    @property
    def causes(self) -> Iterator[Message]:
        """What kept it from being evaluated, the cause first."""
        if self.record["problem"]:
            yield Message.from_wire(self.record["problem"])
        if self.record["status"] == "unreadable":
            return
        yield from unread_sources(self.record)
        yield from self.told

    def to_wire(self) -> dict[str, Any] | None:
        """As `results.json` tells it."""
        if self.threshold is None or self.decision is None:
            return None
        low, high = number(str(self.bounds.low)), number(str(self.bounds.high))
        return {"value": number(str(self.threshold)), "decision": self.decision.value, "low": low, "high": high}


def unread_sources(record: Record) -> Iterator[Message]:
    """What Azure did not let be read, a sentence for each reason."""
    struck: dict[tuple[str, str], list[Message | str]] = {}
    for collection in record["collections"][-1:]:
        for one in collection["unread"]:
            struck.setdefault((one["status"], one["error"]), []).append(source_name(one["source"]))
    for (status, error), sources in struck.items():
        yield say("Not read: {sources} – {why}.", sources=tuple(sources), why=why_unread(status, error))
    if struck:
        yield say("What was not read is not held against anybody.")
