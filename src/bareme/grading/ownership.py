"""Whose evidence it is: files of another subscription or resource group than the roster's are nobody's proof here."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bareme.errors import EvidenceError
from bareme.evidence import Collection, Source
from bareme.reference.arm import bears, dig_text, fold
from bareme.roster import Scope
from bareme.text.message import Message, say
from bareme.timeline import History
from bareme.timeline.unseen import told_unseen

Collections = tuple[Collection, ...]


def parted(collections: Sequence[Collection], scope: Scope) -> tuple[Collections, Collections]:
    """The collections of a student's own scope, and those of somebody else's.

    Where a student has one resource group of a subscription that was collected whole, only that group counts.

    Raises:
        EvidenceError: nobody says whose it is, and it is of several subscriptions or resource groups.
    """
    if not scope.subscription_id:
        _of_one(collections, scope)
    counted = [(one, _counted(one, scope)) for one in collections]
    return tuple(own for _, own in counted if own), tuple(one for one, own in counted if own is None)


def never_seen(history: History) -> Message | None:
    """Why a student cannot be graded whose resource group no list, log, change record or earlier evidence shows.

    It is more likely a wrong name than an empty lab: a group that was deleted leaves its history.
    """
    if history.is_scope_seen:
        return None
    return told_unseen(history.scope, history.groups)


def _of_one(collections: Sequence[Collection], scope: Scope) -> None:
    """Evidence that a roster does not tell the owner of: it has one, or somebody must say which is meant."""
    subscriptions = _named(collections, lambda one: one.subscription_id)
    if len(subscriptions) > 1:
        raise EvidenceError(
            say("the evidence is of several subscriptions: {names}", names=subscriptions),
            say("Say which one is yours: --subscription ID, or subscription_id in the roster."),
        )
    groups = _named(collections, lambda one: one.resource_group)
    if len(groups) > 1 and not (scope.resource_group or scope.tag):
        raise EvidenceError(
            say("the evidence is of several resource groups: {names}", names=groups),
            say("Say which one is yours: --resource-group NAME, or resource_group in the roster."),
        )


def _named(collections: Sequence[Collection], name: Callable[[Collection], str | None]) -> tuple[str, ...]:
    """Names as they were first written, each once."""
    named = [text for one in collections if (text := name(one))]
    return tuple({fold(text): text for text in reversed(named)}.values())


def _counted(collection: Collection, scope: Scope) -> Collection | None:
    """What of a collection counts: it was read in this scope, in a part of it, or in the whole subscription around it.

    A student whose subscription the roster does not tell is believed. Where a tag tells his resource group, the
    collection must show the group that bears it, and no other one that does.
    """
    group = _group(collection, scope)
    groups = {fold(collection.resource_group), fold(group)} - {""}
    subscriptions = {fold(collection.subscription_id), fold(scope.subscription_id)} - {""}
    if len(subscriptions) > 1 or len(groups) > 1 or (scope.tag and not group):
        return None
    return replace(collection, resource_group=group) if group and not collection.resource_group else collection


def _group(collection: Collection, scope: Scope) -> str | None:
    """The student's resource group, by the roster or by his tag."""
    if scope.resource_group or not scope.tag:
        return scope.resource_group
    reading = collection.sources.get(Source.RESOURCE_GROUPS)
    tagged = [dig_text(one, "name") for one in reading.items if bears(one, scope.tag)] if reading else []
    return tagged[0] if len(tagged) == 1 else None
