"""What a wire model says of a machine, read with its traps: values for comparison, `None` for "does not tell"."""

from dataclasses import dataclass

from bareme.reference.arm import IMAGE_IDS, Wire, dig, dig_list, dig_text, fold, region


@dataclass(frozen=True, slots=True)
class ImageReference:
    """The image a machine was made from: marketplace parts, or the id of an own or a shared image; all folded."""

    publisher: str = ""
    offer: str = ""
    sku: str = ""
    id: str = ""

    def __str__(self) -> str:
        return self.id.rpartition("/providers/")[2].lstrip("/") if self.id else f"{self.offer} {self.sku}".strip()


@dataclass(frozen=True, slots=True)
class OsDisk:
    """A machine's OS disk; empty or `None` where the record does not tell (a deallocated VM's model may not)."""

    name: str = ""
    id: str = ""
    sku: str = ""
    size_gb: int | None = None


@dataclass(frozen=True, slots=True)
class DataDisk:
    """A data disk in a machine's model; an image's record of one has no name."""

    name: str
    id: str = ""
    size_gb: int | None = None
    sku: str = ""
    lun: int | None = None

    def tells_less_than(self, other: "DataDisk") -> bool:
        """Whether another record of the same disk knows its size or type, and this one does not."""
        return (self.size_gb is None and other.size_gb is not None) or (not self.sku and bool(other.sku))


def location(model: Wire) -> str | None:
    """The region in wire form."""
    return region(dig(model, "location")) or None


def zones(model: Wire, *, whole: bool) -> tuple[str, ...] | None:
    """Availability zones, as Azure numbers them for this subscription; a whole model without any has none."""
    found = tuple(str(zone) for zone in dig_list(model, "zones"))
    return found or (() if whole else None)


def size(model: Wire) -> str | None:
    """The VM size as Azure writes it."""
    return dig_text(model, "properties", "hardwareProfile", "vmSize")


def image(model: Wire) -> ImageReference | None:
    """The image reference, where there is one."""
    reference = dig(model, "properties", "storageProfile", "imageReference")
    if not reference:
        return None
    named = next((fold(dig(reference, kind)) for kind in IMAGE_IDS if dig(reference, kind)), "")
    publisher, offer, sku = (fold(dig(reference, part)) for part in ("publisher", "offer", "sku"))
    found = ImageReference(publisher, offer, sku, named)
    return found if found.sku or found.id else None


def os_type(model: Wire) -> str | None:
    """`windows` or `linux`, folded."""
    return fold(dig(model, "properties", "storageProfile", "osDisk", "osType")) or None


def generation(model: Wire) -> str | None:
    """The Hyper-V generation, `V1` or `V2`."""
    return dig_text(model, "properties", "instanceView", "hyperVGeneration") or dig_text(
        model, "properties", "hyperVGeneration"
    )


def os_disk(model: Wire) -> OsDisk | None:
    """The OS disk, as far as this record tells."""
    disk = dig(model, "properties", "storageProfile", "osDisk")
    if not disk:
        return None
    size_gb = dig(disk, "diskSizeGB")
    return OsDisk(
        name=dig_text(disk, "name") or "",
        id=fold(dig(disk, "managedDisk", "id")),
        sku=dig_text(disk, "managedDisk", "storageAccountType") or "",
        size_gb=size_gb if isinstance(size_gb, int) else None,
    )


def data_disks(model: Wire) -> tuple[DataDisk, ...]:
    """The data disks in a record; a disk being detached is not counted."""
    found = dig_list(model, "properties", "storageProfile", "dataDisks")
    return tuple(_data_disk(disk) for disk in found if isinstance(disk, dict) and not disk.get("toBeDetached"))


def _data_disk(disk: Wire) -> DataDisk:
    size_gb = dig(disk, "diskSizeGB")
    return DataDisk(
        name=dig_text(disk, "name") or "",
        id=fold(dig(disk, "managedDisk", "id")),
        size_gb=size_gb if isinstance(size_gb, int) else None,
        sku=dig_text(disk, "managedDisk", "storageAccountType") or "",
        lun=lun if isinstance(lun := dig(disk, "lun"), int) else None,
    )


def availability_set(model: Wire) -> str | None:
    """The folded id of the availability set the machine is in."""
    return fold(dig(model, "properties", "availabilitySet", "id")) or None


def scale_set(model: Wire) -> str | None:
    """The folded id of the scale set the machine is an instance of."""
    owner = fold(dig(model, "managedBy"))
    own = fold(dig(model, "properties", "virtualMachineScaleSet", "id"))
    return own or (owner if "/virtualmachinescalesets/" in owner else None)


def power_state(model: Wire) -> str | None:
    """`running`, `deallocated`, `stopped` …, from the instance view's status codes."""
    return _status(model, "powerstate/")


def is_generalized(model: Wire) -> bool:
    """Whether the machine was marked generalized: it can never start again."""
    return _status(model, "osstate/") == "generalized"


def _status(model: Wire, prefix: str) -> str | None:
    codes = (fold(dig(one, "code")) for one in dig_list(model, "properties", "instanceView", "statuses"))
    return next((code.removeprefix(prefix) for code in codes if code.startswith(prefix)), None)


def domain(model: Wire, name: str) -> int | None:
    """`platformFaultDomain` or `platformUpdateDomain` of the instance view; 0 is a domain, not "none"."""
    value = dig(model, "properties", "instanceView", name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def capabilities(entry: Wire | None) -> dict[str, str]:
    """What an entry of the list of SKUs can do, by folded name; empty where there is no entry."""
    told = dig_list(entry, "capabilities")
    return {fold(dig(one, "name")): value for one in told if (value := dig_text(one, "value"))}
