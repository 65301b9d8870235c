"""AZ-104, lab 10: a vault, its policy and item, its logs, and a replica elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-10"
_VAULT = "Microsoft.RecoveryServices/vaults"
_ITEM = f"{_VAULT}/backupFabrics/protectionContainers/protectedItems"
_REPLICA = f"{_VAULT}/replicationFabrics/replicationProtectionContainers/replicationProtectedItems"
_SETTING = "Microsoft.Insights/diagnosticSettings"
_FIRST, _SECOND = "az104-rsv-region1", "az104-rsv-region2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """How the machine is protected; the defaults are perfect."""

    policy: str = "az104-backup"
    """The policy that the machine follows."""
    snapshots: int = 2
    is_run: bool = True
    is_watched: bool = True
    region: str = "westus"
    """Where the second vault is."""
    is_replicated: bool = True


def lab(azure: Subscription, wanted: Protection) -> list[Collection]:
    """Both vaults, and what they hold."""
    azure.ensure_group(location="eastus")
    vault = azure.make(_VAULT, _FIRST, _settings(), location="eastus", sku={"name": "RS0"})
    schedule = {"scheduleRunFrequency": "Daily", "scheduleRunTimes": ["2026-11-16T00:00:00Z"]}
    days = {"schedulePolicy": schedule, "instantRpRetentionRangeInDays": wanted.snapshots}
    azure.make(f"{_VAULT}/backupPolicies", f"{_FIRST}/az104-backup", days)
    machine = azure.id_of("Microsoft.Compute/virtualMachines", "az104-10-vm0")
    protected = {"sourceResourceId": machine, "policyId": f"{vault}/backupPolicies/{wanted.policy}"}
    item = azure.make(_ITEM, f"{_FIRST}/Azure/iaasvm;az104-10-vm0/vm;az104-10-vm0", protected)
    azure.wait(minutes=10)
    if wanted.is_run:
        azure.act(item, "backup")
    account = azure.make("Microsoft.Storage/storageAccounts", "az104lab10", location="eastus")
    if wanted.is_watched:
        logs = [{"category": "AzureBackupReport", "enabled": True}]
        azure.make(_SETTING, "to-storage", {"storageAccountId": account, "logs": logs}, scope=vault)
    azure.make(_VAULT, _SECOND, _settings(), location=wanted.region, sku={"name": "RS0"})
    if wanted.is_replicated:
        azure.make(_REPLICA, f"{_SECOND}/asr-a2a/container/az104-10-vm0", {"friendlyName": "az104-10-vm0"})
    azure.wait(hours=1)
    return [azure.collect("final", declared=[_SETTING])]


def _settings() -> dict[str, object]:
    return {
        "redundancySettings": {"standardTierStorageRedundancy": "GeoRedundant"},
        "securitySettings": {"softDeleteSettings": {"softDeleteState": "Enabled"}},
    }


STUDENTS: Mapping[str, Protection] = {
    "good": Protection(),
    "default-policy": Protection(policy="DefaultPolicy", snapshots=5, is_run=False),
    "same-region-unwatched": Protection(region="eastus", is_replicated=False, is_watched=False),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, protection in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg-region1"), protection))
