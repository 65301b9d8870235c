"""Where and under which name: region, zones, names, the network."""

import re
from collections import Counter
from typing import Any

from bareme.evidence import Source
from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.rewrite import Model, items, models, shown, strings
from bareme.reference.arm import dig, dig_list, fold, region, resource_type
from bareme.text.message import say

VM = "microsoft.compute/virtualmachines"
ZONED = {VM, "microsoft.compute/disks"}
GROUPS = "microsoft.network/networksecuritygroups"
_ZONE = re.compile(r"(?:virtualmachine\d*)?zone", re.IGNORECASE)

OTHER_NAMES = "other-names"


def other_region(example: Example) -> Example:
    """Everything in another region."""
    counts = Counter(region(dig(model, "location")) for _, model in shown(example, VM))
    if not counts:
        return example
    (old, _), new = counts.most_common(1)[0], "norwayeast"
    return strings(example, lambda _, text: new if region(text) == old else text)


def one_zone(example: Example) -> Example:
    """Every machine and disk that has a zone in the first one."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) in ZONED and model.get("zones"):
            model["zones"] = ["1"]

    return items(models(example, change), _first_zone)


def no_zones(example: Example) -> Example:
    """No machine and no disk in any zone."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) in ZONED and model.get("zones"):
            model["zones"] = []

    return items(models(example, change), _no_zone)


def other_names(example: Example) -> Example:
    """Every machine under another name, in its id and wherever else it stands."""
    names = {fold(identifier.rpartition("/")[2]) for identifier, _ in shown(example, VM)}
    if not names:
        return example
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), re.IGNORECASE)
    others = {name: f"zz-{number}" for number, name in enumerate(sorted(names))}
    return strings(example, lambda _, text: pattern.sub(lambda found: others[fold(found[0])], text))


def open_to_anybody(example: Example) -> Example:
    """Every inbound rule open to the whole Internet."""

    def change(identifier: str, model: Model) -> None:
        for rule in dig_list(model, "properties", "securityRules") if resource_type(identifier) == GROUPS else ():
            if "sourceAddressPrefix" in dig(rule, "properties"):
                rule["properties"]["sourceAddressPrefix"] = "*"

    return models(example, change)


def group_elsewhere(example: Example) -> Example:
    """Resource groups in another region than what is in them."""

    def change(source: Source, item: Model) -> Model:
        return {**item, "location": "norwayeast"} if source is Source.RESOURCE_GROUPS else item

    return items(example, change)


def no_tags(example: Example) -> Example:
    """No tag on anything."""
    return models(example, lambda _, model: model.update({"tags": {}} if "tags" in model else {}))


def no_way_in(example: Example) -> Example:
    """No inbound rule of any security group."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) == GROUPS:
            model.get("properties", {})["securityRules"] = []

    return models(example, change)


def _no_zone(source: Source, item: Model) -> Model:
    """A deployment without zone parameters."""
    parameters: dict[str, Any] = dig(item, "properties", "parameters") or {}
    for name in [one for one in parameters if _ZONE.fullmatch(one)] if source is Source.DEPLOYMENTS else ():
        del parameters[name]
    return item


def _first_zone(source: Source, item: Model) -> Model:
    """A deployment's zone parameters."""
    parameters: dict[str, Any] = dig(item, "properties", "parameters") or {}
    if source is Source.DEPLOYMENTS:
        for name, parameter in parameters.items():
            if _ZONE.fullmatch(name) and isinstance(parameter, dict) and parameter.get("value"):
                parameter["value"] = "1"
    return item


PLACES = (
    mutation("other-region", say("everything in another region"), other_region, "*:location"),
    mutation("one-zone", say("every machine in one zone"), one_zone, "*:zones"),
    mutation("no-zones", say("machines in no zone"), no_zones, "*:zones"),
    mutation(
        "group-elsewhere",
        say("resource groups in another region"),
        group_elsewhere,
        "Microsoft.Resources/resourceGroups:location",
    ),
    mutation("no-tags", say("no tags"), no_tags, "*:tags"),
    mutation(
        "open-to-anybody",
        say("rules open to the Internet"),
        open_to_anybody,
        "Microsoft.Network/networkSecurityGroups:properties.securityRules",
        "Microsoft.Network/networkInterfaces:properties",
        "Microsoft.Network/publicIPAddresses",
    ),
    mutation(OTHER_NAMES, say("machines under other names"), other_names, "Microsoft.Compute/virtualMachines:name"),
    mutation(
        "no-way-in",
        say("no inbound rule"),
        no_way_in,
        "Microsoft.Network/networkSecurityGroups:properties.securityRules",
        "Microsoft.Network/virtualNetworks:@there",
    ),
)
