"""What the deployment history tells of machines: what was made, and what the portal's form asked for."""

from typing import Any

import pytest

from bareme.reference.arm import dig
from bareme.timeline.from_deployments import snapshots

GROUP = "/subscriptions/S/resourceGroups/RG"
ID = f"{GROUP}/providers/Microsoft.Resources/deployments/CreateVm"
MACHINES = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines"


def deployment(made: list[str] | None = None, state: str = "Succeeded", **parameters: Any) -> dict[str, Any]:
    told = {name: {"value": value} for name, value in parameters.items()}
    outputs = [{"id": one} for one in made or ()]
    properties = {"provisioningState": state, "timestamp": "2026-11-16T10:00:00Z", "correlationId": "C"}
    return {"id": ID, "name": "CreateVm", "properties": {**properties, "parameters": told, "outputResources": outputs}}


@pytest.mark.parametrize(
    ("own", "ids"),
    [
        (deployment(), []),
        (deployment([f"{GROUP}/providers/X/y/Z"]), ["/subscriptions/s/resourcegroups/rg/providers/x/y/z"]),
        (deployment(["", "/a"]), ["/a"]),
        (deployment(["/a"], "Failed"), []),
        (deployment(["/a"], "succeeded"), ["/a"]),
        (deployment(virtualMachineName="VM1"), [f"{MACHINES}/vm1"]),
        (deployment(VIRTUALMACHINENAME="VM1"), [f"{MACHINES}/vm1"]),
        (
            deployment(virtualMachineName1="VM1-1", virtualMachineName2="VM1-2"),
            [f"{MACHINES}/vm1-1", f"{MACHINES}/vm1-2"],
        ),
        (deployment(virtualMachineName="VM1", virtualMachineName1="VM1-1"), [f"{MACHINES}/vm1-1"]),  # the base name
        (deployment(virtualMachineName="VM1", virtualMachineRG="Other"), [f"{MACHINES.replace('rg/', 'other/')}/vm1"]),
        (deployment(virtualMachineName=5), []),
        (deployment(virtualMachineNames="VM1"), []),
        ({**deployment(virtualMachineName="VM1"), "id": ""}, []),
        ({"properties": {"provisioningState": "Succeeded", "parameters": None}}, []),
    ],
)
def test_what_it_made(own: dict[str, Any], ids: list[str]) -> None:
    found = list(snapshots([own]))
    assert [one.resource_id for one in found] == ids
    assert all(one.at_creation and not one.whole for one in found)
    assert all(one.correlation_id == "c" for one in found)


@pytest.mark.parametrize(
    ("parameters", "path", "value"),
    [
        ({"virtualMachineSize": "Standard_B1s"}, ("properties", "hardwareProfile", "vmSize"), "Standard_B1s"),
        ({"location": "francecentral"}, ("location",), "francecentral"),
        ({"osDiskType": "StandardSSD_LRS"},
         ("properties", "storageProfile", "osDisk", "managedDisk", "storageAccountType"), "StandardSSD_LRS"),
        ({"osDiskSizeGiB": 127}, ("properties", "storageProfile", "osDisk", "diskSizeGB"), 127),
        ({"zone": 2}, ("zones",), ["2"]),
        ({"virtualMachine1Zone": "3", "zone": "1"}, ("zones",), ["3"]),
        ({"virtualMachine2Zone": "3"}, ("zones",), None),
        ({}, ("zones",), None),
        ({"dataDisks1": [{"lun": 0}]}, ("properties", "storageProfile", "dataDisks"), [{"lun": 0}]),
        ({"dataDisks2": [{"lun": 0}]}, ("properties", "storageProfile", "dataDisks"), None),
        ({"dataDisks1": []}, ("properties", "storageProfile", "dataDisks"), None),
    ],
)  # fmt: skip
def test_what_the_form_asked_for(parameters: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    (own,) = snapshots([deployment(virtualMachineName1="VM1", **parameters)])
    assert dig(own.model, *path) == value
