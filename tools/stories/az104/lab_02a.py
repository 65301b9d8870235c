"""AZ-104, lab 02a: a built-in role for a group, and a role of one's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-02a"
_ABOVE = "/providers/Microsoft.Management/managementGroups/az104-mg1"
_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
_ROLES = "/providers/Microsoft.Authorization/roleDefinitions"
_OPERATOR, _OWNER = "9980e02c-c2be-4d73-94e8-173b1dc7cf3c", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who gets what; the defaults are perfect."""

    role: str = _OPERATOR
    principal: str = "Group"
    is_above: bool = True
    """Whether all is done at the management group, and not in the subscription."""
    excludes: tuple[str, ...] = ("Microsoft.Support/register/action",)


def lab(azure: Subscription, wanted: Access) -> list[Collection]:
    """The assignment and the custom role."""
    azure.ensure_group()
    own = f"/subscriptions/{azure.subscription_id}"
    scope = _ABOVE if wanted.is_above else own
    given = {
        "roleDefinitionId": f"{own}{_ROLES}/{wanted.role}", "scope": scope,
        "principalId": guid("helpdesk"), "principalType": wanted.principal,
    }  # fmt: skip
    azure.make(_ASSIGNMENTS, guid("assignment"), given, scope=scope)
    allowed = {"actions": ["Microsoft.Authorization/*/read", "Microsoft.Support/*"], "notActions": [*wanted.excludes]}
    role = {
        "roleName": "Custom Support Request", "type": "CustomRole", "permissions": [allowed],
        "assignableScopes": [scope],
    }  # fmt: skip
    azure.make("Microsoft.Authorization/roleDefinitions", guid("custom role"), role, scope=own)
    azure.wait(hours=1)
    return [azure.collect("final", declared=[_ASSIGNMENTS])]


STUDENTS: Mapping[str, Access] = {
    "good": Access(),
    "owner-in-person": Access(role=_OWNER, principal="User"),
    "in-the-subscription": Access(is_above=False, excludes=()),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, access in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg2"), access))
