"""Ids of resources: short where they are cited, in full once, in an annex."""

from types import SimpleNamespace
from typing import Any


class Annex:
    """The ids that a page cites, numbered from 1 in the order of their first mention."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def cited(self, proof: dict[str, Any]) -> SimpleNamespace:
        """A proof as a template shows it: its resource's short name, and the number of the whole id."""
        resource = proof["resource"]
        number = self.numbers.setdefault(resource, len(self.numbers) + 1) if resource else 0
        return SimpleNamespace(**proof, short=short(resource), number=number)


def short(resource: str) -> str:
    """What comes after the provider, or the last two parts: `virtualmachines/vm1`."""
    parts = resource.strip("/").split("/")
    if "providers" in (folded := [one.casefold() for one in parts]):
        return "/".join(parts[folded.index("providers") + 2 :]) or parts[-1]
    return "/".join(parts[-2:])
