"""Alerts, agents and schedules: the few ways of watching a machine that leave something behind."""

from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import resource_name
from bareme.simulator.events import Call
from bareme.simulator.world import World


class Monitoring(World):
    """Watching a machine. Looking at its charts leaves no trace at all."""

    def metric_alert(self, vm: str, *, metric: str = "Percentage CPU", above: int = 80) -> str:
        """An alert rule on a metric; returns the id."""
        target = self.find(Source.VIRTUAL_MACHINES, vm)["id"]
        criterion = {
            "name": "Metric1",
            "metricNamespace": "Microsoft.Compute/virtualMachines",
            "metricName": metric,
            "operator": "GreaterThan",
            "threshold": above,
            "timeAggregation": "Average",
            "criterionType": "StaticThresholdCriterion",
        }
        properties = {
            "severity": 3,
            "enabled": True,
            "scopes": [target],
            "evaluationFrequency": "PT1M",
            "windowSize": "PT5M",
            "criteria": {"allOf": [criterion]},
            "targetResourceType": "Microsoft.Compute/virtualMachines",
        }
        return self._watch("Microsoft.Insights/metricAlerts", f"{metric}-{vm}", "global", properties)

    def auto_shutdown(self, vm: str, *, time: str = "1900") -> str:
        """The portal's daily shutdown; returns the id."""
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        properties = {
            "status": "Enabled",
            "taskType": "ComputeVmShutdownTask",
            "dailyRecurrence": {"time": time},
            "timeZoneId": "Morocco Standard Time",
            "targetResourceId": wire["id"],
        }
        name = f"shutdown-computevm-{vm}"
        return self._watch("Microsoft.DevTestLab/schedules", name, wire["location"], properties)

    def collection_rule(self, vm: str, name: str = "MSVMI-tp2") -> str:
        """VM insights: the agent's extension, a data collection rule and its association; the rule's id."""
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        operation = "Microsoft.Compute/virtualMachines/extensions/write"
        agent = f"{wire['id']}/extensions/AzureMonitorWindowsAgent"
        self.call(Call(operation=operation, resource_id=agent, created=True))
        rule_id = self._watch("Microsoft.Insights/dataCollectionRules", name, wire["location"], {"dataFlows": []})
        association = f"{wire['id']}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{vm}-{name}"
        kind = "Microsoft.Insights/dataCollectionRuleAssociations"
        self._appear_as(kind, association, {"dataCollectionRuleId": rule_id})
        return rule_id

    def _watch(self, kind: str, name: str, location: str, properties: dict[str, Any]) -> str:
        resource_id = self.id_of(kind, name)
        self._appear_as(kind, resource_id, properties, location)
        return resource_id

    def _appear_as(self, kind: str, resource_id: str, properties: dict[str, Any], location: str = "") -> None:
        wire = {
            "name": resource_name(resource_id),
            "id": resource_id,
            "type": kind,
            **({"location": location} if location else {}),
            "properties": properties,
        }
        self.call(Call(operation=f"{kind}/write", resource_id=resource_id, body=wire, created=True, synchronous=True))
        self.put(wire)
