"""A rubric drafted from an example of the lab: what the checks find there, with the values they find, to be pruned.

Only what the example meets stands in it, so that its author is the first student who gets all the points.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.checking.finding import Outcome
from bareme.errors import UsageError
from bareme.grading.assess import assess, tasks
from bareme.lab import Lab, VirtualMachine
from bareme.lab.selection import are_twins
from bareme.lab.virtual_machine import MachineKind
from bareme.prove.draft_any import of_anything
from bareme.prove.example import Example
from bareme.rubric import Criterion, Rubric
from bareme.rubric.model import Section
from bareme.text.language import Language, Speech
from bareme.text.message import say
from bareme.timeline.missing import told

Values = Mapping[str, Any]

_NUMBER = re.compile(r"[-_ ]?\d+$")
_BETWEEN = re.compile(r"[-_ .]+")
_OF_A_MACHINE = (
    "vm.zones", "vm.data_disk", "vm.resized_up", "network.remote_desktop", "image.captured", "image.source_kept",
    "vm.deallocated", "vm.deleted",
)  # fmt: skip
_OF_SETS = (
    "availability_set.systems", "availability_set.configurations", "availability_set.domains",
    "availability_set.members_deleted",
)  # fmt: skip
_OF_THE_REST = (
    "autoscale.rule", "autoscale.schedule", "availability.load_balancer", "monitoring.alert", "monitoring.collection",
    "spending.budget",
)  # fmt: skip
_ACCOUNTS = {"type": "Microsoft.Storage/storageAccounts", "moment": "before-deletion", "each": True, "all": True}
_SAFE = (
    ({"path": "properties.supportsHttpsTrafficOnly", "eq": True},
     {"not": {"path": "properties.minimumTlsVersion", "in": ["TLS1_0", "TLS1_1"]}}),
    ({"path": "properties.allowBlobPublicAccess", "eq": False, "default": False},),
)  # fmt: skip
"""What every storage account should refuse: what travels in clear, and visitors without a name."""
_AT_THE_END = (
    "hygiene.nothing_running", "hygiene.no_orphans", "hygiene.no_loose_interfaces", "spending.hourly_network",
    "spending.auto_shutdown",
)  # fmt: skip
_END = "F"
"""What is also true where nothing was ever done."""
_POINTS = Decimal(1)
_TITLES = {
    "M": {Language.FRENCH: "Machine", Language.ENGLISH: "Machine"},
    "S": {Language.FRENCH: "Groupes de machines", Language.ENGLISH: "Groups of machines"},
    "A": {Language.FRENCH: "Ressources", Language.ENGLISH: "Resources"},
    "R": {Language.FRENCH: "Autour", Language.ENGLISH: "Around them"},
    _END: {Language.FRENCH: "À la fin", Language.ENGLISH: "At the end"},
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A check that may be asked, with what the example shows as its values."""

    section: str
    check: str
    values: Values


def drafted(identifier: str, example: Example, catalogue: Catalogue) -> Rubric:
    """A rubric of all that the example meets, a point each.

    Raises:
        UsageError: no check finds anything there.
    """
    lab = Lab.of(example.collections, None, example.submission)
    machines = _machines(lab)
    names = {f"machine{number or ''}": one for number, one in _numbered(machines)}
    proposals = [one for one in _proposals(lab, names) if one.check in catalogue]
    parameters = {name: _described(vm) for name, vm in names.items()}
    rubric = _rubric(identifier, parameters, proposals, catalogue)
    if rubric is not None:
        findings = assess(tasks(rubric, catalogue), lab)
        found = [one for one, own in zip(proposals, rubric.criteria, strict=True)
                 if findings[own.id].outcome is Outcome.MET]  # fmt: skip
        was_done = any(one.section != _END for one in found)
        rubric = _rubric(identifier, parameters, found, catalogue) if was_done else None
    if rubric is None:
        raise UsageError(
            say("No check finds anything in the evidence in {name}.", name=example.name),
            say("“bareme rubric new FILE” writes a rubric to start from."),
        )
    return rubric


def _machines(lab: Lab) -> list[VirtualMachine]:
    """The machines that stand alone, one of each creation."""
    alone = [vm for vm in lab.vms if vm.kind is MachineKind.STAND_ALONE]
    return [vm for place, vm in enumerate(alone) if not any(are_twins(vm, one) for one in alone[:place])]


def _numbered(machines: list[VirtualMachine]) -> Iterator[tuple[int, VirtualMachine]]:
    """A single machine needs no number."""
    yield from enumerate(machines, 1) if len(machines) > 1 else ((0, one) for one in machines)


def _described(vm: VirtualMachine) -> Values:
    """What tells a machine from another, so that it is found under a wrong name too."""
    seen: dict[str, Any] = {
        "name": _pattern(vm.name),
        "os": _of(vm, lambda one: one.os_type.value),
        "location": _of(vm, lambda one: one.location.value),
        "sizes": [fact.value for fact in vm.sizes[:1]],
        "skus": _of(vm, lambda one: [one.image.value.sku] if one.image.value.sku else []),
        "os_disk": _of(vm, lambda one: one.os_disk_sku.value),
    }
    return {name: value for name, value in seen.items() if value}


