"""What every noun of the Lab has: a life, and facts drawn from it in the order of trust."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from bareme.evidence.words import source_name
from bareme.reference.arm import dig, dig_text, fold, resource_group, resource_name, resource_type
from bareme.text.message import Message, say
from bareme.timeline import Fact, Life, Proof, Snapshot
from bareme.timeline.lives import GROUP_DELETE
from bareme.timeline.missing import Contradiction, Missing

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Noun:
    """A resource of the lab, whether it still exists or not."""

    life: Life

    @property
    def id(self) -> str:
        """The resource id, folded."""
        return self.life.resource_id

    @cached_property
    def name(self) -> str:
        """The name as Azure wrote it where a model tells, else as in the id."""
        named = (dig_text(one.model, "name") for one in self.life.snapshots)
        fitting = (name for name in named if name and name.casefold() == resource_name(self.id))
        return next(fitting, resource_name(self.id))

    @cached_property
    def resource_group(self) -> str:
        """The resource group's name, folded."""
        return resource_group(self.id)

    @cached_property
    def present(self) -> bool:
        """Whether the last collection lists it."""
        return self.life.present

    @cached_property
    def created(self) -> Fact[datetime | None]:
        """The earliest proof that it existed."""
        proof = min((one.proof for one in self.life.snapshots), key=_age)
        return Fact(proof.time, proof)

    @cached_property
    def deleted(self) -> Fact[datetime | None] | None:
        """That it was deleted: the deletion in the log, its resource group's, or its absence now.

        Raises:
            Missing: it is not known whether it is still there, or Azure is about to delete it.
        """
        if self.life.deleting:
            raise Missing(say("{name} is being deleted: collect again in half an hour", name=self.name))
        done = self.life.first_done(f"{resource_type(self.id)}/delete", GROUP_DELETE)
        if self.present:
            return None
        if done:
            return Fact(done.value, done.proof)
        if self.life.gone is None:
            raise Missing(say("whether {name} still exists could not be read", name=self.name))
        return Fact(self.life.gone.time, self.life.gone)

    @cached_property
    def correlations(self) -> frozenset[str]:
        """The correlation ids of its creation: what one action of the portal made shares one."""
        first = (one.correlation_id for one in self.life.snapshots if one.at_creation)
        return frozenset(one for one in first if one)

    def facts(self, read: Callable[[Snapshot], T | None]) -> Iterator[Fact[T]]:
        """What each record says of one property, in the order of the life, silent records left out."""
        for snapshot in self.life.snapshots:
            value = read(snapshot)
            if value is not None:
                yield Fact(value, snapshot.proof)

    @cached_property
    def tags(self) -> Fact[tuple[tuple[str, str], ...]]:
        """Its tags as last seen: folded names, and values as written."""
        return self.latest(say("tags"), _tags)

    def latest(self, what: Message, read: Callable[[Snapshot], T | None]) -> Fact[T]:
        """A property that may change in a life, as it was last seen.

        Raises:
            Missing: no record tells it.
        """
        told = list(self.facts(read))
        if not told:
            raise Missing(say("{what} of {name} is in no source that could be read", what=what, name=self.name))
        return told[-1]

    def agreed(self, what: Message, read: Callable[[Snapshot], T | None]) -> Fact[T]:
        """A property that never changes in a life, from the most trusted record that tells it.

        Raises:
            Missing: no record tells it.
            Contradiction: two records tell different things.
        """
        ranked = sorted(self.life.snapshots, key=lambda one: one.kind)
        told = [Fact(value, one.proof) for one in ranked if (value := read(one)) is not None]
        if not told:
            raise Missing(say("{what} of {name} is in no source that could be read", what=what, name=self.name))
        return undisputed(self.name, what, told)


def undisputed(name: str, what: Message, told: list[Fact[T]]) -> Fact[T]:
    """The first of these facts, where all say the same.

    Raises:
        Contradiction: they do not.
    """
    other = next((fact for fact in told if fact.value != told[0].value), None)
    if other is not None:
        raise Contradiction(
            say(
                "{what} of {name}: {first} says “{one}”, {second} says “{two}”",
                what=what,
                name=name,
                first=source_name(told[0].proof.source),
                one=shown(told[0].value),
                second=source_name(other.proof.source),
                two=shown(other.value),
            )
        )
    return told[0]


def shown(value: Hashable) -> str:
    """A value as a person reads it."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _tags(snapshot: Snapshot) -> tuple[tuple[str, str], ...] | None:
    """A whole model without tags has none; a part of one tells nothing."""
    tags = dig(snapshot.model, "tags")
    if not isinstance(tags, dict):
        return () if snapshot.whole else None
    return tuple((fold(name), str(value)) for name, value in tags.items())


def _age(proof: Proof) -> tuple[bool, float]:
    return (proof.time is None, proof.time.timestamp() if proof.time else 0.0)
