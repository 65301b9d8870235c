"""A machine through time: what its records and what was done to it say together."""

from typing import Any

import pytest

from bareme.lab.virtual_machine import MachineKind, VirtualMachine
from bareme.reference.arm import fold
from bareme.timeline import RecordKind
from bareme.timeline.missing import Contradiction, Missing
from tests.lab.built import GROUP, VM, act, at, life, machine, properties, record

SET = f"{GROUP}/providers/Microsoft.Compute/availabilitySets/as"
SCALE_SET = f"{GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/ss"
LOG, STATE, CHECKPOINT = RecordKind.LOG, RecordKind.STATE, RecordKind.CHECKPOINT


def size(name: str, **more: Any) -> dict[str, Any]:
    return properties(hardwareProfile={"vmSize": name}, **more)


def state(*codes: str) -> dict[str, Any]:
    return properties(instanceView={"statuses": [{"code": code} for code in codes]})


def disks(*told: dict[str, Any]) -> dict[str, Any]:
    return properties(storageProfile={"dataDisks": list(told)})


def managed(name: str) -> str:
    return f"{GROUP}/providers/Microsoft.Compute/disks/{name}"


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ({}, MachineKind.STAND_ALONE),
        (properties(availabilitySet={"id": SET}), MachineKind.AVAILABILITY_SET),
        (properties(virtualMachineScaleSet={"id": SCALE_SET}), MachineKind.SCALE_SET),
        ({"managedBy": SCALE_SET}, MachineKind.SCALE_SET),
        ({"managedBy": SET}, MachineKind.STAND_ALONE),
        (properties(availabilitySet={"id": ""}, virtualMachineScaleSet=None), MachineKind.STAND_ALONE),
    ],
)
def test_a_machine_is_one_of_three(model: dict[str, Any], kind: MachineKind) -> None:
    assert machine({"name": "vm1"}, model).kind is kind


@pytest.mark.parametrize(
    ("sizes", "resizes"),
    [
        (["Standard_B1s"], []),
        (["Standard_B1s", "standard_b1S"], []),
        (["Standard_B1s", "", "Standard_B1s"], []),
        (["Standard_B1s", "Standard_B2s"], [("Standard_B1s", "Standard_B2s")]),
        (["Standard_B1s", "", "Standard_B2s"], [("Standard_B1s", "Standard_B2s")]),
        (["A", "B", "B", "A"], [("A", "B"), ("B", "A")]),
    ],
)
def test_a_resize_is_a_change_of_size(sizes: list[str], resizes: list[tuple[str, str]]) -> None:
    vm = machine(*(size(one) if one else {} for one in sizes))
    assert [(one.before.value, one.after.value) for one in vm.resizes] == resizes
    assert vm.made_again == ()


def test_another_size_at_another_creation_is_no_resize() -> None:
    records = [record(VM, size(name), n, at_creation=True) for n, name in enumerate(("A", "B"))]
    vm = VirtualMachine(life(*records, record(VM, size("C"), 9)))
    assert [(one.before.value, one.after.value) for one in vm.resizes] == [("B", "C")]
    assert [(one.before.value, one.after.value) for one in vm.made_again] == [("A", "B")]


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([(size("A"), 0, LOG, True), (size("B"), 90, STATE, False)], "A"),
        ([(size("A"), 0, LOG, True), (size("a"), 1, LOG, True)], "A"),
        ([(size("A"), 0, LOG, True), (size("B"), 1, LOG, True)], Contradiction),
        ([({}, 0, LOG, True), (size("B"), 90, STATE, False)], Missing),
        ([(size("A", timeCreated=at(0).isoformat()), 59, LOG, False)], "A"),
        ([(size("A", timeCreated=at(0).isoformat()), 60, LOG, False)], Missing),  # an hour later it may be resized
        ([(size("A", timeCreated=at(0).isoformat()), 61, LOG, False)], Missing),
        ([(size("A", timeCreated=at(0).isoformat()), 1, STATE, False)], Missing),
        ([(size("A"), 1, LOG, False)], Missing),
        ([(size("A", timeCreated=at(0).isoformat()), 1, LOG, False),
          (size("B", timeCreated=at(0).isoformat()), 2, LOG, False)], "A"),
    ],
)  # fmt: skip
def test_the_size_at_its_creation(records: list[tuple[dict[str, Any], float, RecordKind, bool]], found: Any) -> None:
    vm = VirtualMachine(life(*(record(VM, model, m, kind, at_creation=new) for model, m, kind, new in records)))
    if isinstance(found, str):
        assert fold(vm.size_at_creation.value) == fold(found)
    else:
        with pytest.raises(found):
            _ = vm.size_at_creation


