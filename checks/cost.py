"""What is left costs, as an estimate: list prices, and nothing that is not known counts as nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bareme import (
    Finding,
    Lab,
    MachineKind,
    Message,
    Price,
    Proof,
    Resource,
    Source,
    check,
    dig,
    dig_text,
    fold,
    met,
    say,
    unmet,
)

from .hygiene import BILLED, require_work
from .sizes import last_size
from .spending import NETWORK, network_by_the_hour

Part = Literal["machines", "scale-sets", "disks", "addresses", "network"]

PARTS: tuple[Part, ...] = ("machines", "scale-sets", "disks", "addresses", "network")
LEFT = (Source.VIRTUAL_MACHINES, Source.VM_STATUSES, Source.SCALE_SETS, Source.DISKS, *NETWORK)

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Item:
    """One thing that is left, and what it costs a month."""

    name: str
    price: Price | None
    """`None` where that is not known."""
    proof: Proof


@check(
    "spending.estimate",
    reads=LEFT,
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.diskSizeGB",
        "Microsoft.Compute/disks:properties.diskSizeGB",
        "Microsoft.Compute/virtualMachines:properties.instanceView.statuses",
        "Microsoft.Compute/virtualMachines:@gone",
        "Microsoft.Compute/virtualMachines:@left-on",
        "Microsoft.Compute/disks:properties.diskState",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
        "Microsoft.Network/natGateways",
        "Microsoft.Network/loadBalancers",
        "Microsoft.Network/bastionHosts",
        "Microsoft.Compute/virtualMachineScaleSets:@left",
    ),
)
def estimate(lab: Lab, *, limit: Decimal = Decimal(0), parts: tuple[Part, ...] = PARTS) -> Finding:
    """What is left in the subscription costs next to nothing a month."""
    currency = lab.prices.currency
    expected = say("at most {limit} {currency} a month, estimated", limit=limit, currency=currency)
    require_work(lab)
    items = [item for part in parts for item in _ITEMS[part](lab)]
    total = sum((one.price for one in items if one.price is not None), Decimal(0))
    unknown = tuple(one.name for one in items if one.price is None)
    found = _told(items, total, currency, unknown) if items else say("nothing that costs is left")
    remark = say("an estimate by list prices, not a bill: {source}", source=lab.prices.source)
    if total <= limit and not unknown:
        return met(expected, found, remark=remark if items else None)
    return unmet(expected, found, *(one.proof for one in items), remark=remark)


def _told(items: list[Item], total: Decimal, currency: str, unknown: tuple[str, ...]) -> Message:
    dearest = sorted((one for one in items if one.price), key=lambda one: -(one.price or 0))[:5]
    each = tuple(say("{name} {price}", name=one.name, price=_cents(one.price)) for one in dearest)
    known = say("about {total} {currency} a month ({each})", total=_cents(total), currency=currency, each=each)
    if not unknown:
        return known
    lacking = say("price not known: {names}", names=unknown)
    return say("{known}; {lacking}", known=known, lacking=lacking) if dearest else lacking


def _machines(lab: Lab) -> Iterator[Item]:
    """Machines that are on, or stopped without being deallocated."""
    lab.resources(Source.VIRTUAL_MACHINES)
    for vm in lab.vms:
        if vm.present and vm.kind is not MachineKind.SCALE_SET and vm.power_state.value in BILLED:
            size = last_size(vm)
            yield Item(f"{vm.name} ({size.value})", lab.prices.size(size.value, vm.os_type.value), size.proof)


def _scale_sets(lab: Lab) -> Iterator[Item]:
    """The instances of scale sets, as many as there are now."""
    for group in lab.resources(Source.SCALE_SETS):
        size, count = dig_text(group.wire, "sku", "name"), dig(group.wire, "sku", "capacity")
        if size and isinstance(count, int) and count:
            system = dig(group.wire, "properties", "virtualMachineProfile", "storageProfile", "osDisk", "osType")
            own = lab.prices.size(size, fold(system))
            yield Item(f"{group.name} ({count} × {size})", own * count if own is not None else None, group.proof)


def _disks(lab: Lab) -> Iterator[Item]:
    """All disks, but those of scale-set instances, which come and go with them."""
    lab.resources(Source.VIRTUAL_MACHINES)
    instances = {vm.id for vm in lab.vms if vm.kind is MachineKind.SCALE_SET}
    for disk in lab.resources(Source.DISKS):
        sku, size = dig_text(disk.wire, "sku", "name") or "", dig(disk.wire, "properties", "diskSizeGB")
        if fold(dig(disk.wire, "managedBy")) not in instances:
            yield Item(disk.name, lab.prices.disk(sku, size) if isinstance(size, int) else None, disk.proof)


def _addresses(lab: Lab) -> Iterator[Item]:
    """Static addresses are billed whether they are used or not; dynamic ones only while they are."""
    for address in lab.resources(Source.PUBLIC_IP_ADDRESSES):
        if _is_static(address):
            yield Item(address.name, lab.prices.network_resource("publicipaddresses"), address.proof)


def _network(lab: Lab) -> Iterator[Item]:
    return (
        Item(name, lab.prices.network_resource(kind), found.proof) for kind, name, found in network_by_the_hour(lab)
    )


def _is_static(address: Resource) -> bool:
    return fold(dig(address.wire, "properties", "publicIPAllocationMethod")) == "static"


def _cents(price: Price | None) -> Decimal:
    return (price or Decimal(0)).quantize(CENT)


_ITEMS = {
    "machines": _machines,
    "scale-sets": _scale_sets,
    "disks": _disks,
    "addresses": _addresses,
    "network": _network,
}
