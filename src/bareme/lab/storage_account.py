"""A storage account."""

from dataclasses import dataclass
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.reference.arm import dig, dig_text, fold, region
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

    @cached_property
    def https_only(self) -> Fact[bool]:
        """Whether it refuses connections that are not encrypted."""
        return self.latest(say("secure transfer"), lambda one: _flag(one.model, "supportsHttpsTrafficOnly"))

    @cached_property
    def minimum_tls(self) -> Fact[str]:
        """The oldest TLS it accepts: `tls1_2`."""
        path = ("properties", "minimumTlsVersion")
        return self.latest(say("minimum TLS version"), lambda one: fold(dig(one.model, *path)) or None)

    @cached_property
    def public_blobs(self) -> Fact[bool]:
        """Whether containers may be opened to anybody."""
        return self.latest(say("anonymous access"), lambda one: _flag(one.model, "allowBlobPublicAccess"))


def _flag(model: object, name: str) -> bool | None:
    value = dig(model, "properties", name)
    return value if isinstance(value, bool) else None
