"""Reports in Word, LibreOffice, Markdown and HTML: written as `init` makes them, filled in, read back."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import odfdo
import pytest

from bareme.__main__ import main
from bareme.rubric import Rubric
from bareme.submission import load_submission

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738"
    "550000000049454e44ae426082"
)
TEXT = "Deux machines : « une » par zone"


def fill_docx(path: Path) -> None:
    document = docx.Document(str(path))
    headings = [one for one in document.paragraphs if one.text.startswith("E1-05")]
    tables = document.tables
    tables[0].cell(0, 0).paragraphs[0].text = TEXT
    tables[6].cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(PNG))
    headings[0].text = f"1.1) {headings[0].text}"
    headings[0].style = document.styles["Heading 4"]
    document.save(str(path))


def fill_odt(path: Path) -> None:
    document = odfdo.Document(str(path))
    boxes = document.body.get_elements("descendant::table:table")
    boxes[0].get_elements("descendant::text:p")[0].text = TEXT
    frame = odfdo.Frame.image_frame(document.add_file(io_path(path)), size=("1cm", "1cm"), anchor_type="as-char")
    boxes[6].get_elements("descendant::text:p")[0].append(frame)
    document.save(str(path))


def io_path(beside: Path) -> str:
    picture = beside.with_name("picture.png")
    picture.write_bytes(PNG)
    return str(picture)


def fill_markdown(path: Path) -> None:
    (path.parent / "p.png").write_bytes(PNG)
    marked = path.read_text(encoding="utf-8").split("<!-- ")
    marked[1] = marked[1].replace("-->", f"-->\n\n{TEXT}", 1)
    marked[7] = marked[7].replace("-->", "-->\n\n![bureau](captures/p.png)", 1)
    path.write_text("<!-- ".join(marked), encoding="utf-8")


FORMS = {"docx": fill_docx, "odt": fill_odt, "md": fill_markdown}
PICTURES = {"docx": "captures/rapport-1.png", "odt": "captures/rapport-1.png", "md": "captures/p.png"}


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    assert main(["init", "-r", "tp2-vm", str(tmp_path / "lab"), "--lang", "fr", "-q"]) == 0
    return tmp_path / "lab"


def test_the_forms_ask_every_question_and_hold_no_answer(lab: Path, tp2: Rubric) -> None:
    asked = {one.id for one in tp2.criteria if one.question}
    for file in (lab / "formulaire").iterdir():
        found = load_submission(None, file, tp2.questions)
        assert ({*found.answers}, [one for one in found.answers.values() if one.is_given]) == (asked, [])
    assert load_submission(lab, None, tp2.questions).reports == ()


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_filled_in_is_read_back(lab: Path, tp2: Rubric, suffix: str) -> None:
    fill: Callable[[Path], None] = FORMS[suffix]
    fill(lab / "formulaire" / f"rapport.{suffix}")
    for asked in (tp2.questions, None):
        found = load_submission(lab, None, asked)
        given = {name: (one.text, one.files) for name, one in found.answers.items() if one.is_given}
        assert given == {"E1-05": (TEXT, ()), "E1-14": ("", (PICTURES[suffix],))}
        assert found.problems == ()


def test_check_and_import_take_a_form(lab: Path, tmp_path: Path) -> None:
    fill_docx(lab / "formulaire" / "rapport.docx")
    words = ["import", str(lab), "--student", "E1", "--evidence", str(tmp_path / "ev"), "--repos", str(tmp_path / "r")]
    assert main(words) == 0
    assert (tmp_path / "r" / "E1" / "captures" / "rapport-1.png").read_bytes() == PNG
    found = load_submission(tmp_path / "r" / "E1")
    assert found.answers["E1-05"].text == TEXT


WRITTEN = {
    "headings of another level": ("# E1-05 – Nom\n\nDeux\n\n# Autre titre\n\nrien\n", {"E1-05": "Deux"}),
    "renumbered": ("## 3.2. E1-05 Nom\n\nDeux\n", {"E1-05": "Deux"}),
    "translated quotes": ("## E1-05 – Name\n\n> What do you notice?\n\nDeux\n", {"E1-05": "Deux"}),
    "no heading": ("E1-05 : Deux\n\nE1-07 : trois\n", {"E1-05": "Deux", "E1-07": "trois"}),
    "another dash": ("## E1‑05\n\nDeux\n", {"E1-05": "Deux"}),
    "small letters": ("## e1-05\n\nDeux\n\nlignes\n", {"E1-05": "Deux\n\nlignes"}),
    "a free text": ("# Rapport\n\nTout va bien.\n", {}),
}


@pytest.mark.parametrize(("text", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_reports_as_students_write_them(tmp_path: Path, tp2: Rubric, text: str, expected: dict[str, str]) -> None:
    (tmp_path / "rapport.md").write_text(text, encoding="utf-8")
    found = load_submission(tmp_path, None, tp2.questions)
    assert {name: one.text for name, one in found.answers.items()} == expected
    assert found.reports == (() if expected else ("rapport.md",))


def test_an_online_text_and_free_reports(tmp_path: Path, tp2: Rubric) -> None:
    (tmp_path / "onlinetext.html").write_text("<h3>E1-05</h3><p>Deux</p><script>x</script>", encoding="utf-8")
    (tmp_path / "rapport.pdf").write_bytes(b"%PDF-1.7")
    found = load_submission(tmp_path, None, tp2.questions)
    assert (found.answers["E1-05"].text, found.reports) == ("Deux", ("rapport.pdf",))


def parts(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return packed.getvalue()


BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
HOSTILE = {
    "entities": (parts(word__document=BILLION), "it declares XML entities"),
    "external": (parts(content=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), "XML entities"),
    "entities in utf-16": (parts(content=BILLION.decode().encode("utf-16")), "XML entities"),
    "a bomb": (parts(word__document=b" " * (25 * 2**20)), "it unpacks to more than a report can be"),
    "no document": (parts(hello=b"<x/>"), "it is no whole document"),
    "cut": (parts(word__document=b"<x/>" * 100)[:60], "it is no whole document"),
    "a text": (b"hello", "it is no whole document"),
}


@pytest.mark.parametrize("suffix", ["docx", "odt"])
@pytest.mark.parametrize(("content", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents_are_told_and_nothing_else_is_lost(
    tmp_path: Path, content: bytes, reason: str, suffix: str
) -> None:
    (tmp_path / f"rapport.{suffix}").write_bytes(content)
    (tmp_path / "answers.yaml").write_text("answers:\n  E1-05: Deux\n", encoding="utf-8")
    found = load_submission(tmp_path)
    assert found.answers["E1-05"].text == "Deux"
    (told,) = map(str, found.problems)
    assert reason in told
