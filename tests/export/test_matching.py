"""Whose row it is: never a guess, nobody dropped."""

from pathlib import Path

import pytest

from bareme.export import Pupil
from bareme.export.matching import Match, matched
from bareme.export.platform_headers import WORKSHEET, headed
from tests.export.pupils import pupil

HEADER = "Identifier,Full name,ID number,Email address,Username,Grade"
SALMA = pupil("E001", "Salma El Amrani", email="salma@ecole.example", username="s-elamrani")
OMAR = pupil("E004", "Omar Tazi", email="omar@ecole.example")
AMINE = pupil("E014", "أمين بوزيدي")
ZOE = pupil("E020", "Zoé d’Arc-Noël")
SAME = pupil("E099", "Omar Tazi")


def found(folder: Path, rows: list[str], *pupils: Pupil) -> Match:
    path = folder / "sheet.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return matched(headed(path, WORKSHEET), pupils)


@pytest.mark.parametrize(
    ("row", "who"),
    [
        ("P1,x,E001,,,", SALMA),
        ("P1,x,e001 ,,,", SALMA),
        ("P1,x,,SALMA@ecole.example,,", SALMA),
        ("P1,x,,,s-elamrani,", SALMA),
        ("P1,x,,,E001,", SALMA),
        ("P1,Salma El Amrani,,,,", SALMA),
        ("P1,EL AMRANI Salma,,,,", SALMA),
        ('P1,"El Amrani, Salma",,,,', SALMA),
        ("P1,بوزيدي أمين,,,,", AMINE),
        ("P1,D'ARC NOEL Zoe,,,,", ZOE),
    ],
)
def test_a_row_is_known_by(tmp_path: Path, row: str, who: Pupil) -> None:
    assert found(tmp_path, [row], SALMA, OMAR, AMINE, ZOE).rows == {who.id: 1}


@pytest.mark.parametrize(
    ("rows", "pupils", "rows_found"),
    [
        pytest.param(["P1,Omar Tazi,,,,"], (OMAR, SAME), {}, id="two students of one name"),
        pytest.param(["P1,Omar Tazi,E004,,,"], (OMAR, SAME), {"E004": 1}, id="the number decides between them"),
        pytest.param(["P1,,E001,,,", "P2,,E001,,,"], (SALMA,), {}, id="two rows for one student"),
        pytest.param(["P1,,E001,omar@ecole.example,,"], (SALMA, OMAR), {}, id="number and address disagree"),
        pytest.param(
            ["P1,,E001,,,", "P2,Omar Tazi,Z777,,,"], (SALMA, OMAR), {"E001": 1}, id="a namesake with another number"
        ),
        pytest.param(["P1,Omar Tazi,700112,,,"], (OMAR,), {"E004": 1}, id="numbers of another kind"),
        pytest.param(["P1,,,,,"], (SALMA,), {}, id="an empty row"),
    ],
)
def test_a_doubt_is_no_match(tmp_path: Path, rows: list[str], pupils: tuple[Pupil, ...], rows_found: object) -> None:
    assert found(tmp_path, rows, *pupils).rows == rows_found


def test_everybody_is_either_matched_or_listed(tmp_path: Path) -> None:
    match = found(tmp_path, ["P1,,E001,,,", "P2,Nobody Known,,,,", "P3,Omar Tazi,,,,"], SALMA, OMAR, SAME, AMINE)
    told = {(one.where, one.id): str(one.reason) for one in match.left_out}
    assert match.rows == {"E001": 1}
    assert told == {
        ("run", "E004"): "“P3” may be any of E004, E099",
        ("run", "E099"): "“P3” may be any of E004, E099",
        ("run", "E014"): "not in the worksheet",
        ("worksheet", "P2"): "nobody of this run",
        ("worksheet", "P3"): "may be any of E004, E099",
    }


def test_a_class_without_names_is_not_matched_by_its_ids_as_names(tmp_path: Path) -> None:
    assert found(tmp_path, ["P1,E001,,,,"], pupil("E001", "E001")).rows == {}
