"""What the lists of everything show: resources of types that have no list of their own.

Resource Manager's list tells that a resource is there, Resource Graph tells the whole of it as it was seconds before,
and what a rubric declares was read one by one: the three are one record of one moment.
"""

from collections.abc import Iterator
from typing import Any

from bareme.evidence import Collection, Reading, Source
from bareme.reference.arm import Wire, fold, instant
from bareme.reference.resource_types import RESOURCES, is_listed, table_of, type_of
from bareme.text.message import Message, say
from bareme.timeline.from_state import LISTED, state_proof
from bareme.timeline.inside import is_inside, parents_of
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import RecordKind, Snapshot

ANY_SOURCES = (Source.RESOURCES, Source.RESOURCE_GRAPH, Source.DECLARED)
"""From the one that tells least to the one that tells most."""
_OWN_LIST = {type_: source for source, type_ in LISTED.items()}
_OF_THE_ROW = ("table", "read_at")


def snapshots(collection: Collection, kind: RecordKind) -> Iterator[Snapshot]:
    """Every resource that these sources show, once, unless a list of its own was read.

    Resource Graph runs some seconds behind: what it alone still shows, of a type that Resource Manager lists, was there
    and is no longer.
    """
    shown: dict[str, list[tuple[Source, Wire]]] = {}
    for source in ANY_SOURCES:
        for item in collection.items(source):
            resource_id = fold(item.get("id"))
            if resource_id and not _has_own_list(collection, type_of(resource_id)):
                shown.setdefault(resource_id, []).append((source, item))
    for resource_id, rows in shown.items():
        source, best = rows[-1]
        model: dict[str, Any] = {}
        for _, row in rows:
            model |= {name: value for name, value in row.items() if name not in _OF_THE_ROW}
        proof = _proof(collection, source, best, resource_id)
        is_stale = source is Source.RESOURCE_GRAPH and len(rows) == 1 and _is_listed_here(collection, resource_id)
        own = RecordKind.CHECKPOINT if is_stale else kind
        yield Snapshot(resource_id, model, own, proof, whole=source is not Source.RESOURCES)


def reading_of(collection: Collection, type_: str) -> tuple[Source, Reading] | None:
    """The reading whose silence shows that a resource of a folded type is not there; `None` where nothing lists them.

    A list of its own goes first, then what the rubric declares, Resource Manager's list, and Resource Graph.
    """
    source = _OWN_LIST.get(type_)
    if source is not None and source in collection.sources:
        return source, collection.sources[source]
    ways = tuple(_ways(collection, type_))
    found = next((way for way in ways if way[1].status.was_read), ways[0] if ways else None)
    if found is None and is_inside(type_):
        return bodies_of(collection, next(parents_of(type_)))
    return found


def _ways(collection: Collection, type_: str) -> Iterator[tuple[Source, Reading]]:
    sources = collection.sources
    if Source.DECLARED in sources and type_ in sources[Source.DECLARED].parts:
        yield Source.DECLARED, sources[Source.DECLARED].of_part(type_)
    if is_listed(type_) and Source.RESOURCES in sources:
        yield Source.RESOURCES, sources[Source.RESOURCES]
    table = table_of(type_)
    if table is not None and Source.RESOURCE_GRAPH in sources:
        yield Source.RESOURCE_GRAPH, _of_table(sources[Source.RESOURCE_GRAPH], collection, table)


def _of_table(reading: Reading, collection: Collection, table: str) -> Reading:
    """A side table that was not asked for, because nothing that fills it is there, is empty."""
    if table not in reading.parts and table != RESOURCES and collection.sources.get(Source.RESOURCES):
        listed = collection.sources[Source.RESOURCES]
        return reading if listed.status.was_read and reading.status.was_read else reading.of_part(table)
    return reading.of_part(table)


def bodies_of(collection: Collection, type_: str) -> tuple[Source, Reading] | None:
    """The reading that tells the whole of a type's resources: where it failed, what they are like is not known."""
    source = _OWN_LIST.get(type_)
    if source is not None and source in collection.sources:
        return source, collection.sources[source]
    if is_inside(type_):
        return bodies_of(collection, next(parents_of(type_)))
    whole = [way for way in _ways(collection, type_) if way[0] is not Source.RESOURCES]
    return next((way for way in whole if way[1].status.was_read), whole[0] if whole else None)


def _is_listed_here(collection: Collection, resource_id: str) -> bool:
    """Whether Resource Manager's list, which was read, would show such a resource if it were there."""
    listed = collection.sources.get(Source.RESOURCES)
    return listed is not None and listed.status.was_read and is_listed(type_of(resource_id))


def _has_own_list(collection: Collection, type_: str) -> bool:
    source = _OWN_LIST.get(type_)
    reading = collection.sources.get(source) if source else None
    return reading is not None and reading.status.was_read


def _proof(collection: Collection, source: Source, row: Wire, resource_id: str) -> Proof:
    if source is not Source.RESOURCE_GRAPH:
        return state_proof(collection, source, resource_id)
    read_at = instant(row.get("read_at")) or collection.collected_at
    return Proof(source, resource_id, read_at, _told(str(row.get("table", ""))), collection.sha256)


def _told(table: str) -> Message:
    return say("seen in Resource Graph, {table}", table=table) if table else say("seen in Resource Graph")
