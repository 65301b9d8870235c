"""Whose evidence it is: files of another subscription or resource group than the roster's are nobody's proof here."""

from collections.abc import Sequence
from dataclasses import replace

from bareme.evidence import Collection
from bareme.roster import Scope
from bareme.wire import fold

Collections = tuple[Collection, ...]


def parted(collections: Sequence[Collection], scope: Scope) -> tuple[Collections, Collections]:
    """The collections of a student's own scope, and those of somebody else's.

    Where a student has one resource group of a subscription that was collected whole, only that group counts.
    """
    own = tuple(_narrowed(one, scope) for one in collections if is_of(one, scope))
    return own, tuple(one for one in collections if not is_of(one, scope))


def is_of(collection: Collection, scope: Scope) -> bool:
    """Whether a collection was read in this scope, in a part of it, or in the whole subscription around it.

    A student whose subscription the roster does not tell is believed.
    """
    groups = {fold(collection.resource_group), fold(scope.resource_group)} - {""}
    subscriptions = {fold(collection.subscription_id), fold(scope.subscription_id)} - {""}
    return len(subscriptions) < 2 and len(groups) < 2


def _narrowed(collection: Collection, scope: Scope) -> Collection:
    wider = scope.resource_group and not collection.resource_group
    return replace(collection, resource_group=scope.resource_group) if wider else collection
