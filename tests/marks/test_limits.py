"""Numbers in a marks file at their limits, what a criterion was worth, and a mark that keeps its share of it."""

from decimal import Decimal
from pathlib import Path

import pytest

from bareme.errors import MarksError
from bareme.marks import Decision, Kind, People
from bareme.marks.read import Criteria, typed
from bareme.marks.standing import Places, standing
from bareme.rubric import Rubric

BASIS = "0123456789ab"


def rubric(points: str = "2") -> Rubric:
    criteria = [{"id": "A", "title": "a", "points": points, "question": "?"}]
    return Rubric.model_validate(
        {"id": "r", "title": "r", "sections": [{"id": "S", "title": "s", "criteria": criteria}]}
    )


def row(folder: Path, criterion: str, points: str, most: str = "", basis: str = "") -> str:
    """What one line decides: its points, of how many; or what is wrong with it."""
    file = folder / "marks.csv"
    text = f"student_id,criterion,max,points,comment,basis\nE1,{criterion},{most},{points},,{basis}\n"
    file.write_text(text, "utf-8")
    reading = typed(file, rubric())
    if reading.problems:
        return str(reading.problems[0]).rpartition(": ")[2]
    (one,) = reading.rows
    return f"{one.decision.points} of {one.decision.most}"


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ("0" * 40, "0 of 2"),
        ("0" * 41, "is not a number of points."),
        ("1e39", "is not between 0 and 2."),
        ("1e40", "is not a number of points."),
        ("1e-39", "1E-39 of 2"),
        ("1e-40", "is not a number of points."),
        ("-0.01", "is not between 0 and 2."),
        ("2.00", "2.00 of 2"),
        ("2.01", "is not between 0 and 2."),
    ],
)
def test_a_number_at_its_limits(tmp_path: Path, points: str, told: str) -> None:
    assert row(tmp_path, "A", points).endswith(told)


@pytest.mark.parametrize(
    ("cells", "points", "told"),
    [
        (("A", "", ""), "2", "2 of 2"),
        (("A", "5", ""), "5", "is not between 0 and 2."),  # nobody's row: the rubric tells
        (("A", "5", BASIS), "5", "is not between 0 and 2."),
        (("Z", "5", BASIS), "5", "5 of 5"),  # a criterion that the rubric no longer has
        (("Z", "5", BASIS), "5.5", "is not between 0 and 5."),
        (("Z", "0", BASIS), "0", "0 of 0"),
        (("Z", "0", BASIS), "1", "is not between 0 and 0."),
        (("Z", "-1", BASIS), "1", "1 of None"),
        (("Z", "many", BASIS), "1", "1 of None"),
        (("Z", "5", ""), "1", "there is no criterion “Z”."),
        (("Z", "5", "0123456789a"), "1", "there is no criterion “Z”."),
    ],
)
def test_what_a_criterion_is_worth(tmp_path: Path, cells: tuple[str, str, str], points: str, told: str) -> None:
    criterion, most, basis = cells
    assert told in row(tmp_path, criterion, points, most, basis)


@pytest.mark.parametrize(
    ("line", "points"),
    [("E1,A,1,why,", "1"), ("E1,A,1", "1"), ("E1,A,1,why,,,more", "1"), ("E1,A", None), ("", None), (",,,", None)],
    ids=["whole", "without what is empty", "with more", "without points", "empty", "empty cells"],
)
def test_a_line_may_be_shorter_or_longer_than_the_header(tmp_path: Path, line: str, points: str | None) -> None:
    file = tmp_path / "marks.csv"
    file.write_text(f"student_id,criterion,points,comment\n{line}\n", "utf-8")
    assert [str(one.decision.points) for one in typed(file, rubric()).rows] == ([] if points is None else [points])


