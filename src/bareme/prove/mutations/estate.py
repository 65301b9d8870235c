"""What stands around machines, otherwise: storage accounts, autoscale."""

from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.rewrite import Model, models
from bareme.reference.arm import dig, dig_list, resource_type
from bareme.text.message import say

ACCOUNT = "microsoft.storage/storageaccounts"
SETTING = "microsoft.insights/autoscalesettings"


def local_storage(example: Example) -> Example:
    """Every storage account with copies in one place only."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) == ACCOUNT:
            model["sku"] = {"name": "Standard_LRS", "tier": "Standard"}

    return models(example, change)


def open_storage(example: Example) -> Example:
    """Every storage account open to anybody, and without encryption on the way."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) == ACCOUNT and isinstance(model.get("properties"), dict):
            model["properties"] |= {"supportsHttpsTrafficOnly": False, "allowBlobPublicAccess": True}

    return models(example, change)


def other_rule(example: Example) -> Example:
    """Autoscale that wakes too late."""

    def change(identifier: str, model: Model) -> None:
        for profile in dig_list(model, "properties", "profiles") if resource_type(identifier) == SETTING else ():
            for rule in dig_list(profile, "rules"):
                if isinstance(dig(rule, "metricTrigger"), dict):
                    rule["metricTrigger"]["threshold"] = 99

    return models(example, change)


ESTATE = (
    mutation(
        "local-storage",
        say("storage accounts with local copies"),
        local_storage,
        "Microsoft.Storage/storageAccounts:sku",
    ),
    mutation(
        "open-storage",
        say("storage accounts open to anybody"),
        open_storage,
        "Microsoft.Storage/storageAccounts:properties",
    ),
    mutation("other-rule", say("another autoscale rule"), other_rule, "Microsoft.Insights/autoscalesettings"),
)
