"""What a student deploys once: Reader on his subscription for one person, group or application of another tenant.

The shape is that of "Onboard a customer to Azure Lighthouse": a registration definition, and its assignment.
"""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
"""The built-in role: every read, nothing else."""
SCHEMA = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"
_VERSION = "2022-10-01"
_DEFINITION = "Microsoft.ManagedServices/registrationDefinitions"
_ASSIGNMENT = "Microsoft.ManagedServices/registrationAssignments"


@dataclass(frozen=True, slots=True)
class Offer:
    """Who is let in, as students read it in their portal."""

    name: str
    tenant_id: str
    principal_id: str
    principal_name: str = ""

    @property
    def id(self) -> str:
        """The name of the definition and of the assignment: the same whenever the same is asked."""
        return str(uuid5(NAMESPACE_URL, f"bareme/{self.tenant_id}/{self.principal_id}/{READER}".casefold()))


def template(offer: Offer, description: str) -> dict[str, Any]:
    """The template, for `az deployment sub create`; the portal takes the same file."""
    definition = f"[subscriptionResourceId('{_DEFINITION}', '{offer.id}')]"
    authorization = {"principalId": offer.principal_id, "roleDefinitionId": READER}
    if offer.principal_name:
        authorization["principalIdDisplayName"] = offer.principal_name
    return {
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "resources": [
            {
                "type": _DEFINITION,
                "apiVersion": _VERSION,
                "name": offer.id,
                "properties": {
                    "registrationDefinitionName": offer.name,
                    "description": description,
                    "managedByTenantId": offer.tenant_id,
                    "authorizations": [authorization],
                },
            },
            {
                "type": _ASSIGNMENT,
                "apiVersion": _VERSION,
                "name": offer.id,
                "dependsOn": [definition],
                "properties": {"registrationDefinitionId": definition},
            },
        ],
    }
