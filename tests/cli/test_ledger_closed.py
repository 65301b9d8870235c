"""A command that fails half way leaves no ledger open: elsewhere than on Linux nobody could move or delete the run."""

import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main


class Watched(sqlite3.Connection):
    """A connection that notes whether it was closed."""

    opened: list["Watched"]

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.closed = False
        self.opened.append(self)

    def close(self) -> None:
        self.closed = True
        super().close()


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Watched]]:
    """Every connection made in this process, closed at the end."""
    opened: list[Watched] = []
    monkeypatch.setattr(Watched, "opened", opened, raising=False)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *words, **options: connect(*words, factory=Watched, **options))
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def desk(demo_run: Callable[[str], Path], tmp_path: Path, own_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graded run, and places where the class page and the database cannot be written."""
    shutil.copytree(demo_run("fr"), tmp_path / "run")
    for folder in ("run", "out"):
        (tmp_path / folder / "index.html").unlink(missing_ok=True)
        (tmp_path / folder / "index.html").mkdir(parents=True)
    (tmp_path / "wrong.csv").write_text("not,a,roster\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        "report run",
        "forget run --student E003",
        "pseudonymise run --out out",
        "pseudonymise run --out run",
        "merge run --out out",
        "merge run run --out elsewhere",
        "grade run/roster.csv -r tp2-vm --offline --evidence run/evidence --workers 0 --out run",
        "export run --to sqlite --out out",
        "export run --to moodle --worksheet wrong.csv",
        "diff run wrong.csv",
        "sign run",
        "verify run",
    ],
)
def test_no_connection_is_left_open(desk: Path, connections: list[Watched], line: str) -> None:
    code = main([*shlex.split(line), "-q"])
    assert (code in {0, 130}, [one for one in connections if not one.closed]) == (False, [])
