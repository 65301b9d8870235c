"""Written answers, judged against what the student's own lab shows."""

import re
from collections.abc import Iterator

from bareme import (
    Fact,
    Finding,
    Lab,
    Machine,
    Message,
    Missing,
    Size,
    VirtualMachine,
    Wire,
    capabilities,
    check,
    fold,
    met,
    say,
    unmet,
)

from .good_faith import known_open_zones
from .virtual_machines import MACHINES

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

METRICS = {
    "CPU": ("cpu", "processeur", "percentage"),
    "network": ("réseau", "reseau", "network"),
    "disk": ("disque", "disk", "iops"),
    "memory": ("mémoire", "memoire", "memory", "ram"),
    "credits": ("crédit", "credit"),
    "availability": ("disponibilité", "disponibilite", "availability", "heartbeat"),
}
"""Criteria a student may have watched, and words that name them."""


@check(
    "answer.os_disk_size",
    reads=MACHINES,
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.diskSizeGB",
        "Microsoft.Compute/disks:properties.diskSizeGB",
        "answers",
    ),
)
def os_disk_size(lab: Lab, *, machine: Machine, answer: str, tolerance: int = 1) -> Finding:
    """The size of the operating-system disk is given as it is."""
    written = lab.answer(answer).text
    own = _first(vm.os_disk_size for vm in lab.meant(machine))
    expected = say("{gb} GiB, the size of this student's disk", gb=own.value)
    found = say("“{answer}”", answer=written)
    if any(abs(number - own.value) <= tolerance for number in _numbers(written)):
        return met(expected, found, own)
    return unmet(expected, found, own)


@check(
    "answer.max_data_disks",
    reads=MACHINES,
    looks_at=("Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize", "answers"),
)
def max_data_disks(lab: Lab, *, machine: Machine, answer: str, words: tuple[str, ...]) -> Finding:
    """The maximum number of data disks is given, with the size as its reason."""
    written = lab.answer(answer).text
    limits = _limits(lab, lab.meant(machine))
    expected = say("{limits}, because the size decides it", limits=tuple(_limit(*one) for one in limits))
    found = say("“{answer}”", answer=written)
    right = set(_numbers(written)) & {float(limit) for _, limit in limits}
    reasoned = any(fold(word) in fold(written) for word in words)
    proofs = [fact for fact, _ in limits]
    return met(expected, found, *proofs) if right and reasoned else unmet(expected, found, *proofs)


@check(
    "answer.size_availability",
    reads=MACHINES,
    looks_at=(
        "Microsoft.Compute/virtualMachines:zones",
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "answers",
    ),
)
def size_availability(lab: Lab, *, machine: Machine, answer: str, size: Size) -> Finding:
    """The zones where the size is available are given as this subscription has them."""
    written = lab.answer(answer).text
    offered = known_open_zones(lab, size)
    expected = say(
        "zones of {size} for this subscription: {zones}", size=size, zones=tuple(sorted(offered)) or say("none")
    )
    named = {str(int(number)) for number in _numbers(_without(written, size)) if number in {1, 2, 3}}
    found = say("“{answer}”", answer=written)
    used = {zone for vm in lab.meant(machine) for zone in vm.zones.value}
    fits = bool(named) and (named == offered or used <= named <= offered)
    return met(expected, found) if fits else unmet(expected, found)


@check(
    "answer.metrics",
    reads=(),
    looks_at=("answers",),
)
def metrics(lab: Lab, *, answer: str, count: int = 3) -> Finding:
    """Several monitoring criteria are named."""
    written = fold(lab.answer(answer).text)
    named = tuple(metric for metric, words in METRICS.items() if any(word in written for word in words))
    expected = say("at least {count} criteria, with an observation", count=count)
    found = say("named: {metrics}", metrics=named) if named else say("no known criterion is named")
    return met(expected, found) if len(named) >= count else unmet(expected, found)


@check(
    "answer.given",
    reads=(),
    looks_at=("answers",),
)
def given(lab: Lab, *, answer: str, files: bool = False) -> Finding:
    """The question is answered."""
    written = lab.answer(answer)
    expected: Message = say("a file, such as a screenshot") if files else say("an answer")
    if files and not written.files:
        return unmet(expected, say("“{answer}”, no file", answer=written.text))
    return met(expected, say("“{answer}” {files}", answer=written.text, files=written.files))


def _numbers(text: str) -> list[float]:
    return [float(number.replace(",", ".")) for number in _NUMBER.findall(text)]


def _without(text: str, size: str) -> str:
    """The text without size names, whose digits are no zones."""
    short = size.rpartition("_")[2]
    return re.sub(rf"(?i)\w*{re.escape(short)}\w*|standard_\w+|b\d+\w*|d\d+\w*", " ", text)


def _first(facts: Iterator[Fact[int]]) -> Fact[int]:
    for fact in facts:
        return fact
    raise Missing(say("no virtual machine that resembles what the exercise asks for"))


def _limits(lab: Lab, vms: tuple[VirtualMachine, ...]) -> list[tuple[Fact[str], int]]:
    """The data-disk limits of the sizes these machines had; the answer may be of before or after the resize."""
    found = [(fact, _limit_of(lab.size(fact.value))) for vm in vms for fact in vm.sizes]
    known = [(fact, limit) for fact, limit in found if limit is not None]
    if not known:
        raise Missing(say("the list of sizes was not collected, so that the number of disks is not known"))
    return list({fact.value: (fact, limit) for fact, limit in known}.values())


def _limit_of(entry: Wire | None) -> int | None:
    limit = capabilities(entry).get("maxdatadiskcount", "")
    return int(limit) if limit.isdecimal() else None


def _limit(size: Fact[str], limit: int) -> str:
    return f"{limit} ({size.value})"
