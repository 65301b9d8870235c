"""What Azure's error codes prove to be absent, source by source. Anything else that was not there was not read.

A log, the subscription and a list at the top are always there: where Azure does not find them, the question was wrong
(a withdrawn API version, a subscription without a tenant), and that says nothing about what the student did.
"""

from bareme.evidence.sources import Source
from bareme.reference.arm import fold

GROUP_GONE = "resourcegroupnotfound"
"""`Resource group 'x' could not be found.`: of the group itself, and of everything asked in it."""

UNREGISTERED = frozenset(
    {
        "missingsubscriptionregistration",
        "noregisteredproviderfound",
        "subscriptionnotregistered",
        "resourceprovidernotregistered",
    }
)
"""The provider is not registered, so the subscription holds nothing of its kind ("Resolve errors for resource
provider registration")."""

_GONE_CHILD = frozenset({"resourcenotfound", "parentresourcenotfound", "notfound", GROUP_GONE})
"""What Compute, Insights and Resource Manager answer for one thing that is not there."""

PARENTS = {
    Source.INSTANCE_VIEWS: Source.VIRTUAL_MACHINES,
    Source.VM_STATUSES: Source.VIRTUAL_MACHINES,
    Source.SCALE_SET_INSTANCES: Source.SCALE_SETS,
    Source.GALLERY_IMAGES: Source.GALLERIES,
    Source.GALLERY_IMAGE_VERSIONS: Source.GALLERY_IMAGES,
    Source.DATA_COLLECTION_RULE_ASSOCIATIONS: Source.DATA_COLLECTION_RULES,
    Source.DEPLOYMENTS: Source.RESOURCE_GROUPS,
}
"""The sources that are read one parent at a time, and the list of the parents."""

_ALWAYS_REGISTERED = frozenset(
    {
        Source.SUBSCRIPTION,
        Source.RESOURCE_GROUPS,
        Source.DEPLOYMENTS,
        Source.ACTIVITY_LOG,
        Source.RESOURCE_CHANGES,
        Source.POLICY_ASSIGNMENTS,
        Source.RESOURCES,
        Source.RESOURCE_GRAPH,
    }
)
"""Of providers that no subscription is without, or records of the past that are kept whoever is registered."""

_OF_THE_SUBSCRIPTION = frozenset(
    {Source.SUBSCRIPTION, Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES, Source.SKUS, Source.RESOURCE_GRAPH}
)
"""Asked at the subscription, also where one resource group is the scope."""

CODES = _GONE_CHILD | UNREGISTERED
"""Every code that can be proof of an absence, of something."""


def is_proved(source: Source, code: str, *, in_group: bool) -> bool:
    """Whether a refusal with this code shows that a source holds nothing.

    `in_group` is whether one resource group is the scope: its lists are gone with it. In a whole subscription the
    status of all machines is one list, which cannot vanish; a group's deployments are gone with the group alone.
    """
    folded = fold(code)
    if folded in UNREGISTERED:
        return source not in _ALWAYS_REGISTERED
    if in_group and folded == GROUP_GONE:
        return source not in _OF_THE_SUBSCRIPTION
    is_child = source in PARENTS and (in_group or source is not Source.VM_STATUSES)
    return is_child and folded in ({GROUP_GONE} if source is Source.DEPLOYMENTS else _GONE_CHILD)
