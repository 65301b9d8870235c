"""Real answers of Azure, recorded by others, through the Lab: `pytest --recorded-arm DIR`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.lab import Lab, MachineKind
from bareme.timeline.event import read_event
from bareme.timeline.missing import Missing
from bareme.timeline.operation import operations

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"


def body(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))["response"]["body"]


def items(folder: Path, name: str) -> tuple[dict[str, Any], ...]:
    found = body(folder, name)
    return tuple(found["value"]) if "value" in found else (found,)


def lab(**sources: tuple[dict[str, Any], ...]) -> Lab:
    readings = {Source(name.replace("_", "-")): Reading(Status.OK, found) for name, found in sources.items()}
    return Lab.of([Collection(SUBSCRIPTION, NOW, readings)])


def test_power_states_through_a_life(recorded: Path) -> None:
    for name, state in (("04_get_instanceview", "running"), ("06_iv_stopped", "stopped")):
        (vm,) = lab(virtual_machines=items(recorded, f"vm_lifecycle/{name}.json")).vms
        assert vm.power_state.value == state
    (vm,) = lab(virtual_machines=items(recorded, "vm_lifecycle/11_iv_deallocated.json")).vms
    assert vm.deallocated


def test_a_resize_between_two_collections(recorded: Path) -> None:
    before, after = (
        items(recorded, f"vm_lifecycle/{name}.json") for name in ("12_get_before_resize", "14_get_after_resize")
    )
    first = Collection(SUBSCRIPTION, NOW, {Source.VIRTUAL_MACHINES: Reading(Status.OK, before)})
    later = Collection(SUBSCRIPTION, NOW.replace(hour=1), {Source.VIRTUAL_MACHINES: Reading(Status.OK, after)})
    (vm,) = Lab.of([first, later]).vms
    assert len(vm.sizes) == 2


def test_a_generalized_machine(recorded: Path) -> None:
    found = lab(virtual_machines=items(recorded, "vm_generalized/00_instanceview_generalized.json"))
    assert all(vm.generalized for vm in found.vms)


def test_a_machine_without_an_instance_view_has_no_known_power_state(recorded: Path) -> None:
    (vm,) = lab(virtual_machines=items(recorded, "vm_lifecycle/03_get_no_expand.json")).vms
    with pytest.raises(Missing):
        _ = vm.power_state


def test_a_zonal_machine(recorded: Path) -> None:
    (vm,) = lab(virtual_machines=items(recorded, "vm_zones/00_vm_zone_instanceview.json")).vms
    assert vm.zones.value
    assert vm.kind is MachineKind.STAND_ALONE


def test_availability_sets_and_their_members_in_any_case(recorded: Path) -> None:
    found = lab(availability_sets=items(recorded, "avset/01_list_sub_expand_vms.json"))
    assert found.availability_sets
    assert all(group.sku.value in {"aligned", "classic"} for group in found.availability_sets)


def test_the_domains_of_a_member(recorded: Path) -> None:
    views = [
        items(recorded, f"inventory_manageiq/{path.name}")[0]
        for path in sorted((recorded / "inventory_manageiq").glob("*instanceView.json"))
    ]
    domains = [(view.get("platformFaultDomain"), view.get("platformUpdateDomain")) for view in views]
    assert any(isinstance(fault, int) for fault, _ in domains)
    machines = [
        {"id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/vm{n}",
         "name": f"vm{n}", "properties": {"instanceView": view}} for n, view in enumerate(views)
    ]  # fmt: skip
    for vm, (fault, update) in zip(lab(virtual_machines=tuple(machines)).vms, domains, strict=True):
        if fault is not None:
            assert (vm.fault_domain.value, vm.update_domain.value) == (fault, update)


def test_a_standard_ssd(recorded: Path) -> None:
    found = lab(disks=items(recorded, "disks/00_disk_StandardSSD_LRS.json")).resources(Source.DISKS)
    assert found[0].wire["sku"]["name"] == "StandardSSD_LRS"


def test_an_image_names_its_source_machine(recorded: Path) -> None:
    found = lab(images=items(recorded, "images/01_image_get_sourcevm.json"))
    (image,) = found.images
    assert any("/virtualmachines/" in fact.value for fact in image.sources)
    assert [vm.id for vm in found.vms if vm.id in {fact.value for fact in image.sources}]


def test_a_gallery_version(recorded: Path) -> None:
    (image,) = lab(gallery_image_versions=items(recorded, "gallery/02_image_version_get.json")).images
    assert image.sources


def test_scale_sets_of_both_modes(recorded: Path) -> None:
    uniform = lab(
        scale_sets=items(recorded, "vmss_uniform/00_vmss_list.json"),
        scale_set_instances=items(recorded, "vmss_uniform/01_instances_list.json"),
    )
    assert "uniform" in {group.mode for group in uniform.scale_sets}
    assert any(fact.value for group in uniform.scale_sets for fact in group.capacities)
    flexible = lab(scale_sets=items(recorded, "vmss_flexible/00_get_200.json"))
    assert {group.mode for group in flexible.scale_sets} == {"flexible"}


def test_flexible_instances_are_ordinary_machines(recorded: Path) -> None:
    found = lab(virtual_machines=items(recorded, "vm_list_multi/01_vm_list_filter_by_flex_vmss.json"))
    assert {vm.kind for vm in found.vms} == {MachineKind.SCALE_SET}


def test_every_recorded_event_becomes_an_operation(recorded: Path) -> None:
    names: set[str] = set()
    for path in sorted((recorded / "activity_log_full").glob("*_EndRequest*.json")):
        event = json.loads(path.read_text(encoding="utf-8"))
        assert read_event(event).operation
        names.update(one.name for one in operations([read_event(event)], NOW))
    assert "microsoft.compute/virtualmachines/write" in names


def test_every_recorded_list_goes_through_the_lab(recorded: Path) -> None:
    for path in sorted(recorded.rglob("*.json")):
        if path.parent.name in {"errors", "activity_log_full", "any", "any_changed"}:
            continue
        found = json.loads(path.read_text(encoding="utf-8"))["response"]["body"]
        wires = found.get("value", [found]) if isinstance(found, dict) else found
        for source in (Source.VIRTUAL_MACHINES, Source.DISKS, Source.IMAGES, Source.ACTIVITY_LOG, Source.SCALE_SETS):
            one = lab(**{source.value: tuple(item for item in wires or () if isinstance(item, dict))})
            assert one.vms is not None
            assert one.images is not None
            assert one.scale_sets is not None
