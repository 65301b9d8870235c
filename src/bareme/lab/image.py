"""A captured image: a managed image, a version in a compute gallery, or the old copy of the disk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.reference.arm import dig, fold, instant, region
from bareme.text.message import say
from bareme.timeline import Fact, Snapshot
from bareme.timeline.missing import Missing

MANAGED = "microsoft.compute/images"
VERSION = "microsoft.compute/galleries/images/versions"
DEFINITION = "microsoft.compute/galleries/images"
TYPES = (MANAGED, VERSION)


@dataclass(frozen=True)
class Image(Noun):
    """An image that is or once was; Trusted Launch machines can only become gallery versions."""

    definitions: tuple[Snapshot, ...] = ()
    """Records of the gallery definition a version belongs to: only the definition says its OS state."""
    origins: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What each known image, disk and snapshot was made from."""

    @cached_property
    def sources(self) -> tuple[Fact[str], ...]:
        """Folded ids of what it was captured from, step by step: a machine, a disk, a snapshot, another image.

        What a machine itself was made from is no step: its image is of that machine.
        """
        found = {fact.value: fact for snapshot in self.life.snapshots for fact in captured_from(snapshot)}
        waiting = list(found.values())
        while waiting:
            step = waiting.pop(0)
            more = {one: Fact(one, step.proof) for one in self.origins.get(step.value, ()) if one not in found}
            found |= more
            waiting += more.values()
        return tuple(found.values())

    @cached_property
    def captured(self) -> Fact[datetime | None]:
        """When it was made, as early as any record tells."""
        published = (instant(dig(one.model, *_PUBLISHED)) for one in self.life.snapshots)
        moment = next((time for time in published if time), None)
        return Fact(moment, self.created.proof) if moment else self.created

    @cached_property
    def is_generalized(self) -> Fact[bool]:
        """Whether it was generalized (its source machine can never start again) rather than specialized.

        Raises:
            Missing: no record tells it.
        """
        states = (self._state(one) for one in (*self.life.snapshots, *self.definitions))
        found = next((fact for fact in states if fact), None)
        if found is None:
            raise Missing(say("whether {name} is generalized is in no source that could be read", name=self.name))
        return Fact(found.value == "generalized", found.proof)

    @cached_property
    def location(self) -> Fact[str]:
        """Its region, in wire form."""
        return self.agreed(say("region"), lambda one: region(dig(one.model, "location")) or None)

    @staticmethod
    def _state(snapshot: Snapshot) -> Fact[str] | None:
        managed = dig(snapshot.model, "properties", "storageProfile", "osDisk", "osState")
        state = fold(managed or dig(snapshot.model, "properties", "osState"))
        return Fact(state, snapshot.proof) if state else None


_PUBLISHED = ("properties", "publishingProfile", "publishedDate")
_PATHS = (
    ("properties", "sourceVirtualMachine", "id"),
    ("properties", "storageProfile", "source", "virtualMachineId"),
    ("properties", "storageProfile", "source", "id"),
    ("properties", "storageProfile", "osDisk", "managedDisk", "id"),
    ("properties", "storageProfile", "osDisk", "snapshot", "id"),
    ("properties", "storageProfile", "osDiskImage", "source", "id"),
    ("properties", "creationData", "sourceResourceId"),
)


def captured_from(snapshot: Snapshot) -> Iterator[Fact[str]]:
    """What a record of an image, of a disk or of a disk's snapshot says that it was made from."""
    for path in _PATHS:
        source = fold(dig(snapshot.model, *path))
        if source:
            yield Fact(source, snapshot.proof)


def definition_of(version_id: str) -> str:
    """The id of the gallery definition a version belongs to."""
    return version_id.rpartition("/versions/")[0]
