"""Names that tell what a machine is: environment, place, product, role, instance."""

import re
from collections.abc import Iterable

from bareme import Finding, Form, Lab, MachineKind, Message, VirtualMachine, check, codes, every, fold, met, say, unmet

from .virtual_machines import MACHINES

NO_MACHINE = say("no machine was ever made")

ENVIRONMENTS = ("dev", "prod", "aq", "qa", "test", "stg")

_TWIN = r"(-\d)?"
"""The portal numbers the twins it makes in several zones."""


@check(
    "naming.convention",
    reads=MACHINES,
    slips=("naming",),
    looks_at=("Microsoft.Compute/virtualMachines:name", "Microsoft.Compute/virtualMachines:location"),
)
def convention(  # noqa: PLR0913 - each of them is an element of the table
    lab: Lab,
    *,
    example: str = "deveus-webvm01",
    environments: tuple[str, ...] = ENVIRONMENTS,
    products: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    pattern: Form | None = None,
) -> Finding:
    """The names of the virtual machines tell environment, place, product, role and instance."""
    expected = say("names like {example}", example=example)
    forms = [pattern] if pattern else _forms(environments, products, roles)

    def judge(vm: VirtualMachine) -> Finding:
        parts = next((parts for form in forms if (parts := form.groups(fold(vm.name))) is not None), None)
        if parts is None:
            slip = f"naming={fold(vm.name)}"
            return unmet(expected, say("{vm}", vm=vm.name), vm.created, remark=_why(pattern), slip=slip)
        place = parts.get("place")
        if place and not _is_at(place, vm.location.value):
            found = say(
                "{vm}: “{place}” does not stand for {region}", vm=vm.name, place=place, region=vm.location.value
            )
            return unmet(expected, found, vm.created, vm.location)
        return met(expected, say("{vm}", vm=vm.name), vm.created)

    return every(expected, made(lab), judge, NO_MACHINE)


def made(lab: Lab) -> list[VirtualMachine]:
    """The machines a student made one by one; the instances of a scale set are named and sized by their set."""
    return [vm for vm in lab.vms if vm.kind is not MachineKind.SCALE_SET]


def _forms(environments: Iterable[str], products: Iterable[str], roles: Iterable[str]) -> list[Form]:
    """The lecture's form, `deveus-webvm01`, and that of Microsoft's framework, `vm-web-dev-eus-001`."""
    environment, product, role = _one_of(environments), _one_of(products), _one_of(roles)
    place, number = "(?P<place>[a-z][a-z0-9]{1,20})", "[0-9]{2,3}"
    lecture = f"{environment}{place}-({product}-)?{role}(vm|srv)?-?{number}{_TWIN}"
    framework = f"vm-({product}-)?{role}-{environment}-{place}-{number}{_TWIN}"
    return [Form(lecture), Form(framework)]


def _one_of(words: Iterable[str]) -> str:
    """One of the words, or any word where none is named."""
    return f"({'|'.join(re.escape(fold(word)) for word in words) or '[a-z][a-z0-9]{0,20}?'})"


def _is_at(place: str, location: str) -> bool:
    """Whether a short form stands for a region; of a region without known short forms, any does."""
    known = codes(location)
    return place in known or len(known) == 1


def _why(pattern: Form | None) -> Message:
    if pattern:
        return say("the school's form is {pattern}", pattern=pattern.pattern)
    return say("environment and place, a hyphen, role and number; or vm-role-environment-place-number")
