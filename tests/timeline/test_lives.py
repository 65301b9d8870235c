"""What the records of one resource say together: whether it ever was, what was done to it, and what was not kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bareme.evidence import Source
from bareme.text.message import say
from bareme.timeline import Life, Operation, Outcome, Proof, RecordKind, Snapshot
from bareme.timeline.life import cut

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


def seen(minute: int, own: str = "", *, made: int | None = None, disk: str = "") -> Snapshot:
    """A record of a machine, with Azure's own id of it, when it was made, and its OS disk, where they are told."""
    moment = NOON + timedelta(minutes=minute)
    properties: dict[str, Any] = {"vmId": own} if own else {}
    if made is not None:
        properties["timeCreated"] = (NOON + timedelta(minutes=made)).isoformat()
    if disk:
        properties["storageProfile"] = {"osDisk": {"name": disk}}
    return Snapshot(VM, {"properties": properties}, STATE, Proof(Source.VIRTUAL_MACHINES, VM, moment, say("x")))


WRITE, DELETE = "write", "delete"


@pytest.mark.parametrize(
    ("operations", "snapshots", "parted"),
    [
        ((), (seen(1), seen(2)), [[1, 2]]),
        ((done(WRITE),), (seen(1, "a"), seen(2)), [[1, 2]]),
        ((done(WRITE, minute=5),), (seen(1, "a"), seen(9, "a")), [[1, 9]]),  # a change is no birth
        ((done(DELETE, minute=5), done(WRITE, minute=6)), (seen(1), seen(9)), [[1], [9]]),
        ((done(WRITE, minute=6), done(DELETE, minute=5)), (seen(1), seen(9)), [[1], [9]]),  # in any order
        ((done(DELETE, Outcome.FAILED, 5), done(WRITE, minute=6)), (seen(1), seen(9)), [[1, 9]]),
        ((done(DELETE, minute=5), done(WRITE, Outcome.FAILED, 6)), (seen(1), seen(9)), [[1, 9]]),
        ((done(DELETE, minute=5), done("start/action", minute=6)), (seen(1), seen(9)), [[1, 9]]),
        ((done(DELETE, minute=5), done(WRITE, minute=6), done(WRITE, minute=8)), (seen(1), seen(7), seen(9)),
         [[1], [7, 9]]),
        ((done(DELETE, minute=5), done(WRITE, minute=6)), (seen(1), seen(6)), [[1], [6]]),  # at the very moment
        # Azure's own ids tell two machines of one name apart, also where no record shows the deletion.
        ((), (seen(1, "a"), seen(5, "b")), [[1], [5]]),
        ((), (seen(5, "b"), seen(1, "a")), [[1], [5]]),
        ((), (seen(1, "a"), seen(3), seen(5, "b"), seen(7)), [[1, 3], [5, 7]]),
        ((), (seen(1, "a"), seen(9, "b", made=4), seen(5)), [[1], [5, 9]]),  # it was there since it was made
        ((), (seen(1, "a"), seen(4, "b"), seen(9, "a")), [[1, 9], [4]]),  # the id goes before the time
        ((done(DELETE, minute=5), done(WRITE, minute=6)), (seen(1, "a"), seen(9, "b"), seen(7)), [[1], [7, 9]]),
        # A birth belongs to the machine that was made then, five minutes of difference between clocks allowed.
        ((done(DELETE, minute=5), done(WRITE, minute=20)), (seen(1, "a"), seen(30, "b", made=15), seen(17)),
         [[1, 17], [30]]),
        ((done(DELETE, minute=5), done(WRITE, minute=20)), (seen(1, "a"), seen(30, "b", made=14), seen(17)),
         [[1], [17, 30]]),
        # A birth that a machine was seen after is its own, not the next one's.
        ((done(DELETE, minute=2), done(WRITE, minute=4)), (seen(1, "a"), seen(6, "b"), seen(12, "c"), seen(8)),
         [[1], [6, 8], [12]]),
        # What bears no id is known by its disk.
        ((), (seen(1, "a", disk="d1"), seen(5, "b", disk="d2"), seen(9, disk="d1")), [[1, 9], [5]]),
        ((), (seen(1, "a", disk="d1"), seen(5, "b", disk="d2"), seen(9, disk="D2")), [[1], [5, 9]]),
        ((), (seen(1, "a", disk="d1"), seen(5, "b", disk="d2"), seen(9, disk="d3")), [[1], [5, 9]]),
    ],
)  # fmt: skip
def test_one_name_is_as_many_lives_as_there_were_machines(
    operations: tuple[Operation, ...], snapshots: tuple[Snapshot, ...], parted: list[list[int]]
) -> None:
    lives = cut(VM, snapshots, operations)
    times = [[one.time for one in life.snapshots] for life in lives]
    assert times == [[NOON + timedelta(minutes=minute) for minute in own] for own in parted]


@pytest.mark.parametrize(
    ("minute", "number"), [(1, 0), (5, 0), (6, 1), (9, 1)], ids=["before", "the deletion", "the birth", "after"]
)
def test_what_was_done_belongs_to_the_life_of_its_time(minute: int, number: int) -> None:
    operations = (done(DELETE, minute=5), done(WRITE, minute=6), done("start/action", minute=minute))
    lives = cut(VM, (seen(1), seen(9)), operations)
    starts = [bool(life.done("microsoft.compute/virtualmachines/start/action")) for life in lives]
    assert starts == [number == 0, number == 1]
