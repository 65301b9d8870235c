"""Where a value stands: the places of JMESPath, followed as Azure compares keys."""

from typing import Any

import pytest

from bareme.conditions.path import path

MODEL: dict[str, Any] = {
    "name": "vnet1",
    "tags": {"cost-centre": "lab"},
    "properties": {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16", "10.9.0.0/16"]},
        "subnets": [
            {"name": "web", "properties": {"addressPrefix": "10.0.1.0/24", "delegations": [{"name": "d"}]}},
            {"name": "data", "properties": {"addressPrefix": "10.0.2.0/24"}},
        ],
        "empty": None,
    },
}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("name", ["vnet1"]),
        ("NAME", ["vnet1"]),
        ("Properties.AddressSpace.addressprefixes[0]", ["10.0.0.0/16"]),
        ("properties.addressSpace.addressPrefixes", [["10.0.0.0/16", "10.9.0.0/16"]]),
        ("properties.addressSpace.addressPrefixes[-1]", ["10.9.0.0/16"]),
        ("properties.addressSpace.addressPrefixes[-2]", ["10.0.0.0/16"]),
        ("properties.addressSpace.addressPrefixes[2]", []),
        ("properties.addressSpace.addressPrefixes[7]", []),
        ("properties.addressSpace.addressPrefixes[-3]", []),
        ("properties.addressSpace.addressPrefixes[-9]", []),
        ("properties.subnets[*].name", ["web", "data"]),
        ("properties.subnets[].properties.delegations[].name", ["d"]),
        ("properties.subnets[?name=='data'].properties.addressPrefix", ["10.0.2.0/24"]),
        ("properties.subnets[?NAME=='WEB' && properties.addressPrefix=='10.0.1.0/24'].name", ["web"]),
        ("properties.subnets[?name!='web'].name", ["data"]),
        ('tags."cost-centre"', ["lab"]),
        ("properties.empty", []),
        ("properties.nowhere.at.all", []),
        ("name.deeper", []),
        ("@", [MODEL]),
        ("[0]", []),
        ("[*].name", []),
        ("properties.subnets[*].properties.nowhere", []),
        ("properties.addressSpace[0]", []),
    ],
)
def test_what_stands_there(text: str, values: list[Any]) -> None:
    assert path(text).values(MODEL) == values


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("length(properties.subnets)", "more than a place"),
        ("properties.subnets[?contains(name, 'w')]", "more than a place"),
        ("properties.*.name", "more than a place"),
        ("a | b", "more than a place"),
        ("{a: name}", "more than a place"),
        ("properties.", "no path"),
        ("a" * 400, "longer than a path"),
        (".".join("a" * 40), "longer than a path"),
    ],
)
def test_what_computes_is_no_place(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        path(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("location", "location"),
        ("properties.sku.name", "sku.name"),
        ("properties", "properties"),
        ("properties.subnets[?name=='web'].properties.addressPrefix", "subnets[web].addressPrefix"),
        (
            "properties.rules[?properties.access=='Allow' && name!='x'].properties.port",
            "rules[access=Allow, name≠x].port",
        ),
        ("properties.profiles[*].capacity.minimum", "profiles.capacity.minimum"),
        ("zones[0]", "zones[0]"),
    ],
)
def test_a_path_is_shown_without_what_says_nothing(text: str, shown: str) -> None:
    assert path(text).shown == shown


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        ("a" * 300, True),
        ("a" * 301, False),
        (".".join("a" * 24), True),
        (".".join("a" * 25), False),
    ],
    ids=["300 signs", "301 signs", "24 steps", "25 steps"],
)
def test_how_long_a_path_can_be(text: str, is_path: bool) -> None:
    if is_path:
        assert path(text).values({}) == []
    else:
        with pytest.raises(ValueError, match="longer than a path"):
            path(text)


def test_of_many_values_the_first_two_thousand_are_followed() -> None:
    assert path("list[*]").values({"list": list(range(1, 2100))}) == list(range(1, 2001))
