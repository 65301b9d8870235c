"""The rubric changed beside the class: tried before it is kept, kept as a new version, its author's text left alone."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bareme.content import rubric_path
from bareme.errors import UsageError
from bareme.marking.rubric_file import read_value, with_parameter, with_points, with_substitute, with_version
from bareme.marking.rubric_versions import keep_rubric, rubric_text
from tests.marking.conftest import Sitting

TEXT = """# mine
schema: bareme/rubric/v1
id: own   # a comment
version: '3'
parameters:
  size: "Standard_B1s" # quoted
  place: {region: francecentral}
sections:
  - id: A
    criteria:
      - {id: A-1, points: 0.5, title: one}
      - id: A-2
        points: 1  # dear
"""


def test_only_what_is_changed_changes() -> None:
    changed = with_points(TEXT, {"A-1": Decimal("0.75"), "A-2": Decimal(2)})
    changed = with_parameter(with_parameter(changed, "size", "Standard_B2s"), "place.region", "westeurope")
    assert with_version(changed) == (
        TEXT.replace("points: 0.5", "points: 0.75")
        .replace("points: 1 ", "points: 2 ")
        .replace('"Standard_B1s"', '"Standard_B2s"')
        .replace("region: francecentral", 'region: "westeurope"')
        .replace("'3'", '"4"')
    )


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("", '\nsubstitutes:\n  - {"parameter": "size"'),
        ("substitutes: []\n", '\nsubstitutes:\n  - {"parameter": "size"'),
        (
            "substitutes:\n  - {parameter: a, value: 1, reason: b}\n",
            '"students": ["E1"], "reason": "it: \\"so\\""}\n  - {parameter: a',
        ),
    ],
)
def test_a_substitute_is_added_to_those_there_are(before: str, wanted: str) -> None:
    assert wanted in with_substitute(f"{TEXT}{before}", "size", "x", ["E1"], 'it: "so"')


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", 2), ("true", True), ("Standard_B2s", "Standard_B2s"), ("a: b: c", "a: b: c"), ("[1, 2]", [1, 2])],
)
def test_values_are_read_as_in_a_rubric(text: str, value: object) -> None:
    assert read_value(text) == value


def test_a_try_tells_who_loses_and_keeps_nothing(sitting: Sitting, said: Callable[[str], str]) -> None:
    before = (sitting.folder / "results.json").read_bytes()
    answer = sitting.post("/rubric/try", code=200, **{"points-E1-08": "2"})
    assert "5 students gain" in said(answer.text)
    assert "nothing is changed" in said(sitting.post("/rubric/try", code=200, **{"points-E1-08": "0,5"}).text).lower()
    assert "not a number" in said(sitting.post("/rubric/try", code=200, **{"points-E1-08": "many"}).text)
    assert not (sitting.folder / "tp2-vm.yaml").exists()
    assert (sitting.folder / "results.json").read_bytes() == before


def test_what_is_kept_is_a_new_version_and_the_class_is_graded_by_it(sitting: Sitting) -> None:
    sitting.mark("E1-05", "E001", points="0.25")
    sitting.post("/rubric", code=303, **{"share": "1", "points-E1-05": "1", "parameter-os_disk_sku": "Premium_LRS"})
    sitting.carry_out()
    told = json.loads((sitting.folder / "results.json").read_text(encoding="utf-8"))
    assert told["rubric"]["version"] == "2"
    points = {(own["id"], one["id"]): one["points"] for own in told["students"] for one in own["criteria"]}
    assert (points["E001", "E1-05"], points["E001", "E1-08"], points["E006", "E1-08"]) == (1, 0, 0.5)
    assert sitting.desk.teller.rubric.version == "2"


def test_a_rubric_of_ones_own_is_written_in_its_place_and_the_version_before_stays(
    sitting: Sitting, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    shutil.copy(rubric_path("tp2-vm"), own)
    sitting.grade("-r", str(own))
    sitting.get("/")
    text = rubric_text(sitting.desk)
    assert keep_rubric(sitting.desk, with_points(text, {"E1-05": Decimal(1)})) == own
    assert 'version: "2"' in own.read_text(encoding="utf-8")
    assert (tmp_path / "own.v1.yaml").read_text(encoding="utf-8") == text


def test_a_rubric_that_would_not_be_usable_is_not_kept(sitting: Sitting) -> None:
    text = rubric_text(sitting.desk)
    with pytest.raises(UsageError, match="not be usable"):
        keep_rubric(sitting.desk, text.replace("check: vm.image", "check: vm.imagination"))
    sitting.post(
        "/substitute", *sitting.tokens("E1-08", "E006"), criterion="E1-08", parameter="none", value="x", reason="y",
        code=422,
    )  # fmt: skip
    assert not (sitting.folder / "tp2-vm.yaml").exists()


def test_a_rubric_that_was_changed_meanwhile_is_not_overwritten(sitting: Sitting, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    shutil.copy(rubric_path("tp2-vm"), own)
    sitting.grade("-r", str(own))
    sitting.get("/")
    own.write_text(own.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    sitting.post("/rubric", code=422, **{"points-E1-05": "1"})
    assert "# mine" in own.read_text(encoding="utf-8")
