"""What the deployment history tells: the portal's parameters, and the resources a deployment made.

The portal numbers the machines of a several-zones creation: `virtualMachineName1` with `virtualMachine1Zone`,
`virtualMachineName2` with `virtualMachine2Zone`. `az vm create` keeps its values inside the template, so that its
`vm_deploy_…` record proves only that the machine was made, and by which tool.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold, instant, resource_group
from bareme.text.message import say
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import RecordKind, Snapshot

_MACHINE_NAME = re.compile(r"virtualmachinename(\d*)")
_VM_ID = "/subscriptions/{}/resourcegroups/{}/providers/microsoft.compute/virtualmachines/{}"


def snapshots(deployments: Iterable[Wire]) -> Iterator[Snapshot]:
    """What each deployment that succeeded made, as far as it tells."""
    for deployment in deployments:
        if fold(dig(deployment, "properties", "provisioningState")) == "succeeded":
            yield from _made(deployment)
            yield from _asked(deployment)


def _made(deployment: Wire) -> Iterator[Snapshot]:
    for output in dig_list(deployment, "properties", "outputResources"):
        resource_id = fold(dig(output, "id"))
        if resource_id:
            yield _snapshot(deployment, resource_id, {})


def _asked(deployment: Wire) -> Iterator[Snapshot]:
    values = _parameters(deployment)
    subscription = fold(dig(deployment, "id")).split("/")[2:3]
    group = fold(values.get("virtualmachinerg")) or resource_group(fold(dig(deployment, "id")))
    for key, name in values.items():
        numbered = _MACHINE_NAME.fullmatch(key)
        if numbered and subscription and isinstance(name, str) and _is_machine(values, numbered[1]):
            vm_id = _VM_ID.format(subscription[0], group, fold(name))
            yield _snapshot(deployment, vm_id, _machine(values, numbered[1], name))


def _is_machine(values: dict[str, Any], number: str) -> bool:
    """`virtualMachineName` without a number is the base name where numbered names stand beside it."""
    return bool(number) or "virtualmachinename1" not in values


def _parameters(deployment: Wire) -> dict[str, Any]:
    parameters = dig(deployment, "properties", "parameters")
    pairs = parameters.items() if isinstance(parameters, dict) else ()
    return {fold(name): dig(value, "value") for name, value in pairs}


def _machine(values: dict[str, Any], number: str, name: str) -> Wire:
    zone = values.get(f"virtualmachine{number}zone") or values.get("zone")
    disk = {"managedDisk": {"storageAccountType": values.get("osdisktype")}, "diskSizeGB": values.get("osdisksizegib")}
    model: dict[str, Any] = {
        "name": name,
        "location": values.get("location"),
        "properties": {
            "hardwareProfile": {"vmSize": values.get("virtualmachinesize")},
            "storageProfile": {"osDisk": disk, "dataDisks": values.get(f"datadisks{number}") or None},
        },
    }
    return {**model, "zones": [str(zone)]} if zone else model


def _snapshot(deployment: Wire, resource_id: str, model: Wire) -> Snapshot:
    name = dig_text(deployment, "name") or ""
    moment = instant(dig(deployment, "properties", "timestamp"))
    detail = say("deployment {name}", name=name)
    return Snapshot(
        resource_id=resource_id,
        model=model,
        kind=RecordKind.DEPLOYMENT,
        proof=Proof(Source.DEPLOYMENTS, resource_id, moment, detail, dig_text(deployment, "id") or name),
        whole=False,
        at_creation=True,
        correlation_id=fold(dig(deployment, "properties", "correlationId")),
    )
