"""What tables of Resource Graph hold, as one query or several brought it."""

from dataclasses import dataclass, field
from typing import Any

from bareme.evidence import Part
from bareme.reference.arm import fold, resource_group


@dataclass(slots=True)
class Tables:
    """What a query over some tables brought: rows as Azure sent them, and how each table was read."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    _dealt: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)

    def of(self, subscription: str, group: str | None) -> list[dict[str, Any]]:
        """The rows of a subscription, or of one of its resource groups; asked for once everything was read."""
        if not self._dealt:
            for row in self.rows:
                own = self._dealt.setdefault(_subscription(fold(row.get("id"))), {})
                own.setdefault(resource_group(fold(row.get("id"))), []).append(row)
        found = self._dealt.get(fold(subscription), {})
        return found.get(fold(group), []) if group else [row for rows in found.values() for row in rows]


def _subscription(resource_id: str) -> str:
    """The folded id of the subscription that a folded id is in; empty where it is in none."""
    parts = resource_id.split("/", 3)
    return parts[2] if len(parts) > 2 and parts[1] == "subscriptions" else ""
