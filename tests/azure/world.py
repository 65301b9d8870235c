"""A student's subscription as the loopback server shows it, with a canary in every place a secret could be."""

import json
from typing import Any

from tests.azure.arm_server import ArmServer, page

SUB = "11111111-2222-3333-4444-555555555555"
RG = "RG-TP2"
HOME = f"/subscriptions/{SUB}"
GROUP = f"{HOME}/resourceGroups/{RG}"
COMPUTE = f"{GROUP}/providers/Microsoft.Compute"
CANARIES = (
    "canary-token-a1b2c3",
    "canary-password",
    "canary-admin",
    "canary-customdata",
    "canary-ssh",
    "canary-sas",
    "canary-claim",
    "canary.student",
    "203.0.113.77",
    "198.51.100.9",
)


def vm(name: str, **properties: Any) -> dict[str, Any]:
    return {
        "id": f"{COMPUTE}/virtualMachines/{name}",
        "name": name,
        "type": "Microsoft.Compute/virtualMachines",
        "location": "francecentral",
        "properties": {
            "vmId": f"vmid-{name}",
            "hardwareProfile": {"vmSize": "Standard_D4s_v3"},
            "osProfile": {
                "computerName": name,
                "adminUsername": "canary-admin",
                "adminPassword": "canary-password",
                "customData": "canary-customdata",
                "linuxConfiguration": {
                    "disablePasswordAuthentication": True,
                    "ssh": {"publicKeys": [{"path": "/home/canary-admin", "keyData": "ssh-rsa canary-ssh"}]},
                },
            },
        }
        | properties,
    }


def status_of(name: str, *codes: str) -> dict[str, Any]:
    statuses = [{"code": code} for code in codes]
    return {
        "id": f"{COMPUTE}/virtualMachines/{name}",
        "name": name,
        "properties": {"instanceView": {"statuses": statuses}},
    }


def event(number: int) -> dict[str, Any]:
    body = {
        "properties": {"osProfile": {"adminPassword": "canary-password"}, "hardwareProfile": {"vmSize": "Standard_B1s"}}
    }
    return {
        "caller": "canary.student@school.example",
        "claims": {
            "appid": "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
            "name": "canary-claim",
            "ipaddr": "203.0.113.77",
            "http://schemas.microsoft.com/identity/claims/objectidentifier": "oid-1",
        },
        "httpRequest": {"clientIpAddress": "203.0.113.77"},
        "authorization": {"evidence": {"principalId": "canary-claim"}},
        "eventDataId": f"event-{number}",
        "operationName": {"value": "Microsoft.Compute/virtualMachines/write"},
        "status": {"value": "Accepted"},
        "eventTimestamp": "2026-11-20T10:00:00.1234567Z",
        "properties": {
            "responseBody": json.dumps(body),
            "statusMessage": "cut short adminPassword: canary-password, from 203.0.113.77 {",
            "message": "The client 'canary.student@school.example' did it from 203.0.113.77",
        },
    }


def deployment() -> dict[str, Any]:
    return {
        "id": f"{GROUP}/providers/Microsoft.Resources/deployments/vm_deploy_x",
        "name": "vm_deploy_x",
        "properties": {
            "parameters": {
                "adminPassword": {"type": "String", "value": "canary-password"},
                "motDePasse": {"type": "String", "value": "canary-password"},
                "key": {"type": "SecureString", "value": "canary-password"},
                "virtualMachineSize": {"type": "String", "value": "Standard_B1s"},
            },
            "outputs": {
                "ssh": {"type": "String", "value": "ssh canary-admin@198.51.100.9"},
                "blob": {"type": "String", "value": "https://x.blob.core.windows.net/a?sv=1&sig=canary-sas"},
                "address": {"type": "String", "value": "198.51.100.9"},
            },
        },
    }


def nsg() -> dict[str, Any]:
    rules = [
        {"name": "mine", "properties": {"sourceAddressPrefix": "198.51.100.9", "destinationPortRange": "3389"}},
        {"name": "all", "properties": {"sourceAddressPrefix": "*", "destinationPortRange": "22"}},
        {"name": "net", "properties": {"sourceAddressPrefixes": ["10.0.0.0/24", "198.51.100.0/24"]}},
    ]
    return {
        "id": f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/n",
        "name": "n",
        "properties": {"securityRules": rules},
    }


def change(number: int) -> dict[str, Any]:
    return {
        "id": f"change-{number}",
        "properties": {
            "targetResourceId": f"{COMPUTE}/virtualMachines/vm-a".lower(),
            "changeType": "Update",
            "changeAttributes": {"changedBy": "canary.student@school.example", "clientType": "Azure Portal"},
            "changes": {
                "properties.hardwareProfile.vmSize": {"previousValue": "Standard_B1s", "newValue": "Standard_B2s"}
            },
        },
    }


def sku(name: str, kind: str = "virtualMachines") -> dict[str, Any]:
    return {"resourceType": kind, "name": name, "locations": ["francecentral"], "restrictions": []}


READER = {"actions": ["*/read"], "notActions": [], "dataActions": [], "notDataActions": []}
CONTRIBUTOR = {
    "actions": ["*"],
    "notActions": [
        "Microsoft.Authorization/*/Delete",
        "Microsoft.Authorization/*/Write",
        "Microsoft.Authorization/elevateAccess/Action",
        "Microsoft.Blueprint/blueprintAssignments/write",
        "Microsoft.Blueprint/blueprintAssignments/delete",
        "Microsoft.Compute/galleries/share/action",
    ],
}
OWNER = {"actions": ["*"], "notActions": []}
"""What `Permissions - List` answers for the built-in roles ("Azure built-in roles")."""

