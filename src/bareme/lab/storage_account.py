"""A storage account."""

from dataclasses import dataclass
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.reference.arm import dig, dig_text, region
from bareme.text.message import say
from bareme.timeline import Fact

TYPE = "microsoft.storage/storageaccounts"


@dataclass(frozen=True)
class StorageAccount(Noun):
    """A storage account; all but its region may be changed, so that what was seen last counts."""

    @cached_property
    def location(self) -> Fact[str]:
        """Its region, in wire form."""
        return self.agreed(say("region"), lambda one: region(dig(one.model, "location")) or None)

    @cached_property
    def sku(self) -> Fact[str]:
        """How it copies what it holds: `Standard_LRS`, say, or `Standard_RAGZRS`."""
        return self.latest(say("redundancy"), lambda one: dig_text(one.model, "sku", "name"))
