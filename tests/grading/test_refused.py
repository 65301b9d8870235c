"""What Azure refused last is told with what to do; what was made good, or is long ago, is not."""

from collections.abc import Callable

import pytest

from bareme.grading.refused import last_refusals
from bareme.lab import Lab
from bareme.simulator import Subscription
from bareme.text.language import Language, Speech
from tests.labs import SUBSCRIPTION

VM = "Microsoft.Compute/virtualMachines"
Story = Callable[[Subscription], object]


def told(*story: Story, language: Language = Language.ENGLISH) -> list[str]:
    azure = Subscription(SUBSCRIPTION)
    for act in story:
        act(azure)
    speech = Speech(language)
    return [speech.tell(one) for one in last_refusals(Lab.of((azure.collect(),)))]


def size(azure: Subscription) -> None:
    azure.fail_create_vm(code="SkuNotAvailable")


def made(azure: Subscription) -> None:
    azure.wait(hours=1)
    azure.portal_create_vms("VM1-Windows", zones=())


def locked(azure: Subscription) -> None:
    azure.refuse("Microsoft.Storage/storageAccounts", "st1", "ScopeLocked", "The scope is locked.")


def unknown(azure: Subscription) -> None:
    azure.refuse("Microsoft.Storage/storageAccounts", "st1", "StorageAccountAlreadyTaken", "The name st1 is taken.")


def long_ago(azure: Subscription) -> None:
    azure.wait(days=2)


TOLD: dict[str, tuple[tuple[Story, ...], list[str]]] = {
    "a size": ((size,), ["Azure refused “vm1-windows” (SkuNotAvailable). This size is not to be had there now"]),
    "it excuses": ((size,), ["it excuses you"]),
    "a quota": ((lambda azure: azure.fail_create_vm(code="QuotaExceeded"),), ["The quota of cores is used up"]),
    "a policy": ((lambda azure: azure.fail_create_vm(code="RequestDisallowedByPolicy"),), ["certain regions or sizes"]),
    "a lock": ((locked,), ["(ScopeLocked). A lock protects it"]),
    "another code, with Azure's own words": ((unknown,), ["(StorageAccountAlreadyTaken). The name st1 is taken."]),
    "two, the newest first": ((size, locked), ["A lock protects it", "This size is not to be had"]),
    "made good since": ((size, made), []),
    "long ago": ((size, long_ago), []),
    "nothing refused": ((made,), []),
}


@pytest.mark.parametrize(("story", "sentences"), TOLD.values(), ids=TOLD)
def test_what_is_told(story: tuple[Story, ...], sentences: list[str]) -> None:
    found = told(*story)
    assert [sentence in text for text, sentence in zip(found, sentences, strict=True)] == [True] * len(sentences)


def test_a_lock_excuses_nobody_and_all_is_told_in_french() -> None:
    assert "excuses" not in told(locked)[0]
    assert "Un verrou la protège" in told(locked, language=Language.FRENCH)[0]
