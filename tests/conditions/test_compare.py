"""How Azure compares: each line two values, under which key, and whether they are the same."""

from decimal import Decimal
from typing import Any

import pytest

from bareme.conditions.compare import like, number, same
from bareme.conditions.path import path


@pytest.mark.parametrize(
    ("value", "wanted", "key", "expected"),
    [
        ("Lab", "lab", "", True),
        ("lab", "labs", "", False),
        ("France Central", "francecentral", "location", True),
        ("France Central", "francecentral", "title", False),
        ("Standard_B1s", "b1s", "vmsize", True),
        ("Standard_B1s", "basic_b1s", "vmsize", True),
        ("Standard_B1s", "Standard_B1ms", "vmsize", False),
        ("Standard_B1s", "b1s", "title", False),
        ("Standard_B1s", "b1s", "", False),
        (True, True, "", True),
        (True, False, "", False),
        (True, "true", "", True),
        ("False", False, "", True),
        ("true", False, "", False),
        (True, "yes", "", False),
        (True, 1, "", False),
        (None, False, "", False),
        (10, "10", "", True),
        ("10.0", 10, "", True),
        (10, 10.5, "", False),
        (10, 11, "", False),
        (11, 10.5, "", False),
        (10, "9", "", False),
        ("ten", 10, "", False),
        ("10", "ten", "", False),
        (["a", "b"], ["B", "A"], "", True),
        (["a", "b"], ["a"], "", False),
        (["a"], ["a", "A"], "", False),
        (["a"], "a", "", False),
        ([], None, "", False),
        ([], [], "", True),
        ({"env": "lab"}, "lab", "", False),
        ("lab", {"env": "lab"}, "", False),
        (["a", "b"], ("a", "c"), "", False),
        ({"Env": "Lab", "x": 1}, {"env": "lab"}, "", True),
        ({"Env": "Lab"}, {"env": "lab", "x": 1}, "", False),
        ({"Env": "Lab"}, {"env": "prod"}, "", False),
        ({"location": "France Central"}, {"location": "francecentral"}, "", True),
        (None, None, "", True),
        (None, "x", "", False),
        ("x", None, "", False),
        ("x", ["x"], "", False),
    ],
)
def test_two_values_are_the_same(value: Any, wanted: Any, key: str, expected: bool) -> None:
    assert same(value, wanted, key) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, "1"), ("2.50", "2.5"), (Decimal(3), "3"), (True, None), ("x", None), ("nan", None), ("inf", None),
     (None, None), ([1], None)],
)  # fmt: skip
def test_a_number_also_where_it_is_text(value: Any, expected: str | None) -> None:
    assert number(value) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("value", "glob", "expected"),
    [
        ("VNet-1", "vnet-*", True),
        ([1], "*", False),
        ("", "*", True),
        ("vnet", "vnet-*", False),
        (1, "*", False),
        (None, "*", False),
        ("a", "A", True),
    ],
)
def test_a_glob(value: Any, glob: str, expected: bool) -> None:
    assert like(value, glob) is expected


@pytest.mark.parametrize(
    ("text", "was_there", "left"),
    [
        ("name", True, {"a": {"B": 1}, "list": [1, 2]}),
        ("A.b", True, {"name": "n", "a": {}, "list": [1, 2]}),
        ("a.A", False, {"name": "n", "a": {"B": 1}, "list": [1, 2]}),
        ("a[0]", False, {"name": "n", "a": {"B": 1}, "list": [1, 2]}),
        ("list[*]", True, {"name": "n", "a": {"B": 1}, "list": []}),
        ("a.c", False, {"name": "n", "a": {"B": 1}, "list": [1, 2]}),
        ("list[0]", True, {"name": "n", "a": {"B": 1}, "list": [2]}),
        ("list[7]", False, {"name": "n", "a": {"B": 1}, "list": [1, 2]}),
        ("name.deeper", False, {"name": "n", "a": {"B": 1}, "list": [1, 2]}),
    ],
)
def test_what_stands_at_a_path_is_taken_away_where_it_is_there(text: str, was_there: bool, left: Any) -> None:
    model: dict[str, Any] = {"name": "n", "a": {"B": 1}, "list": [1, 2]}
    assert path(text).changed(model, lambda _: None) is was_there
    assert model == left
