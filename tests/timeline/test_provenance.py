"""By which tool a machine was made: the deployment that it came from tells, else the application that wrote it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.lab import Lab
from bareme.lab.provenance import Tool, maker
from tests.labs import SUBSCRIPTION

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
VM = f"{GROUP}/providers/Microsoft.Compute/virtualMachines/vm1"
DEPLOYMENTS = f"{GROUP}/providers/Microsoft.Resources/deployments"
CLI, PORTAL = "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
OTHERS = "00000000-0000-0000-0000-00000000000f"


def written(place: str, kind: str, app: str = "", *, action: str = "c-1", minute: int = 0) -> dict[str, Any]:
    """The event of a write that succeeded, by an application."""
    return {
        "eventDataId": f"{place}{action}{minute}{app}", "correlationId": action, "resourceId": place,
        "operationName": {"value": f"{kind}/write"}, "status": {"value": "Succeeded"},
        "subStatus": {"value": "Created"}, "claims": {"appid": app},
        "eventTimestamp": (NOON + timedelta(minutes=minute)).isoformat(),
    }  # fmt: skip


def machine(app: str = "", **more: Any) -> dict[str, Any]:
    return written(VM, "Microsoft.Compute/virtualMachines", app, **more)


def deployment(name: str, **more: Any) -> dict[str, Any]:
    return written(f"{DEPLOYMENTS}/{name}", "Microsoft.Resources/deployments", **more)


def listed(name: str, made: str = VM) -> dict[str, Any]:
    """A deployment in the history, that made the machine or something else."""
    properties = {"provisioningState": "Succeeded", "timestamp": NOON.isoformat(), "outputResources": [{"id": made}]}
    return {"id": f"{DEPLOYMENTS}/{name}", "name": name, "properties": properties}


@pytest.mark.parametrize(
    ("events", "history", "tool"),
    [
        ([machine(CLI)], [], Tool.CLI),
        ([machine(CLI.upper())], [], Tool.CLI),
        ([machine(OTHERS)], [], Tool.UNKNOWN),
        ([machine()], [], Tool.UNKNOWN),
        ([machine(OTHERS), machine(PORTAL, minute=5)], [], Tool.PORTAL),  # the first that anybody knows
        ([machine(CLI), machine(PORTAL, action="c-2", minute=5)], [], Tool.CLI),
        ([machine(PORTAL)], [listed("vm_deploy_x")], Tool.CLI),  # the history goes before the application
        ([machine(CLI)], [listed("CreateVm-x")], Tool.PORTAL),
        ([machine(CLI)], [listed("mine")], Tool.TEMPLATE),
        ([machine(CLI)], [listed("mine", f"{VM}2")], Tool.CLI),  # of another machine
        ([machine(CLI), deployment("CreateVm-x")], [], Tool.PORTAL),  # in the log, of one action
        ([machine(CLI), deployment("CreateVm-x", action="c-2")], [], Tool.CLI),  # of another action
        ([machine(CLI), deployment("mine", minute=3), deployment("CreateVm-x", minute=1)], [], Tool.PORTAL),
        ([], [listed("vm_deploy_x")], Tool.CLI),
    ],
)
def test_which_tool_made_it(events: list[dict[str, Any]], history: list[dict[str, Any]], tool: Tool) -> None:
    sources = {
        Source.ACTIVITY_LOG: Reading(Status.OK, tuple(events), since=NOON - timedelta(days=9)),
        Source.DEPLOYMENTS: Reading(Status.OK, tuple(history)),
    }
    lab = Lab.of((Collection(SUBSCRIPTION, NOON + timedelta(days=1), sources),))
    (vm,) = (one for one in lab.vms if one.name == "vm1")
    found = maker(vm, lab)
    assert found.tool is tool
    assert (found.proof is None) is (tool is Tool.UNKNOWN)
