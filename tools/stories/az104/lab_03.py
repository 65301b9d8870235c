"""AZ-104, lab 03: five disks, by the portal, by templates and by Bicep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.events import Tool
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-03"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disks:
    """How the disks are made; the defaults are perfect."""

    by_template: bool = True
    """Whether the second to the fourth come of a template, and not of the portal again."""
    first_gb: int = 32
    last: str = "StandardSSD_LRS"
    has_bicep: bool = True


def lab(azure: Subscription, wanted: Disks) -> list[Collection]:
    """The disks one after the other."""
    azure.create_disk("az104-disk1", size_gb=wanted.first_gb, storage="Standard_LRS")
    for number, tool in enumerate((Tool.PORTAL, Tool.POWERSHELL, Tool.CLI), 2):
        azure.wait(minutes=5)
        name = f"az104-disk{number}"
        label = f"template-{number}" if wanted.by_template else f"Microsoft.ManagedDisk-2026111609{number:02}00"
        with azure.deploying(label, {"disk_name" if wanted.by_template else "name": name}, tool):
            azure.create_disk(name, size_gb=32, storage="Standard_LRS")
    if wanted.has_bicep:
        with azure.deploying("azuredeploydisk", {}, Tool.CLI):
            azure.create_disk("az104-disk5", size_gb=32, storage=wanted.last)
    azure.wait(hours=1)
    return [azure.collect("final")]


STUDENTS: Mapping[str, Disks] = {
    "good": Disks(),
    "all-in-the-portal": Disks(by_template=False, has_bicep=False),
    "values-forgotten": Disks(first_gb=1024, last="Premium_LRS"),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, disks in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg3"), disks))
