"""A student's own screenshots on his page: small, inside his hand-in, and nothing but pictures."""

import base64
import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bareme.files.pictures import embedded
from bareme.report.pdf import write_pdf
from bareme.report.screenshots import MOST, screenshots
from bareme.report.student_files import student_page
from bareme.results.rendering import Teller
from bareme.rubric import Rubric
from bareme.simulator.demo.pictures import screenshot
from bareme.text.language import Language, Speech
from tests.labs import records_of


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "E001"
    (folder / "captures").mkdir(parents=True)
    for name, form in (("a.png", "PNG"), ("b.jpg", "JPEG"), ("c.webp", "WEBP")):
        (folder / "captures" / name).write_bytes(screenshot("This PC", ("C:",), whose=1, form=form))
    (folder / "damaged.png").write_bytes((folder / "captures/a.png").read_bytes()[:400])
    (folder / "script.png").write_text("<script>alert(1)</script>", encoding="ascii")
    (tmp_path / "else.png").write_bytes((folder / "captures/a.png").read_bytes())
    (folder / "link.png").symlink_to(tmp_path / "else.png")
    return folder


def test_pictures_are_shown_and_nothing_else(repo: Path) -> None:
    names = ["captures/a.png", "damaged.png", "script.png", "link.png", "../else.png", "none.png", "captures/c.webp"]
    assert [one.name for one in screenshots(repo, names)] == ["captures/a.png", "captures/c.webp"]
    assert list(screenshots(None, names)) == []
    assert len(list(screenshots(repo, ["captures/b.jpg"] * 9))) == MOST


def test_a_picture_is_made_small(repo: Path) -> None:
    address = embedded(repo / "captures/a.png") or ""
    content = base64.b64decode(address.removeprefix("data:image/jpeg;base64,"))
    with Image.open(io.BytesIO(content)) as picture:
        assert max(picture.size) == 720
    assert len(content) < 60_000


def test_without_what_makes_it_small_a_small_one_is_taken_as_it_is(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert (embedded(repo / "captures/a.png") or "").startswith("data:image/png;base64,")
    (repo / "captures/a.png").write_bytes((repo / "captures/a.png").read_bytes() + bytes(200_000))
    assert embedded(repo / "captures/a.png") is None


@pytest.mark.slow
def test_the_page_and_its_paper_hold_them(
    repo: Path, demo_run: Callable[[str], Path], tp2: Rubric, tmp_path: Path
) -> None:
    record = next(one for one in records_of(demo_run("fr")) if one["id"] == "E016")
    for one in record["criteria"]:
        if one["id"] == "E1-14":
            one["files"], one["answer"] = ["captures/a.png", "captures/report.pdf"], "F:"
    text = student_page(record, Teller(tp2, Speech(Language.FRENCH)), lambda _: repo)
    shown = re.findall(r'<img src="data:image/jpeg;base64,[^"]+" alt="([^"]+)">', text)
    assert shown == ["Votre fichier captures/a.png"]
    assert "<code>captures/report.pdf</code>" in text
    write_pdf(tmp_path / "paper.pdf", text)
    assert any(sheet.images for sheet in PdfReader(tmp_path / "paper.pdf").pages)
