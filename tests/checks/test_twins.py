"""Checks that no rubric of the lab uses in all their forms: what meets them, and what is nearly it and does not."""

from decimal import Decimal
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.evidence import Collection, Source
from bareme.lab import Lab
from bareme.lab.refusal import Asked
from bareme.simulator import Subscription
from bareme.submission import Answer, Submission
from tests.checks.cases import Story, assessed, balanced, by_template, in_zones, lab_of, then
from tests.labs import SUBSCRIPTION

MODE = {"path": "properties.mode", "eq": "Incremental"}


def outcome(checks: Catalogue, name: str, lab: Lab, **values: Any) -> str:
    return checks[name].run(lab, values).outcome.value


@pytest.mark.parametrize(
    ("answer", "files", "expected"),
    [
        (Answer(text="oui"), False, "met"),
        (Answer(files=("a.png",)), False, "met"),
        (Answer(text="voir la capture"), True, "unmet"),
        (Answer(text="voir", files=("a.png",)), True, "met"),
    ],
)
def test_an_answer_is_given(checks: Catalogue, answer: Answer, files: bool, expected: str) -> None:
    lab = Lab.of((Subscription(SUBSCRIPTION).collect(),), None, Submission(answers={"Q1": answer}))
    assert outcome(checks, "answer.given", lab, answer="Q1", files=files) == expected


def made_from(image: str) -> Collection:
    azure = Subscription(SUBSCRIPTION)
    if image == "marketplace":
        azure.portal_create_vms("vm", zones=())
        return azure.collect()
    (source,) = azure.portal_create_vms("vm", zones=())
    own = azure.capture_managed_image(source) if image == "image" else azure.capture_gallery_version(source)
    azure.wait(minutes=10)
    azure.cli_create_vm("copy", image=own)
    return azure.collect()


ORIGINS = ("marketplace", "image", "gallery")


@pytest.mark.parametrize("made", ORIGINS)
@pytest.mark.parametrize("asked", ORIGINS)
def test_the_origin_of_an_image(checks: Catalogue, made: str, asked: str) -> None:
    lab = Lab.of((made_from(made),))
    meant = {made, "marketplace"}  # the machine that was captured came from the marketplace
    assert outcome(checks, "vm.image_source", lab, origins=(asked,)) == ("met" if asked in meant else "unmet")


def vm(name: str, size: str = "Standard_B1s", **form: Any) -> Story:
    return lambda azure: azure.portal_create_vms(name, zones=(), size=size, **form)


def from_the_other_image(azure: Subscription) -> None:
    """Both machines were captured; what is made is made from the second one's image."""
    azure.portal_create_vms("VM1-Windows", zones=())
    azure.portal_create_vms("VM9", zones=())
    azure.capture_gallery_version("VM1-Windows", "gal/one/1.0.0")
    azure.cli_create_vm("copy", image=azure.capture_gallery_version("VM9", "gal/nine/1.0.0"))


def made_again(first: str, second: str, sizes: tuple[str, str]) -> Story:
    return then(vm(first, sizes[0]), lambda azure: azure.delete_vm(first), vm(second, sizes[1]))


def behind_a_basic_one(azure: Subscription) -> None:
    """The log kept nothing of what was made, so that the list alone tells the load balancer's kind."""
    azure.bodies = "absent"
    balanced(azure)
    azure.each(Source.LOAD_BALANCERS)[0]["sku"]["name"] = "Basic"


