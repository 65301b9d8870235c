"""Availability sets, scale sets, the instances of uniform ones, and autoscale settings."""

from dataclasses import dataclass
from typing import Any

from bareme.reference.arm import resource_name
from bareme.simulator.catalog import Image
from bareme.simulator.ids import guid
from bareme.simulator.shapes.machine import os_profile


def availability_set(set_id: str, location: str, fault_domains: int, update_domains: int) -> dict[str, Any]:
    """An availability set for managed disks."""
    return {
        "name": resource_name(set_id),
        "id": set_id,
        "type": "Microsoft.Compute/availabilitySets",
        "location": location,
        "sku": {"name": "Aligned"},
        "properties": {
            "platformUpdateDomainCount": update_domains,
            "platformFaultDomainCount": fault_domains,
            "virtualMachines": [],
        },
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleSet:
    """What a scale set is asked to be."""

    id: str
    location: str
    mode: str
    size: str
    capacity: int
    image: Image
    created: str


def scale_set(asked: ScaleSet) -> dict[str, Any]:
    """A scale set; its instances are resources of their own."""
    reference = {name: text for name, text in asked.image.reference.items() if name != "exactVersion"}
    os_disk = {"osType": asked.image.os, "createOption": "FromImage", "diskSizeGB": asked.image.disk_gb}
    profile = {
        "osProfile": os_profile(resource_name(asked.id), asked.image.os),
        "storageProfile": {"osDisk": os_disk, "imageReference": reference},
    }
    uniform = {"upgradePolicy": {"mode": "Manual"}, "overprovision": True}
    return {
        "name": resource_name(asked.id),
        "id": asked.id,
        "type": "Microsoft.Compute/virtualMachineScaleSets",
        "location": asked.location,
        "sku": {"name": asked.size, "tier": "Standard", "capacity": asked.capacity},
        "properties": {
            "singlePlacementGroup": False,
            "orchestrationMode": asked.mode,
            **(uniform if asked.mode == "Uniform" else {}),
            "virtualMachineProfile": profile,
            "provisioningState": "Succeeded",
            "uniqueId": guid("scale set", asked.id, asked.created),
            "platformFaultDomainCount": 5 if asked.mode == "Uniform" else 1,
            "timeCreated": asked.created,
        },
    }


def uniform_instance(scale: dict[str, Any], number: int) -> dict[str, Any]:
    """An instance of a uniform scale set."""
    vm_id = guid("instance", scale["properties"]["uniqueId"], number)
    return {
        "name": f"{scale['name']}_{number}",
        "id": f"{scale['id']}/virtualMachines/{number}",
        "type": "Microsoft.Compute/virtualMachineScaleSets/virtualMachines",
        "location": scale["location"],
        "instanceId": str(number),
        "sku": {"name": scale["sku"]["name"], "tier": "Standard"},
        "properties": {
            "latestModelApplied": True,
            "modelDefinitionApplied": "VirtualMachineScaleSet",
            "provisioningState": "Succeeded",
            "hardwareProfile": {"vmSize": scale["sku"]["name"]},
            "vmId": vm_id,
            "storageProfile": scale["properties"]["virtualMachineProfile"]["storageProfile"],
            "timeCreated": scale["properties"]["timeCreated"],
        },
    }


def autoscale(setting_id: str, location: str, target: str, minimum: int, maximum: int) -> dict[str, Any]:
    """The lecture's autoscale: above 75 % one more, below 25 % one less."""
    rules = [_rule(target, "GreaterThan", 75, "Increase"), _rule(target, "LessThan", 25, "Decrease")]
    capacity = {"minimum": str(minimum), "maximum": str(maximum), "default": str(minimum)}
    return {
        "name": resource_name(setting_id),
        "id": setting_id,
        "type": "Microsoft.Insights/autoscaleSettings",
        "location": location,
        "properties": {
            "profiles": [{"name": "Profil par défaut", "capacity": capacity, "rules": rules}],
            "enabled": True,
            "name": resource_name(setting_id),
            "targetResourceUri": target,
        },
    }


def _rule(target: str, operator: str, threshold: int, direction: str) -> dict[str, Any]:
    trigger = {
        "metricName": "Percentage CPU",
        "metricResourceUri": target,
        "timeGrain": "PT1M",
        "statistic": "Average",
        "timeWindow": "PT10M",
        "timeAggregation": "Average",
        "operator": operator,
        "threshold": threshold,
    }
    action = {"direction": direction, "type": "ChangeCount", "value": "1", "cooldown": "PT1M"}
    return {"metricTrigger": trigger, "scaleAction": action}
