"""AZ-104, lab 02b: a tag, the policies that ask for it, a lock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bareme.evidence import Collection, Source
from bareme.simulator.events import Call, Refusal
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-02b"
GROUP = "az104-rg2"
_LOCKS = "Microsoft.Authorization/locks"
_ASSIGNMENTS = "Microsoft.Authorization/policyAssignments"
_DEFINITIONS = "/providers/Microsoft.Authorization/policyDefinitions"
_REQUIRE, _INHERIT = "1e30110a-5ceb-460c-a204-c1c3969c6d62", "ea3f2387-9b95-492a-a190-fcdc54f7b070"
_ACCOUNT = "Microsoft.Storage/storageAccounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance:
    """How the group is governed; the defaults are perfect."""

    value: str = "000"
    is_tried: bool = True
    """Whether the policy and the lock are put to the test."""
    inherits: bool = True
    level: str = "CanNotDelete"


def lab(azure: Subscription, wanted: Governance) -> list[Collection]:
    """The tag, the policy that requires it, the one that lets it be inherited, the lock."""
    azure.ensure_group(GROUP)
    azure.tag(Source.RESOURCE_GROUPS, GROUP, **{"Cost Center": wanted.value})
    _assign(azure, "require", _REQUIRE, tagName="Cost Center", tagValue=wanted.value)
    azure.wait(minutes=10)
    if wanted.is_tried:
        azure.refuse(_ACCOUNT, "az104refused", "RequestDisallowedByPolicy", "Resource was disallowed by policy.")
    built = azure.collect("built", declared=[_LOCKS])
    azure.remove(azure.id_of(_ASSIGNMENTS, "require", GROUP))
    if wanted.inherits:
        _inherited(azure, wanted)
    lock = azure.make(_LOCKS, "rg-lock", {"level": wanted.level}, scope=azure.group_id())
    if wanted.is_tried:
        refusal = Refusal("ScopeLocked", f"The scope cannot be deleted: {lock}.")
        operation = "Microsoft.Resources/subscriptions/resourcegroups/delete"
        azure.call(Call(operation=operation, resource_id=azure.group_id(), refusal=refusal))
    azure.wait(hours=1)
    return [built, azure.collect("final", declared=[_LOCKS])]


def _assign(azure: Subscription, name: str, definition: str, **parameters: str) -> str:
    told = {key: {"value": value} for key, value in parameters.items()}
    properties = {"policyDefinitionId": f"{_DEFINITIONS}/{definition}", "parameters": told}
    identity: dict[str, Any] = {"identity": {"type": "SystemAssigned"}} if definition == _INHERIT else {}
    return azure.make(_ASSIGNMENTS, name, properties, scope=azure.group_id(), **identity)


def _inherited(azure: Subscription, wanted: Governance) -> None:
    _assign(azure, "inherit", _INHERIT, tagName="Cost Center")
    azure.make("Microsoft.PolicyInsights/remediations", "inherit-now", {}, scope=azure.group_id())
    azure.make(_ACCOUNT, "az104lab02b", sku={"name": "Standard_LRS"}, tags={"Cost Center": wanted.value})


STUDENTS: Mapping[str, Governance] = {
    "good": Governance(),
    "never-tried": Governance(is_tried=False, level="ReadOnly"),
    "other-value": Governance(value="001", inherits=False),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, governance in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group=GROUP), governance))
