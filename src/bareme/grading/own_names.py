"""What a student's own things are called now, for the commands that a rubric shows him (`bareme.rubric.of_lab`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from bareme.evidence import Source
from bareme.grading.assess import Task
from bareme.lab import AvailabilitySet, Image, Lab, Machine, MachineKind, VirtualMachine
from bareme.reference.arm import dig, fold, region
from bareme.reference.series import documented_power
from bareme.timeline.missing import Missing, told

LARGER = (
    "Standard_B2s", "Standard_B2ms", "Standard_B4ms", "Standard_B2ats_v2", "Standard_B2als_v2", "Standard_B2as_v2",
    "Standard_D2s_v3", "Standard_D4s_v3", "Standard_D8s_v3",
)  # fmt: skip
"""Sizes to change to, the cheapest first."""
OTHERS = ("Standard_B2s", "Standard_B1ms", "Standard_B1s", "Standard_B2ms")
"""Sizes for machines that differ."""
ZONES = ("1", "2", "3")
LINUX, WINDOWS = "Ubuntu2204", "Win2022Datacenter"
_AZURES_OWN = ("networkwatcherrg", "cloud-shell-storage", "defaultresourcegroup", "mc_", "azurebackuprg")
"""Groups that Azure makes by itself; beginnings of names."""

Read = Callable[[Lab, Task], str | None]


def own_name(name: str, lab: Lab, task: Task) -> str | None:
    """What `${own.name}` is now; `None` where there is no such thing, or where it could not be read."""
    try:
        return READ[name](lab, task) or None
    except Missing:
        return None


def _present(lab: Lab, task: Task) -> list[VirtualMachine]:
    """The machines that a criterion means, that are still there."""
    machine = task.values.get("machine")
    meant = lab.meant(machine) if isinstance(machine, Machine) else lab.vms
    return [vm for vm in meant if vm.present and vm.kind is not MachineKind.SCALE_SET]


def _members(lab: Lab, task: Task) -> Sequence[VirtualMachine]:
    own = _set_of(lab, task)
    return [vm for vm in own.members if vm.present] if own else ()


def _set_of(lab: Lab, task: Task) -> AvailabilitySet | None:
    """The set that is there, in the region asked for, and holds most machines."""
    there = [one for one in lab.availability_sets if one.present and _is_in_place(one.location.value, task)]
    return max(there, key=lambda one: len(one.members), default=None)


def _is_in_place(location: str, task: Task) -> bool:
    wanted = task.values.get("region")
    return not isinstance(wanted, str) or location == region(wanted)


def _suffix_for(taken: int) -> str:
    """What makes a name another one than those that are there."""
    return f"-{taken + 1}"


def _group(lab: Lab, task: Task) -> str | None:
    """The group of the machines that are meant, else any that is there and not Azure's own."""
    own = [vm.resource_group for vm in _present(lab, task)]
    listed = [one.name for one in lab.resources(Source.RESOURCE_GROUPS)]
    return next(iter([*own, *(one for one in listed if not fold(one).startswith(_AZURES_OWN))]), None)


def _machine(lab: Lab, task: Task) -> str | None:
    return next((vm.name for vm in _present(lab, task)), None)


def _suffix(lab: Lab, task: Task) -> str | None:
    """Makes the name of the next machine one that no machine there has."""
    del task
    taken = {fold(vm.name) for vm in lab.vms if vm.present}
    if not any("vm1" in one for one in taken):
        return "-1"
    return next(f"-{number}" for number in range(1, 100) if not any(one.endswith(f"-{number}") for one in taken))


def _free_zone(lab: Lab, task: Task) -> str | None:
    used = {zone for fact in told(_present(lab, task), lambda vm: vm.zones) for zone in fact.value}
    return next((one for one in ZONES if one not in used), ZONES[0])


def _larger_size(lab: Lab, task: Task) -> str | None:
    vm = next(iter(_present(lab, task)), None)
    now = documented_power(vm.sizes[-1].value) if vm and vm.sizes else None
    if now is None:
        return None
    powers = ((one, documented_power(one)) for one in LARGER)
    return next((one for one, own in powers if own and own != now and own[0] >= now[0] and own[1] >= now[1]), None)


