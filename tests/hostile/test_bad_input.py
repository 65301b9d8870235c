"""Each bad input, and the sentence it gets. Every one of these once stopped or stalled a command."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.checking.catalogue import Catalogue
from bareme.errors import MarksError, RosterError, RubricError, UsageError
from bareme.evidence.person import hide_person
from bareme.files.json import parsed
from bareme.files.located_yaml import Tree
from bareme.files.spreadsheet import guarded
from bareme.marks import read_marks
from bareme.reference.arm import instant
from bareme.reference.name_pattern import Form
from bareme.results.ledger import NAME, Ledger
from bareme.roster import RosterOptions, load_roster
from bareme.rubric import Rubric, load_rubric
from bareme.scripts import read_script

SUB = "0a1b2c3d-4e5f-4789-abcd-ef0123456789"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(2, 10))

YAML: Mapping[str, tuple[str, str]] = {
    "an integer of 10⁵ digits": ("a: " + "9" * 10**5, "cannot be read as a number."),
    "a tag that does not fit": ("a: !!int abc", "“abc” cannot be read as a number."),
    "a tag of Python's": ("a: !!python/object/apply:os.system [id]", "has no place in a rubric."),
    "a million brackets": ("[" * 10**6, "the file is too large or too deeply nested"),
    "a million dashes": ("- " * 10**6, "the file is too large or too deeply nested"),
    "a list as key": ("? [a, b]\n: c", "a key is a text, not a list or a mapping."),
    "an alias of itself": ("a: &a [*a]", "the file is too large or too deeply nested"),
    "a million values": ("[" + "1," * 10**6 + "]", "the file is too large or too deeply nested"),
    "a NUL": ("a: \0", "a character that no text file holds"),
}


@pytest.mark.parametrize(("text", "said"), YAML.values(), ids=YAML)
def test_yaml(text: str, said: str) -> None:
    started = perf_counter()
    assert said in str(Tree(text).problems[0].message)
    assert perf_counter() - started < 3


RUBRICS: Mapping[str, tuple[str, str]] = {
    "points beyond measure": ("points: '1e999999'", "“points” must not be above 1000."),
    "points of a million decimals": ("points: '1e-999999'", "“points” must have 6 decimals at most."),
    "points that are no number": ("points: NaN", "“points” must be a number."),
    "infinite points": ("points: 1.0e999", "“points” must be a number."),
    "a check that is code": ("points: 1\n    check: os.system", "there is no check “os.system”."),
    "a check that is a path": ("points: 1\n    check: ../../evil", "there is no check “../../evil”."),
    "a page that is a script": (
        "points: 1\n    docs: 'javascript:alert(1)'",
        "“docs” must be an address that begins with https://.",
    ),
    "an expression of two thousand brackets": (
        f"points: 1\n    check: naming.convention\n    with: {{pattern: '{'(' * 2000}'}}",
        "“pattern” must have 500 letters at most",
    ),
    "an expression that is none": (
        "points: 1\n    check: naming.convention\n    with: {pattern: '('}",
        "“pattern”: “(” is no regular expression of RE2",
    ),
}


@pytest.mark.parametrize(("criterion", "said"), RUBRICS.values(), ids=RUBRICS)
def test_rubric(tmp_path: Path, checks: Catalogue, criterion: str, said: str) -> None:
    head = "schema: bareme/rubric/v1\nid: x\ntitle: t\nsections:\n- id: s\n  title: s\n  criteria:\n"
    (tmp_path / "r.yaml").write_text(f"{head}  - id: c1\n    title: c\n    question: q\n    {criterion}\n")
    with pytest.raises(RubricError) as caught:
        load_rubric(tmp_path / "r.yaml", checks)
    assert said in str(caught.value)


def test_an_expression_takes_no_longer_than_its_name() -> None:
    started = perf_counter()
    assert Form("(a+)+$").groups("a" * 60_000 + "b") is None
    assert perf_counter() - started < 1


MARKS: Mapping[str, tuple[str, str]] = {
    "a cell beyond measure": ("E1,E1-05,1," + "x" * 200_000, "field larger than field limit"),
    "points beyond measure": ("E1,E1-05,1e999999,", "“1e999999” is not a number of points."),
    "points next to nothing": ("E1,E1-05,1e-999999,", "“1e-999999” is not a number of points."),
    "no number": ("E1,E1-05,NaN,", "“NaN” is not a number of points."),
    "a signal": ("E1,E1-05,sNaN,", "“sNaN” is not a number of points."),
    "10⁵ digits": ("E1,E1-05," + "1" * 10**5, "is not a number of points."),
    "an id of 10⁵ letters": (f"E1,{'x' * 10**5},1,", "there is no criterion “xxx"),
}


@pytest.mark.parametrize(("row", "said"), MARKS.values(), ids=MARKS)
def test_marks(tmp_path: Path, tp2: Rubric, row: str, said: str) -> None:
    (tmp_path / "m.csv").write_text(f"student_id,criterion,points,comment\n{row}\n")
    with pytest.raises(MarksError) as caught:
        read_marks(tmp_path / "m.csv", tp2)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 1000


def workbook(path: Path, **parts: str) -> Path:
    """A workbook of hand-written parts, as small as openpyxl takes it."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "http://schemas.openxmlformats.org/package/2006"
    heads = f'<Relationships xmlns="{package}/relationships">'
    links = [f'<Relationship Id="r{n}" Type="{office}/{name}" Target="{target}"/>' for n, name, target in (
        (1, "worksheet", "worksheets/sheet1.xml"), (2, "sharedStrings", "sharedStrings.xml"))]  # fmt: skip
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{office}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{heads}{''.join(links)}</Relationships>",
        "xl/sharedStrings.xml": parts.get("strings", f"{STRINGS}<si><t>id</t></si></sst>"),
        "xl/worksheets/sheet1.xml": parts.get("sheet", f"{SHEET}<sheetData/></worksheet>"),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 3000))
