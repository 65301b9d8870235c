"""Names inside zips, whoever packed them and on what."""

import unicodedata
import zipfile
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Origin, load_chain, write_collection
from bareme.evidence.files import evidence_paths
from bareme.handins.entry_names import entry_name, is_noise, parts_of
from tests.handins.exports import collection, export_files

NAMES = {
    "utf-8, said": ("Élève.zip".encode(), True, "Élève.zip"),
    "utf-8, not said": ("Chraïbi.zip".encode(), False, "Chraïbi.zip"),
    "code page 437": ("Chraïbi.zip".encode("cp437"), False, "Chraïbi.zip"),
    "code page 850, capitals": ("ÀÊÎ.zip".encode("cp850"), False, "ÀÊÎ.zip"),
    "plain": (b"export.zip", False, "export.zip"),
}


@pytest.mark.parametrize(("raw", "is_utf8", "expected"), NAMES.values(), ids=NAMES)
def test_names(raw: bytes, expected: str, *, is_utf8: bool) -> None:
    entry = zipfile.ZipInfo("x")
    entry.filename = raw.decode("utf-8" if is_utf8 else "cp437")
    entry.flag_bits = 0x800 if is_utf8 else 0
    assert entry_name(entry) == expected


PATHS = {
    "windows": ("Nom\\TP\\a.zip", ("Nom", "TP", "a.zip")),
    "decomposed": (unicodedata.normalize("NFD", "Chraïbi/a.zip"), ("Chraïbi", "a.zip")),
    "dots": ("./a//b", ("a", "b")),
    "out": ("a/../../b", None),
    "root": ("/a", None),
    "drive": ("C:\\a", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("name", "parts"), PATHS.values(), ids=PATHS)
def test_paths(name: str, parts: tuple[str, ...] | None) -> None:
    assert parts_of(name) == parts


@pytest.mark.parametrize("name", ["__MACOSX/a/._b", "a/.DS_Store", "Thumbs.db", "a/~$rapport.docx", "r/.git/HEAD"])
def test_what_a_system_put_there(name: str) -> None:
    assert is_noise(parts_of(name) or ())


def test_a_folder_of_repositories_with_what_students_collected_or_unpacked(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("id,nom,github\nE1,Tazi,omar-tazi\nE2,Fassi,zelfassi\n", encoding="utf-8")
    one = collection("E1")
    path = write_collection(tmp_path / "repos" / "tp2-azure-omar-tazi" / "evidence", one)
    assert read_origin(path) is Origin.COLLECTED
    for name, content in export_files(collection("E2")).items():
        file = tmp_path / "repos" / "tp2-azure-zelfassi" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    words = ["import", tmp_path / "repos", "--roster", tmp_path / "roster.csv", "--evidence", tmp_path / "ev"]
    assert main([*map(str, words)]) == 0
    for student in ("E1", "E2"):
        (found,) = load_chain(evidence_paths(tmp_path / "ev" / student))
        assert (found.origin, found.subscription_id) == (
            Origin.EXPORTED_BY_STUDENT, collection(student).subscription_id
        )  # fmt: skip


def read_origin(path: Path) -> Origin:
    return load_chain([path])[0].origin
