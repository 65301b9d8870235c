"""What proves or excuses is there for something else, and does not help: over every check and its cases."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.evidence import Collection, Source, Status
from bareme.lab import Lab
from bareme.simulator import Subscription
from bareme.submission.model import NOTHING
from tests.checks.cases import CASES, Case, Lesser, Story, assessed, collected, lab_of, lesser, nothing, then
from tests.labs import retold

ANOTHER = "99999999-2222-3333-4444-555555555555"
ALWAYS_THERE = {Source.SUBSCRIPTION, Source.SKUS}


def of_another_subscription(one: Collection) -> Collection:
    return replace(retold(one, ANOTHER), subscription_id=one.subscription_id)


def of_another_group(one: Collection) -> Collection:
    """The subscription is shared, and the student's own group is another one."""
    groups = one.sources[Source.RESOURCE_GROUPS]
    own = {"id": f"/subscriptions/{one.subscription_id}/resourceGroups/rg-own", "name": "rg-own", "location": "x"}
    sources = {**one.sources, Source.RESOURCE_GROUPS: replace(groups, items=(*groups.items, own))}
    return replace(one, resource_group="rg-own", sources=sources)


def logged(one: Collection, told: Callable[[Iterable[Any]], Iterable[Any]]) -> Collection:
    """Nothing is there but the log, told in another way."""
    sources = {
        source: reading if source in ALWAYS_THERE else replace(reading, items=())
        for source, reading in one.sources.items()
    }
    log = one.sources[Source.ACTIVITY_LOG]
    return replace(one, sources={**sources, Source.ACTIVITY_LOG: replace(log, items=tuple(told(log.items)))})


def that_failed(one: Collection) -> Collection:
    failed = {"value": "Failed", "localizedValue": "Failed"}
    return logged(one, lambda events: [
        {**event, "status": failed} if event["status"]["value"] == "Succeeded" else event for event in events
    ])  # fmt: skip


def that_was_only_begun(one: Collection) -> Collection:
    return logged(one, lambda events: [event for event in events if event["status"]["value"] == "Started"])


PROOFS: Mapping[Callable[[Collection], Collection], tuple[str, ...]] = {
    of_another_subscription: (),
    of_another_group: ("region.resource_groups", "spending.budget"),
    that_failed: ("operation: name outcome code",),
    that_was_only_begun: (),
}
"""What proves, altered to be of something else, and the few that it still concerns: the student's own group, what is
the whole subscription's, a refusal that is asked for."""

of_azure = [case for case in CASES if case.handed_in is NOTHING]


@pytest.mark.parametrize("altered", PROOFS, ids=lambda one: one.__name__)
def test_a_proof_of_something_else_proves_nothing(
    checks: Catalogue, altered: Callable[[Collection], Collection]
) -> None:
    earned = {
        case.name: found
        for case in of_azure
        if (found := assessed(checks[case.check], case.values, Lab.of((altered(collected(case.done)),)))).share
    }
    unfair = {name: str(one.found) for name, one in earned.items() if not name.startswith(PROOFS[altered])}
    assert unfair == {}


def of_the_school(azure: Subscription) -> None:
    """What is there before anybody does anything: a group, a policy, a budget."""
    azure.ensure_group()
    azure.allow_regions("francecentral", "westeurope")
    azure.budget()


def test_where_nothing_was_done_nothing_is_earned(checks: Catalogue) -> None:
    """Nothing left is no merit where nothing ever was."""
    earned = {case.check for case in of_azure if assessed(checks[case.check], case.values, lab_of(of_the_school)).share}
    assert earned == {"region.resource_groups", "spending.budget"}