@pytest.mark.parametrize(
    ("models", "names"),
    [
        ([disks({"lun": 0, "name": "d1"})], ["d1"]),
        ([disks({"lun": 0, "name": "d1"}), disks({"lun": 0, "name": "D1"})], ["d1"]),
        ([disks({"lun": 0, "name": "d1"}, {"lun": 1, "name": "d2"})], ["d1", "d2"]),
        ([disks({"lun": 0, "name": "d1"}), disks({"lun": 0, "name": "d2"})], ["d1", "d2"]),
        ([disks({"lun": 0, "name": "d1", "toBeDetached": True})], []),
        ([disks({"lun": 0, "name": "d1", "toBeDetached": False})], ["d1"]),
        ([disks({"name": "d1"}), disks({"name": "d1", "managedDisk": {"id": managed("d1")}})], ["d1"]),
        ([disks({"name": "d1", "managedDisk": {"id": managed("d1")}}), disks({"managedDisk": {"id": managed("D1")}})],
         ["d1"]),
        ([disks({"lun": 0}), disks({"lun": 1})], ["", ""]),  # a captured image tells places alone
        ([disks({"lun": 0}), disks({"lun": 0})], [""]),
        ([disks({"lun": 0}), disks({"lun": 0, "name": "d1"})], ["d1"]),  # which count where no record names any
        ([disks({})], [""]),
        ([{}], []),
    ],
)  # fmt: skip
def test_each_data_disk_counts_once(models: list[dict[str, Any]], names: list[str]) -> None:
    assert [fact.value.name for fact in machine(*models).data_disks] == names


def test_a_disk_is_told_by_the_record_that_tells_most_and_proven_by_the_first() -> None:
    own = {"name": "d1", "managedDisk": {"id": managed("d1"), "storageAccountType": "Standard_LRS"}, "diskSizeGB": 4}
    (found,) = machine(disks({"name": "d1"}), disks(own)).data_disks
    assert (found.value.size_gb, found.value.sku, found.proof.time) == (4, "Standard_LRS", at(0))
    (found,) = machine(disks(own), disks({"name": "d1"})).data_disks
    assert (found.value.size_gb, found.value.sku) == (4, "Standard_LRS")


@pytest.mark.parametrize(
    ("models", "acts", "deallocated", "off", "generalized"),
    [
        ([state("PowerState/deallocated")], [], 0, None, None),
        ([state("ProvisioningState/succeeded", "PowerState/stopped")], [], None, 0, None),
        ([state("OSState/generalized", "PowerState/deallocated")], [], 0, None, 0),
        ([state("PowerState/running")], [], None, None, None),
        ([{}], [act("deallocate/action", 7)], 7, None, None),
        ([{}], [act("powerOff/action".casefold(), 7)], None, 7, None),
        ([{}], [act("generalize/action", 7)], None, None, 7),
        ([{}, state("PowerState/deallocated")], [act("deallocate/action", 7)], 60, None, None),
        ([{}], [act("restart/action", 7)], None, None, None),
    ],
)
def test_how_it_was_stopped(
    models: list[dict[str, Any]], acts: list[Any], deallocated: int | None, off: int | None, generalized: int | None
) -> None:
    vm = machine(*models, acts=acts)
    minutes = (deallocated, off, generalized)
    told = (vm.deallocated, vm.powered_off, vm.generalized)
    assert [one and one.value for one in told] == [None if one is None else at(one) for one in minutes]


