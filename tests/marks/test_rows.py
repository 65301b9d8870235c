"""What a row of a marks file says: whose it is, how many points, and what is refused in it."""

from pathlib import Path

import pytest

from bareme.marks import People
from bareme.marks.read import typed
from bareme.marks.stamp import Cells, Stamp, parsed_stamp, seal, stamp
from bareme.rubric import Rubric

CLASS = People([("00012345", "Ana"), ("220001234567", "Bo"), ("220001234568", "Béa"), ("12345A", "Cy"), ("1-2", "Flo"),
                ("=cmd", "Ed")])  # fmt: skip
OF_ANA = stamp("0" * 12, "00012345", "A", Cells(), 0)
OF_NOBODY = stamp("0" * 12, "somebody else", "A", Cells(), 0)


@pytest.mark.parametrize(
    ("cell", "name", "own", "whose"),
    [
        ("00012345", "", None, "00012345"),
        ("12345", "", None, "00012345"),
        ("12345", "Bo", None, "00012345"),
        ("12345.0", "", None, "00012345"),
        ("2,20001E+11", "Bo", None, "220001234567"),
        ("2,20001E+11", "béa", None, "220001234568"),
        ("2,20001E+11", "", None, None),
        ("2,20001E+11", "Ana", None, None),
        ("2,20002E+11", "Bo", None, "220001234567"),
        ("01-févr", "Flo", None, "1-2"),
        ("#NOM?", "Ed", None, "=cmd"),
        ("#NOM?", "", None, None),
        ("99", "Ana", None, None),
        ("nobody", "Ana", None, None),
        ("", "Ana", None, None),
        ("nobody", "", OF_ANA, "00012345"),
        ("220001234567", "", OF_ANA, "00012345"),
        ("220001234567", "", OF_NOBODY, "220001234567"),
    ],
)
def test_whose_a_row_is(cell: str, name: str, own: Stamp | None, whose: str | None) -> None:
    assert CLASS.whose(cell, name, own) == whose


def test_two_of_one_name_are_told_apart_by_nothing() -> None:
    twins = People([("220001234567", "Bo"), ("220001234568", "Bo")])
    assert twins.whose("2,20001E+11", "Bo", None) is None


def rubric() -> Rubric:
    criteria = [{"id": "A", "title": "a", "points": 2, "question": "?"}, {"id": "B", "title": "b", "points": 0}]
    return Rubric.model_validate(
        {"id": "r", "title": "r", "sections": [{"id": "S", "title": "s", "criteria": criteria}]}
    )


def row(folder: Path, criterion: str, points: str, comment: str = "", most: str = "") -> tuple[str, str, str]:
    """The decision that one line makes (kind, points, maximum), or what is wrong with it."""
    file = folder / "marks.csv"
    file.write_text(f"student_id,criterion,max,points,comment\nE1,{criterion},{most},{points},{comment}\n", "utf-8")
    reading = typed(file, rubric())
    if reading.problems:
        return "problem", str(reading.problems[0]), ""
    (one,) = reading.rows
    return one.decision.kind.value, str(one.decision.points), str(one.decision.most)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("1.5", ("mark", "1.5", "2")),
        ('"1,5"', ("mark", "1.5", "2")),
        ("0", ("mark", "0", "2")),
        ("2", ("mark", "2", "2")),
        ("", ("open", "None", "None")),
    ],
)
def test_points_as_they_are_typed(tmp_path: Path, points: str, expected: tuple[str, str, str]) -> None:
    assert row(tmp_path, "A", points, "why") == expected


@pytest.mark.parametrize(
    ("points", "comment", "told"),
    [
        ("2.01", "", "is not between 0 and 2"),
        ("-0.5", "", "is not between 0 and 2"),
        ("many", "", "is not a number of points"),
        ("nan", "", "is not a number of points"),
        ("inf", "", "is not a number of points"),
        ("1e999", "", "is not a number of points"),
        ("1e-999", "", "is not a number of points"),
        ("1" * 60, "", "is not a number of points"),
        ("waived", "", "needs its reason"),
    ],
)
def test_points_that_cannot_be_meant(tmp_path: Path, points: str, comment: str, told: str) -> None:
    kind, problem, _ = row(tmp_path, "A", points, comment)
    assert (kind, told in problem) == ("problem", True), problem


def test_a_waiver_has_its_reason(tmp_path: Path) -> None:
    assert row(tmp_path, "A", "dispense", "ill")[0] == "waiver"


CELLS = Cells("1,5", "Bien", "")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Cells("1.50", "Bien", ""), True),
        (Cells(" 1.5 ", "Bien ", " "), True),
        (Cells("1.5", "bien", ""), False),
        (Cells("1.6", "Bien", ""), False),
        (Cells("", "Bien", ""), False),
        (Cells("1.5", "Bien", "the answer changed"), False),
    ],
)
def test_a_seal_is_of_what_was_typed_and_not_of_its_form(other: Cells, same: bool) -> None:
    assert (seal(other) == seal(CELLS)) is same


def test_a_stamp_is_read_as_it_was_written() -> None:
    own = stamp("0123456789ab", "E1", "A", CELLS, 3)
    assert parsed_stamp(str(own)) == own
    assert parsed_stamp(f"{own}x") is None
    assert stamp("0123456789ab", "E1", "a", CELLS, 3) == own
    assert stamp("0123456789ab", "E2", "A", CELLS, 3).student != own.student