def read_in_part(one: Collection, source: Source) -> Collection:
    """The first half of a list, and then an error."""
    reading = one.sources[source]
    half = replace(reading, status=Status.FAILED, items=reading.items[: len(reading.items) // 2], error="test")
    return replace(one, sources={**one.sources, source: half})


@pytest.mark.parametrize("case", [case for case in of_azure if case.undone], ids=lambda case: case.name)
def test_what_was_read_in_part_shows_no_absence(checks: Catalogue, case: Case) -> None:
    """What spoils a criterion is not gone because the list ended before it."""
    there = collected(case.undone or nothing)
    for source in checks[case.check].reads:
        found = assessed(checks[case.check], case.values, Lab.of((read_in_part(there, source),)))
        assert found.outcome in {"unmet", "unverifiable"}, f"{source}: {found.found}"


def refused(code: str, size: str = "Standard_B4ms", place: str = "francecentral") -> Story:
    def act(azure: Subscription) -> None:
        azure.ensure_group()
        azure.fail_create_vm("refused", code=code, size=size, location=place)

    return act


def kind_refused(kind: str, code: str, message: str) -> Story:
    return lambda azure: azure.refuse(kind, "refused", code, message)


def done_after_all(azure: Subscription) -> None:
    """The same events, with another end."""
    before = len(azure.log)
    then(refused("RequestDisallowedByAzure", place="westeurope"), refused("SkuNotAvailable", "Standard_B2s"))(azure)
    for event in azure.log[before:]:
        if event["status"]["value"] == "Failed":
            event["status"] = {"value": "Succeeded", "localizedValue": "Succeeded"}


PLACES: Mapping[str, Story] = {
    "the region was refused": refused("RequestDisallowedByAzure", place="westeurope"),
    "a policy leaves the region out": lambda azure: azure.allow_regions("francecentral"),
}
SIZES: Mapping[str, Story] = {
    "the size was refused": refused("SkuNotAvailable", "Standard_B2s"),
    "the size is not offered": lambda azure: azure.restrict_size("Standard_B2s"),
}
PLACED = {"availability_set.exists region", "availability_set.members region", "region.allowed regions",
          "resource where location", "scale_set.instances region", "vm.region region"}  # fmt: skip
SIZED = {"resource where vmsize", "vm.size_at_creation"}
SOMETHING_ELSE: Mapping[str, Story] = {
    "another region": refused("RequestDisallowedByAzure", place="northeurope"),
    "another size": refused("SkuNotAvailable", "Standard_D4s_v5", "northeurope"),
    "a quota, which closes no region": refused("QuotaExceeded", "Standard_D4s_v5", "westeurope"),
    "another code": kind_refused(
        "Microsoft.Compute/virtualMachines", "PropertyChangeNotAllowed", "Standard_B2s in westeurope"
    ),
    "the size of another kind of thing": kind_refused(
        "Microsoft.Storage/storageAccounts", "SkuNotAvailable", "The requested size Standard_B2s is not available."
    ),
    "what was done after all": done_after_all,
    "a policy that lets the region be": lambda azure: azure.allow_regions("francecentral", "westeurope", "eastus"),
    "one zone of the size": lambda azure: azure.restrict_size("Standard_B2s", zones=("1",)),
    "another size not offered": lambda azure: azure.restrict_size("Standard_D4s_v5"),
}


def imperfect() -> Iterator[tuple[str, Case, Lesser]]:
    """Everything that is worth less than all, by what it is less for."""
    for case in of_azure:
        if case.outcome == "partial":
            yield case.check, case, Lesser("", case.values, case.done, case.handed_in)
        for one in lesser(case):
            if one.parameter:
                place = one.values["where"][0]["path"].rpartition(".")[2].casefold() if one.parameter == "where" else ""
                yield " ".join(filter(None, (case.check, one.parameter, place))), case, one


@cache
def after(story: Story, act: Story) -> Story:
    return then(act, story)


def helped(checks: Catalogue, act: Story, only: Iterable[str] | None = None) -> set[str]:
    """The cases that are worth more when this happened first; among some of them, or among all."""
    return {
        name
        for name, case, one in imperfect()
        if (only is None or name in only)
        and assessed(checks[case.check], one.values, lab_of(after(one.story, act))).share
        > assessed(checks[case.check], one.values, lab_of(one.story)).share
    }


@pytest.mark.parametrize("story", PLACES.values(), ids=PLACES)
def test_a_closed_region_excuses_what_is_asked_to_be_there(checks: Catalogue, story: Story) -> None:
    assert helped(checks, story) == PLACED


@pytest.mark.parametrize("story", SIZES.values(), ids=SIZES)
def test_a_size_not_to_be_had_excuses_another_size(checks: Catalogue, story: Story) -> None:
    assert helped(checks, story) == SIZED


@pytest.mark.parametrize("story", SOMETHING_ELSE.values(), ids=SOMETHING_ELSE)
def test_what_was_refused_of_something_else_excuses_nothing(checks: Catalogue, story: Story) -> None:
    assert helped(checks, story, PLACED | SIZED) == set()
