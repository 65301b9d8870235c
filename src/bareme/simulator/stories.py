"""The lab, done: a plan that can be varied in one line, and the three exercises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bareme.evidence import Collection, Source
from bareme.simulator.subscription import Subscription

CleanUp = Literal["none", "vms", "group"]
Capture = Literal["specialized", "generalized", "managed", "none"]
Stop = Literal["deallocate", "power_off", "inside", "none"]

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A machine of the availability set; an empty image stands for the one captured in exercise 1."""

    name: str
    image: str = ""
    size: str = "Standard_B1s"
    data_disks_gb: tuple[int, ...] = ()


MEMBERS = (
    Member(name="vm-win-1", size="Standard_B2s"),
    Member(name="vm-linux-1", image="Ubuntu2204", size="Standard_B1s"),
    Member(name="vm-linux-2", image="Debian12", size="Standard_B1ms", data_disks_gb=(8,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a student does the lab; the defaults are perfect."""

    name: str = "VM1-Windows"
    location: str = "francecentral"
    zones: tuple[str, ...] = ("1", "2")
    size: str = "Standard_B1s"
    image: str = "2016-datacenter-gensecond"
    os_disk: str = "StandardSSD_LRS"
    data_disk_gb: int = 4
    """0 for no data disk."""
    bigger: str = "Standard_B2s"
    """Size to change to; empty for no change."""
    capture: Capture = "specialized"
    auto_delete: bool = False
    alert: bool = True
    """Whether an alert rule is left behind; looking at charts leaves nothing."""
    stop: Stop = "deallocate"
    members: tuple[Member, ...] = MEMBERS
    instances: int = 3
    mode: Literal["Flexible", "Uniform"] = "Flexible"
    tidy: bool = True
    """Whether disks, interfaces and addresses left behind are deleted too."""


PERFECT = Plan()


def perfect_student(
    subscription_id: str, clean_up: CleanUp = "vms", *, plan: Plan = PERFECT, checkpoints: bool = True
) -> list[Collection]:
    """The whole lab by one student; the collections of every checkpoint, or the last one alone."""
    azure = Subscription(subscription_id, start=START)
    return do_lab(azure, plan, clean_up, checkpoints=checkpoints)


def do_lab(
    azure: Subscription, plan: Plan = PERFECT, clean_up: CleanUp = "vms", *, checkpoints: bool = True
) -> list[Collection]:
    """The three exercises one after the other, an hour or two each, and a last collection on the next day."""
    kept: list[Collection] = []

    def checkpoint(stage: str) -> None:
        if checkpoints:
            kept.append(azure.collect(stage))

    machines, image = exercise_1(azure, plan)
    checkpoint("built")
    if clean_up != "none":
        delete_machines(azure, machines, tidy=plan.tidy)
    azure.wait(hours=1)
    members = exercise_2(azure, plan, image)
    checkpoint("set")
    if clean_up != "none":
        delete_machines(azure, members, tidy=plan.tidy)
    azure.wait(hours=1)
    exercise_3(azure, plan)
    checkpoint("scale-set")
    if clean_up == "group":
        azure.delete_group()
    azure.wait(days=1)
    return [*kept, azure.collect("final")]


def exercise_1(azure: Subscription, plan: Plan = PERFECT) -> tuple[list[str], str]:
    """Create, add a disk, resize, capture, stop; the machines and the captured image's id."""
    machines = azure.portal_create_vms(
        plan.name,
        zones=plan.zones,
        size=plan.size,
        image=plan.image,
        os_disk=plan.os_disk,
        location=plan.location,
        security="Standard" if plan.capture == "managed" else "TrustedLaunch",
    )
    first = machines[0]
    azure.wait(minutes=15)
    if plan.data_disk_gb:
        azure.attach_new_disk(first, size_gb=plan.data_disk_gb)
    azure.wait(minutes=10)
    if plan.bigger:
        azure.resize(first, plan.bigger)
    azure.wait(minutes=20)
    if plan.alert:
        azure.metric_alert(first)
    image = capture(azure, first, plan)
    azure.wait(minutes=20)
    stop(azure, [one for one in machines if exists(azure, one)], plan)
    return machines, image


def exercise_2(azure: Subscription, plan: Plan = PERFECT, image: str = "") -> list[str]:
    """An availability set and its machines, by script; the names of the machines."""
    if not plan.members:
        return []
    azure.cli_availability_set("avset-tp2", location=plan.location)
    for member in plan.members:
        azure.cli_create_vm(
            member.name,
            image=member.image or image or "Win2016Datacenter",
            size=member.size,
            availability_set="avset-tp2",
            location=plan.location,
            storage="StandardSSD_LRS",
            data_disks_gb=member.data_disks_gb,
        )
    azure.wait(minutes=30)
    return [member.name for member in plan.members]


def exercise_3(azure: Subscription, plan: Plan = PERFECT) -> None:
    """A scale set."""
    if plan.instances:
        azure.create_scale_set("vmss-tp2", instances=plan.instances, mode=plan.mode, location=plan.location)
    azure.wait(minutes=30)


def capture(azure: Subscription, vm: str, plan: Plan) -> str:
    """Capture the image in the way of the plan; its id, empty when there is none."""
    match plan.capture:
        case "none":
            return ""
        case "managed":
            return azure.capture_managed_image(vm, auto_delete=plan.auto_delete)
        case kind:
            specialized = kind == "specialized"
            return azure.capture_gallery_version(vm, specialized=specialized, auto_delete=plan.auto_delete)


def stop(azure: Subscription, machines: Sequence[str], plan: Plan) -> None:
    """Stop the machines that still run, in the way of the plan."""
    ways = {"deallocate": azure.deallocate, "power_off": azure.power_off, "inside": azure.shut_down_inside}
    for vm in machines:
        if plan.stop in ways and azure.power_of(vm) == "running":
            ways[plan.stop](vm)


def delete_machines(azure: Subscription, machines: Sequence[str], *, tidy: bool = True) -> None:
    """Delete the machines that are still there, and what they leave behind."""
    azure.wait(minutes=10)
    there = [vm for vm in machines if exists(azure, vm)]
    if there:
        azure.delete_vm(*there)
    if tidy:
        azure.delete_left_behind()


def exists(azure: Subscription, vm: str) -> bool:
    """Whether there is a machine of this name."""
    return any(wire["name"] == vm for wire in azure.each(Source.VIRTUAL_MACHINES))
