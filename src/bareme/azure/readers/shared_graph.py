"""Resource Graph asked once for many students: it counts queries by user, not by subscription.

The students of one tenant are asked for together, so many subscriptions a query; where that fails, each is asked for
alone.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bareme.azure.http.errors import Unread
from bareme.azure.readers.graph import read_tables
from bareme.azure.readers.graph_tables import Tables
from bareme.azure.readers.student_sources import StudentSources
from bareme.azure.settings import Target
from bareme.reference.arm import fold
from bareme.reference.resource_types import ALWAYS, SIDE_TABLES

TOGETHER = 100
"""Subscriptions of one query: Azure takes more, but one student who cannot be read must not hold up a whole class."""

Batch = tuple[str, ...]


@dataclass(slots=True)
class SharedGraph:
    """The subscriptions of a class, in batches, each asked for when the first of its students is collected."""

    batches: dict[tuple[str | None, str], Batch]
    """By tenant and folded subscription."""
    tasks: dict[Batch, asyncio.Task[Tables | None]] = field(default_factory=dict)

    @classmethod
    def of_class(cls, targets: Iterable[Target]) -> "SharedGraph":
        """The batches of a class; a subscription of one student that is alone in its tenant is in none."""
        by_tenant: dict[str | None, Counter[str]] = {}
        for one in targets:
            by_tenant.setdefault(one.tenant_id, Counter())[fold(one.subscription_id)] += 1
        found: dict[tuple[str | None, str], Batch] = {}
        for tenant, subscriptions in by_tenant.items():
            ids = list(subscriptions)
            for start in range(0, len(ids), TOGETHER):
                batch = tuple(ids[start : start + TOGETHER])
                found |= {(tenant, one): batch for one in batch if len(batch) > 1 or subscriptions[one] > 1}
        return cls(found)

    async def of(self, student: StudentSources) -> Tables | None:
        """What was read of the student's batch, of everybody in it; `None` where he must be asked for alone."""
        batch = self.batches.get((student.target.tenant_id, fold(student.target.subscription_id)))
        if batch is None or student.client.peek:
            return None
        if batch not in self.tasks:
            self.tasks[batch] = asyncio.create_task(_read(student, batch))
        return await asyncio.shield(self.tasks[batch])


async def _read(student: StudentSources, batch: Batch) -> Tables | None:
    try:
        found = await read_tables(student, batch, [*ALWAYS, *SIDE_TABLES])
    except Unread:
        return None
    return found if all(part.status.was_read for part in found.parts.values()) else None
