"""Honest labs: every student his own way and pace, as an export or as it was collected."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from random import Random

from bareme.evidence import Collection, Origin
from bareme.simulator import PERFECT, Plan, Subscription, do_lab
from bareme.simulator.events import Call
from bareme.simulator.ids import guid
from bareme.simulator.stories import CleanUp


class Paced(Subscription):
    """A subscription whose student, and whose Azure, take their own time for everything."""

    def __init__(self, number: int) -> None:
        self._random = Random(number)
        super().__init__(guid("life", str(number)), student=f"student {number}")
        self.wait(minutes=self._random.uniform(0, 600))

    def wait(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        pace = self._random.uniform(0.5, 1.7)
        super().wait(minutes=minutes * pace, hours=hours * pace, days=days)

    def call(self, *calls: Call, seconds: int = 40) -> None:
        super().call(*calls, seconds=seconds + self._random.randrange(25))


PLANS: tuple[Plan, ...] = (
    PERFECT,
    *(replace(PERFECT, capture=one) for one in ("generalized", "managed", "none")),
    *(replace(PERFECT, stop=one) for one in ("power_off", "inside", "none")),
    replace(PERFECT, location="westeurope"),
    replace(PERFECT, os_disk="Premium_LRS"),
    replace(PERFECT, zones=("1",), bigger=""),
    replace(PERFECT, image="2019-datacenter-gensecond"),
    replace(PERFECT, mode="Uniform", instances=2),
    replace(PERFECT, tidy=False, alert=False),
)
CLEAN_UPS: tuple[CleanUp, ...] = ("vms", "none", "group")


def honest(count: int) -> Iterator[Collection]:
    """The last collections of so many students: every plan, every way to clean up, everybody's own pace."""
    plans, clean_ups = cycle(PLANS), cycle(CLEAN_UPS)
    for number, plan, clean_up in zip(range(count), plans, clean_ups, strict=False):
        yield do_lab(Paced(number), plan, clean_up, checkpoints=False)[-1]


def exported(one: Collection) -> Collection:
    """The same as its student's own export."""
    return replace(one, origin=Origin.EXPORTED_BY_STUDENT)
