"""Machines: run-time status of all in one call, and the whole view of those that need it."""

from collections.abc import Sequence

from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import own_path
from bareme.azure.http.request import ArmRequest
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import COMPUTE, subscription_path, with_query
from bareme.azure.readers.student_sources import MANY, StudentSources, bounded
from bareme.evidence import Source, Status
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold


async def statuses(student: StudentSources, partial: PartialReading) -> None:
    """`Virtual Machines - List All` with `statusOnly=true`, which Azure has for whole subscriptions only.

    In one resource group of a shared subscription the machines are looked at one by one instead: its Reader
    may not list the others', and a class would list them all once a student.
    """
    if student.target.resource_group:
        machines = await student.known(Source.VIRTUAL_MACHINES)
        await _views(student, partial, machines)
        return
    path = with_query(f"{subscription_path(student.target)}/providers/Microsoft.Compute/virtualMachines", COMPUTE)
    await student.fill(partial, f"{path}&statusOnly=true")


async def instance_views(student: StudentSources, partial: PartialReading) -> None:
    """`Virtual Machines - Get` with `$expand=instanceView`, where a list does not tell enough.

    Fault and update domains are nowhere else; a generalized machine and one whose status is missing from the
    list ("statusOnly … may intermittently be missing") are looked at too.
    """
    machines = await student.known(Source.VIRTUAL_MACHINES)
    seen = await student.known(Source.VM_STATUSES)
    if student.target.resource_group and not (student.shared and student.shared.has(Source.VM_STATUSES)):
        partial.add(seen)
        student.rest_on(Source.VM_STATUSES)
        return
    known = {fold(item.get("id")): codes_of(item) for item in seen}
    await _views(student, partial, [machine for machine in machines if _needs_view(machine, known)])


async def scale_set_instances(student: StudentSources, partial: PartialReading) -> None:
    """Instances of uniform scale sets; those of flexible ones are ordinary machines."""
    sets = await student.known(Source.SCALE_SETS)
    uniform = [one for one in sets if fold(dig(one, "properties", "orchestrationMode")) != "flexible"]
    ids = [own_path(student.client, dig_text(one, "id") or "") for one in uniform]
    paths = [with_query(f"{path}/virtualMachines", COMPUTE, expand="instanceView") for path in ids]
    await student.fill_each(partial, paths)
    student.rest_on(Source.SCALE_SETS)


def codes_of(machine: Wire) -> set[str]:
    """The folded status codes of a machine."""
    return {fold(dig(status, "code")) for status in dig_list(machine, "properties", "instanceView", "statuses")}


def _needs_view(machine: Wire, known: dict[str, set[str]]) -> bool:
    codes = known.get(fold(machine.get("id")), set())
    powered = any(code.startswith("powerstate/") for code in codes)
    return not powered or "osstate/generalized" in codes or dig(machine, "properties", "availabilitySet") is not None


async def _views(student: StudentSources, partial: PartialReading, machines: Sequence[Wire]) -> None:
    await student.all_of(partial, [_view(student, partial, machine) for machine in machines[:MANY]])
    bounded(machines)
    student.rest_on(Source.VIRTUAL_MACHINES)


async def _view(student: StudentSources, partial: PartialReading, machine: Wire) -> None:
    path = own_path(student.client, dig_text(machine, "id") or "")
    response = await student.client.ask(ArmRequest(with_query(path, COMPUTE, expand="instanceView")))
    if not isinstance(response.body, dict):
        raise Unread(Status.FAILED, "NotAPage")
    partial.add([scrub(response.body)])
