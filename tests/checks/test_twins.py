"""Checks that no rubric of the lab uses in all their forms: what meets them, and what is nearly it and does not."""

from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.evidence import Collection
from bareme.lab import Lab
from bareme.simulator import Subscription
from bareme.submission import Answer, Submission
from tests.labs import SUBSCRIPTION


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
