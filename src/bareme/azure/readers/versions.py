"""The API version that resources of a type are read with, one by one: fixed where known, else asked of the provider."""

from bareme.azure.http.errors import Unread
from bareme.azure.http.request import ArmRequest
from bareme.azure.readers.routes import LISTINGS, RESOURCES, subscription_path, with_query
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Status
from bareme.reference.arm import dig_list, fold

_NETWORK = "2024-05-01"
_WEB = "2023-12-01"
_SQL = "2021-11-01"
VERSIONS = {fold(one.kind): one.version for one in LISTINGS.values()} | {
    "microsoft.apimanagement/service": "2022-08-01",
    "microsoft.app/containerapps": "2024-03-01",
    "microsoft.app/managedenvironments": "2024-03-01",
    "microsoft.automation/automationaccounts": "2023-11-01",
    "microsoft.cache/redis": "2024-03-01",
    "microsoft.cdn/profiles": "2024-02-01",
    "microsoft.cognitiveservices/accounts": "2023-05-01",
    "microsoft.containerinstance/containergroups": "2023-05-01",
    "microsoft.containerregistry/registries": "2023-07-01",
    "microsoft.containerservice/managedclusters": "2024-05-01",
    "microsoft.dataprotection/backupvaults": "2024-04-01",
    "microsoft.dbformysql/flexibleservers": "2023-12-30",
    "microsoft.dbforpostgresql/flexibleservers": "2022-12-01",
    "microsoft.documentdb/databaseaccounts": "2024-05-15",
    "microsoft.eventgrid/topics": "2022-06-15",
    "microsoft.eventhub/namespaces": "2024-01-01",
    "microsoft.insights/actiongroups": "2023-01-01",
    "microsoft.insights/activitylogalerts": "2020-10-01",
    "microsoft.insights/components": "2020-02-02",
    "microsoft.insights/scheduledqueryrules": "2023-12-01",
    "microsoft.keyvault/vaults": "2023-07-01",
    "microsoft.logic/workflows": "2019-05-01",
    "microsoft.managedidentity/userassignedidentities": "2023-01-31",
    "microsoft.operationalinsights/workspaces": "2023-09-01",
    "microsoft.recoveryservices/vaults": "2024-04-01",
    "microsoft.servicebus/namespaces": "2021-11-01",
    "microsoft.sql/servers": _SQL,
    "microsoft.sql/servers/databases": _SQL,
    "microsoft.web/serverfarms": _WEB,
    "microsoft.web/sites": _WEB,
    "microsoft.web/sites/slots": _WEB,
    "microsoft.network/dnszones": "2018-05-01",
    "microsoft.network/privatednszones": "2020-06-01",
    "microsoft.network/privatednszones/virtualnetworklinks": "2020-06-01",
    "microsoft.network/frontdoors": "2021-06-01",
    "microsoft.network/trafficmanagerprofiles": "2022-04-01",
}
_PROVIDERS_OF_NETWORK = "microsoft.network/"


async def version_of(student: StudentSources, type_: str) -> str:
    """The version for a folded type.

    Raises:
        Unread: the type is not in the table, and the provider's own list could not be read or does not hold it.
    """
    known = VERSIONS.get(type_) or (_NETWORK if type_.startswith(_PROVIDERS_OF_NETWORK) else None)
    return known or await _asked(student, type_)


async def _asked(student: StudentSources, type_: str) -> str:
    """`Providers - Get`: the newest version that is no preview."""
    provider, _, rest = type_.partition("/")
    answer = await student.client.ask(
        ArmRequest(with_query(f"{subscription_path(student.target)}/providers/{provider}", RESOURCES))
    )
    for one in dig_list(answer.body, "resourceTypes"):
        if isinstance(one, dict) and fold(one.get("resourceType")) == rest:
            versions = sorted((str(version) for version in dig_list(one, "apiVersions")), reverse=True)
            stable = [version for version in versions if "preview" not in version]
            for version in (*stable, *versions):
                return version
    raise Unread(Status.FAILED, "InvalidResourceType")
