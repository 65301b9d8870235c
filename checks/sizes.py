"""What sizes are made for, and how long Azure still sells them."""

from datetime import date

from bareme import (
    Fact,
    Finding,
    Lab,
    Missing,
    SizeKind,
    SizeSeries,
    Source,
    VirtualMachine,
    check,
    dated,
    every,
    met,
    required,
    say,
    series,
    unmet,
)

from .naming import NO_MACHINE, made
from .virtual_machines import MACHINES

KINDS = {
    "general": say("general purpose"),
    "compute": say("compute optimized"),
    "memory": say("memory optimized"),
    "storage": say("storage optimized"),
    "gpu": say("GPU"),
    "hpc": say("high performance computing"),
}


@check(
    "size.family",
    reads=(*MACHINES, Source.SCALE_SETS),
    looks_at=("Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",),
)
def family(lab: Lab, *, families: tuple[SizeKind, ...]) -> Finding:
    """The size of every virtual machine belongs to a family that suits the work."""
    expected = say("sizes for: {kinds}", kinds=tuple(KINDS[one] for one in families))

    def judge(vm: VirtualMachine) -> Finding:
        size = last_size(vm)
        own = known(size.value)
        found = say("{vm}: {size}, {kind}", vm=vm.name, size=size.value, kind=KINDS[own.kind])
        return met(expected, found, size) if own.kind in families else unmet(expected, found, size)

    return every(expected, made(lab), judge, NO_MACHINE)


@check(
    "size.on_sale",
    reads=(*MACHINES, Source.SCALE_SETS),
    looks_at=("Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",),
)
def on_sale(lab: Lab, *, until: date | None = None) -> Finding:
    """The size of every virtual machine belongs to a series that Azure goes on running."""
    last = until or lab.read_at.date()
    expected = say("series that are not retired before {day}", day=last.isoformat())

    def judge(vm: VirtualMachine) -> Finding:
        size = last_size(vm)
        ends = known(size.value).retires
        if ends is None:
            return met(expected, say("{vm}: {size}", vm=vm.name, size=size.value), size)
        found = say("{vm}: {size}, which Azure retires on {day}", vm=vm.name, size=size.value, day=ends.isoformat())
        remark = say("retirement dates: {source}", source=dated("sizes"))
        return met(expected, found, size, remark=remark) if ends > last else unmet(expected, found, size, remark=remark)

    return every(expected, made(lab), judge, NO_MACHINE)


def last_size(vm: VirtualMachine) -> Fact[str]:
    """The size a machine had last.

    Raises:
        Missing: no record tells any.
    """
    if not vm.sizes:
        raise Missing(say("the size of {vm} is in no source that could be read", vm=vm.name))
    return vm.sizes[-1]


def known(size: str) -> SizeSeries:
    """The series of a size.

    Raises:
        Missing: nobody knows the size.
    """
    return required(series(size), say("the size {size} is in no list of series", size=size))
