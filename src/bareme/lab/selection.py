"""Which machine is meant: by its name, else by what it looks like.

A subscription may hold other work: an older lab, another course's web server. A wrong name must cost the name's points
and nothing else, so that where no machine has the name, the one that resembles most what the lab asks for is taken,
provided it resembles it enough. Where the rubric says nothing but the name, the only machine there is, is meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bareme.lab.image import Image
from bareme.lab.virtual_machine import MachineKind, VirtualMachine
from bareme.reference.arm import fold, region
from bareme.reference.vocabulary import DiskSku, ImageSku, Region, Size
from bareme.timeline.missing import told

RESEMBLES = 5
"""Points of resemblance below which a machine is taken for somebody else's work."""
RESEMBLES_A_NAME = 3
"""The same where the rubric tells nothing of the machine but its name and system."""
ALIKE = 0.8
"""How much of two names must be the same, in the same order, for one to be a slip for the other."""

_SIGNS = re.compile(r"\\.|\[[^\]]*\]|\{[^}]*\}|[^a-z0-9]")
"""What is no letter or number of a name in its pattern."""
_NUMBER = re.compile(r"[-_]?\d+$")
_NUMBERS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Machine:
    """What the lab asks for, as far as it tells one machine from another."""

    name: re.Pattern[str]
    os: Literal["windows", "linux"] | None = None
    location: Region = ""
    skus: tuple[ImageSku, ...] = ()
    sizes: tuple[Size, ...] = ()
    os_disk: DiskSku = ""
    each: bool = False
    """Whether all machines of the name count, shares by machine, instead of the best of them."""

    @property
    def is_described(self) -> bool:
        """Whether more is known of it than its name and system."""
        return bool(self.location or self.skus or self.sizes or self.os_disk)

    def is_named(self, name: str) -> bool:
        """Whether a machine has the name asked for; capitals do not count, neither here nor there."""
        return re.fullmatch(self.name.pattern, name, self.name.flags | re.IGNORECASE) is not None


def meant(machine: Machine, vms: Iterable[VirtualMachine], images: Iterable[Image]) -> tuple[VirtualMachine, ...]:
    """The machine an exercise is about, with its twins in other zones; empty where nothing resembles it."""
    alone = [vm for vm in vms if vm.kind is MachineKind.STAND_ALONE]
    named = [vm for vm in alone if machine.is_named(vm.name)]
    if named:
        fitting = [vm for vm in named if _has(vm, "os_type", machine.os, fold)]
        return tuple(fitting or named)
    sources = {fact.value for image in images for fact in image.sources}
    scored = [(_resemblance(machine, vm, sources), vm) for vm in alone if _has(vm, "os_type", machine.os, fold)]
    score, closest = max(scored, key=lambda pair: pair[0], default=(0, None))
    if closest is None:
        return ()
    found = tuple(vm for vm in alone if vm is closest or are_twins(vm, closest))
    if machine.is_described:
        return found if score >= RESEMBLES else ()
    return found if score >= RESEMBLES_A_NAME or len(found) == len(scored) else ()


def are_twins(one: VirtualMachine, other: VirtualMachine) -> bool:
    """Whether two machines come from one creation, or bear one name with different numbers."""
    if one.correlations & other.correlations:
        return True
    same_group = one.resource_group == other.resource_group
    return same_group and _NUMBER.sub("", fold(one.name)) == _NUMBER.sub("", fold(other.name))


def _resemblance(machine: Machine, vm: VirtualMachine, image_sources: set[str]) -> int:
    return sum(_points(machine, vm, image_sources))


def _points(machine: Machine, vm: VirtualMachine, image_sources: set[str]) -> Iterator[int]:
    sizes = {fold(size) for size in machine.sizes}
    yield 3 * _is_alike(machine.name.pattern, vm.name)
    yield 3 * _told(vm, "image", lambda image: image.sku in {fold(sku) for sku in machine.skus})
    yield 3 * (vm.id in image_sources)
    yield 2 * any(fold(fact.value) in sizes for fact in vm.sizes[:1])
    yield _told(vm, "location", lambda place: place == region(machine.location))
    yield _told(vm, "zones", bool)
    yield _told(vm, "os_disk_sku", lambda sku: fold(sku) == fold(machine.os_disk))
    yield bool(vm.data_disks)
    yield len(vm.sizes) > 1


def _is_alike(pattern: str, name: str) -> bool:
    """Whether a name is what the pattern asks for but for a slip: a letter left out, another sign between the words.

    Another number is another machine.
    """
    wanted, own = _SIGNS.sub("", fold(pattern)), _SIGNS.sub("", fold(name))
    numbers, own_numbers = (list(map(int, _NUMBERS.findall(text))) for text in (wanted, own))
    if not wanted or (own_numbers and own_numbers[: len(numbers)] != numbers):
        return False
    return SequenceMatcher(None, wanted, own, autojunk=False).ratio() >= ALIKE


def _has(vm: VirtualMachine, name: str, wanted: str | None, read: Callable[[object], str]) -> bool:
    """Whether a property is as wanted; one that no source tells rules nothing out."""
    return wanted is None or all(read(value) == wanted for value in _values(vm, name))


def _told(vm: VirtualMachine, name: str, fits: Callable[..., bool]) -> bool:
    return any(fits(value) for value in _values(vm, name))


def _values(vm: VirtualMachine, name: str) -> list[object]:
    return told([vm], lambda one: getattr(one, name).value)
