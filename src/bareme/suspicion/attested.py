"""What Azure signed of machines, held against the export it came with."""

from collections.abc import Iterator
from datetime import timedelta

from bareme.evidence import Collection, Source
from bareme.reference.arm import Wire, dig_text, fold, instant
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import Clue, Suspicion, SuspicionKind
from bareme.text.message import Message, say

APART = timedelta(days=1)
"""How long after its documents an export may be made, or before: clocks and zones."""

_SKU = ("properties", "storageProfile", "imageReference", "sku")
_MACHINES = (Source.VIRTUAL_MACHINES, Source.INSTANCE_VIEWS, Source.SCALE_SET_INSTANCES)


def attested_machines(handin: HandIn) -> dict[str, Wire]:
    """The facts that Azure signed, by the folded id of the machine that an export shows under them."""
    facts = {fold(fact.get("vm_id")): fact for one in handin.exported for fact in one.attested}
    machines = (vm for one in handin.exported for vm in _machines(one)) if facts else ()
    shown = ((fold(vm.get("id")), fold(_vm_id(vm))) for vm in machines)
    return {place: facts[identity] for place, identity in shown if identity in facts}


def attested(handin: HandIn) -> Iterator[Suspicion]:
    """Documents that are of another machine, subscription, image or time than the export's."""
    for one in handin.exported:
        found = [(fact, why) for fact in one.attested for why in _odd(fact, one)]
        if found:
            text = say(
                "What Azure signed of a machine does not fit the student's own export ({why}). A machine that was made "
                "anew under its name explains it as well; worth a look.",
                why=tuple(dict.fromkeys(why for _, why in found)),
            )
            clues = tuple(
                Clue("attested", dig_text(fact, "vm_id") or "", dig_text(fact, "created") or "") for fact, _ in found
            )
            yield Suspicion(SuspicionKind.EXPORT_ATTESTED, (handin.student,), text, clues)


def _odd(fact: Wire, one: Collection) -> Iterator[Message]:
    if fold(fact.get("subscription_id")) != fold(one.subscription_id):
        yield say("another subscription")
    machines = [vm for vm in _machines(one) if fold(_vm_id(vm)) == fold(fact.get("vm_id"))]
    if not machines:
        yield say("no such machine in it")
    skus = {fold(sku) for vm in machines if (sku := dig_text(vm, *_SKU))}
    if skus and fold(fact.get("sku")) not in skus:
        yield say("another image")
    created = instant(fact.get("created"))
    if created is None or created > one.collected_at + APART:
        yield say("signed after it")
    made = [time for vm in machines if (time := instant(dig_text(vm, "properties", "timeCreated")))]
    if created and made and created < min(made) - APART:
        yield say("signed before the machine was made")


def _machines(one: Collection) -> Iterator[Wire]:
    return (vm for source in _MACHINES for vm in one.items(source))


def _vm_id(vm: Wire) -> str | None:
    return dig_text(vm, "properties", "vmId")