def _pattern(name: str) -> str:
    """A name, whatever stands between its words, with or without a number at its end."""
    words = map(re.escape, _BETWEEN.split(_NUMBER.sub("", name.casefold()) or name.casefold()))
    return "[-_ ]?".join(words) + r"([-_ ]?\d+)?"


def _proposals(lab: Lab, machines: Mapping[str, VirtualMachine]) -> Iterator[Proposal]:
    for name, vm in machines.items():
        yield from _of_machine(name, vm)
    yield from _of_groups(lab, machines)
    yield from _of_storage(lab)
    yield from _of_the_others(lab)
    yield from (Proposal("R", check, {}) for check in _OF_THE_REST)
    yield from (Proposal(_END, check, {}) for check in _AT_THE_END if lab.vms)


def _of_machine(name: str, vm: VirtualMachine) -> Iterator[Proposal]:
    section, own = f"M{name.removeprefix('machine')}", {"machine": f"${{{name}}}"}
    seen: dict[str, Values] = {
        "vm.name": {"example": vm.name},
        "vm.region": {"region": _of(vm, lambda one: one.location.value)},
        "vm.size_at_creation": {"size": _of(vm, lambda one: one.size_at_creation.value)},
        "vm.image": {"full": _of(vm, lambda one: [one.image.value.sku] if one.image.value.sku else [])},
        "vm.os_disk": {"sku": _of(vm, lambda one: one.os_disk_sku.value)},
    }
    yield from (Proposal(section, check, {**own, **values}) for check, values in seen.items() if all(values.values()))
    yield from (Proposal(section, check, own) for check in _OF_A_MACHINE)


def _of_groups(lab: Lab, machines: Mapping[str, VirtualMachine]) -> Iterator[Proposal]:
    for group in lab.availability_sets[:1]:
        region = {"region": _of(group, lambda one: one.location.value)}
        count = {"count": sum(bool(vm.availability_set and vm.availability_set.value == group.id) for vm in lab.vms)}
        yield Proposal("S", "availability_set.exists", region)
        yield Proposal("S", "availability_set.members", region | count)
        yield from (Proposal("S", check, {} if check.endswith("systems") else count) for check in _OF_SETS)
    yield from (Proposal("S", "image.used", {"machine": f"${{{name}}}"}) for name in list(machines)[:1])
    for scale_set in lab.scale_sets[:1]:
        most = max((fact.value for fact in scale_set.capacities), default=0)
        yield Proposal("S", "scale_set.instances",
                       {"region": _of(scale_set, lambda one: one.location.value), "count": most})  # fmt: skip


def _of_the_others(lab: Lab) -> Iterator[Proposal]:
    yield from (Proposal("A", "resource", values) for values in of_anything(lab))


def _of_storage(lab: Lab) -> Iterator[Proposal]:
    regions = _each(lab.storage_accounts, lambda one: one.location.value)
    copies = _each(lab.storage_accounts, lambda one: one.sku.value.partition("_")[2].upper())
    if regions:
        yield Proposal("R", "storage.region", {"regions": regions})
    if regions:
        yield from (Proposal("R", "resource", {**_ACCOUNTS, "where": list(where)}) for where in _SAFE)
    if copies:
        yield Proposal("R", "storage.redundancy", {"redundancies": copies})


def _of(noun: Any, read: Callable[[Any], Any]) -> Any:
    """What is known of a thing; `None` where no source tells it."""
    return next(iter(told([noun], read)), None)


def _each(nouns: Iterable[Any], read: Callable[[Any], str]) -> list[str]:
    return list(Counter(told(nouns, read)))


def _rubric(identifier: str, parameters: Values, proposals: list[Proposal], catalogue: Catalogue) -> Rubric | None:
    sections = []
    for name in dict.fromkeys(one.section for one in proposals):
        own = [one for one in proposals if one.section == name]
        criteria = (_criterion(f"{name}-{number}", one, catalogue[one.check]) for number, one in enumerate(own, 1))
        titles = {language: f"{text} {name[1:]}".strip() for language, text in _TITLES[name[0]].items()}
        sections.append(Section(id=name, title=titles, criteria=tuple(criteria)))
    if not sections:
        return None
    return Rubric.model_validate({"id": identifier, "title": identifier, "parameters": parameters,
                                  "sections": tuple(sections)})  # fmt: skip


def _criterion(identifier: str, one: Proposal, check: Check) -> Criterion:
    title = {language: Speech(language).tell(check.expected).rstrip(".") for language in Language}
    if one.check == "resource":
        title = dict.fromkeys(
            Language, f"{str(one.values['type']).rpartition('/')[2]} {one.values.get('name', '')}".strip()
        )
    values: dict[str, Any] = {"id": identifier, "title": title, "points": _POINTS, "check": one.check}
    return Criterion.model_validate({**values, "with": dict(one.values)})
