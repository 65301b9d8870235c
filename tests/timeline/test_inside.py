"""What stands inside its parent's record: children of the type asked for, at whatever depth, and no others."""

from typing import Any

import pytest

from bareme.timeline.inside import inside, is_inside, parents_of
from tests.lab.built import GROUP, record

NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net"
TYPE = "microsoft.network/virtualnetworks"


def child(kind: str, name: str, **values: Any) -> dict[str, Any]:
    return {"id": f"{NETWORK}/{kind}/{name}", "name": name, "properties": values}


MODEL = {
    "id": NETWORK,
    "properties": {
        "subnets": [
            child("subnets", "s1", peer=child("virtualNetworkPeerings", "deep")),
            child("subnets", "S2"),
            {"id": f"{NETWORK}/subnets/bare"},
            {"id": f"{GROUP}/providers/Microsoft.Network/virtualNetworks/other/subnets/s1", "properties": {}},
        ],
        "virtualNetworkPeerings": [child("virtualNetworkPeerings", "p1")],
        "routeTables": [child("routeTables", "r1")],
    },
}


@pytest.mark.parametrize(
    ("kind", "names"),
    [("subnets", ["s1", "s2"]), ("virtualnetworkpeerings", ["deep", "p1"]), ("routetables", ["r1"]), ("another", [])],
)
def test_the_children_of_one_type(kind: str, names: list[str]) -> None:
    found = list(inside([record(NETWORK, MODEL, at_creation=True)], f"{TYPE}/{kind}"))
    assert [one.resource_id.rpartition("/")[2] for one in found] == names
    assert not any(one.at_creation for one in found)  # a network may have been made before what stands in it


@pytest.mark.parametrize(
    ("type_", "told"),
    [
        ("microsoft.network/virtualnetworks/subnets", True),
        ("microsoft.network/networksecuritygroups/securityrules", True),
        ("microsoft.network/virtualnetworks", False),
        ("microsoft.network/dnszones/a", False),
        ("microsoft.compute/virtualmachines/extensions", False),
    ],
)
def test_networks_tell_all_of_their_parts(type_: str, *, told: bool) -> None:
    assert is_inside(type_) is told


@pytest.mark.parametrize(
    ("type_", "parents"),
    [("p/a", []), ("p/a/b", ["p/a"]), ("p/a/b/c", ["p/a/b", "p/a"])],
)
def test_what_a_type_hangs_under(type_: str, parents: list[str]) -> None:
    assert list(parents_of(type_)) == parents
