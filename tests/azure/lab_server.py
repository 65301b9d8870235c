"""Azure on loopback as simulated students leave it, at any moment of their lab."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from bareme.azure.readers.routes import LISTINGS
from bareme.evidence import Collection, Source
from bareme.evidence.collection import from_wire, to_wire
from bareme.reference.arm import fold, instant
from bareme.simulator import Subscription
from tests.azure.arm_server import ArmServer, error

Film = tuple[Collection, ...]
"""What a subscription shows, moment after moment."""

_CHILDREN = {
    "virtualmachinescalesets/[^/]+/virtualmachines": Source.SCALE_SET_INSTANCES,
    "galleries/[^/]+/images": Source.GALLERY_IMAGES,
    "galleries/[^/]+/images/[^/]+/versions": Source.GALLERY_IMAGE_VERSIONS,
    "providers/microsoft.resources/deployments": Source.DEPLOYMENTS,
    "providers/microsoft.insights/datacollectionruleassociations": Source.DATA_COLLECTION_RULE_ASSOCIATIONS,
}
_WHOLE = {
    "resources": Source.RESOURCES,
    "resourcegroups": Source.RESOURCE_GROUPS,
    "providers/microsoft.insights/eventtypes/management/values": Source.ACTIVITY_LOG,
    "providers/microsoft.compute/skus": Source.SKUS,
    **{fold(f"providers/{one.kind}"): source for source, one in LISTINGS.items()},
}


class Filmed(Subscription):
    """A simulated subscription of which a collection is kept whenever time passes."""

    frames: list[Collection]

    def wait(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Keep what there is, and let time pass."""
        vars(self).setdefault("frames", []).append(self.collect())
        super().wait(minutes=minutes, hours=hours, days=days)


@dataclass
class Showing:
    """A film in a subscription, begun so much later; only the frame that is shown is made."""

    film: Film
    subscription: str
    later: timedelta = timedelta()
    _number: int = -1
    _frame: Collection | None = None

    def at(self, now: datetime) -> Collection:
        """What there is to see at a moment; before the beginning, its first frame."""
        begun = [number for number, one in enumerate(self.film) if one.collected_at + self.later <= now]
        number = begun[-1] if begun else 0
        if self._frame is None or number != self._number:
            self._number, self._frame = number, _moved(self.film[number], self.subscription, self.later)
        return self._frame


def _moved(one: Collection, subscription: str, later: timedelta) -> Collection:
    def text(found: re.Match[str]) -> str:
        moment = instant(found[0])
        assert moment is not None
        return f"{moment + later:%Y-%m-%dT%H:%M:%S.%f}{found[1]}"

    own = json.dumps(to_wire(one)).replace(one.subscription_id, subscription)
    if later:
        own = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|\+00:00)", text, own)
    return from_wire({**json.loads(own), "sha256": ""})


@dataclass
class LabServer(ArmServer):
    """Shows every subscription as it was at `now`, by a clock of its own."""

    films: Mapping[str, Showing] = field(default_factory=dict)
    """By folded subscription id."""
    now: datetime | None = None

    def _world(self, request: web.Request, body: str) -> web.Response:
        assert self.now is not None
        self.headers["Date"] = format_datetime(self.now, usegmt=True)
        path = fold(request.path.rstrip("/"))
        if path.endswith("microsoft.resourcegraph/resources"):
            return self._graph(json.loads(body))
        _, _, subscription, *rest = [*path.split("/"), ""]
        shown = self._frame(subscription)
        if shown is None:
            return error(404, "SubscriptionNotFound", headers=self.headers)
        inside = "/".join(rest).rstrip("/")
        if not inside:
            return web.json_response(shown.items(Source.SUBSCRIPTION)[0], headers=self.headers)
        return self._of(request, path, inside, shown)

    def _of(self, request: web.Request, path: str, inside: str, shown: Collection) -> web.Response:
        group = re.match(r"resourcegroups/([^/]+)(?:/|$)", inside)
        whole = inside[group.end() :] if group else inside
        if "statusOnly" in request.query:
            return self._page(request, _of_group(shown.items(Source.VM_STATUSES), group))
        if whole in _WHOLE:
            return self._page(request, _of_group(shown.items(_WHOLE[whole]), group))
        for pattern, source in _CHILDREN.items():
            if re.search(f"{pattern}$", path):
                parent = path.rpartition("/")[0] if source is not Source.DEPLOYMENTS else path
                return self._page(request, [one for one in shown.items(source) if fold(one["id"]).startswith(parent)])
        single = [one for source in (Source.INSTANCE_VIEWS, Source.RESOURCE_GROUPS) for one in shown.items(source)]
        found = next((one for one in single if fold(one["id"]) == path), None)
        return web.json_response(found, headers=self.headers) if found else error(404, "ResourceNotFound")

    def _graph(self, query: dict[str, Any]) -> web.Response:
        frames = [one for name in query["subscriptions"] if (one := self._frame(fold(name)))]
        if query["query"].startswith("resourcechanges"):
            rows = [row for one in frames for row in one.items(Source.RESOURCE_CHANGES)]
        else:
            sources = [Source.RESOURCE_GRAPH, *LISTINGS]
            rows = [row for one in frames for source in sources for row in one.items(source)]
        self.graph = [dict(row) for row in rows]
        return self._rows(query)

    def _frame(self, subscription: str) -> Collection | None:
        showing = self.films.get(subscription)
        assert self.now is not None
        return showing.at(self.now) if showing else None


def _of_group(items: Iterable[Mapping[str, Any]], group: re.Match[str] | None) -> list[Any]:
    if group is None:
        return list(items)
    return [one for one in items if f"/resourcegroups/{group[1]}/" in f"{fold(one.get('id'))}/"]
