"""AZ-104, lab 09c: an app in a container environment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-09c"
_ENVIRONMENT = "Microsoft.App/managedEnvironments"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """How the app is made; the defaults are perfect."""

    environment: str = "my-environment"
    """The environment that the app is in."""
    image: str = "mcr.microsoft.com/k8se/quickstart:latest"
    is_open: bool = True
    port: int = 80


def lab(azure: Subscription, wanted: App) -> list[Collection]:
    """The environment, and the app in one."""
    for name in sorted({"my-environment", wanted.environment}):
        azure.make(_ENVIRONMENT, name, {"zoneRedundant": False})
    own = {
        "environmentId": azure.id_of(_ENVIRONMENT, wanted.environment),
        "configuration": {"ingress": {"external": wanted.is_open, "targetPort": wanted.port}},
        "template": {"containers": [{"name": "simple", "image": wanted.image}]},
    }
    azure.make("Microsoft.App/containerApps", "my-app", own)
    azure.wait(hours=1)
    return [azure.collect("final")]


STUDENTS: Mapping[str, App] = {
    "good": App(),
    "closed": App(is_open=False, port=8080),
    "elsewhere": App(environment="managedEnvironment-az104", image="nginx:latest"),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, app in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg9"), app))
