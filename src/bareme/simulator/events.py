"""Activity-log events: what one request to Azure leaves behind."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bareme.reference.arm import Wire, resource_group, resource_type
from bareme.simulator.ids import guid, stamp, ticks


class Tool(StrEnum):
    """Where a request came from: the application id in the token."""

    PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"
    CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
    POWERSHELL = "1950a258-227b-4e31-a9cf-717495945fc2"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why Azure said no."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, as the activity log tells it."""

    operation: str
    resource_id: str
    body: Wire | None = None
    """The resource as Azure answered it; goes into the Accepted event, or the last one of a synchronous call."""
    created: bool = False
    synchronous: bool = False
    refusal: Refusal | None = None
    category: str = "Administrative"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, from where, and for which larger operation."""

    subscription_id: str
    tenant_id: str
    person: str
    tool: Tool
    correlation: str


def event(call: Call, status: str, moment: datetime, actor: Actor) -> dict[str, Any]:
    """One event of a call."""
    event_id = guid("event", actor.correlation, call.operation, call.resource_id, status, stamp(moment))
    kind = resource_type(call.resource_id) or "microsoft.resources/subscriptions/resourcegroups"
    return {
        "authorization": {"action": call.operation, "scope": call.resource_id},
        "caller": actor.person,
        "channels": "Operation",
        "claims": {"appid": actor.tool.value, "oid": guid("oid", actor.person)},
        "correlationId": actor.correlation,
        "description": "",
        "eventDataId": event_id,
        "eventName": _named("BeginRequest" if status == "Started" else "EndRequest"),
        "category": _named(call.category),
        "eventTimestamp": stamp(moment),
        "id": f"{_as_logged(call.resource_id)}/events/{event_id}/ticks/{ticks(moment)}",
        "level": "Error" if status == "Failed" else "Informational",
        "operationId": _operation_id(call, status, event_id, actor),
        "operationName": _named(call.operation),
        "resourceGroupName": resource_group(call.resource_id),
        "resourceProviderName": _named(call.operation.partition("/")[0]),
        "resourceType": _named(kind),
        "resourceId": _as_logged(call.resource_id),
        "status": _named(status),
        "subStatus": _sub_status(call, status),
        "submissionTimestamp": stamp(moment),
        "subscriptionId": actor.subscription_id,
        "tenantId": actor.tenant_id,
        "properties": _properties(call, status),
    }


def _operation_id(call: Call, status: str, event_id: str, actor: Actor) -> str:
    """Recorded events: all share the correlation's id but the one that ends a long-running operation."""
    ends_later = not call.synchronous and status in {"Succeeded", "Failed"}
    return guid("operation", event_id) if ends_later else actor.correlation


def statuses(call: Call) -> tuple[str, ...]:
    """The events of a call, oldest first."""
    last = "Failed" if call.refusal else "Succeeded"
    return ("Started", last) if call.synchronous or call.refusal else ("Started", "Accepted", last)


def _properties(call: Call, status: str) -> dict[str, str]:
    shown = {"eventCategory": call.category, "entity": call.resource_id, "message": call.operation}
    if call.refusal and status == "Failed":
        error = {"error": {"code": call.refusal.code, "message": call.refusal.message}}
        return {**shown, "statusCode": "Conflict", "statusMessage": json.dumps(error)}
    if call.body is not None and status == ("Succeeded" if call.synchronous else "Accepted"):
        code = "Created" if call.created else "OK"
        return {**shown, "statusCode": code, "responseBody": json.dumps(call.body)}
    return shown


def _sub_status(call: Call, status: str) -> Mapping[str, str]:
    if status == "Failed":
        return {"value": "Conflict", "localizedValue": "Conflict (HTTP Status Code: 409)"}
    if status != "Accepted" and not (call.synchronous and status == "Succeeded"):
        return {"value": "", "localizedValue": ""}
    if call.body is None:
        return {"value": "Accepted", "localizedValue": "Accepted (HTTP Status Code: 202)"}
    if call.created:
        return {"value": "Created", "localizedValue": "Created (HTTP Status Code: 201)"}
    return {"value": "OK", "localizedValue": "OK (HTTP Status Code: 200)"}


def _as_logged(resource_id: str) -> str:
    return resource_id.replace("/resourceGroups/", "/resourcegroups/")


def _named(value: str) -> dict[str, str]:
    return {"value": value, "localizedValue": value}
