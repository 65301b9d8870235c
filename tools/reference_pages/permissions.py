"""What is read of a subscription: the request of each source, the right it needs, and the API version."""

from bareme.azure.readers.routes import (
    ACTIVITY_LOG,
    COLLECTION_RULES,
    COMPUTE,
    GALLERIES,
    GRAPH,
    LISTINGS,
    RESOURCES,
    SKUS,
    SUBSCRIPTIONS,
)
from bareme.evidence import Source
from bareme.text.language import Speech
from tools.reference_pages.markdown import Both, table

TITLE = Both("Permissions", "Droits")
LEAD = Both(
    "The role *Reader* on the subscription, or on the resource group, holds all of these rights, and no other is asked"
    " for. Requests go below `/subscriptions/ID`, or below the resource group where Azure has the list there. A right"
    " that is missing costs its own source alone: it is `denied`, and what rests on it cannot be verified.",
    "Le rôle *Lecteur* sur l’abonnement, ou sur le groupe de ressources, contient tous ces droits, et aucun autre n’est"
    " demandé. Les requêtes portent sur `/subscriptions/ID`, ou sur le groupe de ressources si Azure y tient la liste."
    " Un droit qui manque ne coûte que sa propre source : elle est `denied`, et ce qui repose sur elle n’est pas"
    " vérifiable.",
)
COLUMNS = (
    Both("source", "source"), Both("request", "requête"), Both("right", "droit"), Both("API version", "version d’API"),
)  # fmt: skip
VM, SET, GALLERY = (f"Microsoft.Compute/{one}" for one in ("virtualMachines", "virtualMachineScaleSets", "galleries"))
RULES = "Microsoft.Insights/dataCollectionRules"
WIDE = Both("the right to read the resources themselves", "le droit de lire les ressources elles-mêmes")
OTHERS = {
    Source.SUBSCRIPTION: ("`GET` …", "`Microsoft.Resources/subscriptions/read`", SUBSCRIPTIONS),
    Source.RESOURCE_GROUPS: ("`resourceGroups`", "`Microsoft.Resources/subscriptions/resourceGroups/read`", RESOURCES),
    Source.VM_STATUSES: (f"`{VM}?statusOnly=true`", f"`{VM}/read`", COMPUTE),
    Source.INSTANCE_VIEWS: (f"`{VM}/NAME?$expand=instanceView`", f"`{VM}/read`", COMPUTE),
    Source.GALLERY_IMAGES: (f"`{GALLERY}/NAME/images`", f"`{GALLERY}/images/read`", GALLERIES),
    Source.GALLERY_IMAGE_VERSIONS: (
        f"`{GALLERY}/NAME/images/NAME/versions`", f"`{GALLERY}/images/versions/read`", GALLERIES,
    ),
    Source.SCALE_SET_INSTANCES: (f"`{SET}/NAME/virtualMachines`", f"`{SET}/virtualMachines/read`", COMPUTE),
    Source.DATA_COLLECTION_RULE_ASSOCIATIONS: (
        f"`{RULES}/NAME/associations`", "`Microsoft.Insights/dataCollectionRuleAssociations/read`", COLLECTION_RULES,
    ),
    Source.DEPLOYMENTS: (
        "`resourceGroups/NAME/providers/Microsoft.Resources/deployments`", "`Microsoft.Resources/deployments/read`",
        RESOURCES,
    ),
    Source.ACTIVITY_LOG: (
        "`Microsoft.Insights/eventtypes/management/values`", "`Microsoft.Insights/eventtypes/values/read`",
        ACTIVITY_LOG,
    ),
    Source.SKUS: ("`Microsoft.Compute/skus`", "`Microsoft.Compute/skus/read`", SKUS),
    Source.RESOURCES: ("`resources`", "`Microsoft.Resources/subscriptions/resources/read`", RESOURCES),
    Source.RESOURCE_CHANGES: ("`POST Microsoft.ResourceGraph/resources`: `resourcechanges`", WIDE, GRAPH),
    Source.RESOURCE_GRAPH: ("`POST Microsoft.ResourceGraph/resources`", WIDE, GRAPH),
    Source.DECLARED: (
        Both("what a rubric asks for under `collect`", "ce qu’un barème demande sous `collect`"),
        Both("`TYPE/read`", "`TYPE/read`"), Both("the rubric's", "celle du barème"),
    ),
}  # fmt: skip


def page(speech: Speech) -> str:
    """The page."""
    rows = [(f"`{source.value}`", *(_told(one, speech) for one in _request(source))) for source in Source]
    return f"# {TITLE.of(speech)}\n\n{LEAD.of(speech)}\n\n{table([one.of(speech) for one in COLUMNS], rows)}"


def _request(source: Source) -> tuple[str | Both, str | Both, str | Both]:
    if source in LISTINGS:
        own = LISTINGS[source]
        return f"`{own.kind}`", f"`{own.kind}/read`", own.version
    return OTHERS[source]


def _told(text: str | Both, speech: Speech) -> str:
    return text if isinstance(text, str) else text.of(speech)
