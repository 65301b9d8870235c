"""AZ-104, lab 09b: a container with an address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-09b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """How the container is made; the defaults are perfect."""

    image: str = "mcr.microsoft.com/azuredocs/aci-helloworld:latest"
    cores: float = 1
    fqdn: str = "az104-4711.eastus.azurecontainer.io"
    """Empty for no name."""
    port: int = 80


def lab(azure: Subscription, wanted: Container) -> list[Collection]:
    """One container group."""
    requests = {"cpu": wanted.cores, "memoryInGB": 1.5}
    own = {"image": wanted.image, "ports": [{"port": wanted.port}], "resources": {"requests": requests}}
    named = {"fqdn": wanted.fqdn, "dnsNameLabel": "az104-4711"} if wanted.fqdn else {}
    address = {"type": "Public", "ports": [{"protocol": "TCP", "port": wanted.port}], **named}
    properties = {"osType": "Linux", "ipAddress": address, "containers": [{"name": "az104-c1", "properties": own}]}
    azure.make("Microsoft.ContainerInstance/containerGroups", "az104-c1", properties)
    azure.wait(hours=1)
    return [azure.collect("final")]


STUDENTS: Mapping[str, Container] = {
    "good": Container(),
    "nameless": Container(fqdn="", port=8080),
    "other-image-too-large": Container(image="nginx:latest", cores=4),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, container in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg9"), container))
