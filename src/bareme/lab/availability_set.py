"""An availability set and the machines that were ever in it."""

from dataclasses import dataclass
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.lab.virtual_machine import VirtualMachine
from bareme.reference.arm import dig, fold, region
from bareme.text.message import say
from bareme.timeline import Fact

TYPE = "microsoft.compute/availabilitysets"


@dataclass(frozen=True)
class AvailabilitySet(Noun):
    """A set; its domains cannot be changed after its creation, its members join only at theirs."""

    members: tuple[VirtualMachine, ...] = ()
    """Every machine that was ever in it, each life once."""

    @cached_property
    def location(self) -> Fact[str]:
        """Its region, in wire form."""
        return self.agreed(say("region"), lambda one: region(dig(one.model, "location")) or None)

    @cached_property
    def sku(self) -> Fact[str]:
        """`aligned` for managed disks, `classic` for the retired unmanaged ones."""
        return self.agreed(say("kind"), lambda one: fold(dig(one.model, "sku", "name")) or None)

    @cached_property
    def fault_domains(self) -> Fact[int]:
        """How many fault domains it spreads over."""
        return self.agreed(say("fault domains"), lambda one: dig(one.model, "properties", "platformFaultDomainCount"))

    @cached_property
    def update_domains(self) -> Fact[int]:
        """How many update domains it spreads over."""
        return self.agreed(say("update domains"), lambda one: dig(one.model, "properties", "platformUpdateDomainCount"))
