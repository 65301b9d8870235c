"""Collect many targets, or one: the front door of the collection room."""

from collections.abc import Callable, Sequence

from bareme.azure.observer import Observer, Summary
from bareme.azure.settings import Settings, Target
from bareme.evidence import Collection


def collect_many(
    targets: Sequence[Target],
    settings: Settings,
    on_done: Callable[[Target, Collection], None],
    observer: Observer | None = None,
) -> Summary:
    """Collect every target and hand each collection over as soon as it is complete.

    What `on_done` raises ends the class: it must keep its own troubles with one student to itself.

    Raises:
        AccessError: there is no credential at all, so nothing was asked.
        UsageError: the endpoint is one that no token may be sent to.
        KeyboardInterrupt: the collections handed over until then stay valid.
    """
    from bareme.azure.collection.class_collection import run  # noqa: PLC0415 - the SDK takes half a second to import

    return run(targets, settings, on_done, observer or Observer())


def collect_one(target: Target, settings: Settings, observer: Observer | None = None) -> Collection:
    """Collect one target, nothing written.

    Raises:
        AccessError: there is no credential at all.
        UsageError: the endpoint is one that no token may be sent to.
    """
    collected: list[Collection] = []
    collect_many([target], settings, lambda _target, collection: collected.append(collection), observer)
    return collected[0]
