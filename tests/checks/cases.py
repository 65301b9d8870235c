"""Every check: what meets it, what does not, and for each of its parameters a value that turns the verdict.

`CASES` is the one list: the tests of the verdicts and of what could not be read run it, and the test of the catalogue
asks it which check, and which parameter, nobody tried.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from bareme.checking.check import Check
from bareme.checking.finding import Finding
from bareme.evidence import Collection, Reading, Source, Status
from bareme.grading.assess import Task, assess_one
from bareme.lab import Lab
from bareme.rubric.model import Criterion
from bareme.rubric.values import adapter
from bareme.simulator import Subscription, Tool
from bareme.simulator.compliance import SCRIPT
from bareme.submission import Answer, Submission
from bareme.submission.model import NOTHING, ScriptFile
from tests.labs import SUBSCRIPTION

Story = Callable[[Subscription], object]


@dataclass(frozen=True, eq=False)
class Case:
    """A check with its parameters as a rubric writes them."""

    check: str
    done: Story
    """What a student did that meets it."""
    values: Mapping[str, Any] = field(default_factory=dict)
    undone: Story | None = None
    """What does not meet it."""
    instead: Mapping[str, Any] = field(default_factory=dict)
    """By parameter, another value with which what was done is worth less."""
    words: Mapping[str, Any] = field(default_factory=dict)
    """By parameter, another value of one that is only told."""
    opened: Mapping[str, Any] = field(default_factory=dict)
    """By parameter, another value with which it cannot be verified: of a check that never says *unmet*."""
    handed_in: Submission = NOTHING
    wrong: Submission | None = None
    """What does not meet it where something else is handed in."""
    outcome: str = "met"

    @property
    def name(self) -> str:
        """The check, what the rubric writes, and what is written instead."""
        turned = (*self.instead, *self.words, *self.opened)
        return f"{self.check}: {' '.join(self.values)} / {' '.join(turned)} ({self.outcome})"


@cache
def collected(story: Story) -> Collection:
    """What Azure shows on the day after."""
    azure = Subscription(SUBSCRIPTION)
    story(azure)
    azure.wait(days=1)
    return azure.collect()


def task(check: Check, values: Mapping[str, Any]) -> Task:
    """A criterion of one check."""
    criterion = Criterion.model_validate({"id": "C", "title": "t", "points": 1, "check": check.name})
    return Task(criterion, check, {key: adapter(check, key).validate_python(value) for key, value in values.items()})


def assessed(check: Check, values: Mapping[str, Any], lab: Lab) -> Finding:
    """What the check says of a lab, what was not read kept apart from what was not done."""
    return assess_one(task(check, values), check, lab)


# What students do.


def nothing(azure: Subscription) -> None:
    azure.ensure_group()


def in_zones(*zones: str, **form: Any) -> Story:
    return lambda azure: azure.portal_create_vms("VM1-Windows", zones=zones, **form)


def then(*acts: Story) -> Story:
    def all_of_them(azure: Subscription) -> None:
        for act in acts:
            act(azure)
            azure.wait(minutes=30)

    return all_of_them


def linux(name: str, **options: Any) -> Story:
    return lambda azure: azure.cli_create_vm(name, **options)


def disk(**options: Any) -> Story:
    return lambda azure: azure.attach_new_disk("VM1-Windows", **options)


def members(*systems: str, **options: Any) -> Story:
    def in_a_set(azure: Subscription) -> None:
        azure.cli_availability_set("avset-tp2", **options)
        for number, (system, size) in enumerate(zip(systems, SIZES, strict=False)):
            azure.cli_create_vm(f"m{number}", image=system, size=size, availability_set="avset-tp2", **options)

    return in_a_set


def deleted(*names: str) -> Story:
    return lambda azure: azure.delete_vm(*names)


def changed(source: Source, change: Callable[[dict[str, Any]], object]) -> Story:
    def act(azure: Subscription) -> None:
        for wire in azure.each(source):
            change(wire)

    return act


def by_template(azure: Subscription) -> None:
    with azure.deploying("azuredeploy", {"location": "francecentral"}, Tool.CLI):
        azure.make("Microsoft.Network/virtualNetworks", "vnet1", {"flowTimeoutInMinutes": 10})


def network(azure: Subscription) -> None:
    azure.make("Microsoft.Network/virtualNetworks", "vnet1", {"flowTimeoutInMinutes": 4}, tags={"env": "lab"})
    azure.wait(minutes=10)
    azure.change(azure.id_of("Microsoft.Network/virtualNetworks", "vnet1"), {"properties.flowTimeoutInMinutes": 10})


def two_networks(azure: Subscription) -> None:
    network(azure)
    azure.make("Microsoft.Network/virtualNetworks", "vnet2", {"flowTimeoutInMinutes": 30})


def from_own_image(azure: Subscription) -> None:
    (vm,) = azure.portal_create_vms("VM1-Windows", zones=())
    image = azure.capture_gallery_version(vm)
    azure.wait(hours=1)
    azure.cli_create_vm("copy", image=image)


def restarted(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=())
    for act in (azure.deallocate, azure.start, azure.deallocate):
        azure.wait(minutes=10)
        act("VM1-Windows")


def closed_here(azure: Subscription) -> None:
    azure.fail_create_vm(code="RequestDisallowedByAzure")
    azure.wait(minutes=10)
    azure.portal_create_vms("VM1-Windows", zones=(), location="westeurope")


def sold_out(azure: Subscription) -> None:
    azure.fail_create_vm(code="SkuNotAvailable", size="Standard_B1s")
    azure.wait(minutes=10)
    azure.portal_create_vms("VM1-Windows", zones=(), size="Standard_B2s")


def one_zone_open(azure: Subscription) -> None:
    azure.restrict_size("Standard_B1s", zones=("2", "3"))
    azure.portal_create_vms("VM1-Windows", zones=("1",))


def answered_about(azure: Subscription) -> None:
    """Two machines that are unlike in all that is asked about."""
    azure.restrict_size("Standard_D2s_v3", zones=("2",))
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.cli_create_vm("srv-linux", size="Standard_D2s_v3", zone="3")


def scale_set(azure: Subscription) -> None:
    azure.create_scale_set("vmss", instances=3)


def autoscaled(azure: Subscription) -> None:
    scale_set(azure)
    azure.autoscale("vmss", maximum=4)


def balanced(azure: Subscription) -> None:
    names = azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.load_balancer("lb", *names)


def account(azure: Subscription) -> None:
    azure.storage_account("stlab", sku="Standard_ZRS")


def watched(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=())
    azure.metric_alert("VM1-Windows")
    azure.collection_rule("VM1-Windows")
    azure.auto_shutdown("VM1-Windows")
    azure.budget()


def tagged(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=())
    azure.tag(Source.VIRTUAL_MACHINES, "VM1-Windows", env="lab")
    azure.tag(Source.RESOURCE_GROUPS, azure.default_group, env="lab")


SIZES = ("Standard_B2s", "Standard_B1s", "Standard_B1ms")
SYSTEMS = ("Win2022Datacenter", "Ubuntu2204", "Debian12")
VM = {"name": "VM1-Windows.*"}
OTHER = {"name": "srv-linux", "os": "linux", "location": "westeurope"}
FC, WE = ["francecentral"], ["westeurope"]
NET = "Microsoft.Network/virtualNetworks"
DEALLOCATE = "Microsoft.Compute/virtualMachines/deallocate/action"
VM_WRITE = "Microsoft.Compute/virtualMachines/write"

machine = in_zones()
with_disk = then(machine, disk())
stopped = then(machine, lambda azure: azure.deallocate("VM1-Windows"))
resized = then(machine, lambda azure: azure.resize("VM1-Windows", "Standard_B2s"))
captured = then(machine, lambda azure: azure.capture_gallery_version("VM1-Windows"))
gone = then(in_zones("1", "2"), deleted("VM1-Windows-1", "VM1-Windows-2"))
in_a_set = members(*SYSTEMS)
set_deleted = then(in_a_set, deleted("m0", "m1", "m2"))
scheduled = then(
    autoscaled,
    changed(Source.AUTOSCALE_SETTINGS, lambda one: one["properties"]["profiles"][0].update(recurrence={"x": 1})),
)
unprotected = then(
    machine, changed(Source.NETWORK_INTERFACES, lambda one: one["properties"].pop("networkSecurityGroup"))
)
private = then(
    machine,
    changed(
        Source.VIRTUAL_NETWORKS,
        lambda one: one["properties"]["subnets"][0]["properties"].update(defaultOutboundAccess=False),
    ),
)
zonal_disk = then(machine, disk(storage="StandardSSD_ZRS"))

SCRIPTS = Submission(scripts=(ScriptFile("deploy.sh", SCRIPT),))
SECRET = Submission(scripts=(ScriptFile("deploy.sh", "az vm create -n vm --admin-password 'Tr0is-Chats'"),))
NO_SCRIPT = Submission()
ANSWERS = Submission(
    answers={
        "shown": Answer("voir", files=("a.png",)),
        "told": Answer("oui"),
        "disks": Answer("2, car la taille en décide"),
        "gb": Answer("127 Go"),
        "nearly": Answer("128 Go"),
        "zones": Answer("zones 1 et 2"),
        "zone 3": Answer("la zone 3"),
        "metrics": Answer("CPU, réseau et disque"),
    }
)

CASES: tuple[Case, ...] = (
    Case("answer.given", nothing, {"answer": "shown", "files": True}, instead={"answer": "told"}, handed_in=ANSWERS),
    Case("answer.given", nothing, {"answer": "told"}, instead={"files": True}, handed_in=ANSWERS),
    Case("answer.max_data_disks", answered_about, {"machine": VM, "answer": "disks", "words": ["taille"]},
         instead={"machine": OTHER, "answer": "gb", "words": ["mémoire"]}, handed_in=ANSWERS),
    Case("answer.metrics", nothing, {"answer": "metrics"}, instead={"answer": "told", "count": 4}, handed_in=ANSWERS),
    Case("answer.no_secrets", nothing, handed_in=SCRIPTS, wrong=SECRET),
    Case("answer.os_disk_size", answered_about, {"machine": VM, "answer": "gb"},
         instead={"machine": OTHER, "answer": "disks"}, handed_in=ANSWERS),
    Case("answer.os_disk_size", answered_about, {"machine": VM, "answer": "nearly"}, instead={"tolerance": 0},
         handed_in=ANSWERS),
    Case("answer.size_availability", answered_about, {"machine": VM, "answer": "zones", "size": "Standard_B1s"},
         instead={"machine": OTHER, "answer": "zone 3", "size": "Standard_D2s_v3"}, handed_in=ANSWERS),
    Case("autoscale.rule", autoscaled, undone=scale_set,
         instead={"minimum": 2, "maximum": 5, "metric": "Network In", "above": 80, "below": 10, "minutes": 5,
                  "step": 2}),
    Case("autoscale.schedule", scheduled, undone=autoscaled),
    Case("availability.load_balancer", balanced, undone=machine, instead={"zones": 3}),
    Case("availability.options", in_zones("1", "2"), {"options": ["zones"]}, nothing, {"options": ["set"]}),
    Case("availability.sla", in_zones("1", "2"), {"percent": "99.99"}, machine, {"percent": "99.999"}),
    Case("availability_set.configurations", in_a_set, undone=machine, instead={"count": 4}),
    Case("availability_set.domains", in_a_set, {"count": 3}, opened={"count": 4}),
    Case("availability_set.exists", in_a_set, {"region": FC[0]}, machine, {"region": WE[0], "fault_domains": 1}),
    Case("availability_set.members", in_a_set, {"count": 3, "region": FC[0]}, machine, {"count": 7, "region": WE[0]}),
    Case("availability_set.members_deleted", set_deleted, undone=machine, instead={"count": 4}),
    Case("availability_set.systems", in_a_set, undone=members("Ubuntu2204", "Debian12")),
    Case("deployment", by_template,
         {"name": "azure*", "mode": "incremental", "parameters": {"location": "francecentral"}, "makes": NET,
          "by": "template", "where": [{"path": "properties.mode", "eq": "Incremental"}]}, nothing,
         {"name": "main", "mode": "complete", "parameters": {"location": "eastus"}, "makes": "Microsoft.Web/sites",
          "by": "portal", "where": [{"path": "properties.mode", "eq": "Complete"}]}),
    Case("disk.data_types", with_disk, {"types": ["StandardSSD_LRS"]}, machine, {"types": ["Premium_LRS"]}),
    Case("disk.redundancy", zonal_disk, {"redundancies": ["LRS"], "of": "system"}, nothing,
         {"redundancies": ["ZRS"], "of": "all"}),
    Case("disk.system_types", machine, {"types": ["StandardSSD_LRS"]}, nothing, {"types": ["Premium_LRS"]}),
    Case("exposure.remote_access", in_zones(rdp_from="203.0.113.7/32"), undone=machine),
    Case("exposure.remote_access", machine, {"ports": [22]}, instead={"ports": [3389]}),
    Case("exposure.unprotected", machine, undone=unprotected),
    Case("hygiene.no_loose_interfaces", machine, undone=then(machine, deleted("VM1-Windows"))),
    Case("hygiene.no_orphans", machine, undone=lambda azure: azure.create_disk("loose")),
    Case("hygiene.nothing_running", stopped, undone=machine),
    Case("image.captured", captured, {"machine": VM}, machine, {"machine": OTHER}),
    Case("image.source_kept", captured, {"machine": VM}, machine, {"machine": OTHER}),
    Case("image.used", from_own_image, {"machine": VM, "members_only": False}, machine,
         {"machine": OTHER, "members_only": True}),
    Case("monitoring.alert", watched, {"metrics": ["Percentage CPU"]}, machine, {"metrics": ["Network In"]}),
    Case("monitoring.collection", watched, undone=machine),
    Case("naming.convention", linux("devfc-shop-webvm01"), undone=machine, words={"example": "prodeus-sqlvm09"},
         instead={"environments": ["prod"], "products": ["bank"], "roles": ["sql"], "pattern": "srv[0-9]+"}),
    Case("network.remote_desktop", machine, {"machine": VM}, nothing, {"port": 22}),
    Case("network.remote_desktop", linux("srv-linux"), {"machine": OTHER, "port": 22}, in_zones(rdp_from="*"),
         words={"machine": VM}),
    Case("operation", restarted,
         {"name": DEALLOCATE, "on": {"type": "Microsoft.Compute/virtualMachines"}, "outcome": "done",
          "tool": "portal", "times": 2, "after": {"name": VM_WRITE}}, machine,
         {"name": "Microsoft.Web/sites/write", "on": {"type": "Microsoft.Web/sites"}, "outcome": "refused",
          "tool": "cli", "times": 3, "after": {"name": "Microsoft.Web/sites/write"}}),
    Case("operation", sold_out, {"name": VM_WRITE, "outcome": "refused", "code": "Sku*"}, machine,
         {"code": "QuotaExceeded"}),
    Case("region.allowed", machine, {"regions": FC}, nothing, {"regions": WE}),
    Case("region.resource_groups", nothing, {"regions": FC}, instead={"regions": WE}),
    Case("resource", network, {"type": NET, "name": "vnet*", "pattern": "v.*", "group": "rg-*"}, nothing,
         {"type": "Microsoft.Network/natGateways", "name": "other", "pattern": "x.*", "group": "other"}),
    Case("resource", network, {"type": NET, "where": [{"path": "properties.flowTimeoutInMinutes", "min": 10}],
                               "changed": {"path": "properties.flowTimeoutInMinutes", "from": 4, "to": 10}}, nothing,
         {"where": [{"path": "properties.flowTimeoutInMinutes", "min": 30}],
          "changed": {"path": "properties.flowTimeoutInMinutes", "from": 10, "to": 4}, "moment": "gone", "count": 2}),
    Case("resource", network, {"type": NET, "where": [{"path": "tags.env", "eq": "prod"}],
                               "half": [{"path": "tags.env", "eq": "lab"}]},
         instead={"half": [{"path": "tags.env", "eq": "test"}]}, outcome="partial"),
    Case("resource", two_networks, {"type": NET, "where": [{"path": "tags.env", "eq": "lab"}]}, nothing,
         {"each": True}),
    Case("resource", network, {"type": NET, "where": [{"path": "tags.env", "eq": "lab"}, {"path": "kind", "eq": "x"}]},
         instead={"all": True}, outcome="partial"),
    Case("resource", machine, {"type": "Microsoft.Compute/virtualMachines", "all": True,
                               "where": [{"path": "location", "eq": "francecentral"}]}, nothing,
         {"where": [{"path": "location", "eq": "westeurope"}]}),
    Case("resource", machine, {"type": "Microsoft.Compute/virtualMachines",
                               "where": [{"path": "properties.hardwareProfile.vmSize", "eq": "Standard_B1s"}]},
         instead={"where": [{"path": "properties.hardwareProfile.vmSize", "in": ["Standard_B2s"]}]}),
    Case("safety.in_region", machine, {"regions": FC}, instead={"regions": WE}),
    Case("safety.outbound", machine, undone=private),
    Case("safety.supported", in_zones(image="2022-datacenter-g2", size="Standard_D2s_v5"),
         instead={"until": "2040-01-01"}),
    Case("scale_set.instances", scale_set, {"count": 3, "region": FC[0]}, nothing, {"count": 7, "region": WE[0]}),
    Case("script.azure_cli", in_a_set, {"count": 2}, instead={"count": 3}, handed_in=SCRIPTS),
    Case("script.azure_cli", nothing, handed_in=NO_SCRIPT, outcome="unmet"),
    Case("size.family", machine, {"families": ["general"]}, nothing, {"families": ["gpu"]}),
    Case("size.on_sale", machine, {"until": "2027-01-01"}, nothing, {"until": "2040-01-01"}),
    Case("spending.auto_shutdown", watched, undone=machine),
    Case("spending.budget", watched, undone=machine),
    Case("spending.estimate", machine, {"limit": 1000}, instead={"limit": 1}),
    Case("spending.estimate", stopped, {"parts": ["machines"]}, instead={"parts": ["disks"]}),
    Case("spending.hourly_network", machine, undone=balanced),
    Case("spending.images_left", machine, undone=captured),
    Case("spending.modest", with_disk, instead={"vcpus": 0, "disk_gb": 3, "dear": ["StandardSSD_LRS"]}),
    Case("spending.scale_sets", then(autoscaled, lambda azure: azure.scale("vmss", 0)), undone=scale_set,
         instead={"maximum": 3}),
    Case("storage.durability", account, {"nines": 12}, nothing, {"nines": 16}),
    Case("storage.redundancy", account, {"redundancies": ["ZRS"]}, nothing, {"redundancies": ["GRS"]}),
    Case("storage.region", account, {"regions": FC}, nothing, {"regions": WE}),
    Case("tags.machines", tagged, {"names": ["env"]}, nothing, {"names": ["owner"]}),
    Case("tags.resource_groups", tagged, {"names": ["env"]}, nothing, {"names": ["owner"]}),
    Case("vm.data_disk", with_disk, {"machine": VM}, machine, {"machine": OTHER}),
    Case("vm.deallocated", stopped, {"machine": VM}, machine, {"machine": OTHER}),
    Case("vm.deleted", gone, {"machine": VM}, nothing, {"machine": OTHER}),
    Case("vm.image", machine, {"machine": VM, "full": ["2016-datacenter-gensecond"]}, nothing,
         {"machine": OTHER, "full": ["2022-datacenter-g2"]}),
    Case("vm.image", machine, {"machine": VM, "full": ["2022-datacenter-g2"], "half": ["2016-datacenter-gensecond"]},
         nothing, {"half": ["2019-datacenter-gensecond"], "share": "0.25"}, outcome="partial"),
    Case("vm.image_source", machine, {"origins": ["marketplace"]}, nothing, {"origins": ["gallery"]}),
    Case("vm.name", machine, {"machine": VM, "example": "VM1-Windows"}, nothing, {"machine": OTHER},
         words={"example": "VM2"}),
    Case("vm.os_disk", machine, {"machine": VM, "sku": "StandardSSD_LRS"}, nothing,
         {"machine": OTHER, "sku": "Premium_LRS"}),
    Case("vm.os_disk", machine, {"machine": VM, "sku": "StandardSSD_ZRS", "half": ["StandardSSD_LRS"]}, nothing,
         {"half": ["Standard_LRS"]}, outcome="partial"),
    Case("vm.region", machine, {"machine": VM, "region": FC[0]}, nothing, {"machine": OTHER, "region": WE[0]}),
    Case("vm.region", closed_here, {"machine": VM, "region": FC[0]}, nothing, {"alternatives_if_blocked": False}),
    Case("vm.resized_up", resized, {"machine": VM}, nothing, {"machine": OTHER}),
    Case("vm.size_at_creation", machine, {"machine": VM, "size": "Standard_B1s"}, nothing,
         {"machine": OTHER, "size": "Standard_B2s"}),
    Case("vm.size_at_creation", sold_out, {"machine": VM, "size": "Standard_B1s", "substitutes": ["Standard_B2s"]},
         nothing, {"substitutes": []}),
    Case("vm.size_at_creation", in_zones(size="Standard_B1ms"),
         {"machine": VM, "size": "Standard_B2s", "substitutes": ["Standard_B1ms"]}, outcome="partial"),
    Case("vm.zones", in_zones("1", "2"), {"machine": VM}, nothing, {"machine": OTHER, "count": 3}),
    Case("vm.zones", one_zone_open, {"machine": VM, "size": "Standard_B1s"}, nothing, {"size": ""}),
)  # fmt: skip


def lab_of(story: Story, handed_in: Submission = NOTHING, unread: Source | None = None) -> Lab:
    """What is seen of a story, with one source not read."""
    lab = _lab(story, unread)
    return lab if handed_in is NOTHING else replace(lab, submission=handed_in)


@lru_cache(maxsize=128)
def _lab(story: Story, unread: Source | None) -> Lab:
    seen = collected(story)
    lost = {unread: Reading(Status.DENIED, error="test")} if unread else {}
    return Lab.of((replace(seen, sources={**seen.sources, **lost}),))


@dataclass(frozen=True, slots=True)
class Lesser:
    """What does not meet a check, by the parameter whose value is another one; none where something else was done."""

    parameter: str
    values: Mapping[str, Any]
    story: Story
    handed_in: Submission


def lesser(case: Case) -> Iterator[Lesser]:
    """Nothing of the kind done, something else handed in, something else asked for."""
    if case.undone:
        yield Lesser("", case.values, case.undone, case.handed_in)
    if case.wrong:
        yield Lesser("", case.values, case.done, case.wrong)
    for name, value in case.instead.items():
        yield Lesser(name, {**case.values, name: value}, case.done, case.handed_in)
