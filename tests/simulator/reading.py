"""Short ways of looking at simulated evidence."""

from typing import Any

from bareme.evidence import Collection, Source
from bareme.simulator import Subscription


def items(azure: Subscription | Collection, source: Source) -> list[Any]:
    collection = azure.collect() if isinstance(azure, Subscription) else azure
    return list(collection.sources[source].items)


def events(azure: Subscription, operation: str, name: str = "") -> list[Any]:
    """Oldest first."""
    found = [one for one in items(azure, Source.ACTIVITY_LOG) if one["operationName"]["value"].endswith(operation)]
    return [one for one in reversed(found) if one["resourceId"].endswith(name)]


def one(azure: Subscription, source: Source, name: str) -> Any:
    return next(item for item in items(azure, source) if item["name"] == name)


def codes(azure: Subscription, name: str) -> list[str]:
    view = one(azure, Source.INSTANCE_VIEWS, name)["properties"]["instanceView"]
    return [status["code"] for status in view["statuses"]]
