"""A virtual machine scale set, uniform or flexible, and how many instances it ever had."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bareme.lab import model
from bareme.lab.noun import Noun
from bareme.lab.virtual_machine import VirtualMachine
from bareme.reference.arm import dig, fold, region
from bareme.text.message import say
from bareme.timeline import Fact, Operation

TYPE = "microsoft.compute/virtualmachinescalesets"


@dataclass(frozen=True)
class ScaleSet(Noun):
    """A scale set; autoscale may have shrunk it long before anybody looks."""

    instances: tuple[VirtualMachine, ...] = ()
    """Machines of a flexible set, each life once."""
    uniform_instances: tuple[Fact[str], ...] = ()
    """Ids of the instances of a uniform set, as listed in any collection."""
    scalings: tuple[Operation, ...] = ()
    """Autoscale's own records about this set."""

    @cached_property
    def location(self) -> Fact[str]:
        """Its region, in wire form."""
        return self.agreed(say("region"), lambda one: region(dig(one.model, "location")) or None)

    @cached_property
    def zones(self) -> Fact[tuple[str, ...]]:
        """The zones its instances are spread over; empty for a regional set."""
        return self.latest(say("zone"), lambda one: model.zones(one.model, whole=one.whole))

    @cached_property
    def mode(self) -> str:
        """`flexible` or `uniform`; answers of old APIs leave it out for uniform sets."""
        told = self.facts(lambda one: fold(dig(one.model, "properties", "orchestrationMode")) or None)
        return next((fact.value for fact in told), "uniform")

    @cached_property
    def capacities(self) -> tuple[Fact[int], ...]:
        """Every capacity that any record tells, with its proof: models, autoscale records, instances counted."""
        return (*self._modelled(), *self._scaled(), *self._counted())

    @cached_property
    def is_kubernetes(self) -> bool:
        """Whether a Kubernetes cluster made it: no student's exercise."""
        tags = (dig(one.model, "tags") for one in self.life.snapshots)
        tagged = any(fold(key).startswith("aks-managed") for tag in tags if isinstance(tag, dict) for key in tag)
        return tagged or self.resource_group.startswith("mc_")

    def _modelled(self) -> Iterator[Fact[int]]:
        return self.facts(lambda one: count(dig(one.model, "sku", "capacity")))

    def _scaled(self) -> Iterator[Fact[int]]:
        for operation in self.scalings:
            for key in ("OldInstancesCount", "NewInstancesCount"):
                told = count(dig(operation.properties, key))
                if told is not None:
                    yield Fact(told, operation.proof)

    def _counted(self) -> Iterator[Fact[int]]:
        if self.instances:
            yield Fact(len(self.instances), self.instances[-1].created.proof)
        if self.uniform_instances:
            yield Fact(len(self.uniform_instances), self.uniform_instances[-1].proof)


def count(value: object) -> int | None:
    """A count, which Azure writes as a number here and as a text there."""
    text = str(value)
    return int(text) if text.isdecimal() else None
