"""Reads Azure, and is the only part of bareme that imports the `azure` packages.

What the rest of bareme uses:

    targets = [Target("E001", "6f1d…")]
    summary = collect_many(targets, Settings(stage="built"), on_done=keep)

`on_done(target, collection)` is called once a student, in any order, from one thread and never twice at a time.
A target that Azure refuses entirely still gives a collection, every source `denied`. Nothing is imported from
the SDK before one of the two functions is called.
"""

from collections.abc import Callable, Sequence

from bareme.azure.target import Manners, Settings, Target
from bareme.azure.watch import Summary, Watch
from bareme.evidence import Collection

__all__ = ["Manners", "Settings", "Summary", "Target", "Watch", "collect_many", "collect_one"]


def collect_many(
    targets: Sequence[Target],
    settings: Settings,
    on_done: Callable[[Target, Collection], None],
    watch: Watch | None = None,
) -> Summary:
    """Collect every target and hand each collection over as soon as it is complete.

    What `on_done` raises ends the class: it must keep its own troubles with one student to itself.

    Raises:
        AccessError: there is no credential at all, so nothing was asked.
        UsageError: the endpoint is one that no token may be sent to.
        KeyboardInterrupt: the collections handed over until then stay valid.
    """
    from bareme.azure.classroom import run  # noqa: PLC0415 - the SDK takes half a second to import

    return run(targets, settings, on_done, watch or Watch())


def collect_one(target: Target, settings: Settings, watch: Watch | None = None) -> Collection:
    """Collect one target, nothing written.

    Raises:
        AccessError: there is no credential at all.
        UsageError: the endpoint is one that no token may be sent to.
    """
    collected: list[Collection] = []
    collect_many([target], settings, lambda _target, collection: collected.append(collection), watch)
    return collected[0]
