"""A virtual machine through time."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from bareme.lab import model
from bareme.lab.noun import Noun, undisputed
from bareme.reference.arm import dig, fold, instant, resource_name
from bareme.text.message import Message, say
from bareme.timeline import Fact, Operation, Proof, RecordKind, Snapshot
from bareme.timeline.missing import Missing

TYPE = "microsoft.compute/virtualmachines"

NEW = timedelta(hours=1)
"""A model logged this soon after `timeCreated` shows the machine as it was asked for."""

T = TypeVar("T", bound=Hashable)
Reader = Callable[[Snapshot], T | None]


class MachineKind(StrEnum):
    """Every machine is exactly one of these: zones, availability sets and scale sets exclude each other."""

    STAND_ALONE = "stand-alone"
    AVAILABILITY_SET = "availability-set"
    SCALE_SET = "scale-set"


@dataclass(frozen=True, slots=True)
class Resize:
    """A change of size within one life."""

    before: Fact[str]
    after: Fact[str]


@dataclass(frozen=True)
class VirtualMachine(Noun):
    """A machine, from its creation to its deletion. Facts raise `Missing` where no readable source tells them."""

    @cached_property
    def kind(self) -> MachineKind:
        """Stand-alone, member of an availability set, or instance of a scale set."""
        if self.scale_set:
            return MachineKind.SCALE_SET
        return MachineKind.AVAILABILITY_SET if self.availability_set else MachineKind.STAND_ALONE

    @cached_property
    def availability_set(self) -> Fact[str] | None:
        """The folded id of its availability set."""
        return next(self.facts(lambda one: model.availability_set(one.model)), None)

    @cached_property
    def scale_set(self) -> Fact[str] | None:
        """The folded id of its (flexible) scale set."""
        return next(self.facts(lambda one: model.scale_set(one.model)), None)

    @cached_property
    def location(self) -> Fact[str]:
        """Its region, in wire form (`francecentral`)."""
        return self.agreed(say("region"), lambda one: model.location(one.model))

    @cached_property
    def zones(self) -> Fact[tuple[str, ...]]:
        """Its availability zones; empty where it was made without."""
        return self.agreed(say("zone"), lambda one: model.zones(one.model, whole=one.whole))

    @cached_property
    def image(self) -> Fact[model.ImageReference]:
        """The image it was made from."""
        return self.agreed(say("image"), lambda one: model.image(one.model))

    @cached_property
    def os_type(self) -> Fact[str]:
        """`windows` or `linux`."""
        return self.agreed(say("operating system"), lambda one: model.os_type(one.model))

    @cached_property
    def generation(self) -> Fact[str]:
        """Its Hyper-V generation, `V1` or `V2`."""
        return self.agreed(say("generation"), lambda one: model.generation(one.model))

    @cached_property
    def os_disk_sku(self) -> Fact[str]:
        """The OS disk's storage type, as at its creation where a record tells."""
        return self._first(say("OS disk type"), lambda one: _os_disk(one).sku or None)

    @cached_property
    def os_disk_size(self) -> Fact[int]:
        """The OS disk's size in GiB."""
        return self._first(say("OS disk size"), lambda one: _os_disk(one).size_gb)

    @cached_property
    def os_disks(self) -> tuple[Fact[model.OsDisk], ...]:
        """Its OS disk, as each record tells it."""
        return tuple(self.facts(lambda one: model.os_disk(one.model)))

    @cached_property
    def provisioning_failed(self) -> Fact[datetime] | None:
        """That it was made, but its system never reported itself ready."""
        return self._seen(lambda one: fold(dig(one.model, "properties", "provisioningState")) == "failed" or None)

    def seen_since(self, moment: datetime) -> bool:
        """Whether a collection listed it at that moment or later."""
        kinds = {RecordKind.STATE, RecordKind.CHECKPOINT}
        return any(one.kind in kinds and one.time is not None and one.time >= moment for one in self.life.snapshots)

    @cached_property
    def models(self) -> tuple[Fact[str], ...]:
        """The sizes that records tell, one for each record, in the order of the life."""
        return tuple(self.facts(lambda one: model.size(one.model)))

    @cached_property
    def sizes(self) -> tuple[Fact[str], ...]:
        """The sizes it had, in order, repetitions left out."""
        told = self.models
        return tuple(fact for n, fact in enumerate(told) if n == 0 or fold(fact.value) != fold(told[n - 1].value))

    @cached_property
    def size_at_creation(self) -> Fact[str]:
        """The size it was created with.

        Raises:
            Missing: no record of the creation tells it, and it may have been resized since.
            Contradiction: log and deployment history tell different sizes.
        """
        asked = [one for one in self.life.snapshots if one.at_creation and model.size(one.model)]
        shown = asked or [one for one in self.life.snapshots if _was_new(one)][:1]
        born = [Fact(size, one.proof) for one in shown if (size := model.size(one.model))]
        if born:
            undisputed(self.name, say("size at creation"), [Fact(fold(one.value), one.proof) for one in born])
            return born[0]
        raise Missing(say("the size of {name} at its creation is in no source that could be read", name=self.name))

    @cached_property
    def resizes(self) -> tuple[Resize, ...]:
        """Its changes of size, oldest first; what was asked for at another creation is none."""
        return tuple(one for one in self._changes if one.after.proof not in self._creations)

    @cached_property
    def made_again(self) -> tuple[Resize, ...]:
        """Creations under the same name with another size, where no record shows the deletion between them."""
        return tuple(one for one in self._changes if one.after.proof in self._creations)

    @cached_property
    def _changes(self) -> tuple[Resize, ...]:
        return tuple(Resize(before, after) for before, after in pairwise(self.sizes))

    @cached_property
    def _creations(self) -> frozenset[Proof]:
        return frozenset(one.proof for one in self.life.snapshots if one.at_creation)

    @cached_property
    def data_disks(self) -> tuple[Fact[model.DataDisk], ...]:
        """Every data disk it ever had, each once, with the first proof of it.

        A disk is its id, else its name, else its place: a deallocated machine tells the id alone, a captured image the
        place alone. Those count only where no record names any.
        """
        told = [Fact(disk, one.proof) for one in self.life.snapshots for disk in model.data_disks(one.model)]
        ids = {resource_name(fact.value.id): fact.value.id for fact in told if fact.value.id}
        found: dict[str, Fact[model.DataDisk]] = {}
        for fact in told:
            name = fold(fact.value.name)
            key = fact.value.id or ids.get(name) or name
            known = found.setdefault(key or f"lun {fact.value.lun}", fact)
            if key and known.value.tells_less_than(fact.value):
                found[key] = Fact(fact.value, known.proof)
        named = tuple(fact for fact in found.values() if fact.value.id or fact.value.name)
        return named or tuple(found.values())

    @cached_property
    def attached(self) -> Fact[datetime] | None:
        """A data disk attached by the newer operation, which leaves no model in the log."""
        return self.life.first_done(f"{TYPE}/attachdetachdatadisks/action")

    @cached_property
    def deallocated(self) -> Fact[datetime] | None:
        """Stopped and deallocated: seen so, or done so in the log."""
        return self._state("deallocated") or self.life.first_done(f"{TYPE}/deallocate/action")

    @cached_property
    def powered_off(self) -> Fact[datetime] | None:
        """Stopped but still billed."""
        return self._state("stopped") or self.life.first_done(f"{TYPE}/poweroff/action")

    @cached_property
    def stopped_inside(self) -> Fact[datetime] | None:
        """Shut down from inside: only the health records tell it."""
        events = (one for one in self.life.operations if one.category == "resourcehealth")
        return next(map(_moment, filter(_is_shutdown, events)), None)

    @cached_property
    def generalized(self) -> Fact[datetime] | None:
        """Marked generalized: it can never start again."""
        seen = self._seen(lambda one: model.is_generalized(one.model) or None)
        return seen or self.life.first_done(f"{TYPE}/generalize/action")

    @cached_property
    def work(self) -> int:
        """How much of a lab was done with it: kinds of work that any record shows, to tell it from a namesake."""
        signs = (self.resizes, self.data_disks, self.attached, self.deallocated, self.generalized)
        return sum(map(bool, signs))

    def started_after(self, moment: datetime) -> Fact[datetime] | None:
        """A start that succeeded after a moment."""
        done = (one for one in self.life.done(f"{TYPE}/start/action") if one.time > moment)
        return next(map(_moment, done), None)

    @cached_property
    def power_state(self) -> Fact[str]:
        """Its power state in the last collection.

        Raises:
            Missing: it is not there any more, or its run-time state could not be read.
        """
        now = [one for one in self.life.snapshots if one.kind is RecordKind.STATE]
        told = (Fact(state, one.proof) for one in now if (state := model.power_state(one.model)))
        return self._or_missing(say("power state"), next(told, None))

    @cached_property
    def fault_domain(self) -> Fact[int]:
        """Its fault domain (0-based), seen in any collection while it was running."""
        told = self.facts(lambda one: model.domain(one.model, "platformFaultDomain"))
        return self._or_missing(say("fault domain"), next(told, None))

    @cached_property
    def update_domain(self) -> Fact[int]:
        """Its update domain (0-based), seen in any collection while it was running."""
        told = self.facts(lambda one: model.domain(one.model, "platformUpdateDomain"))
        return self._or_missing(say("update domain"), next(told, None))

    def _first(self, what: Message, read: Reader[T]) -> Fact[T]:
        return self._or_missing(what, next(self.facts(read), None))

    def _or_missing(self, what: Message, found: Fact[T] | None) -> Fact[T]:
        if found is None:
            raise Missing(say("{what} of {name} is in no source that could be read", what=what, name=self.name))
        return found

    def _state(self, state: str) -> Fact[datetime] | None:
        return self._seen(lambda one: model.power_state(one.model) == state or None)

    def _seen(self, read: Reader[bool]) -> Fact[datetime] | None:
        found = next(self.facts(read), None)
        return Fact(found.proof.time, found.proof) if found and found.proof.time else None


def _os_disk(snapshot: Snapshot) -> model.OsDisk:
    return model.os_disk(snapshot.model) or model.OsDisk()


def _moment(operation: Operation) -> Fact[datetime]:
    return Fact(operation.time, operation.proof)


def _is_shutdown(event: Operation) -> bool:
    """A health event of the user's doing that tells of a stop: a change of the configuration is one of his, too."""
    if fold(dig(event.properties, "cause")) != "userinitiated":
        return False
    said = " ".join(fold(dig(event.properties, name)) for name in ("title", "details", "description", "message"))
    if "updated" in said or "restart" in said:
        return False
    return any(word in said for word in _STOPPED) or not said.strip()


_STOPPED = ("stop", "shut", "deallocat", "powered off", "power off")


def _was_new(snapshot: Snapshot) -> bool:
    made = instant(dig(snapshot.model, "properties", "timeCreated"))
    return (
        snapshot.kind is RecordKind.LOG
        and made is not None
        and snapshot.time is not None
        and snapshot.time - made < NEW
    )
