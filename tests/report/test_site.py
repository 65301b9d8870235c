"""A run's files together: every link leads somewhere, PDF files say what the pages say."""

import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from bareme.__main__ import main
from bareme.report.pdf import library, write_pdf
from bareme.report.student_files import student_page
from bareme.results.rendering import Teller
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from tests.labs import records_of

WORKSHEET = 'Identifier,"Full name","ID number",Grade,"Maximum grade","Last modified (grade)"\n'


@pytest.fixture(scope="module")
def run(demo_run: Callable[[str], Path]) -> Path:
    return demo_run("fr")


@pytest.fixture
def two(run: Path, tmp_path: Path) -> Path:
    """The same run, of two students."""
    roster = tmp_path / "roster.csv"
    lines = (run / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    roster.write_text("\n".join(lines[:3]), encoding="utf-8")
    words = ["--offline", "--evidence", str(run / "evidence"), "--workers", "0", "--lang", "fr", "-q"]
    assert main(["grade", str(roster), "-r", "tp2-vm", "--out", str(tmp_path / "two"), *words]) == 0
    return tmp_path / "two"


def test_every_link_inside_the_run_leads_somewhere(run: Path) -> None:
    for page in [run / "index.html", *run.glob("students/*.html")]:
        for target in re.findall(r'href="([^"#]+)', page.read_text(encoding="utf-8")):
            assert target.startswith(("https://", "data:")) or (page.parent / target).is_file(), (page.name, target)


def test_the_class_page_links_every_student_and_every_file_for_people(run: Path) -> None:
    page = (run / "index.html").read_text(encoding="utf-8")
    files = [
        *(f"students/{one.name}" for one in run.glob("students/*.html")),
        "grades.csv",
        "marks.csv",
        "results.json",
    ]
    assert [one for one in files if f'href="{one}"' not in page] == []


@pytest.mark.slow
def test_pdf_files_hold_the_whole_page_tagged_and_on_a4(run: Path, tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    words = ["--evidence", str(run / "evidence/E003"), "--pdf", str(paper), "--lang", "fr", "-q"]
    assert main(["check", "-r", "tp2-vm", *words]) == 0
    reader = PdfReader(paper)
    text = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in reader.pages))
    for heading in ("Prochaines étapes", "Exercice 1", "Exercice 3", "Ce qui s’est passé", "D’où vient cette note"):
        assert re.sub(r"\s+", "", heading) in text, heading
    drawn = reader.pages[0].get_contents()
    assert drawn is not None
    assert b"0.890196 0.909804 0.933333 rg" in drawn.get_data(), "pictures keep their colours: the bar's track"
    assert b"0.686275 0.67451 0.843137 rg" in drawn.get_data(), "and so does the legend: what is open"
    assert text.count("/providers/microsoft.compute/virtualmachines/vm1-windows-1") == 1, "in full in the annex alone"
    assert text.count("virtualmachines/vm1-windows-1[1]") > 3
    catalog = reader.root_object
    assert str(catalog["/Lang"]).startswith("fr")
    assert {"/StructTreeRoot", "/MarkInfo"} <= catalog.keys()
    assert (round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height)) == (595, 842)


@pytest.mark.slow
def test_a_long_list_of_corrections_is_on_paper_in_seconds(run: Path, tmp_path: Path, tp2: Rubric) -> None:
    """Time of the processor, so that nobody else's work counts: nested grids took eight seconds."""
    library()
    record = next(one for one in records_of(run) if one["id"] == "E013")
    page = student_page(record, Teller(tp2, Speech(Language.FRENCH)))
    begun = time.process_time()
    write_pdf(tmp_path / "paper.pdf", page)
    assert time.process_time() - begun < 3, "one and a half on two processors"


@pytest.mark.slow
def test_moodle_gets_pdf_files_where_the_run_has_them(two: Path, tmp_path: Path) -> None:
    assert main(["report", str(two), "--pdf", "-q"]) == 0
    assert len(list(two.glob("students/*.pdf"))) == len(list(two.glob("students/*.html"))) == 2
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(WORKSHEET + "Participant7,Salma El Amrani,E001,,20.00,-\n", encoding="utf-8")
    assert main(["export", str(two), "--to", "moodle-feedback", "--worksheet", str(sheet), "-q"]) == 0
    with zipfile.ZipFile(two / "export/moodle-feedback.zip") as archive:
        (name,) = archive.namelist()
        assert name == "Salma El Amrani_7_assignsubmission_file/tp2-vm.pdf"
        assert archive.read(name).startswith(b"%PDF-")


def test_without_what_makes_pdf_files_nothing_is_lost_and_the_way_out_is_told(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (run / "index.html").read_bytes()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert main(["report", str(run), "--pdf", "--lang", "en", "-q"]) == 2
    assert "pip install 'bareme[pdf]'" in capsys.readouterr().err
    assert (run / "index.html").read_bytes() == before


def test_marks_that_were_typed_and_not_graded_yet_survive_a_new_report(two: Path) -> None:
    typed = (two / "marks.csv").read_bytes() + b"typed since\r\n"
    (two / "marks.csv").write_bytes(typed)
    assert main(["report", str(two), "--lang", "en", "-q"]) == 0
    assert (two / "marks.csv").read_bytes() == typed
    (two / "marks.csv").unlink()
    assert main(["report", str(two), "-q"]) == 0
    assert (two / "marks.csv").is_file()


def test_a_grade_made_anew_leaves_no_older_pdf_file_behind(two: Path) -> None:
    old = two / "students" / "E001.pdf"
    old.write_bytes(b"%PDF-")
    assert main(["report", str(two), "-q"]) == 0
    assert not old.exists()
