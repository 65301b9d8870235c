"""Deployment history: what the portal and the command line asked for, kept as long as the resource group lives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bareme.reference.arm import resource_name
from bareme.simulator.events import Refusal


@dataclass(slots=True)
class Deployment:
    """A template deployment under way."""

    id: str
    correlation: str
    parameters: dict[str, Any]
    began: datetime
    resources: list[str] = field(default_factory=list)
    refusal: Refusal | None = None


def deployment(done: Deployment, timestamp: str, ended: datetime) -> dict[str, Any]:
    """The history entry of a deployment that has ended."""
    seconds = int((ended - done.began).total_seconds())
    properties: dict[str, Any] = {
        "parameters": {name: _parameter(value) for name, value in done.parameters.items()},
        "mode": "Incremental",
        "provisioningState": "Failed" if done.refusal else "Succeeded",
        "timestamp": timestamp,
        "duration": f"PT{seconds // 60}M{seconds % 60}S",
        "correlationId": done.correlation,
        "providers": [],
        "dependencies": [],
    }
    if done.refusal:
        properties["error"] = {
            "code": "DeploymentFailed",
            "message": "At least one resource deployment operation failed.",
            "details": [{"code": done.refusal.code, "message": done.refusal.message}],
        }
    else:
        properties["outputResources"] = [{"id": resource_id} for resource_id in done.resources]
    return {
        "id": done.id,
        "name": resource_name(done.id),
        "type": "Microsoft.Resources/deployments",
        "properties": properties,
    }


def _parameter(value: object) -> dict[str, Any]:
    if value is None:
        return {"type": "SecureString"}
    kinds = {bool: "Bool", int: "Int", list: "Array", dict: "Object"}
    return {"type": kinds.get(type(value), "String"), "value": value}
