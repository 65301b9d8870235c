"""One request to Azure Resource Manager, and its response."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bareme.reference.arm import Wire, fold


@dataclass(frozen=True)
class ArmRequest:
    """A request: a path of the endpoint, with its query. With a body it is Resource Graph's POST, else a GET."""

    path: str
    body: Wire | None = None

    @cached_property
    def provider(self) -> str:
        """The folded provider: what throttling is counted by."""
        _, found, after = fold(self.path).partition("?")[0].rpartition("/providers/")
        return after.partition("/")[0] if found else "microsoft.resources"


@dataclass(frozen=True, slots=True)
class ArmResponse:
    """A response: its body parsed, `None` where it is not JSON."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    size: int = 0
