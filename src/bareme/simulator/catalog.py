"""What Azure sells: the sizes and marketplace images that students meet in the lab."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Size:
    """A size of virtual machine."""

    name: str
    family: str
    vcpus: int
    memory_gb: str
    data_disks: int
    temporary_mb: int
    """Temporary disk; 0 where the size has none."""


@dataclass(frozen=True, slots=True)
class Image:
    """What a virtual machine starts from: a marketplace image, or one the student captured."""

    reference: Mapping[str, str]
    os: str
    generation: str
    disk_gb: int
    specialized: bool = False
    data_disks_gb: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """The part of the portal's deployment name that tells the image."""
        publisher, offer = self.reference.get("publisher"), self.reference.get("offer")
        return f"{publisher}.{offer}-{self.reference['sku'][:3]}" if publisher else "Image"


_SIZES = (
    Size("Standard_B1ls", "standardBSFamily", 1, "0.5", 2, 4096),
    Size("Standard_B1s", "standardBSFamily", 1, "1", 2, 4096),
    Size("Standard_B1ms", "standardBSFamily", 1, "2", 2, 4096),
    Size("Standard_B2s", "standardBSFamily", 2, "4", 4, 8192),
    Size("Standard_B2ms", "standardBSFamily", 2, "8", 4, 16384),
    Size("Standard_B4ms", "standardBSFamily", 4, "16", 8, 32768),
    Size("Standard_B2ts_v2", "standardBsv2Family", 2, "1", 4, 0),
    Size("Standard_B2ls_v2", "standardBsv2Family", 2, "4", 4, 0),
    Size("Standard_B2s_v2", "standardBsv2Family", 2, "8", 4, 0),
    Size("Standard_B2ats_v2", "standardBasv2Family", 2, "1", 4, 0),
    Size("Standard_B2als_v2", "standardBasv2Family", 2, "4", 4, 0),
    Size("Standard_B2as_v2", "standardBasv2Family", 2, "8", 4, 0),
    Size("Standard_DS1_v2", "standardDSv2Family", 1, "3.5", 4, 7168),
    Size("Standard_D2s_v3", "standardDSv3Family", 2, "8", 4, 16384),
    Size("Standard_D4s_v3", "standardDSv3Family", 4, "16", 8, 32768),
    Size("Standard_D2s_v5", "standardDSv5Family", 2, "8", 4, 0),
    Size("Standard_D4s_v5", "standardDSv5Family", 4, "16", 8, 0),
)
SIZES: Mapping[str, Size] = MappingProxyType({size.name: size for size in _SIZES})

_BUILDS = {"2012": "9200.25000", "2016": "14393.8000", "2019": "17763.7000", "2022": "20348.4000", "2025": "26100.3000"}
_LINUX = {
    "22_04-lts-gen2": ("Canonical", "0001-com-ubuntu-server-jammy", "22.04.202611010", "V2"),
    "server": ("Canonical", "ubuntu-24_04-lts", "24.04.202611010", "V2"),
    "12-gen2": ("Debian", "debian-12", "0.20261102.2000", "V2"),
    "11": ("Debian", "debian-11", "0.20261102.2000", "V1"),
}
_ALIASES = {
    "Ubuntu2204": "22_04-lts-gen2",
    "Ubuntu2404": "server",
    "Debian11": "11",
    "Debian12": "12-gen2",
    "Win2016Datacenter": "2016-datacenter-gensecond",
    "Win2019Datacenter": "2019-datacenter-gensecond",
    "Win2022Datacenter": "2022-datacenter-g2",
}


def marketplace(name: str) -> Image:
    """The marketplace image with this SKU or Azure CLI alias."""
    sku = _ALIASES.get(name, name)
    if sku in _LINUX:
        publisher, offer, exact, generation = _LINUX[sku]
        return Image(_reference(publisher, offer, sku, exact), "Linux", generation, 30)
    folded = sku.casefold()
    generation = "V2" if folded.endswith(("gensecond", "-gs", "-g2")) else "V1"
    exact = f"{_BUILDS[sku[:4]]}.261001"
    reference = _reference("MicrosoftWindowsServer", "WindowsServer", sku, exact)
    return Image(reference, "Windows", generation, 30 if "smalldisk" in folded else 127)


def sku_entry(size: Size, location: str, restrictions: list[dict[str, Any]]) -> dict[str, Any]:
    """A size as the resource SKUs list tells it."""
    capabilities = {
        "MaxResourceVolumeMB": size.temporary_mb,
        "vCPUs": size.vcpus,
        "HyperVGenerations": "V1,V2",
        "MemoryGB": size.memory_gb,
        "MaxDataDiskCount": size.data_disks,
        "PremiumIO": True,
    }
    return {
        "resourceType": "virtualMachines",
        "name": size.name,
        "tier": "Standard",
        "size": size.name.removeprefix("Standard_"),
        "family": size.family,
        "locations": [location],
        "locationInfo": [{"location": location, "zones": ["1", "2", "3"], "zoneDetails": []}],
        "capabilities": [{"name": name, "value": str(value)} for name, value in capabilities.items()],
        "restrictions": restrictions,
    }


def set_sku_entry(location: str, fault_domains: int = 3) -> dict[str, Any]:
    """How many fault domains a set may have in this region."""
    return {
        "resourceType": "availabilitySets",
        "name": "Aligned",
        "locations": [location],
        "locationInfo": [{"location": location, "zones": [], "zoneDetails": []}],
        "capabilities": [{"name": "MaximumPlatformFaultDomainCount", "value": str(fault_domains)}],
        "restrictions": [],
    }


def _reference(publisher: str, offer: str, sku: str, exact: str) -> Mapping[str, str]:
    return MappingProxyType(
        {"publisher": publisher, "offer": offer, "sku": sku, "version": "latest", "exactVersion": exact}
    )
