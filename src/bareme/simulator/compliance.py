"""The whole lecture, done: a small service as it should be, and the same with one slip."""

from dataclasses import dataclass
from typing import Literal

from bareme.evidence import Collection, Source
from bareme.simulator.events import Tool
from bareme.simulator.stories import delete_machines
from bareme.simulator.subscription import Subscription

GROUP = "rg-boutique-dev-frc"
WEB = ("devfc-webvm01", "devfc-webvm02")
SQL = ("devfc-sqlvm01", "devfc-sqlvm02")
SCRIPT = """#!/bin/bash
read -rsp "Mot de passe : " PASSWORD
az vm availability-set create -g rg-boutique-dev-frc -n avail-sql-dev-frc-001
for i in 1 2; do
  az vm create -g rg-boutique-dev-frc -n devfc-sqlvm0$i --image Ubuntu2404 --size Standard_B2ats_v2 \\
    --availability-set avail-sql-dev-frc-001 --admin-password "$PASSWORD"
done
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How the service is built; the defaults are perfect."""

    web: tuple[str, ...] = WEB
    sql: tuple[str, ...] = SQL
    location: str = "francecentral"
    zones: tuple[str, ...] = ("1", "2")
    size: str = "Standard_B2ats_v2"
    bigger: str = "Standard_B2als_v2"
    storage: str = "StandardSSD_LRS"
    own_image: bool = True
    """Whether the set's machines are made from a captured image, rather than from the marketplace."""
    data_gb: int = 8
    """0 for no data disk."""
    data_storage: str = "StandardSSD_ZRS"
    copies: str = "Standard_ZRS"
    """Redundancy of the storage account; empty for no account."""
    safe: bool = True
    balanced: bool = True
    highest: int = 4
    """Instances that autoscale may reach; 0 for no setting."""
    watched: bool = True
    tagged: bool = True
    ssh_from: str = "203.0.113.7/32"
    cautious: bool = True
    """Whether there are a budget and a daily shutdown."""
    stop: Literal["deallocate", "power_off", "none"] = "deallocate"
    tidy: bool = True


AS_IT_SHOULD_BE = Service()


def deploy(azure: Subscription, service: Service = AS_IT_SHOULD_BE) -> list[Collection]:
    """Build it all, keep a checkpoint, tidy up, and collect on the next day."""
    azure.ensure_group(location=service.location)
    image = web_tier(azure, service)
    sql_tier(azure, service, image)
    elastic_tier(azure, service)
    surroundings(azure, service)
    azure.wait(minutes=30)
    built = azure.collect("built")
    stop(azure, service)
    if service.tidy:
        tidy_up(azure, service)
    azure.wait(days=1)
    return [built, azure.collect("final")]


def web_tier(azure: Subscription, service: Service) -> str:
    """Machines in several zones behind a load balancer, with a data disk each; one is made larger.

    The first is captured before it holds any data: the image's id.
    """
    for number, vm in enumerate(service.web):
        zone = service.zones[number % len(service.zones)] if service.zones else None
        azure.cli_create_vm(
            vm, image="Ubuntu2404", size=service.size, location=service.location, storage=service.storage,
            zone=zone, allow_from=service.ssh_from,
        )  # fmt: skip
    image = azure.capture_gallery_version(service.web[0], "galBoutique/web/1.0.0")
    for vm in service.web if service.data_gb else ():
        azure.attach_new_disk(vm, size_gb=service.data_gb, storage=service.data_storage)
    if service.balanced:
        azure.load_balancer("lbe-web-dev-frc-001", *service.web, location=service.location)
    azure.wait(minutes=20)
    if service.bigger:
        azure.resize(service.web[0], service.bigger)
    return image


def sql_tier(azure: Subscription, service: Service, image: str) -> None:
    """Two machines in an availability set, made from an image of the web machine."""
    azure.cli_availability_set("avail-sql-dev-frc-001", location=service.location)
    source = image if service.own_image else "Ubuntu2404"
    for vm in service.sql:
        azure.cli_create_vm(
            vm, image=source, size=service.size, location=service.location, storage=service.storage,
            availability_set="avail-sql-dev-frc-001", allow_from=service.ssh_from,
        )  # fmt: skip


def elastic_tier(azure: Subscription, service: Service) -> None:
    """A scale set that grows and shrinks on its own."""
    azure.create_scale_set(
        "vmss-api-dev-frc-001", instances=2, size="Standard_B2ats_v2", location=service.location, tool=Tool.CLI
    )
    if service.highest:
        azure.autoscale("vmss-api-dev-frc-001", maximum=service.highest)


def surroundings(azure: Subscription, service: Service) -> None:
    """Storage, watching, tags, and what keeps the costs in hand."""
    if service.copies:
        azure.storage_account("stboutiquedevfrc01", sku=service.copies, location=service.location, safe=service.safe)
    if service.watched:
        azure.metric_alert(service.web[0])
        azure.collection_rule(service.web[0])
    if service.tagged:
        azure.tag(Source.RESOURCE_GROUPS, azure.default_group, environnement="dev", etudiant=azure.student)
        for vm in (*service.web, *service.sql):
            azure.tag(Source.VIRTUAL_MACHINES, vm, environnement="dev", produit="boutique")
    if service.cautious:
        azure.budget()
        for vm in service.web:
            azure.auto_shutdown(vm)


def stop(azure: Subscription, service: Service) -> None:
    """Stop the web machines in the way of the service."""
    ways = {"deallocate": azure.deallocate, "power_off": azure.power_off}
    for vm in service.web:
        if service.stop in ways:
            ways[service.stop](vm)


def tidy_up(azure: Subscription, service: Service) -> None:
    """Delete what is billed and not needed: only the web machines stay, deallocated."""
    if service.balanced:
        azure.delete_load_balancer("lbe-web-dev-frc-001")
    azure.delete_scale_set("vmss-api-dev-frc-001")
    azure.delete(Source.GALLERY_IMAGE_VERSIONS, "1.0.0")
    delete_machines(azure, service.sql)
