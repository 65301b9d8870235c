"""An image: what it was captured from, step by step, when, and whether its machine was generalized."""

from typing import Any

import pytest

from bareme.lab.image import Image, definition_of
from bareme.timeline.missing import Missing
from tests.lab.built import at, life, properties, record

IMAGE = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/images/i1"


def image(*models: dict[str, Any], **more: Any) -> Image:
    return Image(life(*(record(IMAGE, model, n) for n, model in enumerate(models)), place=IMAGE), **more)


@pytest.mark.parametrize(
    ("models", "sources"),
    [
        ([properties(sourceVirtualMachine={"id": "/VM"})], ["/vm"]),
        ([properties(storageProfile={"source": {"virtualMachineId": "/VM"}})], ["/vm"]),
        ([properties(storageProfile={"source": {"id": "/img"}})], ["/img"]),
        ([properties(storageProfile={"osDisk": {"managedDisk": {"id": "/disk"}}})], ["/disk"]),
        ([properties(storageProfile={"osDisk": {"snapshot": {"id": "/snap"}}})], ["/snap"]),
        ([properties(storageProfile={"osDiskImage": {"source": {"id": "/snap"}}})], ["/snap"]),
        ([properties(creationData={"sourceResourceId": "/disk"})], ["/disk"]),
        ([properties(sourceVirtualMachine={"id": ""})], []),
        ([{}], []),
        ([properties(sourceVirtualMachine={"id": "/vm"}), properties(sourceVirtualMachine={"id": "/VM"})], ["/vm"]),
    ],
)
def test_what_a_record_says_it_was_captured_from(models: list[dict[str, Any]], sources: list[str]) -> None:
    assert [fact.value for fact in image(*models).sources] == sources


@pytest.mark.parametrize(
    ("origins", "sources"),
    [
        ({}, ["/snap"]),
        ({"/snap": ["/disk"]}, ["/snap", "/disk"]),
        ({"/snap": ["/disk"], "/disk": ["/vm"]}, ["/snap", "/disk", "/vm"]),
        ({"/snap": ["/disk", "/other"], "/other": ["/vm"]}, ["/snap", "/disk", "/other", "/vm"]),
        ({"/snap": ["/disk"], "/disk": ["/snap"]}, ["/snap", "/disk"]),  # a circle ends
        ({"/else": ["/vm"]}, ["/snap"]),
    ],
)
def test_the_steps_that_lead_to_it(origins: dict[str, list[str]], sources: list[str]) -> None:
    own = image(properties(storageProfile={"osDisk": {"snapshot": {"id": "/snap"}}}), origins=origins)
    assert [fact.value for fact in own.sources] == sources
    assert {fact.proof for fact in own.sources} == {own.life.snapshots[0].proof}


@pytest.mark.parametrize(
    ("models", "definition", "found"),
    [
        ([properties(storageProfile={"osDisk": {"osState": "Generalized"}})], None, True),
        ([properties(storageProfile={"osDisk": {"osState": "Specialized"}})], None, False),
        ([{}], properties(osState="Generalized"), True),
        ([{}], properties(osState="Specialized"), False),
        ([properties(osState="Generalized")], properties(osState="Specialized"), True),  # its own word goes first
        ([{}, properties(osState="Generalized")], None, True),
        ([{}], {}, None),
    ],
)
def test_whether_its_machine_was_generalized(
    models: list[dict[str, Any]], definition: dict[str, Any] | None, found: bool | None
) -> None:
    known = (record("/definition", definition),) if definition is not None else ()
    own = image(*models, definitions=known)
    if found is None:
        with pytest.raises(Missing):
            _ = own.is_generalized
    else:
        assert own.is_generalized.value is found


@pytest.mark.parametrize(
    ("models", "minute"),
    [
        ([{}], 0),
        ([{}, properties(publishingProfile={"publishedDate": at(-5).isoformat()})], -5),
        ([properties(publishingProfile={"publishedDate": "soon"})], 0),
    ],
)
def test_when_it_was_captured(models: list[dict[str, Any]], minute: float) -> None:
    assert image(*models).captured.value == at(minute)


@pytest.mark.parametrize(
    ("version", "definition"),
    [("/g/images/i/versions/1.0.0", "/g/images/i"), ("/g/versions/x/versions/1", "/g/versions/x"), ("/images/i", "")],
)
def test_the_definition_of_a_version(version: str, definition: str) -> None:
    assert definition_of(version) == definition