def _other_size(lab: Lab, task: Task) -> str | None:
    used = {fold(vm.sizes[0].value) for vm in _members(lab, task) if vm.sizes}
    return next((one for one in OTHERS if fold(one) not in used), OTHERS[0])


def _other_system(lab: Lab, task: Task) -> str | None:
    """An image of the system that the set lacks."""
    systems = {fact.value for fact in told(_members(lab, task), lambda vm: vm.os_type)}
    return WINDOWS if systems == {"linux"} else LINUX


def _set(lab: Lab, task: Task) -> str | None:
    own = _set_of(lab, task)
    return own.name if own else None


def _set_group(lab: Lab, task: Task) -> str | None:
    own = _set_of(lab, task)
    return own.resource_group if own else None


def _gallery(lab: Lab, task: Task) -> str | None:
    del task
    return next((one.name for one in lab.resources(Source.GALLERIES)), None)


def _definition(lab: Lab, task: Task) -> str | None:
    """A definition for specialized images: what is captured so leaves its machine usable."""
    del task
    found = lab.resources(Source.GALLERY_IMAGES)
    fitting = (one for one in found if fold(dig(one.wire, "properties", "osState")) == "specialized")
    return next((one.name for one in fitting), None)


def _captured(lab: Lab) -> Image | None:
    """The image that is there, of several the last."""
    return next((one for one in reversed(lab.images) if one.present), None)


def _image_options(lab: Lab, task: Task) -> str | None:
    """A specialized image brings its accounts along, a generalized one needs one."""
    del task
    image = _captured(lab)
    if image is None:
        return None
    return "--admin-username etudiant" if image.is_generalized.value else "--specialized"


def _scale_set(lab: Lab, task: Task) -> str | None:
    there = (one for one in lab.scale_sets if one.present and _is_in_place(one.location.value, task))
    return next((one.name for one in there), None)


def _running(lab: Lab, task: Task) -> str | None:
    del task
    there = [vm for vm in lab.vms if vm.present and vm.kind is not MachineKind.SCALE_SET]
    return _ids(vm.id for vm in there if any(one.value != "deallocated" for one in told([vm], lambda m: m.power_state)))


def _loose(lab: Lab, task: Task) -> str | None:
    """Disks and addresses that belong to nothing."""
    del task
    listed = lab.resources(Source.DISKS)
    disks = [one for one in listed if fold(dig(one.wire, "properties", "diskState")) == "unattached"]
    addresses = lab.resources(Source.PUBLIC_IP_ADDRESSES)
    free = [one for one in addresses if not dig(one.wire, "properties", "ipConfiguration")]
    return _ids(str(one.wire["id"]) for one in (*disks, *free))


def _ids(ids: Iterable[str]) -> str | None:
    return " ".join(dict.fromkeys(ids)) or None


READ: Mapping[str, Read] = MappingProxyType(
    {
        "group": _group,
        "machine_group": lambda lab, task: next((vm.resource_group for vm in _present(lab, task)), None),
        "machine": _machine,
        "machine_id": lambda lab, task: next((vm.id for vm in _present(lab, task)), None),
        "machine_ids": lambda lab, task: _ids(vm.id for vm in _present(lab, task)),
        "suffix": _suffix,
        "free_zone": _free_zone,
        "larger_size": _larger_size,
        "set": _set,
        "set_group": _set_group,
        "member_ids": lambda lab, task: _ids(vm.id for vm in _members(lab, task)),
        "member_number": lambda lab, task: str(len(_members(lab, task)) + 1),
        "other_system": _other_system,
        "other_size": _other_size,
        "set_suffix": lambda lab, _: _suffix_for(sum(one.present for one in lab.availability_sets)),
        "scale_suffix": lambda lab, _: _suffix_for(sum(one.present for one in lab.scale_sets)),
        "gallery": _gallery,
        "definition": _definition,
        "image": lambda lab, _: own.id if (own := _captured(lab)) else None,
        "image_options": _image_options,
        "scale_set": _scale_set,
        "running_ids": _running,
        "loose_ids": _loose,
    }
)
"""How each name of `of_lab.FIELDS` is found out."""
