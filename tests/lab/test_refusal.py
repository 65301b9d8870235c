"""What a refused operation asked for: in its own words, else in the parameters of its deployment."""

from dataclasses import dataclass
from typing import Any

import pytest

from bareme.lab.refusal import asked_for, named_sizes
from tests.lab.built import act

HERE = "/subscriptions/s/resourcegroups/rg/providers/microsoft.resources/deployments/d"


@dataclass
class Machine:
    """A machine asked for: its size, and where."""

    size: str = ""
    place: str = ""

    def model(self) -> dict[str, Any]:
        return {"location": self.place, "properties": {"hardwareProfile": {"vmSize": self.size}}}


def deployment(correlation: str = "c", **values: Any) -> dict[str, Any]:
    parameters = {name: {"value": value} for name, value in values.items()}
    return {"id": HERE.upper(), "properties": {"correlationId": correlation, "parameters": parameters}}


@pytest.mark.parametrize(
    ("own", "deployed", "sizes", "places"),
    [
        ({}, [], set(), set()),
        ({"body": Machine("Standard_B1s", "France Central").model()}, [], {"standard_b1s"}, {"francecentral"}),
        ({"request": Machine("Standard_B1s", "westeurope").model()}, [], {"standard_b1s"}, {"westeurope"}),
        ({"body": {"sku": {"name": "Standard_B2s"}}}, [], {"standard_b2s"}, set()),
        ({"body": {"sku": {"name": "Standard_LRS"}}}, [], set(), set()),  # a disk's type
        ({"body": {"sku": {"name": "Standard_B2s or so"}}}, [], set(), set()),
        ({"body": Machine("A").model(), "request": {"sku": {"name": "Basic_A1"}}}, [], {"basic_a1"}, set()),
        ({}, [deployment("C", size="Standard_B1s", location="France Central")], {"standard_b1s"}, {"francecentral"}),
        ({}, [deployment("other", size="Standard_B1s", location="x")], set(), set()),
        ({"place": HERE}, [deployment("other", size="Standard_B1s", region="x")], {"standard_b1s"}, {"x"}),
        ({}, [deployment("c", vm={"sizes": ["Standard_B1s", 5, None]})], {"standard_b1s"}, set()),
        ({}, [deployment("c", text="in francecentral")], set(), set()),  # no parameter that names a place
        ({}, [deployment("c", location="")], set(), set()),
        ({}, [deployment("c", vmLocation=["a", "b"])], set(), {"a", "b"}),
        ({"body": Machine("", "x").model()}, [deployment("c", location="y")], set(), {"x"}),  # its own word goes first
        ({}, [{"properties": {"correlationId": "c", "parameters": None}}], set(), set()),
    ],
)
def test_what_was_asked_for(
    own: dict[str, Any], deployed: list[dict[str, Any]], sizes: set[str], places: set[str]
) -> None:
    found = asked_for(act("write", correlation_id="c", **own), deployed)
    assert (set(found.sizes), set(found.places)) == (sizes, places)


def test_nobody_s_correlation_joins_nothing() -> None:
    assert asked_for(act("write"), [deployment("", size="Standard_B1s")]).sizes == set()


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("The requested size Standard_B1s or basic_A0 is not available", {"standard_b1s", "basic_a0"}),
        ("Standard_LRS", set()),
        ("", set()),
    ],
)
def test_sizes_that_a_text_names(text: str, sizes: set[str]) -> None:
    assert named_sizes(text) == sizes
