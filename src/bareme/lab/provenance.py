"""By which tool a resource was made: the deployment's name tells more than the application in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bareme.lab import Lab
from bareme.lab.noun import Noun
from bareme.text.message import Message, say
from bareme.timeline import Operation, Proof
from bareme.timeline.snapshot import RecordKind


class Tool(StrEnum):
    """Ways of making things in Azure."""

    CLI = "Azure CLI"
    CLOUD_SHELL = "Cloud Shell"
    PORTAL = "portal"
    POWERSHELL = "Azure PowerShell"
    TEMPLATE = "template"
    """A deployment somebody wrote: Bicep, ARM, Terraform."""
    UNKNOWN = "unknown"


TOLD: Mapping[Tool, Message] = MappingProxyType(
    {
        Tool.CLI: say("Azure CLI"),
        Tool.CLOUD_SHELL: say("Cloud Shell"),
        Tool.PORTAL: say("portal"),
        Tool.POWERSHELL: say("Azure PowerShell"),
        Tool.TEMPLATE: say("template"),
        Tool.UNKNOWN: say("unknown"),
    }
)
"""The tools in words."""


@dataclass(frozen=True, slots=True)
class Maker:
    """The tool, and the record that shows it."""

    tool: Tool
    proof: Proof | None


_NAMES = {
    "vm_deploy_": Tool.CLI,
    "av_set_deploy_": Tool.CLI,
    "vmss_deploy_": Tool.CLI,
    "createvm-": Tool.PORTAL,
    "createvmss-": Tool.PORTAL,
    "microsoft.template-": Tool.TEMPLATE,
    "microsoft.": Tool.PORTAL,
}
"""How tools call their deployments (azure-cli `custom.py`, recorded deployments of the portal); the first one holds.

The portal's page for a template of one's own calls it `Microsoft.Template-` and the time; its other forms say what they
make, `Microsoft.VirtualNetwork-…`.
"""

APPLICATIONS: dict[str, Tool] = {
    "04b07795-8ddb-461a-bbee-02f9e1bf7b46": Tool.CLI,
    "c44b4083-3bb0-49c1-b47d-974e53cbdf3c": Tool.PORTAL,
    "1950a258-227b-4e31-a9cf-717495945fc2": Tool.POWERSHELL,
    "2233b157-f44d-4812-b777-036cdaf9a96e": Tool.CLOUD_SHELL,
}


def application(operation: Operation) -> Tool:
    """The tool whose application id the log recorded."""
    return APPLICATIONS.get(operation.app_id, Tool.UNKNOWN)


def maker(noun: Noun, lab: Lab) -> Maker:
    """Who made it: the deployment it came from, else the application that wrote it."""
    return _deployed(noun, lab) or _written(noun, lab) or Maker(Tool.UNKNOWN, None)


def _deployed(noun: Noun, lab: Lab) -> Maker | None:
    listed = (one.proof for one in noun.life.snapshots if one.kind is RecordKind.DEPLOYMENT)
    for proof in listed:
        return Maker(deployed_by(proof.event), proof)
    for operation in _together(noun, lab):
        if "/providers/microsoft.resources/deployments/" in operation.resource_id:
            return Maker(deployed_by(operation.resource_id), operation.proof)
    return None


def _written(noun: Noun, lab: Lab) -> Maker | None:
    for operation in _together(noun, lab):
        if application(operation) is not Tool.UNKNOWN:
            return Maker(application(operation), operation.proof)
    return None


def _together(noun: Noun, lab: Lab) -> list[Operation]:
    """What was done in the same action as its creation, and its own first write."""
    found = (one for action in noun.correlations for one in lab.history.actions.get(action, ()))
    return sorted(found, key=lambda one: one.time)


def deployed_by(deployment: str) -> Tool:
    """The tool that gave a deployment its name, or somebody's own template."""
    name = deployment.rpartition("/")[2].casefold()
    return next((tool for prefix, tool in _NAMES.items() if name.startswith(prefix)), Tool.TEMPLATE)
