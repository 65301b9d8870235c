"""What a collection holds, against a server with real sockets."""

import json

from bareme.azure import Settings, Target
from bareme.azure.collection.collect import collect_one
from bareme.evidence import Source, Status
from bareme.evidence.collection import to_wire
from tests.azure.arm_server import ArmServer
from tests.azure.world import CANARIES, SUB

TARGET = Target("E001", SUB)


def test_every_source_is_read(signed_in: ArmServer, settings: Settings) -> None:
    collection = collect_one(TARGET, settings)
    assert {source: reading.error for source, reading in collection.sources.items() if reading.error} == {}
    counts = {source.value: len(reading.items) for source, reading in collection.sources.items() if reading.items}
    assert counts == {
        "subscription": 1,
        "resource-groups": 1,
        "virtual-machines": 3,
        "virtual-machine-statuses": 3,
        "instance-views": 2,
        "disks": 7,
        "images": 1,
        "galleries": 1,
        "gallery-images": 1,
        "gallery-image-versions": 1,
        "availability-sets": 1,
        "scale-sets": 2,
        "scale-set-instances": 3,
        "network-security-groups": 1,
        "public-ip-addresses": 1,
        "data-collection-rules": 1,
        "data-collection-rule-associations": 1,
        "deployments": 1,
        "activity-log": 120,
        "resource-changes": 60,
        "policy-assignments": 1,
        "skus": 4,
        "resources": 1,
    }


def test_only_reading_verbs_are_used(signed_in: ArmServer, settings: Settings) -> None:
    collect_one(TARGET, settings)
    posts = [one.path for one in signed_in.asked if one.method != "GET"]
    assert signed_in.verbs == {"GET", "POST"}
    assert set(posts) == {"/providers/Microsoft.ResourceGraph/resources"}


def test_no_canary_reaches_the_evidence(signed_in: ArmServer, settings: Settings) -> None:
    text = json.dumps(to_wire(collect_one(TARGET, settings)))
    assert [canary for canary in CANARIES if canary in text] == []
    assert Source.SKUS.value in text
    assert Status.OK.value in text