SMALL, LARGE = "Standard_B1s", "Standard_B2s"
VM1 = {"name": "VM1-Windows.*"}
NEARLY: dict[str, tuple[str, Story, dict[str, Any], str, str]] = {
    "a machine with a GPU, of few processors": (
        "spending.modest", vm("v", "Standard_NC6s_v3"), {"vcpus": 100}, "unmet", "0"),
    "a machine of as many processors as are allowed": ("spending.modest", vm("v", LARGE), {"vcpus": 2}, "met", "1"),
    "a machine of one more": ("spending.modest", vm("v", LARGE), {"vcpus": 1}, "unmet", "0"),
    "a machine made from an image of another one": (
        "image.used", from_the_other_image, {"machine": VM1, "members_only": False}, "unmet", "0"),
    "made again larger": (
        "vm.resized_up", made_again("VM1-Windows", "VM1-Windows", (SMALL, LARGE)), {"machine": VM1}, "partial", "0.5"),
    "made again smaller": (
        "vm.resized_up", made_again("VM1-Windows", "VM1-Windows", (LARGE, SMALL)), {"machine": VM1}, "unmet", "0"),
    "another one made larger, its name before": (
        "vm.resized_up", made_again("VM1-Windows-2", "VM1-Windows-1", (SMALL, LARGE)), {"machine": VM1}, "unmet", "0"),
    "another one made larger, its name after": (
        "vm.resized_up", made_again("VM1-Windows-1", "VM1-Windows-2", (SMALL, LARGE)), {"machine": VM1}, "unmet", "0"),
    "a load balancer, which takes its own part off": ("availability.sla", balanced, {"percent": "99.99"}, "unmet", "0"),
    "machines behind a load balancer": ("availability.sla", balanced, {"percent": "99.98"}, "met", "1"),
    "a basic load balancer, which promises nothing": (
        "availability.sla", behind_a_basic_one, {"percent": "99.99"}, "met", "1"),
    "a load balancer with nothing behind": (
        "availability.sla", then(in_zones("1", "2"), lambda azure: azure.load_balancer("lb")), {"percent": "99.99"},
        "met", "1"),
    "a template in another mode": (
        "deployment", by_template, {"mode": "complete", "where": [MODE]}, "partial", "0.5"),
    "a template with another parameter too": (
        "deployment", by_template, {"mode": "complete", "parameters": {"location": "x"}, "where": [MODE]},
        "partial", "0.3333"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "story", "values", "expected", "share"), NEARLY.values(), ids=NEARLY)
def test_what_is_nearly_it(  # noqa: PLR0917 - a row of the table
    checks: Catalogue, name: str, story: Story, values: dict[str, Any], expected: str, share: str
) -> None:
    found = assessed(checks[name], values, lab_of(story))
    assert (found.outcome, round(found.share, 4)) == (expected, Decimal(share)), str(found.found)


@pytest.mark.parametrize(
    ("story", "described", "expected"),
    [
        (vm("serveur"), {"sizes": [SMALL]}, "unmet"),
        (then(vm("serveur"), lambda azure: azure.capture_gallery_version("serveur")), {"sizes": [SMALL]}, "met"),
        (then(vm("serveur"), lambda azure: azure.capture_gallery_version("serveur")), {"sizes": [LARGE]}, "unmet"),
        (vm("serveur"), {"sizes": [SMALL], "skus": ["2016-datacenter-gensecond"]}, "met"),
        (vm("VM1-Window"), {"sizes": [SMALL]}, "met"),
        (vm("VM2-Windows"), {"sizes": [SMALL]}, "unmet"),
        (vm("serveur"), {"sizes": [SMALL], "location": "francecentral", "os_disk": "StandardSSD_LRS"}, "unmet"),
    ],
)
def test_a_machine_under_another_name_is_meant_where_it_resembles_enough(
    checks: Catalogue, story: Story, described: dict[str, Any], expected: str
) -> None:
    values = {"machine": {**VM1, **described}, "sku": "StandardSSD_LRS"}
    found = assessed(checks["vm.os_disk"], values, lab_of(story))
    assert found.outcome == expected


@pytest.mark.parametrize("correlation", ["a-lower-one", "zz-a-higher-one"])
def test_a_refusal_asked_for_what_its_own_deployment_says(correlation: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.fail_create_vm(code="SkuNotAvailable", size="Standard_B1s", location="francecentral")
    for deployment in azure.each(Source.DEPLOYMENTS):
        deployment["properties"]["correlationId"] = correlation
    lab = Lab.of((azure.collect(),))
    asked = {one.name.split("/")[1]: lab.asked(one) for one in lab.refusals}
    own = Asked(frozenset({"standard_b1s"}), frozenset({"francecentral"}))
    assert asked == {"virtualmachines": Asked(frozenset(), frozenset()), "deployments": own}
