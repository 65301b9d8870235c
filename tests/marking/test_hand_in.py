"""Whatever a student names or calls his files: what is shown lies in his hand-in and is a picture."""

import os
from pathlib import Path

import pytest

from bareme.marking.hand_in import content_of, inside, named_files, sniffed, unnamed_pictures

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
WEBP = b"RIFF\0\0\0\0WEBPVP8 "


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "outside.png").write_bytes(PNG)
    own = tmp_path / "E001"
    (own / "captures").mkdir(parents=True)
    (own / "captures" / "rdp.png").write_bytes(PNG)
    (own / "captures" / "été 1.jpg").write_bytes(JPEG)
    (own / "captures" / "page.png").write_text("<html><script>alert(1)</script>", encoding="utf-8")
    (own / "captures" / "drawing.svg").write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    (own / "captures" / "link.png").symlink_to(tmp_path / "outside.png")
    (own / "elsewhere").symlink_to(tmp_path)
    os.mkfifo(own / "captures" / "pipe.png")
    return own


@pytest.mark.parametrize(
    "name",
    [
        "../outside.png", "captures/../../outside.png", "/etc/passwd", "captures/link.png", "elsewhere/outside.png",
        "captures/pipe.png", "captures", "", ".", "..", "no/such.png", "captures/rdp.png\0.txt", "C:\\Windows\\win.ini",
        "..\\outside.png", "captures/" + "a" * 5000,
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_hand_in(repo: Path, name: str) -> None:
    assert inside(repo, name) is None


@pytest.mark.parametrize("name", ["captures/rdp.png", "./captures/rdp.png", "captures\\rdp.png", " captures/rdp.png "])
def test_names_as_students_write_them(repo: Path, name: str) -> None:
    assert inside(repo, name) == repo / "captures" / "rdp.png"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp"), (b"%PDF-1.7", "application/pdf"),
        (b"<html>", ""), (b"<svg xmlns=", ""), (b"GIF89a", ""), (b"", ""), (b"RIFF\0\0\0\0WAVE", ""), (b" \x89PNG", ""),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: str) -> None:
    assert sniffed(head[:16]) == kind


def test_what_is_no_picture_is_named_and_not_shown(repo: Path) -> None:
    files = list(named_files(repo, ["captures/page.png", "captures/drawing.svg", "captures/rdp.png", "lost.png"]))
    assert [file.is_shown for file in files] == [False, False, True, False]


def test_pictures_that_no_answer_names_are_found_and_links_are_not(repo: Path) -> None:
    found = list(unnamed_pictures(repo, {repo / "captures" / "rdp.png"}))
    assert [file.name for file in found if file.is_shown] == ["captures/été 1.jpg"]


def test_a_picture_that_became_something_else_is_not_served(repo: Path) -> None:
    (file,) = named_files(repo, ["captures/rdp.png"])
    assert content_of(file) == PNG
    (repo / "captures" / "rdp.png").write_text("<html>", encoding="utf-8")
    assert content_of(file) is None


def test_another_picture_under_the_same_name_is_told_by_its_hash(repo: Path) -> None:
    (before,) = named_files(repo, ["captures/rdp.png"])
    (repo / "captures" / "rdp.png").write_bytes(PNG + b"1")
    (after,) = named_files(repo, ["captures/rdp.png"])
    assert before.digest != after.digest
