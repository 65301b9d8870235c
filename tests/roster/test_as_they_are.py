"""Rosters as schools have them: titles, totals, teachers, and what a spreadsheet altered."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bareme.errors import RosterError
from bareme.roster import load_roster

SUB = "0a1b2c3d-4e5f-4789-abcd-ef0123456789"
SUB2 = "1a1b2c3d-4e5f-4789-abcd-ef0123456789"
TENANT = "2a1b2c3d-4e5f-4789-abcd-ef0123456789"

LISTS = {
    "gradescope": (
        "First Name,Last Name,SID,Email,Role\nZineb,El Fassi,E1,z@e.example,Student\nA,Prof,,p@e.example,Instructor\n",
        [("E1", "Zineb El Fassi")],
    ),
    "canvas": (
        'Student,ID,SIS User ID\n,,Manual Posting\n"  Points Possible",,\n"El Fassi, Zineb",7,E1\n"Student, Test",9,\n',
        [("E1", "El Fassi, Zineb")],
    ),
    "totals": ("id;Nom;Prénom\nE1;Tazi;Omar\nTotal;;\n;Moyenne;\n", [("E1", "Omar Tazi")]),
    "titles above": (
        "ENSA – Liste des étudiants\nAnnée 2026-2027;;\n\nMatricule;Nom;Prénom\nE1;Tazi;Omar\n", [("E1", "Omar Tazi")]
    ),
    "a line break in a header": ('"Numéro\nétudiant";Nom;Prénom\nE1;Tazi;Omar\n', [("E1", "Omar Tazi")]),
    "three things in a column": (
        'Matricule;"Nom, prénom, groupe"\nE1;"El Fassi, Zineb, G1"\nE2;"Tazi, Omar, G2"\n',
        [("E1", "Zineb El Fassi"), ("E2", "Omar Tazi")],
    ),
    "names alone": ("Prénom,Nom de famille\nZineb,El Fassi\n", [("Zineb El Fassi", "Zineb El Fassi")]),
    "no address, twice": (
        "Prénom,Nom,Adresse de courriel\nZineb,El Fassi,non communiqué\nOmar,Tazi,n/a\nAnas,Berrada,-\n",
        [("Zineb El Fassi", "Zineb El Fassi"), ("Omar Tazi", "Omar Tazi"), ("Anas Berrada", "Anas Berrada")],
    ),
    "guarded ids": (
        "id,nom\n'00123,A\n\"=\"\"00124\"\"\",B\n125.0,C\n", [("00123", "A"), ("00124", "B"), ("125", "C")]
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_lists(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    assert [(one.id, one.name) for one in load_roster(tmp_path / "r.csv").students] == expected


def test_who_is_left_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(LISTS["canvas"][0], encoding="utf-8")
    (told,) = map(str, load_roster(tmp_path / "r.csv").warnings)
    assert told == (
        "Left out, as no students: line 2 (“Manual Posting”), line 3 (“Points Possible”), line 5 (“Student, Test”)"
    )


SCOPES = {
    "nothing": ("", "", None),
    "a dash": ("-", "n/a", None),
    "not known": ("non communiqué", "", None),
    "in a portal's address": (
        f"https://portal.azure.com/#@ecole.onmicrosoft.com/resource/subscriptions/{SUB}/overview", "", SUB
    ),
    "with the tenant before": (f"https://portal.azure.com/#@{TENANT}/resource/subscriptions/{SUB}/overview", "", SUB),
    "after a name": (f"Azure for Students ({SUB.upper()})", "", SUB),
    "a tenant's domain": (SUB, "ecole.onmicrosoft.com", SUB),
}  # fmt: skip


@pytest.mark.parametrize(("subscription", "tenant", "expected"), SCOPES.values(), ids=SCOPES)
def test_scopes(tmp_path: Path, subscription: str, tenant: str, expected: str | None) -> None:
    text = f"id;subscription_id;tenant_id\nE1;{subscription};{tenant}\nE2;{SUB2};\n"
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    one, _ = load_roster(tmp_path / "r.csv").students
    assert one.scope.subscription_id == (expected or "")
    assert one.scope.tenant_id == (tenant if "." in tenant else None)


@pytest.mark.parametrize("text", ["my subscription", "0a1b2c3d", f"{SUB} or {SUB2}", "Azure for Students"])
def test_what_cannot_be_a_subscription_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.csv").write_text(f"id;subscription_id\nE1;{text}\n", encoding="utf-8")
    with pytest.raises(RosterError, match=r"r\.csv:2: subscription_id"):
        load_roster(tmp_path / "r.csv")


def test_names_encoded_twice_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id;nom\nE1;FranÃ§ois\n", encoding="utf-8")
    (told,) = map(str, load_roster(tmp_path / "r.csv").warnings)
    assert "line 2: “FranÃ§ois” for “François”" in told


def test_the_right_sheet_as_the_teacher_sees_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["À remplir avant vendredi"])
    sheet = book.create_sheet("Liste")
    for row in ([], ["Promo 2026"], ["Matricule", "Nom", "Prénom"], [123, "A", "a"], [124.0, "B", "b"],
                [True, "C", "c"], [datetime(2026, 3, 12), "D", "d"], ["00127", "E", "e"]):  # fmt: skip # noqa: DTZ001
        sheet.append(row)
    sheet["A4"].number_format = "00000000"
    sheet["A7"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "r.xlsx")
    ids = [one.id for one in load_roster(tmp_path / "r.xlsx").students]
    assert ids == ["00000123", "124", "TRUE", "12/03/2026", "00127"]
