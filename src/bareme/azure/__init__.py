"""Reads Azure, and is the only part of bareme that imports the `azure` packages.

What the rest of bareme uses:

    targets = [Target("E001", "6f1d…")]
    summary = collect_many(targets, Settings(stage="built"), on_done=keep)

`on_done(target, collection)` is called once a student, in any order, from one thread and never twice at a time.
A target that Azure refuses entirely still gives a collection, every source `denied`. Nothing is imported from
the SDK before one of the two functions is called.
"""

from bareme.azure.collection.collect import collect_many, collect_one
from bareme.azure.observer import Observer, Summary
from bareme.azure.settings import RequestLimits, Settings, Target

__all__ = ["Observer", "RequestLimits", "Settings", "Summary", "Target", "collect_many", "collect_one"]
