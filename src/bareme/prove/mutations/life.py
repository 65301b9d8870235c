"""Stopping, deleting, and what is left behind."""

import json
from dataclasses import replace

from bareme.evidence import Collection, Reading, Source
from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import strings, without
from bareme.reference.arm import Wire, dig, fold, resource_type
from bareme.text.message import say

GROUP_DELETE = "microsoft.resources/subscriptions/resourcegroups/delete"
_LISTS = (Source.VIRTUAL_MACHINES, Source.VM_STATUSES, Source.INSTANCE_VIEWS)


def never_stopped(example: Example) -> Example:
    """No machine ever stopped: neither done in the log nor seen so."""
    stops = ("deallocate/action", "poweroff/action")
    awake = without(example, lambda _, operation: operation.endswith(stops))
    return strings(awake, lambda _, text: "PowerState/running" if text.startswith("PowerState/") else text)


def never_deleted(example: Example) -> Example:
    """Every machine still there at the end, as it was last seen."""
    kept = without(example, _deletes)
    last: dict[tuple[Source, str], Wire] = {}
    collections: list[Collection] = []
    for collection in kept.collections:
        for source in _LISTS:
            reading = collection.sources.get(source)
            last |= {(source, fold(dig(item, "id"))): item for item in (reading.items if reading else ())}
        collections.append(_with_all(collection, last))
    return replace(kept, collections=tuple(collections))


def left_on(example: Example) -> Example:
    """Every machine still there at the end, and running."""
    there = never_deleted(example)
    final = there.collections[-1]
    lists = {source: _running(final.sources[source]) for source in _LISTS if source in final.sources}
    return replace(there, collections=(*there.collections[:-1], replace(final, sources={**final.sources, **lists})))


def orphans(example: Example) -> Example:
    """A loose disk at the end."""
    final = example.collections[-1]
    disks = final.sources.get(Source.DISKS)
    if disks is None:
        return example
    group = final.resource_group or "rg-orphan"
    scope = f"/subscriptions/{final.subscription_id}/resourceGroups/{group}/providers/Microsoft.Compute/disks/forgotten"
    loose: Wire = {
        "id": scope, "name": "forgotten", "type": "Microsoft.Compute/disks", "location": "nowhere",
        "sku": {"name": "Standard_LRS"},
        "properties": {"diskState": "Unattached", "diskSizeGB": 4, "LastOwnershipUpdateTime": "2020-01-01T00:00:00Z"},
    }  # fmt: skip
    added = {Source.DISKS: replace(disks, items=(*disks.items, loose))}
    return replace(example, collections=(*example.collections[:-1], replace(final, sources={**final.sources, **added})))


def _deletes(identifier: str, operation: str) -> bool:
    is_machine = resource_type(identifier) == VM and operation in {f"{VM}/delete", "delete"}
    return is_machine or operation == GROUP_DELETE


def _with_all(collection: Collection, last: dict[tuple[Source, str], Wire]) -> Collection:
    """The collection with every machine seen so far in its lists."""
    lists: dict[Source, Reading] = {}
    for source in _LISTS:
        reading = collection.sources.get(source)
        if reading:
            lists[source] = replace(reading, items=tuple(item for (one, _), item in last.items() if one is source))
    return replace(collection, sources={**collection.sources, **lists})


def _running(reading: Reading) -> Reading:
    text = json.dumps(list(reading.items)).replace("PowerState/deallocated", "PowerState/running")
    return replace(reading, items=tuple(json.loads(text)))


LIVES = (
    mutation(
        "never-stopped",
        say("no machine ever stopped"),
        never_stopped,
        "Microsoft.Compute/virtualMachines:properties.instanceView.statuses",
    ),
    mutation("never-deleted", say("no machine ever deleted"), never_deleted, "Microsoft.Compute/virtualMachines:@gone"),
    mutation(
        "left-on",
        say("machines left running"),
        left_on,
        "Microsoft.Compute/virtualMachines:@gone",
        "Microsoft.Compute/virtualMachines:@left-on",
    ),
    mutation("orphans", say("a disk left behind"), orphans, "Microsoft.Compute/disks:properties.diskState"),
)
