"""A managed disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bareme.lab import model
from bareme.lab.noun import Noun
from bareme.lab.virtual_machine import VirtualMachine
from bareme.reference.arm import dig, dig_text, fold
from bareme.text.message import say
from bareme.timeline import Fact
from bareme.timeline.missing import Missing

TYPE = "microsoft.compute/disks"


@dataclass(frozen=True, slots=True)
class Mount:
    """What a machine tells of one of its disks; its type is empty where the machine does not tell it."""

    sku: Fact[str]
    system: bool


@dataclass(frozen=True)
class Disk(Noun):
    """A managed disk, of a system or of data; its type may be changed, so that what was seen last counts."""

    mounts: tuple[Mount, ...] = ()
    """What machines tell of it: one made and deleted together with its machine has hardly a record of its own."""

    @cached_property
    def sku(self) -> Fact[str]:
        """Its type and redundancy: `StandardSSD_LRS`.

        Raises:
            Missing: no record tells it.
        """
        own = self.facts(lambda one: dig_text(one.model, "sku", "name"))
        told = (*(one.sku for one in self.mounts if one.sku.value), *own)
        if not told:
            raise Missing(say("the type of the disk {name} is in no source that could be read", name=self.name))
        return told[-1]

    @cached_property
    def size_gb(self) -> Fact[int]:
        """Its size in GiB."""
        return self.latest(say("disk size"), lambda one: _count(dig(one.model, "properties", "diskSizeGB")))

    @cached_property
    def zones(self) -> Fact[tuple[str, ...]]:
        """Its zones; a zone-redundant disk has none."""
        return self.agreed(say("zone"), lambda one: model.zones(one.model, whole=one.whole))

    @cached_property
    def has_system(self) -> bool:
        """Whether a machine starts from it."""
        told = any(self.facts(lambda one: dig_text(one.model, "properties", "osType")))
        return told or any(one.system for one in self.mounts)


def mounts(vms: Iterable[VirtualMachine]) -> dict[str, tuple[Mount, ...]]:
    """What machines tell of their disks, by folded disk id."""
    found: dict[str, tuple[Mount, ...]] = {}
    for vm in vms:
        for identifier, mount in _mounts(vm):
            found[identifier] = (*found.get(identifier, ()), mount)
    return found


def _mounts(vm: VirtualMachine) -> Iterator[tuple[str, Mount]]:
    for system in vm.os_disks:
        own = system.value
        yield own.id or _beside(vm, own.name), Mount(Fact(own.sku, system.proof), system=True)
    for data in vm.data_disks:
        disk = data.value
        yield disk.id or _beside(vm, disk.name), Mount(Fact(disk.sku, data.proof), system=False)


def _beside(vm: VirtualMachine, name: str) -> str:
    """The id of a disk that is made together with a machine: while that goes on, Azure tells its name alone."""
    return f"{vm.id.partition('/providers/')[0]}/providers/{TYPE}/{fold(name)}"


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
