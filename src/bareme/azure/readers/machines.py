"""Machines: run-time status of all in one call, and the whole view of those that need it."""

from collections.abc import Sequence

from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import own_path
from bareme.azure.http.request import Question
from bareme.azure.readers.partial_reading import Draft
from bareme.azure.readers.routes import COMPUTE, subscription_path, with_query
from bareme.azure.readers.student_sources import MANY, Desk, all_of, bounded
from bareme.evidence import Source, Status
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold


async def statuses(desk: Desk, draft: Draft) -> None:
    """`Virtual Machines - List All` with `statusOnly=true`, which Azure has for whole subscriptions only.

    In one resource group of a shared subscription the machines are looked at one by one instead: its Reader
    may not list the others', and a class would list them all once a student.
    """
    if desk.target.resource_group:
        machines = await desk.known(Source.VIRTUAL_MACHINES)
        await _views(desk, draft, machines)
        return
    path = with_query(f"{subscription_path(desk.target)}/providers/Microsoft.Compute/virtualMachines", COMPUTE)
    await desk.fill(draft, f"{path}&statusOnly=true")


async def instance_views(desk: Desk, draft: Draft) -> None:
    """`Virtual Machines - Get` with `$expand=instanceView`, where a list does not tell enough.

    Fault and update domains are nowhere else; a generalized machine and one whose status is missing from the
    list ("statusOnly … may intermittently be missing") are looked at too.
    """
    machines = await desk.known(Source.VIRTUAL_MACHINES)
    seen = await desk.known(Source.VM_STATUSES)
    if desk.target.resource_group:
        draft.add(seen)
        desk.rest_on(Source.VM_STATUSES)
        return
    known = {fold(item.get("id")): codes_of(item) for item in seen}
    await _views(desk, draft, [machine for machine in machines if _needs_view(machine, known)])


async def scale_set_instances(desk: Desk, draft: Draft) -> None:
    """Instances of uniform scale sets; those of flexible ones are ordinary machines."""
    sets = await desk.known(Source.SCALE_SETS)
    uniform = [one for one in sets if fold(dig(one, "properties", "orchestrationMode")) != "flexible"]
    ids = [own_path(desk.line, dig_text(one, "id") or "") for one in uniform]
    paths = [with_query(f"{path}/virtualMachines", COMPUTE, expand="instanceView") for path in ids]
    await desk.fill_each(draft, paths)
    desk.rest_on(Source.SCALE_SETS)


def codes_of(machine: Wire) -> set[str]:
    """The folded status codes of a machine."""
    return {fold(dig(status, "code")) for status in dig_list(machine, "properties", "instanceView", "statuses")}


def _needs_view(machine: Wire, known: dict[str, set[str]]) -> bool:
    codes = known.get(fold(machine.get("id")), set())
    powered = any(code.startswith("powerstate/") for code in codes)
    return not powered or "osstate/generalized" in codes or dig(machine, "properties", "availabilitySet") is not None


async def _views(desk: Desk, draft: Draft, machines: Sequence[Wire]) -> None:
    await all_of([_view(desk, draft, machine) for machine in machines[:MANY]])
    bounded(machines)
    desk.rest_on(Source.VIRTUAL_MACHINES)


async def _view(desk: Desk, draft: Draft, machine: Wire) -> None:
    path = own_path(desk.line, dig_text(machine, "id") or "")
    answer = await desk.line.ask(Question(with_query(path, COMPUTE, expand="instanceView")))
    if not isinstance(answer.body, dict):
        raise Unread(Status.FAILED, "NotAPage")
    draft.add([scrub(answer.body)])
