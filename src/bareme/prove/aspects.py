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
    SECRETS = "secrets"
    GROUP_REGION = "group-region"
    TAGS = "tags"
    DATA_DISK_TYPE = "data-disk-type"
    STORAGE = "storage"
    STORAGE_COPIES = "storage-copies"
    STORAGE_SAFETY = "storage-safety"
    LOAD_BALANCER = "load-balancer"
    AUTOSCALE = "autoscale"
    ALERTS = "alerts"
    COLLECTION_RULES = "collection-rules"
    BUDGET = "budget"
    SCHEDULES = "schedules"
    EXPOSURE = "exposure"
    OUTBOUND = "outbound"
    LOOSE_INTERFACES = "loose-interfaces"
    LEFT_NETWORK = "left-network"
    LEFT_IMAGES = "left-images"
    LEFT_SCALE_SET = "left-scale-set"
    DEAR = "dear"


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
        "naming.convention": frozenset({_A.NAME, _A.REGION}),
        "region.allowed": frozenset({_A.REGION}),
        "region.resource_groups": frozenset({_A.REGION, _A.GROUP_REGION}),
        "tags.machines": frozenset({_A.TAGS}),
        "tags.resource_groups": frozenset({_A.TAGS}),
        "size.family": frozenset({_A.SIZE}),
        "size.on_sale": frozenset({_A.SIZE}),
        "disk.system_types": frozenset({_A.OS_DISK}),
        "disk.data_types": frozenset({_A.DATA_DISK, _A.DATA_DISK_TYPE, _A.ORPHANS}),
        "disk.redundancy": frozenset({_A.OS_DISK, _A.DATA_DISK, _A.DATA_DISK_TYPE, _A.ORPHANS}),
        "storage.region": frozenset({_A.STORAGE, _A.REGION}),
        "storage.redundancy": frozenset({_A.STORAGE, _A.STORAGE_COPIES}),
        "storage.durability": frozenset({_A.STORAGE, _A.STORAGE_COPIES}),
        "vm.image_source": frozenset({_A.CAPTURE, _A.IMAGE_USE}),
        "availability.options": frozenset({_A.ZONES, _A.SET, _A.MEMBERS, _A.SCALE_SET}),
        "availability.load_balancer": frozenset({_A.LOAD_BALANCER, _A.ZONES}),
        "availability.sla": frozenset({_A.LOAD_BALANCER, _A.ZONES, _A.SET, _A.MEMBERS, _A.SCALE_SET, _A.OS_DISK}),
        "autoscale.rule": frozenset({_A.AUTOSCALE}),
        "autoscale.schedule": frozenset({_A.AUTOSCALE}),
        "monitoring.alert": frozenset({_A.ALERTS}),
        "monitoring.collection": frozenset({_A.COLLECTION_RULES}),
        "hygiene.nothing_running": frozenset({_A.DELETION, _A.LEFT_ON, _A.POWER}),
        "hygiene.no_orphans": frozenset({_A.ORPHANS}),
        "hygiene.no_loose_interfaces": frozenset({_A.LOOSE_INTERFACES}),
        "spending.hourly_network": frozenset({_A.LEFT_NETWORK}),
        "spending.images_left": frozenset({_A.LEFT_IMAGES}),
        "spending.scale_sets": frozenset({_A.LEFT_SCALE_SET, _A.AUTOSCALE}),
        "spending.modest": frozenset({_A.DEAR, _A.SIZE, _A.OS_DISK, _A.OS_DISK_SIZE, _A.LEFT_ON, _A.DELETION}),
        "spending.auto_shutdown": frozenset({_A.SCHEDULES, _A.LEFT_ON, _A.DELETION}),
        "spending.budget": frozenset({_A.BUDGET}),
        "spending.estimate": frozenset(
            {
                _A.DEAR,
                _A.SIZE,
                _A.POWER,
                _A.LEFT_ON,
                _A.DELETION,
                _A.OS_DISK,
                _A.OS_DISK_SIZE,
                _A.DATA_DISK_TYPE,
                _A.LEFT_NETWORK,
                _A.LEFT_SCALE_SET,
                _A.ORPHANS,
            }
        ),
        "exposure.remote_access": frozenset({_A.EXPOSURE, _A.NETWORK}),
        "exposure.unprotected": frozenset({_A.EXPOSURE, _A.NETWORK}),
        "answer.no_secrets": frozenset({_A.SECRETS, _A.SCRIPT}),
        "safety.in_region": frozenset({_A.REGION, _A.ORPHANS}),
        "safety.supported": frozenset({_A.SIZE, _A.IMAGE, _A.OS_DISK}),
        "safety.outbound": frozenset({_A.OUTBOUND}),
    }
)


def depends(check: str) -> frozenset[Aspect]:
    """What a check looks at; of a teacher's own check anything may be."""
    return DEPENDS.get(check, frozenset(Aspect))
