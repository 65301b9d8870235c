"""What a row of a marks file says: whose it is, how many points, and what is refused in it."""

from pathlib import Path

import pytest

from bareme.marks import People
from bareme.marks.read import typed
from bareme.marks.stamp import Cells, Stamp, parsed_stamp, seal, short_hash, stamp
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
        ("9e9999", "Ana", None, None),
        ("9e99999999999999999999", "Ana", None, None),
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


def stamped(folder: Path, was: Cells, now: Cells, most: str = "", seen: str = "") -> list[tuple[str, str, str]]:
    """The decisions of a row that bareme wrote with some cells, and in which there are others now."""
    own = stamp("0123456789ab", "E1", "A", was, 0)
    file = folder / "marks.csv"
    cells = f'E1,A,"{most}","{now.points}","{now.comment}","{now.again}",{own}'
    file.write_text(f"student_id,criterion,max,points,comment,again,basis\n{cells}\n", "utf-8")
    reading = typed(file, rubric(), {(own.student, own.criterion): seen} if seen else {})
    found = [(one.decision.kind.value, str(one.decision.points), str(one.decision.most)) for one in reading.rows]
    return found + [("problem", str(one).partition("marks.csv:2: ")[2], "") for one in reading.problems]


@pytest.mark.parametrize(
    ("most", "points", "found"),
    [
        ("4", "3", ("mark", "3", "4")),  # what its reader saw
        ("4", "4.5", ("problem", "4.5 is not between 0 and 4.", "")),
        ("0", "1", ("problem", "1 is not between 0 and 0.", "")),
        ("0", "0", ("mark", "0", "0")),
        ("2,5", "2.5", ("mark", "2.5", "2.5")),
        ("", "2", ("mark", "2", "2")),
        ("-1", "2", ("mark", "2", "2")),
        ("many", "2", ("mark", "2", "2")),
        ("", "2.5", ("problem", "2.5 is not between 0 and 2.", "")),
    ],
)
def test_a_mark_is_of_the_maximum_that_its_row_says(
    tmp_path: Path, most: str, points: str, found: tuple[str, str, str]
) -> None:
    assert stamped(tmp_path, Cells(), Cells(points), most) == [found]


WAS = Cells("1", "Bien", "")
AGAIN = Cells("1", "Bien", "the answer changed")


@pytest.mark.parametrize(
    ("was", "now", "is_typed"),
    [
        (Cells(), Cells(), False),
        (Cells(), Cells("1"), True),
        (Cells(), Cells(comment="so"), True),
        (WAS, WAS, False),
        (WAS, Cells("1,00", " Bien", " "), False),  # what a spreadsheet makes of it
        (WAS, Cells("2", "Bien"), True),
        (WAS, Cells("1", "Mieux"), True),
        (WAS, Cells("", "Bien"), True),  # the mark was taken away
        (WAS, Cells("", ""), True),
        (AGAIN, AGAIN, False),
        (AGAIN, Cells("1", "Bien", ""), True),  # judged again, and left as it was
        (Cells("", "", "the answer changed"), Cells("", "", ""), False),  # nothing was judged, and nothing is
        (Cells("", "Bien", "the answer changed"), Cells("", "Bien", ""), False),
        (Cells("", "Bien", "the answer changed"), Cells("", "Mieux", ""), True),
    ],
)
def test_what_is_as_it_was_written_was_not_typed(tmp_path: Path, was: Cells, now: Cells, is_typed: bool) -> None:
    assert bool(stamped(tmp_path, was, now)) is is_typed


def state(was: Cells, now: Cells) -> str:
    """What was read of a row before, when there stood these cells in it."""
    return f"{short_hash(str(stamp('0123456789ab', 'E1', 'A', was, 0)))}:{seal(now)}"


@pytest.mark.parametrize(
    ("before", "now", "is_typed"),
    [
        (state(Cells(), Cells("1")), Cells("1"), False),  # taken in already
        (state(Cells(), Cells("1")), Cells("2"), True),
        (state(Cells(), Cells("1")), Cells(), True),  # and taken back
        (state(Cells(), Cells()), Cells("1"), True),
        (state(WAS, Cells("1")), Cells("1"), True),  # of the row as it was written before
        ("", Cells("1"), True),
    ],
)
def test_what_was_read_before_is_not_typed_again(tmp_path: Path, before: str, now: Cells, is_typed: bool) -> None:
    assert bool(stamped(tmp_path, Cells(), now, seen=before)) is is_typed
