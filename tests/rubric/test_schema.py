"""The JSON Schema accepts what lint accepts, and refuses what an editor can see."""

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from bareme.checking.catalogue import Catalogue
from bareme.content import bundled_rubrics, rubric_path
from bareme.files.located_yaml import Tree
from bareme.rubric.schema import json_schema
from tests.rubric.test_load import GOOD, WRONG
from tests.rubric.test_values import DATES, DOUBTFUL
from tests.rubric.test_values import GOOD as VALUES

RIGHT = {
    **{name: rubric_path(name).read_text(encoding="utf-8") for name in bundled_rubrics()},
    "plain": GOOD,
    "a reference inside": VALUES.replace("[zones]", '["${region}"]'),
    "in a machine": VALUES.replace('"${machine}", sku', '{name: "${region}"}, sku'),
    **{name: VALUES.replace("scale: 3", f"scale: 3\nwindow: {one[0]}") for name, one in DATES.items()},
    **{name: VALUES.replace(one[0], one[1], 1) for name, one in DOUBTFUL.items()},
}
SEEN = ("unknown key", "missing key", "negative points", "unknown check", "unknown parameter", "missing parameter")


@pytest.fixture(scope="module")
def schema(checks: Catalogue) -> Draft7Validator:
    return Draft7Validator(json_schema(checks))


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_lint_accepts_is_accepted(schema: Draft7Validator, text: str) -> None:
    assert [one.message for one in schema.iter_errors(Tree(text).data)] == []


@pytest.mark.parametrize("name", SEEN)
def test_what_an_editor_can_see_is_refused(schema: Draft7Validator, name: str) -> None:
    assert not schema.is_valid(Tree(GOOD.replace(WRONG[name][0], WRONG[name][1], 1)).data)


@pytest.mark.parametrize("points", ["NO", '"ten"', '"1,5"', "[1]", "-1"])
def test_points_are_a_number(schema: Draft7Validator, points: str) -> None:
    assert not schema.is_valid(Tree(GOOD.replace("points: 0.5", f"points: {points}", 1)).data)
    assert schema.is_valid(Tree(GOOD.replace("points: 0.5", 'points: "2"', 1)).data)


def test_a_machine_has_no_other_keys(schema: Draft7Validator) -> None:
    text = VALUES.replace('"${machine}", sku', '{name: "vm", region: x}, sku')
    assert not schema.is_valid(Tree(text).data)
