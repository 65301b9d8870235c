"""AZ-104, lab 09a: a web app, its slot, its plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.told import Told

RUBRIC = "az104/lab-09a"
_SITE = "Microsoft.Web/sites"
_SOURCE = "Microsoft.Web/sites/slots/sourcecontrols"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """How the app is made; the defaults are perfect."""

    stack: str = "PHP|8.2"
    tier: str = "PremiumV3"
    is_swapped: bool = True
    is_elastic: bool = True
    branch: str = "master"


def lab(azure: Subscription, wanted: App) -> list[Collection]:
    """Plan, app and slot; the code, the swap, the load."""
    sku = {"name": "P1v3" if wanted.tier == "PremiumV3" else "S1", "tier": wanted.tier}
    plan = azure.make("Microsoft.Web/serverfarms", "ASP-az104", {"reserved": True}, sku=sku, kind="linux")
    own = {"serverFarmId": plan, "siteConfig": {"linuxFxVersion": wanted.stack}}
    site = azure.make(_SITE, "az104-app-4711", own, kind="app,linux")
    azure.make(f"{_SITE}/slots", "az104-app-4711/staging", own, kind="app,linux", location="francecentral")
    code = {"repoUrl": "https://github.com/Azure-Samples/php-docs-hello-world", "branch": wanted.branch}
    azure.make(_SOURCE, "az104-app-4711/staging/web", code)
    azure.wait(minutes=10)
    if wanted.is_swapped:
        azure.act(site, "slotsswap")
    if wanted.is_elastic:
        azure.change(plan, {"properties.elasticScaleEnabled": True, "properties.maximumElasticWorkerCount": 2})
        azure.make("Microsoft.LoadTestService/loadTests", "az104-load")
    azure.wait(hours=1)
    return [azure.collect("final", declared=[_SOURCE])]


STUDENTS: Mapping[str, App] = {
    "good": App(),
    "never-swapped": App(is_swapped=False, branch="main"),
    "other-stack-and-plan": App(stack="NODE|20-lts", tier="Standard", is_elastic=False),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, app in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg9"), app))