@pytest.mark.parametrize(
    ("said", "is_stop"),
    [
        ({"cause": "UserInitiated", "title": "Virtual machine stopped"}, True),
        ({"cause": "UserInitiated", "details": "shut down by the guest"}, True),
        ({"cause": "UserInitiated", "description": "was deallocated"}, True),
        ({"cause": "UserInitiated", "message": "Powered off"}, True),
        ({"cause": "UserInitiated", "title": "power off"}, True),
        ({"cause": "UserInitiated"}, True),
        ({"cause": "UserInitiated", "title": "  "}, True),
        ({"cause": "UserInitiated", "title": "stopped, then restarted"}, False),
        ({"cause": "UserInitiated", "title": "configuration updated, stopping"}, False),
        ({"cause": "UserInitiated", "title": "available"}, False),
        ({"cause": "PlatformInitiated", "title": "stopped"}, False),
        ({"title": "stopped"}, False),
    ],
)
def test_a_stop_from_inside_is_told_by_the_health_records_alone(said: dict[str, str], is_stop: bool) -> None:
    for category in ("resourcehealth", "administrative"):
        vm = machine({}, acts=[act("health", 7, category=category, properties=said)])
        assert (vm.stopped_inside is not None) is (is_stop and category == "resourcehealth")


@pytest.mark.parametrize(("minute", "is_after"), [(4, False), (5, False), (5.1, True), (9, True)])
def test_a_start_after_a_moment(minute: float, is_after: bool) -> None:
    vm = machine({}, acts=[act("start/action", minute)])
    assert (vm.started_after(at(5)) is not None) is is_after


@pytest.mark.parametrize(
    ("kind", "minute", "is_seen"),
    [(STATE, 5, True), (CHECKPOINT, 5, True), (STATE, 4.9, False), (STATE, 9, True), (LOG, 9, False)],
)
def test_whether_a_collection_listed_it_since_then(kind: RecordKind, minute: float, is_seen: bool) -> None:
    assert VirtualMachine(life(record(VM, {}, minute, kind))).seen_since(at(5)) is is_seen


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([(STATE, "PowerState/running")], "running"),
        ([(CHECKPOINT, "PowerState/running")], None),
        ([(CHECKPOINT, "PowerState/running"), (STATE, "PowerState/deallocated")], "deallocated"),
        ([(STATE, "ProvisioningState/succeeded")], None),
        ([], None),
    ],
)
def test_its_power_now(records: list[tuple[RecordKind, str]], found: str | None) -> None:
    vm = VirtualMachine(life(record(VM, {}, 0, LOG), *(record(VM, state(code), 9, kind) for kind, code in records)))
    if found is None:
        with pytest.raises(Missing):
            _ = vm.power_state
    else:
        assert vm.power_state.value == found


@pytest.mark.parametrize("name", ["platformFaultDomain", "platformUpdateDomain"])
@pytest.mark.parametrize(("told", "found"), [(0, 0), (2, 2), (True, None), ("1", None), (None, None)])
def test_its_domain_counts_from_nought(name: str, told: object, found: int | None) -> None:
    vm = machine({}, properties(instanceView={name: told}))
    read = {"platformFaultDomain": "fault_domain", "platformUpdateDomain": "update_domain"}
    if found is None:
        with pytest.raises(Missing):
            getattr(vm, read[name])
    else:
        assert getattr(vm, read[name]).value == found
    with pytest.raises(Missing):
        getattr(vm, read["platformFaultDomain" if "Update" in name else "platformUpdateDomain"])


@pytest.mark.parametrize(
    ("models", "acts", "work"),
    [
        ([{}], [], 0),
        ([size("A"), size("B")], [], 1),
        ([size("A"), size("B"), size("C")], [], 1),
        ([size("A"), {**size("B"), **disks({"name": "d"})}], [], 1),
        ([disks({"name": "d"})], [act("attachdetachdatadisks/action")], 2),
        ([disks({"name": "d"}), state("PowerState/deallocated", "OSState/generalized")], [], 3),
    ],
)
def test_how_much_was_done_with_it(models: list[dict[str, Any]], acts: list[Any], work: int) -> None:
    assert machine(*models, acts=acts).work == work


@pytest.mark.parametrize(("told", "minute"), [("Failed", 60), ("failed", 60), ("Succeeded", None), ("", None)])
def test_a_system_that_never_reported_itself_ready(told: str, minute: int | None) -> None:
    found = machine({}, properties(provisioningState=told)).provisioning_failed
    assert (found and found.value) == (None if minute is None else at(minute))
