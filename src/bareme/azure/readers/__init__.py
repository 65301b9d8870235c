"""How each source is read. A reader fills a partial reading, or raises `Unread` with what it had filled so far."""

from collections.abc import Awaitable, Callable, Mapping

from bareme.azure.readers import catalogue, children, graph, history, lists, machines
from bareme.azure.readers.declared import declared
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Source

Reader = Callable[[StudentSources, PartialReading], Awaitable[None]]

READERS: Mapping[Source, Reader] = {
    **lists.READERS,
    Source.RESOURCE_GROUPS: lists.resource_groups,
    Source.VM_STATUSES: machines.statuses,
    Source.INSTANCE_VIEWS: machines.instance_views,
    Source.SCALE_SET_INSTANCES: machines.scale_set_instances,
    Source.GALLERY_IMAGES: children.gallery_images,
    Source.GALLERY_IMAGE_VERSIONS: children.gallery_image_versions,
    Source.DATA_COLLECTION_RULE_ASSOCIATIONS: children.rule_associations,
    Source.DEPLOYMENTS: children.deployments,
    Source.ACTIVITY_LOG: history.activity_log,
    Source.RESOURCE_CHANGES: history.resource_changes,
    Source.SKUS: catalogue.skus,
    Source.RESOURCES: lists.resources,
    Source.RESOURCE_GRAPH: graph.resource_graph,
    Source.DECLARED: declared,
}
"""Every source but `subscription`, which is read first and alone."""

__all__ = ["READERS", "Reader", "StudentSources"]