WORKBOOKS: Mapping[str, tuple[dict[str, str], str]] = {
    "wide as Excel goes": (
        {"sheet": f'{SHEET}<dimension ref="A1:XFD1048576"/><sheetData>{ROWS}</sheetData></worksheet>'},
        "no column of student ids",
    ),
    "a bomb": ({"strings": f"{STRINGS}<si><t>{'x' * 140_000_000}</t></si></sst>"}, "is larger than a roster can be"),
    "no XML": ({"sheet": "<not xml"}, "is not an Excel workbook"),
    "a billion laughs": (
        {"strings": f'<!DOCTYPE x [<!ENTITY a1 "ha">{LAUGHS}]>{STRINGS}<si><t>&a9;</t></si></sst>'},
        "is not an Excel workbook",
    ),
    "a file of the machine": (
        {"strings": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{STRINGS}<si><t>&a;</t></si></sst>'},
        "is not an Excel workbook",
    ),
}


@pytest.mark.parametrize(("parts", "said"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_workbook(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    started = perf_counter()
    with pytest.raises(RosterError) as caught:
        load_roster(workbook(tmp_path / "r.xlsx", **parts), RosterOptions(subscription_id=SUB))
    assert said in str(caught.value)
    assert "root:" not in str(caught.value)
    assert perf_counter() - started < 10


def test_a_roster_of_ten_thousand_columns(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id," + ",".join(f"subscription_idd{n}" for n in range(10_000)) + "\n1\n")
    with pytest.raises(RosterError, match="10001 columns: that is no list of students"):
        load_roster(tmp_path / "r.csv", RosterOptions(subscription_id=SUB))


SCRIPTS: Mapping[str, tuple[str, str]] = {
    "line ends": ("x.txt", "\n" * 50_000),
    "blank lines": ("x.ps1", " \n" * 25_000),
    "fences": ("x.md", "```bash\naz x\n" * 4000),
    "an array that doubles": ("x.sh", 'for i in {1..99}; do for j in {1..99}; do a+=("${a[@]}" x); done; done'),
    "a text that doubles": ("x.sh", "a=xx\nfor i in {1..99}; do for j in {1..99}; do a+=$a; done; done"),
    "a word without end": ("x.sh", f"b={'x' * 2000}\naz vm create -n {'{a,b}' * 9}{'$b' * 15_000}"),
    "braces upon braces": ("x.sh", "az vm create -n " + "{1..99}" * 6000),
    "eval": ("x.sh", f"b={'x' * 2000}\nfor i in {{1..99}}; do for j in {{1..99}}; do eval {'$b ' * 400}; done; done"),
    "a variable named by 5,000 digits": ("x.sh", "az vm create -n ${" + "9" * 5000 + "}"),
    "defaults in defaults": ("x.sh", "az vm create -n " + "${a:-" * 5000 + "}" * 5000),
    "at signs": ("x.sh", "a@" * 25_000),
    "arrays in arrays": ("x.sh", "a=(" * 16_000),
    "a sum of 20,000": ("x.ps1", "$a = 1" + "+1" * 20_000),
    "not not not": ("x.ps1", "if (" + "!" * 20_000 + "$x) {}"),
    "texts that begin": ("x.ps1", '@"\n' * 16_000),
    "sums that double": ("x.ps1", "foreach ($i in 1..100) { foreach ($j in 1..100) { $a += $a + $a } }"),
    "letters beyond C's tables": ("x.sh", "".join(f"{{{chr(n)} ${chr(n)}\n" for n in range(0xE0000, 0x10FFFF, 97))),
    "a number that is a word": ("x.sh", "x=$((1and 2)); y=$((0x1f))"),
}


@pytest.mark.parametrize(("name", "text"), SCRIPTS.values(), ids=SCRIPTS)
def test_no_script_keeps_its_reader_busy(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bareme.scripts.parsing.grammar.MAX_PARSING_SECONDS", 0.2)
    started = perf_counter()
    assert read_script(text, name).name == name
    assert perf_counter() - started < 6


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -1e999}', "[" * 10**5, "9" * 5000, "", "\ufeff1"])
def test_almost_json(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9" * 10**5, "\0"])
def test_a_moment_out_of_range(text: str) -> None:
    assert instant(text) is None


def test_a_person_whose_name_is_no_text() -> None:
    assert hide_person("\ud800").startswith("sha256:")


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_no_cell_is_a_formula(sign: str) -> None:
    assert guarded(f"{sign}cmd|' /C calc'!A0").startswith("'")


KEPT: Mapping[str, tuple[dict[str, Any], int]] = {
    "a rubric whose id is no text": ({"rubric": {"id": "\ud800[x]:'"}}, 0),
    "a scale beyond measure": ({"scale": 1e300}, 2),
    "a student twice": ({"students": [{"id": "E1"}] * 2}, 2),
    "a page that is elsewhere": ({"students": [{"id": "E1", "report": "..\\..\\secret"}]}, 0),
    "a status nobody knows": ({"students": [{"id": "E1", "status": "excellent"}]}, 2),
    "negative points": ({"students": [{"id": "E1", "score": -1}]}, 2),
}


@pytest.mark.parametrize(("changes", "code"), KEPT.values(), ids=KEPT)
def test_results_from_elsewhere(tmp_path: Path, changes: dict[str, Any], code: int) -> None:
    good = {"id": "E1", "name": "N", "status": "final", "score": 1, "low": 1, "high": 1, "criteria": []}
    document = {"schema": "bareme/results/v1", "rubric": {"id": "x"}, "scale": 20, "students": [{}], **changes}
    document["students"] = [{**good, **one} for one in document["students"]]
    (tmp_path / "results.json").write_text(json.dumps(document))
    for form in ("xlsx", "sqlite", "excel"):
        words = ["export", str(tmp_path / "results.json"), "--to", form, "--out", str(tmp_path / form), "--quiet"]
        assert main(words) == code


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"\xff" * 5000], ids=["text", "damaged"])
def test_a_ledger_that_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UsageError, match=r"is damaged: "):
        Ledger.opened(tmp_path)


def test_a_ledger_of_another_version(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with ledger._base as base:
        base.execute("insert into students values ('E1', 0, 'E1', 'k', '{\"id\": \"E1\"}')")
    with pytest.raises(UsageError, match=r"another version of bareme: no "):
        list(ledger.records())
    ledger.close()
