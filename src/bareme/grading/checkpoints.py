"""What a student should still do before he deletes: some proof vanishes with the machine."""

from collections.abc import Iterator

from bareme.lab import Lab
from bareme.text.message import Message, say
from bareme.timeline.missing import told


def before_deleting(lab: Lab) -> Iterator[Message]:
    """What would be lost by deleting now."""
    at_risk = [vm for vm in lab.vms if vm.present and vm.availability_set]
    domains = told(at_risk, lambda vm: vm.fault_domain)
    if at_risk and not all(_is_kept(lab, fact.proof.event) for fact in domains):
        yield say(
            "Before you delete {names}: fault and update domains cannot be proved afterwards. Keep a checkpoint first:"
            " bareme collect --evidence evidence --stage set",
            names=tuple(vm.name for vm in at_risk),
        )


def _is_kept(lab: Lab, collection: str) -> bool:
    return any(one.sha256 == collection and one.stage for one in lab.history.collections)
