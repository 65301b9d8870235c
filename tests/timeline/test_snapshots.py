"""In which order the records of one life tell it."""

from datetime import UTC, datetime

import pytest

from bareme.evidence import Source
from bareme.text.message import say
from bareme.timeline import Proof, Snapshot
from bareme.timeline.snapshot import RecordKind

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
LATER = NOON.replace(hour=13)
STATE, LOG, CHECKPOINT = RecordKind.STATE, RecordKind.LOG, RecordKind.CHECKPOINT


def shown(kind: RecordKind, time: datetime | None, *, at_creation: bool = False) -> Snapshot:
    return Snapshot("id", {}, kind, Proof(Source.DISKS, "id", time, say("x")), at_creation=at_creation)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (shown(LOG, NOON), shown(LOG, LATER)),
        (shown(CHECKPOINT, NOON), shown(STATE, LATER)),
        (shown(LOG, LATER, at_creation=True), shown(STATE, NOON)),
        (shown(STATE, NOON), shown(LOG, NOON)),
        (shown(LOG, NOON), shown(CHECKPOINT, NOON)),
        (shown(CHECKPOINT, None), shown(STATE, NOON)),
        (shown(LOG, NOON, at_creation=True), shown(LOG, LATER, at_creation=True)),
    ],
    ids=["by time", "by time, whatever the record", "creation first", "the present before the log",
         "the log before a checkpoint", "what has no time first", "two of one creation by time"],
)  # fmt: skip
def test_the_order_of_a_life(first: Snapshot, second: Snapshot) -> None:
    assert sorted([second, first], key=lambda one: one.order) == [first, second]
