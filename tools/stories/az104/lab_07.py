"""AZ-104, lab 07: a storage account, its container and share, and the subnet that reaches it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.networks import NETWORK, network, subnet
from tools.stories.told import Told

RUBRIC = "az104/lab-07"
ACCOUNT = "Microsoft.Storage/storageAccounts"
DECLARED = (f"{ACCOUNT}/blobServices/containers", f"{ACCOUNT}/fileServices/shares", f"{ACCOUNT}/managementPolicies")
_NAME = "az104lab07"


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """How the account is made; the defaults are perfect."""

    copies: str = "Standard_RAGRS"
    days: int = 30
    keeps: int | None = 180
    """How many days blobs cannot be changed; `None` where no policy is laid on them."""
    access: str = "None"
    is_closed: bool = True
    """Whether only the subnet gets in at the end."""


def lab(azure: Subscription, wanted: Storage) -> list[Collection]:
    """The account with all it holds, and the network that reaches it."""
    first = "Disabled" if wanted.is_closed else "Enabled"
    account = azure.make(ACCOUNT, _NAME, {"publicNetworkAccess": first}, sku={"name": wanted.copies}, kind="StorageV2")
    _contents(azure, wanted)
    azure.wait(minutes=20)
    network(azure, "vnet1", "10.0.0.0/16", subnet("default", "10.0.0.0/24", **_endpoint(wanted)))
    let_in = [{"id": f"{azure.id_of(NETWORK, 'vnet1')}/subnets/default", "action": "Allow"}] if wanted.is_closed else []
    rules = {"defaultAction": "Deny" if wanted.is_closed else "Allow", "virtualNetworkRules": let_in, "ipRules": []}
    azure.change(account, {"properties.publicNetworkAccess": "Enabled", "properties.networkAcls": rules})
    azure.wait(hours=1)
    return [azure.collect("final", declared=DECLARED)]


def _endpoint(wanted: Storage) -> dict[str, Any]:
    return {"serviceEndpoints": [{"service": "Microsoft.Storage"}]} if wanted.is_closed else {}


def _contents(azure: Subscription, wanted: Storage) -> None:
    cool = {"tierToCool": {"daysAfterModificationGreaterThan": wanted.days}}
    rule = {"name": "Movetocool", "enabled": True, "type": "Lifecycle", "definition": {"actions": {"baseBlob": cool}}}
    azure.make(f"{ACCOUNT}/managementPolicies", f"{_NAME}/default", {"policy": {"rules": [rule]}})
    kept = {"hasImmutabilityPolicy": wanted.keeps is not None}
    if wanted.keeps is not None:
        days = {"immutabilityPeriodSinceCreationInDays": wanted.keeps, "state": "Unlocked"}
        kept["immutabilityPolicy"] = {"properties": days}  # type: ignore[assignment]
    azure.make(DECLARED[0], f"{_NAME}/default/data", {"publicAccess": wanted.access, **kept})
    azure.make(DECLARED[1], f"{_NAME}/default/share1", {"accessTier": "TransactionOptimized"})


STUDENTS: Mapping[str, Storage] = {
    "good": Storage(),
    "open-to-all": Storage(is_closed=False, access="Blob"),
    "local-and-erasable": Storage(copies="Standard_LRS", days=3, keeps=None),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, storage in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg7"), storage))