EMPTY = (
    "Microsoft.Compute/snapshots",
    "Microsoft.Network/virtualNetworks",
    "Microsoft.Network/loadBalancers",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/bastionHosts",
    "Microsoft.Network/networkInterfaces",
    "Microsoft.Insights/autoscalesettings",
    "Microsoft.Insights/metricAlerts",
    "Microsoft.Consumption/budgets",
    "Microsoft.DevTestLab/schedules",
    "Microsoft.Storage/storageAccounts",
)


def furnish(server: ArmServer, subscription: str = SUB) -> ArmServer:
    """Fill a server with the world of one subscription."""
    lists: dict[str, list[Any]] = {f"{HOME}/providers/{kind}": [] for kind in EMPTY} | {
        f"{HOME}/resources": [
            {"id": f"{COMPUTE}/virtualMachines/vm-a", "name": "vm-a", "type": "Microsoft.Compute/virtualMachines"}
        ],
        f"{HOME}/resourcegroups": [{"id": GROUP, "name": RG, "location": "westeurope"}],
        f"{HOME}/providers/Microsoft.Compute/virtualMachines": [
            vm("vm-a"),
            vm("vm-set", availabilitySet={"id": f"{COMPUTE}/availabilitySets/SET"}),
            vm("vm-silent"),
        ],
        f"{HOME}/providers/Microsoft.Compute/disks": [
            {"id": f"{COMPUTE}/disks/d{n}", "name": f"d{n}"} for n in range(7)
        ],
        f"{HOME}/providers/Microsoft.Compute/images": [{"id": f"{COMPUTE}/images/i", "name": "i"}],
        f"{HOME}/providers/Microsoft.Compute/availabilitySets": [
            {"id": f"{COMPUTE}/availabilitySets/set", "name": "set"}
        ],
        f"{HOME}/providers/Microsoft.Compute/galleries": [{"id": f"{COMPUTE}/galleries/g", "name": "g"}],
        f"{COMPUTE}/galleries/g/images": [{"id": f"{COMPUTE}/galleries/g/images/win", "name": "win"}],
        f"{COMPUTE}/galleries/g/images/win/versions": [
            {"id": f"{COMPUTE}/galleries/g/images/win/versions/1.0.0", "name": "1.0.0"}
        ],
        f"{HOME}/providers/Microsoft.Compute/virtualMachineScaleSets": [
            {
                "id": f"{COMPUTE}/virtualMachineScaleSets/u",
                "name": "u",
                "sku": {"name": "Standard_F2s_v2"},
                "properties": {"orchestrationMode": "Uniform"},
            },
            {
                "id": f"{COMPUTE}/virtualMachineScaleSets/f",
                "name": "f",
                "properties": {"orchestrationMode": "Flexible"},
            },
        ],
        f"{COMPUTE}/virtualMachineScaleSets/u/virtualMachines": [
            {"id": f"{COMPUTE}/virtualMachineScaleSets/u/virtualMachines/{n}", "name": f"u_{n}"} for n in range(3)
        ],
        f"{HOME}/providers/Microsoft.Network/networkSecurityGroups": [nsg()],
        f"{HOME}/providers/Microsoft.Network/publicIPAddresses": [
            {
                "id": f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/p",
                "name": "p",
                "properties": {"ipAddress": "198.51.100.9"},
            }
        ],
        f"{HOME}/providers/Microsoft.Insights/dataCollectionRules": [
            {"id": f"{GROUP}/providers/Microsoft.Insights/dataCollectionRules/r", "name": "r"}
        ],
        f"{GROUP}/providers/Microsoft.Insights/dataCollectionRules/r/associations": [{"id": "a", "name": "a"}],
        f"{GROUP}/providers/Microsoft.Resources/deployments": [deployment()],
        f"{HOME}/providers/Microsoft.Insights/eventtypes/management/values": [event(n) for n in range(120)],
        f"{HOME}/providers/Microsoft.Authorization/policyAssignments": [
            {
                "id": "p",
                "name": "p",
                "properties": {
                    "displayName": "Allowed regions",
                    "metadata": {"createdBy": "canary.student@school.example"},
                },
            }
        ],
        f"{HOME}/providers/Microsoft.Authorization/permissions": [READER],
        f"{HOME}/providers/Microsoft.Compute/skus": [
            sku("Standard_B1s"),
            sku("Standard_D4s_v3"),
            sku("Standard_F2s_v2"),
            sku("Standard_M128"),
            sku("Aligned", "availabilitySets"),
        ],
    }
    objects = {
        HOME: {"id": HOME, "subscriptionId": SUB, "displayName": "Azure for Students", "state": "Enabled"},
        **{
            f"{COMPUTE}/virtualMachines/{name}": vm(name, instanceView={"platformFaultDomain": 1})
            for name in ("vm-a", "vm-set", "vm-silent")
        },
    }
    server.lists.update({_key(path, subscription): _mine(items, subscription) for path, items in lists.items()})
    server.objects.update({_key(path, subscription): _mine(item, subscription) for path, item in objects.items()})
    server.graph = server.graph or [change(n) for n in range(60)]
    shown = [
        status_of("vm-a", "ProvisioningState/succeeded", "PowerState/running"),
        status_of("vm-set", "ProvisioningState/succeeded", "PowerState/running"),
        status_of("vm-silent", "ProvisioningState/succeeded"),
    ]
    server.fail(f"{subscription}/.*statusOnly=true", page(_mine(shown, subscription)))
    return server


def _key(path: str, subscription: str) -> str:
    return path.replace(SUB, subscription).casefold()


def _mine(wire: Any, subscription: str) -> Any:
    return json.loads(json.dumps(wire).replace(SUB, subscription))
