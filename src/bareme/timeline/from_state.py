"""What the collections saw with their own eyes: the present, and the present of earlier collections."""

from collections.abc import Iterator
from functools import lru_cache

from bareme.evidence import Collection, Source
from bareme.reference.arm import Wire, dig, dig_text, fold
from bareme.text.message import Message, say
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import RecordKind, Snapshot

STATE_SOURCES = {
    Source.RESOURCE_GROUPS: "microsoft.resources/resourcegroups",
    Source.VIRTUAL_MACHINES: "microsoft.compute/virtualmachines",
    Source.DISKS: "microsoft.compute/disks",
    Source.SNAPSHOTS: "microsoft.compute/snapshots",
    Source.IMAGES: "microsoft.compute/images",
    Source.GALLERIES: "microsoft.compute/galleries",
    Source.GALLERY_IMAGES: "microsoft.compute/galleries/images",
    Source.GALLERY_IMAGE_VERSIONS: "microsoft.compute/galleries/images/versions",
    Source.AVAILABILITY_SETS: "microsoft.compute/availabilitysets",
    Source.SCALE_SETS: "microsoft.compute/virtualmachinescalesets",
    Source.SCALE_SET_INSTANCES: "microsoft.compute/virtualmachinescalesets/virtualmachines",
    Source.NETWORK_INTERFACES: "microsoft.network/networkinterfaces",
    Source.PUBLIC_IP_ADDRESSES: "microsoft.network/publicipaddresses",
    Source.NETWORK_SECURITY_GROUPS: "microsoft.network/networksecuritygroups",
    Source.VIRTUAL_NETWORKS: "microsoft.network/virtualnetworks",
    Source.LOAD_BALANCERS: "microsoft.network/loadbalancers",
    Source.NAT_GATEWAYS: "microsoft.network/natgateways",
    Source.BASTION_HOSTS: "microsoft.network/bastionhosts",
    Source.AUTOSCALE_SETTINGS: "microsoft.insights/autoscalesettings",
    Source.METRIC_ALERTS: "microsoft.insights/metricalerts",
    Source.DATA_COLLECTION_RULES: "microsoft.insights/datacollectionrules",
    Source.SCHEDULES: "microsoft.devtestlab/schedules",
    Source.STORAGE_ACCOUNTS: "microsoft.storage/storageaccounts",
}
"""The sources that list resources as they are, and the type each of them lists."""

SETTING_SOURCES = {
    Source.POLICY_ASSIGNMENTS: "microsoft.authorization/policyassignments",
    Source.BUDGETS: "microsoft.consumption/budgets",
    Source.DATA_COLLECTION_RULE_ASSOCIATIONS: "microsoft.insights/datacollectionruleassociations",
}
"""The sources that list settings laid on something: nobody's work by themselves."""

LISTED = STATE_SOURCES | SETTING_SOURCES
"""All sources that list one type."""


def snapshots(collection: Collection, kind: RecordKind) -> Iterator[Snapshot]:
    """Every resource listed in a collection, VMs with their run-time state merged in."""
    for source in LISTED:
        reading = collection.sources.get(source)
        views = instance_views(collection) if source is Source.VIRTUAL_MACHINES else {}
        for item in reading.items if reading else ():
            resource_id = fold(item.get("id"))
            if resource_id:
                proof = state_proof(collection, source, resource_id)
                yield Snapshot(resource_id, _with_view(item, views.get(resource_id)), kind, proof)


def state_proof(collection: Collection, source: Source, resource_id: str) -> Proof:
    """A resource seen in a collection, as proof."""
    return Proof(source, resource_id, collection.collected_at, _seen(collection.stage), collection.sha256)


@lru_cache(maxsize=64)
def _seen(stage: str | None) -> Message:
    return say("seen at “{s}”", s=stage) if stage else say("seen in the collection")


def instance_views(collection: Collection) -> dict[str, Wire]:
    """Run-time state by VM id, from the one-by-one reading where there is one, else from the list of all."""
    views: dict[str, Wire] = {}
    for source in (Source.VM_STATUSES, Source.INSTANCE_VIEWS):
        reading = collection.sources.get(source)
        for item in reading.items if reading else ():
            view = dig(item, "properties", "instanceView")
            if dig_text(item, "id") and view:
                views[fold(item["id"])] = view
    return views


def _with_view(item: Wire, view: Wire | None) -> Wire:
    if view is None:
        return item
    return {**item, "properties": {**(dig(item, "properties") or {}), "instanceView": view}}
