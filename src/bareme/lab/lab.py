"""The Lab itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property, partial

from bareme.evidence import Collection, Source
from bareme.lab import (
    autoscale,
    availability_set,
    disk,
    image,
    load_balancer,
    scale_set,
    storage_account,
    virtual_machine,
    watcher,
)
from bareme.lab.autoscale import AutoscaleSetting
from bareme.lab.availability_set import AvailabilitySet
from bareme.lab.disk import Disk
from bareme.lab.image import Image
from bareme.lab.load_balancer import LoadBalancer, Wiring
from bareme.lab.noun import Noun
from bareme.lab.present import Resource, listed
from bareme.lab.refusal import Asked, asked_for
from bareme.lab.scale_set import ScaleSet
from bareme.lab.selection import Machine, meant
from bareme.lab.storage_account import StorageAccount
from bareme.lab.virtual_machine import VirtualMachine
from bareme.lab.watcher import MetricAlert
from bareme.reference.arm import Wire, dig, dig_text, fold, resource_group, resource_type
from bareme.reference.prices import PriceList, bundled_prices
from bareme.reference.resource_types import canonical
from bareme.submission.model import NOTHING, Answer, Submission
from bareme.text.message import say
from bareme.timeline import Fact, History, Life, Operation, Outcome
from bareme.timeline.from_state import STATE_SOURCES
from bareme.timeline.missing import Missing

_CLOSED = {"readonlydisabledsubscription", "subscriptiondisabled", "subscriptionnotactive", "disabledsubscription"}
INSTANCE = "microsoft.compute/virtualmachinescalesets/virtualmachines"


@dataclass(frozen=True)
class Lab:
    """One student's lab, present and past.

    The nouns (`vms`, `images`, `availability_sets`, `scale_sets`) hold everything that any readable source tells of,
    also what is long deleted. The lists of the present (`resources`) raise `Missing` when they could not be read.
    """

    history: History
    submission: Submission = NOTHING
    prices: PriceList = field(default_factory=bundled_prices)
    """By which costs are estimated: those of the lab's region, where its rubric brings them."""

    @classmethod
    def of(
        cls,
        collections: Sequence[Collection],
        began: datetime | None = None,
        submission: Submission = NOTHING,
        lag: timedelta = timedelta(),
        prices: PriceList | None = None,
    ) -> "Lab":
        """The lab that these collections (oldest first, at least one) show.

        One that could read nothing says nothing, as long as another one could read something. `lag` is how far the log
        may have run behind when it was read.
        """
        readable = tuple(one for one in collections if one.readable)
        history = History(readable or tuple(collections), began, lag)
        return cls(history, submission, prices or bundled_prices())

    @property
    def read_at(self) -> datetime:
        """When the last collection was made."""
        return self.history.last.collected_at

    def answer(self, criterion: str) -> Answer:
        """The student's written answer to a criterion's question.

        Raises:
            Missing: nothing was written.
        """
        found = self.submission.answers.get(criterion)
        if found is None or not found.is_given:
            raise Missing(say("no written answer"))
        return found

    @cached_property
    def vms(self) -> tuple[VirtualMachine, ...]:
        """Every virtual machine that ever was, oldest first: stand-alone, in a set, and flexible instances."""
        found = (VirtualMachine(life) for life in self.history.lives(virtual_machine.TYPE))
        return tuple(sorted(found, key=lambda vm: (vm.created.value is None, str(vm.created.value), vm.id)))

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """Every managed image and gallery version that ever was."""
        definitions = {life.resource_id: life.snapshots for life in self.history.lives(image.DEFINITION)}
        lives = (life for type_ in image.TYPES for life in self.history.lives(type_))
        found = ((life, definitions.get(image.definition_of(life.resource_id), ())) for life in lives)
        return tuple(Image(life, definition, self._origins) for life, definition in found)

    @cached_property
    def _origins(self) -> dict[str, list[str]]:
        """What each image, disk and snapshot that ever was was made from."""
        types = (*image.TYPES, disk.TYPE, "microsoft.compute/snapshots")
        shown = (one for type_ in types for life in self.history.lives(type_) for one in life.snapshots)
        origins: dict[str, list[str]] = {}
        for one in shown:
            origins.setdefault(one.resource_id, []).extend(fact.value for fact in image.captured_from(one))
        return origins

    @cached_property
    def availability_sets(self) -> tuple[AvailabilitySet, ...]:
        """Every availability set that ever was, with the machines that were ever in it."""
        lives = self.history.lives(availability_set.TYPE)
        return tuple(AvailabilitySet(life, self._members(life.resource_id)) for life in lives)

    @cached_property
    def scale_sets(self) -> tuple[ScaleSet, ...]:
        """Every scale set that ever was, those of Kubernetes clusters left out."""
        found = (self._scale_set(life) for life in self.history.lives(scale_set.TYPE))
        return tuple(one for one in found if not one.is_kubernetes)

    @cached_property
    def disks(self) -> tuple[Disk, ...]:
        """Every managed disk that ever was."""
        mounts = disk.mounts(self.vms)
        return tuple(Disk(life, mounts.get(life.resource_id, ())) for life in self.history.lives(disk.TYPE))

    @cached_property
    def storage_accounts(self) -> tuple[StorageAccount, ...]:
        """Every storage account that ever was."""
        return tuple(StorageAccount(life) for life in self.history.lives(storage_account.TYPE))

    @cached_property
    def load_balancers(self) -> tuple[LoadBalancer, ...]:
        """Every load balancer that ever was, with the machines and scale sets that were behind it."""
        wiring = Wiring(self.history.lives(load_balancer.INTERFACE), self.vms, self.scale_sets)
        return tuple(wiring.balancer(life) for life in self.history.lives(load_balancer.TYPE))

    @cached_property
    def autoscale(self) -> tuple[AutoscaleSetting, ...]:
        """Every autoscale setting that ever was."""
        return tuple(AutoscaleSetting(life) for life in self.history.lives(autoscale.TYPE))

    @cached_property
    def metric_alerts(self) -> tuple[MetricAlert, ...]:
        """Every alert rule on metrics that ever was."""
        return tuple(MetricAlert(life) for life in self.history.lives(watcher.ALERT))

    def lives(self, type_: str) -> tuple[Noun, ...]:
        """Every resource of a type that ever was, whatever the type: `lab.lives("Microsoft.Web/sites")`."""
        return tuple(Noun(life) for life in self.history.lives(canonical(type_)))

    def meant(self, machine: Machine) -> tuple[VirtualMachine, ...]:
        """The machines an exercise means, by name, else by resemblance."""
        return self._meant(machine)

    @cached_property
    def _meant(self) -> Callable[[Machine], tuple[VirtualMachine, ...]]:
        vms, images = self.vms, self.images
        return cache(lambda machine: meant(machine, vms, images))

    @property
    def readable(self) -> bool:
        """Whether the last collection could read anything at all."""
        return self.history.last.readable

    def resources(self, source: Source) -> tuple[Resource, ...]:
        """What the last collection lists.

        Raises:
            Missing: the list could not be read.
        """
        return self._listed(source)

    @cached_property
    def _listed(self) -> Callable[[Source], tuple[Resource, ...]]:
        return cache(partial(listed, self.history))

    @cached_property
    def refusals(self) -> tuple[Operation, ...]:
        """What the student asked for and Azure refused: size, zone, quota, policy. Good faith."""
        return tuple(one for one in self.history.operations if one.outcome is Outcome.FAILED)

    def asked(self, refusal: Operation) -> Asked:
        """The size and the region that a refused operation asked for, where any record tells them."""
        return asked_for(refusal, self.history.deployments)

    @cached_property
    def has_work(self) -> bool:
        """Whether anything was ever made here, whatever it was; Azure's own things and bare groups aside."""
        if any(one.outcome is Outcome.DONE and one.name.endswith("/write") and _is_work(one.resource_id)
               for one in self.history.operations):  # fmt: skip
            return True
        lists = (*STATE_SOURCES, Source.RESOURCES)
        listed = (item for one in self.history.collections for source in lists for item in one.items(source))
        return any(_is_work(id_) and self.history.counts(id_) for item in listed if (id_ := fold(item.get("id"))))

    @cached_property
    def closed(self) -> Operation | None:
        """What Azure refused because the subscription itself was disabled: the credit was spent, a payment missing."""
        codes = ((one, {fold(reason.code) for reason in one.reasons} | {fold(one.error)}) for one in self.refusals)
        return next((one for one, own in codes if own & _CLOSED), None)

    @cached_property
    def subscription_state(self) -> str:
        """`Enabled`, `Disabled`, `Warned`, `PastDue` …, as last told; empty where nothing tells it."""
        readings = (one.sources.get(Source.SUBSCRIPTION) for one in reversed(self.history.collections))
        states = (dig_text(item, "state") for reading in readings if reading for item in reading.items)
        return next((state for state in states if state), "")

    def size(self, name: str) -> Wire | None:
        """The SKU entry of a VM size in the lab's region, or `None` where it was not collected."""
        return self.sku("virtualMachines", name)

    def sku(self, resource_type: str, name: str) -> Wire | None:
        """The entry of Azure's list of SKUs with this type and name, or `None` where it was not collected."""
        reading = self.history.reading(Source.SKUS)
        items = reading.items if reading else ()
        wanted = (item for item in items if fold(dig(item, "resourceType")) == fold(resource_type))
        return next((item for item in wanted if fold(dig(item, "name")) == fold(name)), None)

    def _members(self, set_id: str) -> tuple[VirtualMachine, ...]:
        return tuple(vm for vm in self.vms if vm.availability_set and vm.availability_set.value == set_id)

    def _scale_set(self, life: Life) -> ScaleSet:
        set_id = life.resource_id
        instances = tuple(vm for vm in self.vms if vm.scale_set and vm.scale_set.value == set_id)
        listed = (one for one in self.history.lives(INSTANCE) if one.resource_id.startswith(f"{set_id}/"))
        uniform = tuple(Fact(one.resource_id, one.snapshots[0].proof) for one in listed)
        scalings = tuple(one for one in self.history.operations if fold(dig(one.properties, "ResourceName")) == set_id)
        return ScaleSet(life, instances, uniform, scalings)


def _is_work(resource_id: str) -> bool:
    """Whether it is a resource: a group alone is none, nor is what concerns the subscription."""
    return bool(resource_type(resource_id) and resource_group(resource_id))