def decision(points: str | None, most: str | None, kind: Kind = Kind.MARK, **more: str) -> Decision:
    return Decision(
        student=more.get("student", "E1"), criterion=more.get("criterion", "A"), kind=kind,
        points=None if points is None else Decimal(points), most=None if most is None else Decimal(most),
        comment=more.get("comment", ""), basis="",
    )  # fmt: skip


def placed(*, points: str = "2", students: tuple[str, ...] = ("E1",)) -> Places:
    return Places(People([(one, "") for one in students]), Criteria(rubric(points)))


@pytest.mark.parametrize(
    ("points", "before", "now", "kept"),
    [
        ("1", "2", "4", "2"),
        ("1", "4", "2", "0.5"),
        ("1", "3", "2", "0.6667"),
        ("3", "3", "2", "2"),
        ("0", "3", "2", "0"),
        ("1.5", "3", "10", "5"),
        ("1", "2", "2", None),
        ("1", None, "2", None),
    ],
)
def test_a_mark_keeps_its_share_of_what_is_worth_something_else_now(
    points: str, before: str | None, now: str, kept: str | None
) -> None:
    own = standing([decision(points, before)], placed(points=now))
    found = [(str(one.points), str(one.most)) for one in own.outgrown(rubric(now))]
    assert found == ([] if kept is None else [(kept, now)])


def test_what_is_no_mark_keeps_nothing() -> None:
    own = standing([decision(None, "4", Kind.OPEN, comment="later")], placed())
    assert list(own.outgrown(rubric())) == []


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "1 marks of N0"),
        (10, "10 marks of N0, N1, N2, N3, N4, N5, N6, N7, N8, N9"),
        (11, "11 marks of N0, N1, N2, N3, N4, N5, N6, N7, N8, N9 …"),
    ],
)
@pytest.mark.parametrize("is_known", [True, False], ids=["of the class, not in this run", "of nobody"])
def test_whose_marks_are_kept_though_they_are_not_here(number: int, shown: str, is_known: bool) -> None:
    names = tuple(f"N{n}" for n in range(number))
    own = standing(
        [decision("1", "2", student=name) for name in names],
        placed(students=("E1", *names) if is_known else ("E1",)),
    )
    (told,) = own.notices(rubric(), {"E1"})
    assert f"{shown}. They come back" in str(told).replace("\u202f", " ")
    assert list(own.notices(rubric(), {"E1", *names})) == ([] if is_known else [told])


def test_the_last_word_holds_and_all_are_counted() -> None:
    history = [
        decision("1", "2"),
        decision("2", "2"),
        decision(None, None, Kind.WAIVER, comment="ill"),
        decision("1.5", "2", comment="so"),
        decision(None, None, Kind.NOTE, criterion="", comment="well done"),
    ]
    own = standing(history, placed())
    last = own.of("E1", "A")
    assert last is not None
    assert (last.points, own.counts["E1", "A"]) == (Decimal("1.5"), 4)
    decided = own.decisions()["E1"]
    assert (decided.marks["A"].points, decided.waivers, decided.note) == (Decimal("1.5"), {}, "well done")
    assert own.of("E2", "A") is None
    assert own.of("E1", "B") is None


def test_of_what_is_not_here_an_open_row_is_told_where_it_says_something() -> None:
    history = [
        decision(None, None, Kind.OPEN, student="X"),
        decision(None, None, Kind.OPEN, student="Y", comment="later"),
        decision("1", "2", student="Z"),
    ]
    assert [one.student for one in standing(history, placed()).elsewhere] == ["Y", "Z"]


HEADER = "student_id,criterion,max,points,comment,basis\nE1,A,2,1,,\n"


def test_a_file_of_a_large_class_is_read(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_text(HEADER + "\n" * 2**21, "utf-8")
    assert [one.decision.points for one in typed(file, rubric()).rows] == [1]


def test_a_file_above_64_mebibytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_text(HEADER, "utf-8")
    with file.open("r+b") as stream:
        stream.truncate(2**26 + 1)
    with pytest.raises(MarksError, match="too large"):
        typed(file, rubric())
