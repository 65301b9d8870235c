"""A subscription in which several students have a resource group each: read once, and dealt out by group.

What a list of the whole subscription tells is asked for once, however many students share it. What Azure tells of one
group alone (its deployments, its budgets) and of one machine alone is still asked for by student.
"""

import asyncio
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bareme.azure.http.errors import NO_TAGGED_GROUP, SEVERAL_TAGGED_GROUPS, Unread
from bareme.azure.http.paging import pages
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import LISTINGS
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Source, Status
from bareme.files.json import json_text, parsed
from bareme.reference.arm import Wire, bears, dig, dig_text, fold, group_of, resource_group

BY_GROUP = frozenset({Source.DEPLOYMENTS, Source.BUDGETS})
"""What no list of a whole subscription tells of its groups."""
IN_GROUP = frozenset({*LISTINGS, Source.RESOURCES, Source.DEPLOYMENTS})
"""Lists that are empty, with proof, where the group itself is gone."""
DEALT = frozenset(
    {*LISTINGS, Source.RESOURCE_GROUPS, Source.RESOURCES, Source.VM_STATUSES, Source.ACTIVITY_LOG,
     Source.RESOURCE_CHANGES}
) - BY_GROUP  # fmt: skip


@dataclass(slots=True)
class DealtReading(PartialReading):
    """A source of a whole subscription, by resource group; packed, for a class's log is long."""

    packed: dict[str, list[bytes]] = field(default_factory=dict)

    def add(self, items: Iterable[Wire]) -> None:
        """Keep some items, each with its group."""
        groups: dict[str, list[Wire]] = {}
        for item in items:
            groups.setdefault(self._group(item), []).append(item)
        for group, own in groups.items():
            self.packed.setdefault(group, []).append(zlib.compress(json_text(own).encode(), 1))

    def of(self, group: str) -> list[Wire]:
        """What is of a group (folded); of policies also what is laid on the whole subscription, or above it."""
        own = self.packed.get(group, []) if group else []
        everybody = self.packed.get("", []) if self.source in _FOR_ALL else []
        return [item for chunk in (*everybody, *own) for item in parsed(zlib.decompress(chunk))]

    def _group(self, item: Wire) -> str:
        if self.source is Source.POLICY_ASSIGNMENTS:
            return resource_group(fold(dig(item, "properties", "scope") or item.get("id")))
        return group_of(item)


_FOR_ALL = frozenset({Source.SUBSCRIPTION, Source.POLICY_ASSIGNMENTS})


@dataclass(slots=True)
class SharedSubscription:
    """One subscription as it was read for all its students."""

    partials: dict[Source, DealtReading]
    now: datetime
    _same: dict[str, asyncio.Task[list[dict[str, Any]]]] = field(default_factory=dict)

    def has(self, source: Source) -> bool:
        """Whether a source was read whole; where it was not, each student's group is asked for alone."""
        return source in self.partials and self.partials[source].status is Status.OK

    def deal(self, source: Source, group: str | None) -> PartialReading | None:
        """What a source tells of one resource group; `None` where the group must be asked for alone."""
        if not self.has(source) or not (group or source is Source.SUBSCRIPTION):
            return None
        whole = self.partials[source]
        found = whole.of(fold(group))
        if source is Source.RESOURCE_GROUPS and not found:
            return None
        return PartialReading(source, found, whole.since, Status.OK, error="")

    def tagged(self, tag: str) -> str:
        """The only group that bears a tag.

        Raises:
            Unread: there is none, or more than one.
        """
        groups = self.partials[Source.RESOURCE_GROUPS]
        listed = (item for name in groups.packed for item in groups.of(name))
        names = [own for group in listed if bears(group, tag) and (own := dig_text(group, "name"))]
        if len(names) != 1:
            raise Unread(Status.FAILED, SEVERAL_TAGGED_GROUPS if names else NO_TAGGED_GROUP)
        return names[0]

    async def same(self, student: StudentSources, path: str) -> list[dict[str, Any]]:
        """A list that is the same for every student, asked for by the first."""
        if path not in self._same:
            self._same[path] = asyncio.create_task(_listed(student, path))
        try:
            return await asyncio.shield(self._same[path])
        except Unread:
            self._same.pop(path, None)  # what failed for one is not lost for all
            raise


async def _listed(student: StudentSources, path: str) -> list[dict[str, Any]]:
    return [item async for page in pages(student.client, path) for item in page]
