"""Hand-ins that mean harm, or are merely broken: bounded, told, and nothing else is lost."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from bareme.__main__ import main
from bareme.handins import items, sorting
from tests.handins.classes import PICTURE
from tests.handins.exports import export, zipped

GOOD = export("E2")


def bring_in(folder: Path, files: dict[str, bytes]) -> int:
    (folder / "roster.csv").write_text("id,nom,prénom\nE1,El Fassi,Zineb\nE2,Tazi,Omar\n", encoding="utf-8")
    (folder / "d.zip").write_bytes(zipped({**files, "E2/export.zip": GOOD}))
    words = ["import", folder / "d.zip", "--roster", folder / "roster.csv", "--evidence", folder / "ev",
             "--repos", folder / "repos", "--lang", "en"]  # fmt: skip
    return main([*map(str, words)])


def kept(folder: Path) -> set[str]:
    place = folder / "repos"
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def deep(levels: int) -> bytes:
    content = zipped({"script.sh": b"az vm list"})
    for level in range(levels):
        content = zipped({f"{level}.zip": content})
    return content


HANDED_IN = {
    "paths that lead out": ({"E1/a.zip": zipped({"../../evil.sh": b"x", "/etc/evil.sh": b"x", "C:\\evil.sh": b"x",
                                                 "x\\..\\evil.sh": b"x", "ok.sh": b"az"})}, {"E1/ok.sh"}),
    "names no system takes": ({"E1/con.txt": b"x", "E1/a:b?.png": PICTURE, "E1/" + "n" * 300 + ".png": PICTURE}, None),
    "zips in zips in zips": ({"E1/a.zip": deep(3)}, {"E1/script.sh"}),
    "zips without end": ({"E1/a.zip": deep(20)}, None),
    "what looks like evidence": ({"E1/package.json": b"{}", "E1/20261119T100000Z.json": b"{}", "E1/x.sh": b"az"},
                                 {"E1/files/package.json", "E1/x.sh"}),
    "a file called earlier": ({"E1/earlier/x.sh": b"az"}, {"E1/x.sh"}),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), HANDED_IN.values(), ids=HANDED_IN)
def test_what_is_kept(tmp_path: Path, files: dict[str, bytes], expected: set[str] | None) -> None:
    for _ in range(2):
        assert bring_in(tmp_path, files) == 0
    assert expected is None or kept(tmp_path) == expected
    assert [path for path in tmp_path.rglob("*") if "evil" in path.name] == []
    assert len(list((tmp_path / "ev" / "E2").iterdir())) == 1
    assert [path.name for path in (tmp_path / "ev").rglob("*.json") if not path.name.startswith(".")] == []


LIMITS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "one zip too large": lambda patch: patch.setattr(items, "MAX_NESTED", len(GOOD) + 1),
    "all together too large": lambda patch: patch.setattr(sorting, "MAX_BYTES", 3_000_000),
    "too many files": lambda patch: patch.setattr(sorting, "MAX_FILES", 200),
}


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_bombs_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: Callable[[pytest.MonkeyPatch], None],
) -> None:  # fmt: skip
    limit(monkeypatch)
    many = {f"{number}.png": bytes(20_000) + bytes([number % 251]) * 9 for number in range(300)}
    bomb = zipped({"a.bin": Random(1).randbytes(len(GOOD)), **many})
    assert bring_in(tmp_path, {"E1/a.zip": bomb}) == 0
    assert "it unpacks to more than a hand-in can be" in (tmp_path / "ev" / "handins.csv").read_text(
        encoding="utf-8-sig"
    )
    assert len(list((tmp_path / "ev" / "E2").iterdir())) == 1


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "given" / "E1"
    folder.mkdir(parents=True)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "out").symlink_to(tmp_path)
    (folder / "x.sh").write_text("az", encoding="utf-8")
    words = ["import", tmp_path / "given", "--student", "E1", "--evidence", tmp_path / "ev"]
    assert main([*map(str, words)]) == 0
    assert [path.name for path in (tmp_path / "ev" / "E1").rglob("*")] == ["x.sh"]


def test_a_link_in_a_cloned_repository_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "repos" / "E1").mkdir(parents=True)
    (tmp_path / "repos" / "E1" / "captures").symlink_to(elsewhere)
    assert bring_in(tmp_path, {"E1/captures/a.png": PICTURE, "E1/x.sh": b"az"}) == 0
    assert list(elsewhere.iterdir()) == []
    assert (tmp_path / "repos" / "E1" / "x.sh").is_file()
    assert "leads elsewhere" in (tmp_path / "ev" / "handins.csv").read_text(encoding="utf-8-sig")
