"""What a bad roster is told: everything at once, with file and line."""

import zipfile
from pathlib import Path

import pytest

from bareme.errors import ExitCode, RosterError, UsageError
from bareme.roster import RosterOptions, load_roster

SUB = "0a1b2c3d-4e5f-4789-abcd-ef0123456789"
SUB2 = "1a1b2c3d-4e5f-4789-abcd-ef0123456789"


def problems(folder: Path, content: str | bytes, **options: str) -> list[str]:
    file = folder / "r.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RosterError) as caught:
        load_roster(file, RosterOptions(**options))  # type: ignore[arg-type]
    assert caught.value.exit_code is ExitCode.USAGE
    return str(caught.value).replace(f"{folder}/", "").splitlines()


TABLE = {
    "duplicate id": (f"id,subscription,rg\nE1,{SUB},a\ne1,{SUB},b", "r.csv:3: the id “e1” is in line 2 already"),
    "duplicate address": (
        f"id,email,subscription_id\nE1,a@x.example,{SUB}\nE2,A@x.example,{SUB2}",
        "r.csv:3: the address “A@x.example” is in line 2 already",
    ),
    "malformed guid": (
        "id,subscription_id\nE1,not-a-guid",
        "r.csv:2: subscription_id “not-a-guid” is not a GUID such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789",
    ),
    "malformed tenant": (
        f"id,subscription_id,tenant_id\nE1,{SUB},my school",
        "r.csv:2: tenant_id “my school” is not a GUID such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789",
    ),
    "one scope for two": (
        f"id,subscription_id\nE1,{SUB}\nE2,{SUB.upper()}",
        f"r.csv:3: {SUB} belongs to E1 already (line 2)",
    ),
    "one group for two": (
        f"id,subscription_id,rg\nE1,{SUB},RG-a\nE2,{SUB},rg-A",
        f"r.csv:3: {SUB}/rg-A belongs to E1 already (line 2)",
    ),
    "a group in another's subscription": (
        f"id,subscription_id,rg\nE1,{SUB},rg-a\nE2,{SUB},",
        f"r.csv:2: {SUB}/rg-a belongs to E2 already (line 3)",
    ),
    "missing id": (f"id,Nom,subscription_id\n,Tazi,{SUB}", "r.csv:2: no student id"),
    "eaten by excel": (
        f"id,subscription_id\n1.23E+11,{SUB}",
        "r.csv:2: the id “1.23E+11” was shortened by Excel, its digits are lost. Format the column",
    ),
    "eaten by french excel": (
        f'id;subscription_id\n"1,23E+11";{SUB}',
        "r.csv:2: the id “1,23E+11” was shortened by Excel, its digits are lost. Format the column",
    ),
    "excel error": (f"id,subscription_id\n#N/A,{SUB}", "r.csv:2: the id is an Excel error, “#N/A”"),
    "too many cells": (
        f"id,Nom,subscription_id\nE1,El Fassi, Zineb,{SUB}",
        "r.csv:2: 4 cells, but the header has 3. Is there a separator inside a name?",
    ),
    "a huge cell": (
        f"id,Nom,subscription_id\nE1,{'x' * 100_000},{SUB}",
        "r.csv:2: a cell of 100000 characters. Is a quotation mark missing?",
    ),
    "an open quotation mark": (
        f'id,Nom,subscription_id\nE1,Tazi,{SUB}\nE2,"Alaoui,{SUB2}\nE3,x,y\n',
        "r.csv:3: cannot be read from here on (unexpected end of data). Is a quotation mark missing?",
    ),
    "bad group": (
        f"id,subscription_id,rg\nE1,{SUB},rg/../x",
        "r.csv:2: “rg/../x” cannot be the name of a resource group",
    ),
    "a typing error in the header": (
        f"studnt_id,subscription_id\nE1,{SUB}",
        "r.csv:1: no column of student ids. Did you mean “student_id” where it says “studnt_id”?",
    ),
    "no id at all": (
        f"Nom,subscription_id\nTazi,{SUB}",
        "r.csv:1: no column of student ids: name one “student_id” (also: id, CNE, Code Massar, Matricule).",
    ),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE)
def test_one_problem(tmp_path: Path, text: str, expected: str) -> None:
    (told,) = problems(tmp_path, text)
    assert told.startswith(expected)


def test_all_problems_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = f"sep=;\nid;subscription_id\nE1;{SUB}\n;{SUB2}\n\nE1;zzz\n1.2E+10;\n"
    assert [line.split(": ")[0] for line in problems(tmp_path, text)] == ["r.csv:4", "r.csv:6", "r.csv:7"]


def test_a_flood_of_problems_is_cut(tmp_path: Path) -> None:
    told = problems(tmp_path, "id,subscription_id\n" + "".join(f"E{number},x\n" for number in range(5000)))
    assert len(told) == 101
    assert told[-1] == "… and 4900 more."


UNREADABLE = {
    "nothing": (b"", "r.csv is empty"),
    "blank lines": (b"\n ,, \r\n\n", "r.csv is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "r.csv is empty"),
    "a header alone": (b"id,subscription_id\n", "r.csv has a line of headers and no student"),
    "no text": (b"id\nE\x81\xff\n", "r.csv:2: not text: save the roster as “CSV UTF-8” and try again."),
    "zero bytes": (b"id,x\nE1,a\0b\nE2,c\n", "r.csv:2: not text: save the roster as “CSV UTF-8” and try again."),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "r.csv is a workbook of Excel 2003 or older"),
}


@pytest.mark.parametrize(("content", "expected"), UNREADABLE.values(), ids=UNREADABLE)
def test_files_that_are_no_roster(tmp_path: Path, content: bytes, expected: str) -> None:
    assert problems(tmp_path, content, subscription_id=SUB) == [expected]


def test_a_zip_file_that_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(RosterError, match=r"not an Excel workbook|openpyxl"):
        load_roster(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"cannot be read: No such file"):
        load_roster(tmp_path / "none.csv")


OPTIONS = {
    "subscription": {"subscription_id": "abc"},
    "tenant": {"tenant_id": "abc"},
    "unknown variable": {"resource_group_pattern": "rg-{studnt}"},
    "attribute": {"resource_group_pattern": "rg-{student_id.__class__}"},
    "open brace": {"resource_group_pattern": "rg-{student_id"},
    "tag with a value": {"tag": "student=E1"},
    "tag of another shape": {"tag": "a/b"},
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_options_that_cannot_be_used(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        load_roster(tmp_path / "never-read.csv", RosterOptions(**options))  # type: ignore[arg-type]


def test_a_pattern_without_its_value(tmp_path: Path) -> None:
    told = problems(tmp_path, f"id,subscription_id,github\nE1,{SUB},", resource_group_pattern="rg-{github}")
    assert told == ["r.csv:2: no “github”, which the resource group pattern “rg-{github}” needs"]
