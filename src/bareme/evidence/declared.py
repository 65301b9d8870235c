"""What a rubric declares to be read beyond the lists that are always read: types, and lists under resources."""

import re
from dataclasses import dataclass

from bareme.reference.arm import fold
from bareme.reference.resource_types import canonical

SUBSCRIPTION, GROUP = "subscription", "resource-group"
SCOPES = (SUBSCRIPTION, GROUP)
"""What a list may stand under beside a resource: the subscription, each resource group."""

_NAME = r"[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*"
RELATIVE = re.compile(rf"{_NAME}(/{_NAME}){{0,11}}")
"""Names between slashes, none of them dots alone: such a path cannot leave what it stands under, nor the host."""
VERSION = re.compile(r"\d{4}-\d\d-\d\d(-preview)?")


@dataclass(frozen=True, slots=True)
class ChildList:
    """A list, or one thing, under every resource of a type: `blobServices/default/containers`."""

    under: str
    """A resource type, `subscription` or `resource-group`."""
    path: str
    api: str

    @property
    def type(self) -> str:
        """The folded type of what it lists."""
        steps = self.path.split("/")
        if fold(steps[0]) == "providers":
            return canonical("/".join([steps[1], *steps[2::2]]))
        return canonical("/".join([self.under, *steps[::2]]))

    @property
    def is_one(self) -> bool:
        """Whether the path ends with a name, so that it is one thing and no list: `managementPolicies/default`."""
        return len(self.path.split("/")) % 2 == 0


@dataclass(frozen=True, slots=True)
class Declared:
    """All that one rubric declares."""

    types: tuple[str, ...] = ()
    """Folded types whose resources are read one by one, as they are now."""
    lists: tuple[ChildList, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.types or self.lists)


NOTHING_DECLARED = Declared()
