"""What the records of one resource say together: whether it ever was, what was done to it, and what was not kept."""

from datetime import UTC, datetime, timedelta

import pytest

from bareme.evidence import Source
from bareme.text.message import say
from bareme.timeline import Life, Operation, Outcome, Proof, RecordKind, Snapshot

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
VM = "/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachines/vm1"


def done(verb: str, outcome: Outcome = Outcome.DONE, minute: int = 0) -> Operation:
    moment = NOON + timedelta(minutes=minute)
    return Operation(f"microsoft.compute/virtualmachines/{verb}", VM, outcome, moment, moment)


def shown(kind: RecordKind, minute: int = 0, correlation: str = "", *, content: bool = True) -> Snapshot:
    moment = NOON + timedelta(minutes=minute)
    model = {"name": "vm1"} if content else {}
    return Snapshot(VM, model, kind, Proof(Source.DISKS, VM, moment, say("x")), correlation_id=correlation)


FAILED = done("write", Outcome.FAILED)
CHANGE, LEFT_OVER, STATE, LOG = RecordKind.CHANGE, RecordKind.LEFT_OVER, RecordKind.STATE, RecordKind.LOG


@pytest.mark.parametrize(
    ("operations", "snapshots", "never"),
    [
        ((FAILED,), (), True),
        ((FAILED, done("write", Outcome.FAILED, 9)), (), True),
        ((FAILED,), (shown(LEFT_OVER, 1), shown(CHANGE, 1)), True),
        ((FAILED,), (shown(LEFT_OVER, -59),), True),
        ((FAILED,), (shown(LEFT_OVER, -60),), True),
        ((FAILED,), (shown(LEFT_OVER, -61),), False),
        ((FAILED,), (shown(STATE),), False),
        ((FAILED,), (shown(LOG),), False),
        ((FAILED, done("delete", minute=5)), (), True),
        ((FAILED, done("start/action", minute=5)), (), False),
        ((FAILED, done("start/action", Outcome.FAILED, 5)), (), True),
        ((FAILED, done("write", minute=5)), (), False),
        ((FAILED, done("write", Outcome.UNKNOWN, 5)), (), False),
        ((), (shown(LEFT_OVER),), False),
        ((done("delete"),), (), False),
    ],
    ids=["one try", "two tries", "what a try leaves", "just before it", "an hour before it", "long before it",
         "it is there", "the log shows it", "the remains deleted", "it was started", "it could not be started",
         "a try that succeeded", "a try whose end nobody knows", "never tried", "only deleted"],
)  # fmt: skip
def test_a_resource_that_never_was(
    operations: tuple[Operation, ...], snapshots: tuple[Snapshot, ...], never: bool
) -> None:
    assert Life(VM, snapshots, operations).never_was is never


def test_what_was_done_is_what_succeeded_oldest_first() -> None:
    tries = (done("start/action", Outcome.FAILED), done("start/action", minute=5), done("start/action", minute=9))
    life = Life(VM, (), tries)
    start = "microsoft.compute/virtualmachines/start/action"
    first = life.first_done(start)
    assert life.done(start) == tries[1:]
    assert first is not None
    assert first.value == NOON + timedelta(minutes=5)
    assert life.first_done("microsoft.compute/virtualmachines/delete") is None


@pytest.mark.parametrize(
    ("snapshots", "gaps"),
    [
        ((shown(LOG, 0, "c", content=False),), 1),
        ((shown(LOG, 0, "c"),), 0),
        ((shown(LOG, 0, "c", content=False), shown(CHANGE, 0, "c")), 0),
        ((shown(LOG, 0, "c", content=False), shown(CHANGE, 0, "d")), 1),
        ((shown(CHANGE, 0, "c", content=False),), 0),
        ((shown(LOG, 0, "", content=False), shown(CHANGE, 0, "")), 1),
    ],
    ids=[
        "nothing kept",
        "all kept",
        "kept elsewhere",
        "another write kept elsewhere",
        "no write",
        "nobody's correlation",
    ],
)
def test_a_write_of_which_nothing_was_kept(snapshots: tuple[Snapshot, ...], gaps: int) -> None:
    assert len(Life(VM, snapshots, ()).gaps) == gaps
