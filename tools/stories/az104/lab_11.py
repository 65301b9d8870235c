"""AZ-104, lab 11: an alert on deletions, its action group, a silent night."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-11"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How the machine is watched; the defaults are perfect."""

    signal: str = "Microsoft.Compute/virtualMachines/delete"
    scope: str = ""
    """The alert's scope below the subscription; empty for all of it."""
    is_told: bool = True
    """Whether somebody gets a mail."""
    is_tried: bool = True
    is_silenced: bool = True


def lab(azure: Subscription, wanted: Watch) -> list[Collection]:
    """A machine, the alert, the trial, the night."""
    azure.portal_create_vms("az104-vm0", zones=(), rdp_from="")
    receivers = [{"name": "mail", "status": "Enabled"}] if wanted.is_told else []
    told = {"groupShortName": "AlertOpsTeam", "enabled": True, "emailReceivers": receivers}
    group = azure.make("Microsoft.Insights/actionGroups", "Alert the operations team", told, location="global")
    condition = {"allOf": [{"field": "operationName", "equals": wanted.signal}]}
    rule = {
        "scopes": [f"/subscriptions/{azure.subscription_id}{wanted.scope}"], "enabled": True,
        "condition": condition, "actions": {"actionGroups": [{"actionGroupId": group}] if wanted.is_told else []},
    }  # fmt: skip
    azure.make("Microsoft.Insights/activityLogAlerts", "VM was deleted", rule, location="global")
    azure.wait(minutes=15)
    if wanted.is_tried:
        azure.delete_vm("az104-vm0")
    if wanted.is_silenced:
        night = {"effectiveFrom": "2026-11-16T22:00:00", "effectiveUntil": "2026-11-17T07:00:00"}
        silence = {"actions": [{"actionType": "RemoveAllActionGroups"}], "schedule": night, "enabled": True}
        azure.make("Microsoft.AlertsManagement/actionRules", "Planned Maintenance", silence, location="global")
    azure.wait(hours=1)
    return [azure.collect("final")]


STUDENTS: Mapping[str, Watch] = {
    "good": Watch(),
    "nobody-told": Watch(is_told=False, is_silenced=False),
    "other-signal-untried": Watch(
        signal="Microsoft.Compute/virtualMachines/write", scope="/resourceGroups/az104-rg11", is_tried=False
    ),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, watch in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg11"), watch))
