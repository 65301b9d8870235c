"""What happened in a lab, in order: the lines of the report's timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bareme.lab import Lab, VirtualMachine
from bareme.lab.noun import Noun
from bareme.lab.provenance import Tool, application, maker
from bareme.reference.arm import stamp
from bareme.text.message import Message, say
from bareme.timeline import Fact, Proof
from bareme.timeline.missing import Missing


class Act(StrEnum):
    """The kinds of event a timeline shows."""

    CREATED = "created"
    RESIZED = "resized"
    DISK = "disk"
    GENERALIZED = "generalized"
    CAPTURED = "captured"
    STOPPED = "stopped"
    DELETED = "deleted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LabEvent:
    """One line: when, to which resource, what, by which tool, and the record that shows it."""

    time: datetime
    resource: str
    name: str
    act: Act
    text: Message
    tool: str
    proof: Proof

    def to_wire(self) -> dict[str, Any]:
        """As kept with the results."""
        return {
            "time": stamp(self.time),
            "resource": self.resource,
            "name": self.name,
            "act": self.act.value,
            "text": self.text.to_wire(),
            "tool": self.tool,
            "source": self.proof.source.value,
            "event": self.proof.event,
        }


def story(lab: Lab) -> list[LabEvent]:
    """The events of every machine, image, availability set and scale set, and what Azure refused, oldest first."""
    nouns: tuple[Noun, ...] = (*lab.vms, *lab.images, *lab.availability_sets, *lab.scale_sets)
    tools = {one.event: application(one) for one in lab.history.operations if one.event}
    events = [event for noun in nouns for event in _of(noun, lab, tools)]
    return sorted([*events, *_refused(lab)], key=lambda one: (one.time, one.resource, one.act))


def _of(noun: Noun, lab: Lab, tools: dict[str, Tool]) -> Iterator[LabEvent]:
    for act, text, fact in _facts(noun):
        if fact is not None and fact.value is not None:
            tool = maker(noun, lab).tool if act is Act.CREATED else tools.get(fact.proof.event, Tool.UNKNOWN)
            yield LabEvent(fact.value, noun.id, noun.name, act, text, _named(tool), fact.proof)


def _named(tool: Tool) -> str:
    return "" if tool is Tool.UNKNOWN else tool.value


def _facts(noun: Noun) -> Iterator[tuple[Act, Message, Fact[datetime] | Fact[datetime | None] | None]]:
    yield Act.CREATED, say("created"), noun.created
    if isinstance(noun, VirtualMachine):
        yield from _machine(noun)
    try:
        yield Act.DELETED, say("deleted"), noun.deleted
    except Missing:
        return


def _machine(vm: VirtualMachine) -> Iterator[tuple[Act, Message, Fact[datetime | None] | Fact[datetime] | None]]:
    for change in vm.resizes:
        text = say("resized from {before} to {after}", before=change.before.value, after=change.after.value)
        yield Act.RESIZED, text, Fact(change.after.proof.time, change.after.proof)
    for disk in vm.data_disks:
        yield Act.DISK, say("data disk {name} attached", name=disk.value.name), Fact(disk.proof.time, disk.proof)
    yield Act.GENERALIZED, say("generalized"), vm.generalized
    yield Act.STOPPED, say("deallocated"), vm.deallocated
    yield Act.STOPPED, say("powered off"), vm.powered_off


def _refused(lab: Lab) -> Iterator[LabEvent]:
    for one in lab.refusals:
        name = one.resource_id.rpartition("/")[2]
        text = say("refused by Azure: {code}", code=one.error or "?")
        yield LabEvent(one.time, one.resource_id, name, Act.REFUSED, text, _named(application(one)), one.proof)
