"""What can be changed in a lab, and what each check looks at.

A mutation says which aspects it touches, a check which ones it depends on. A criterion must fall with a mutation of its
own aspects, and stand under every other one.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Aspect(StrEnum):
    """One thing a student may do otherwise."""

    NAME = "name"
    REGION = "region"
    ZONES = "zones"
    SIZE = "size"
    RESIZE = "resize"
    IMAGE = "image"
    OS_DISK = "os-disk"
    OS_DISK_SIZE = "os-disk-size"
    DATA_DISK = "data-disk"
    CAPTURE = "capture"
    GENERALIZED = "generalized"
    IMAGE_USE = "image-use"
    POWER = "power"
    DELETION = "deletion"
    LEFT_ON = "left-on"
    ORPHANS = "orphans"
    SET = "set"
    SET_LIMITS = "set-limits"
    MEMBERS = "members"
    SYSTEMS = "systems"
    CONFIGURATIONS = "configurations"
    DOMAINS = "domains"
    SCALE_SET = "scale-set"
    NETWORK = "network"
    ANSWERS = "answers"
    SCRIPT = "script"
    TOOL = "tool"
    OTHER = "other"
    """Something no bundled check looks at."""


_A = Aspect

DEPENDS: Mapping[str, frozenset[Aspect]] = MappingProxyType(
    {
        "vm.name": frozenset({_A.NAME}),
        "vm.region": frozenset({_A.REGION}),
        "vm.zones": frozenset({_A.ZONES}),
        "vm.size_at_creation": frozenset({_A.SIZE}),
        "vm.image": frozenset({_A.IMAGE}),
        "vm.os_disk": frozenset({_A.OS_DISK}),
        "vm.data_disk": frozenset({_A.DATA_DISK}),
        "vm.resized_up": frozenset({_A.RESIZE}),
        "vm.deallocated": frozenset({_A.POWER}),
        "vm.deleted": frozenset({_A.DELETION}),
        "image.captured": frozenset({_A.CAPTURE}),
        "image.source_kept": frozenset({_A.CAPTURE, _A.GENERALIZED}),
        "image.used": frozenset({_A.CAPTURE, _A.IMAGE_USE, _A.SET}),
        "availability_set.exists": frozenset({_A.SET, _A.SET_LIMITS, _A.REGION}),
        "availability_set.members": frozenset({_A.SET, _A.MEMBERS, _A.REGION}),
        "availability_set.systems": frozenset({_A.SET, _A.SYSTEMS}),
        "availability_set.configurations": frozenset({_A.SET, _A.MEMBERS, _A.CONFIGURATIONS}),
        "availability_set.domains": frozenset({_A.SET, _A.MEMBERS, _A.DOMAINS}),
        "availability_set.members_deleted": frozenset({_A.SET, _A.MEMBERS, _A.DELETION}),
        "scale_set.instances": frozenset({_A.SCALE_SET, _A.REGION}),
        "network.remote_desktop": frozenset({_A.NETWORK}),
        "script.azure_cli": frozenset({_A.SCRIPT, _A.TOOL, _A.SET, _A.MEMBERS}),
        "answer.given": frozenset({_A.ANSWERS}),
        "answer.metrics": frozenset({_A.ANSWERS}),
        "answer.os_disk_size": frozenset({_A.ANSWERS, _A.OS_DISK_SIZE}),
        "answer.max_data_disks": frozenset({_A.ANSWERS, _A.SIZE}),
        "answer.size_availability": frozenset({_A.ANSWERS, _A.SIZE, _A.ZONES}),
        "hygiene.nothing_running": frozenset({_A.DELETION, _A.LEFT_ON}),
        "hygiene.no_orphans": frozenset({_A.ORPHANS}),
    }
)


def depends(check: str) -> frozenset[Aspect]:
    """What a check looks at; of a teacher's own check anything may be."""
    return DEPENDS.get(check, frozenset(Aspect))
