"""What sources and their readings are called where a person reads it; files and programs have the identifiers."""

from collections.abc import Mapping

from bareme.evidence.collection import Reading, Status
from bareme.evidence.sources import Source
from bareme.text.message import Message, say

NAMES: Mapping[Source, Message] = {
    Source.SUBSCRIPTION: say("subscription"),
    Source.RESOURCE_GROUPS: say("resource groups"),
    Source.VIRTUAL_MACHINES: say("virtual machines"),
    Source.VM_STATUSES: say("states of the machines"),
    Source.INSTANCE_VIEWS: say("machines one by one"),
    Source.DISKS: say("disks"),
    Source.SNAPSHOTS: say("snapshots"),
    Source.IMAGES: say("images"),
    Source.GALLERIES: say("image galleries"),
    Source.GALLERY_IMAGES: say("image definitions"),
    Source.GALLERY_IMAGE_VERSIONS: say("image versions"),
    Source.AVAILABILITY_SETS: say("availability sets"),
    Source.SCALE_SETS: say("scale sets"),
    Source.SCALE_SET_INSTANCES: say("instances of scale sets"),
    Source.NETWORK_INTERFACES: say("network interfaces"),
    Source.PUBLIC_IP_ADDRESSES: say("public IP addresses"),
    Source.NETWORK_SECURITY_GROUPS: say("network security groups"),
    Source.VIRTUAL_NETWORKS: say("virtual networks"),
    Source.LOAD_BALANCERS: say("load balancers"),
    Source.NAT_GATEWAYS: say("NAT gateways"),
    Source.BASTION_HOSTS: say("Bastion hosts"),
    Source.AUTOSCALE_SETTINGS: say("autoscale settings"),
    Source.METRIC_ALERTS: say("metric alerts"),
    Source.DATA_COLLECTION_RULES: say("data collection rules"),
    Source.DATA_COLLECTION_RULE_ASSOCIATIONS: say("associations of data collection rules"),
    Source.DEPLOYMENTS: say("deployment history"),
    Source.ACTIVITY_LOG: say("activity log"),
    Source.RESOURCE_CHANGES: say("change records"),
    Source.SKUS: say("list of sizes"),
    Source.POLICY_ASSIGNMENTS: say("policy assignments"),
    Source.SCHEDULES: say("shutdown schedules"),
    Source.BUDGETS: say("budgets"),
    Source.STORAGE_ACCOUNTS: say("storage accounts"),
    Source.RESOURCES: say("list of all resources"),
    Source.RESOURCE_GRAPH: say("Resource Graph"),
    Source.DECLARED: say("what the rubric asks for"),
}


_BY_ID: Mapping[str, Message] = {source.value: name for source, name in NAMES.items()}
_STATUSES: Mapping[str, Message] = {
    Status.DENIED.value: say("access denied"),
    Status.THROTTLED.value: say("Azure asked to wait too long"),
    Status.FAILED.value: say("the reading failed"),
}


def source_name(source: str) -> Message | str:
    """The name of a source, or of a part of one; what another version knows keeps its identifier."""
    name, _, part = source.partition(" ")
    told = _BY_ID.get(name, name)
    return say("{source} ({part})", source=told, part=part) if part else told


def why_unread(status: str, error: str) -> Message:
    """Why a source could not be read, with Azure's code."""
    said = _STATUSES.get(status, say("not read"))
    return say("{said} ({code})", said=said, code=error) if error else said


def not_read(source: Source, reading: Reading | None) -> Message:
    """Why a source tells nothing: Azure did not let it be read, or nobody asked."""
    name = source_name(source)
    if reading is None:
        return say("{source}: not collected", source=name)
    return say("{source}: {status}", source=name, status=why_unread(reading.status, reading.error))
