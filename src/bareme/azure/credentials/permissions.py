"""What a credential may do beyond reading, from the actions that its roles allow.

`actions` allow, `notActions` of the same role take away, and roles add up; `*` stands for anything ("Understand Azure
role definitions", Azure RBAC documentation).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bareme.reference.arm import Wire, dig_list, fold

VERBS = ("write", "delete", "action")
"""The last word of an operation of the control plane, unless it is `read`."""

GIVING_ROLES = "microsoft.authorization/roleassignments/write"


@dataclass(frozen=True, slots=True)
class Rights:
    """What one credential may do in one scope."""

    beyond: tuple[str, ...] = ()
    """Operations beyond reading, as the roles write them: `*/write`, `Microsoft.Compute/virtualMachines/*/action`."""
    gives_roles: bool = False
    """Whether it may give rights to others, as an Owner may."""
    unread: str = ""
    """Azure's code where this could not be read."""


def rights(permissions: Iterable[Wire]) -> Rights:
    """The rights of a list of permissions, one for each role assigned."""
    roles = [(_texts(one, "actions"), _texts(one, "notActions")) for one in permissions]
    found = dict.fromkeys(operation for actions, taken in roles for operation in _left(actions, taken))
    return Rights(tuple(found), any(_allowed(GIVING_ROLES, actions, taken) for actions, taken in roles))


def _left(actions: list[str], taken: list[str]) -> Iterator[str]:
    """What of a role goes beyond reading, once what is taken away is gone."""
    for action in actions:
        for operation in _operations(action):
            if not _matched(operation, taken):
                yield operation


def _operations(action: str) -> list[str]:
    """The operations beyond reading in a pattern: `*` is anything that is written, deleted or done."""
    last = fold(action).rpartition("/")[2]
    if last == "read":
        return []
    return [f"{action}/{verb}" for verb in VERBS] if last == "*" else [action]


def _allowed(operation: str, actions: list[str], taken: list[str]) -> bool:
    return _matched(operation, actions) and not _matched(operation, taken)


def _matched(operation: str, patterns: list[str]) -> bool:
    """Whether a pattern covers an operation; a star in the operation is covered by a star alone."""
    return any(_regex(pattern).fullmatch(operation) for pattern in patterns)


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*"), re.IGNORECASE | re.DOTALL)


def _texts(one: Wire, name: str) -> list[str]:
    return [text for text in dig_list(one, name) if isinstance(text, str)]
