"""What the machine does not give is told in one sentence, with 3, and leaves nothing unfinished behind."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.files.lock import locked
from bareme.files.sqlite import read_only

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")


@pytest.fixture
def desk(demo_run: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(demo_run("en"), tmp_path / "run")
    lines = (tmp_path / "run/roster.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "two.csv").write_text("\n".join(lines[:3]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


GRADE = "grade two.csv -r tp2-vm --offline --evidence run/evidence --workers 0 --lang en --out out"


def bareme(line: str, before: str = "", after: str = "") -> tuple[int, str]:
    """The command in a shell, with what stands before and after it; its code, and what it says on standard error."""
    done = subprocess.run(
        ["bash", "-c", f"{before} {sys.executable} -m bareme {line} {after}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def unfinished(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*") if path.suffix == ".part"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [
        ("", GRADE, "> /dev/full", 3, "stdout: the disk is full"),
        ("", GRADE, ">&-", 3, "stdout: it is closed"),
        ("", f"{GRADE} -q", ">&-", 0, ""),
        ("", GRADE, ">&- 2>&- <&-", 3, ""),
        ("", f"{GRADE} --fail-under 1", "> >(true)", 0, ""),
        ("", f"{GRADE} --fail-under 20", "> >(true)", 3, ""),
        ("ulimit -f 8;", GRADE, "", 3, "out/ledger.sqlite: the disk does not answer"),
        ("ulimit -n 30;", f"{GRADE} -q", "", 0, ""),
        ("ulimit -v 900000;", f"{GRADE.replace('--workers 0', '--workers 1')} -q", "", 0, ""),
        ("", GRADE.replace("--out out", "--out two.csv/out"), "", 3, "a file stands where a folder should be"),
        ("", GRADE.replace("--out out", "--out /proc/out"), "", 3, "/proc/out"),
    ],
    ids=lambda one: f"{one[0]}{one[2]} {one[1][-16:]}",
)
def test_one_sentence_and_3(desk: Path, case: tuple[str, str, str, int, str]) -> None:
    before, line, after, code, said = case
    found, told = bareme(line, before, after)
    assert (found, said in told, "Traceback" in told, "fault of bareme" in told) == (code, True, False, False), told
    assert unfinished(desk) == []


@pytest.mark.parametrize("refused", [errno.EMFILE, errno.ENFILE])
@pytest.mark.parametrize("command", [GRADE, "check -r tp2-vm --evidence run/evidence/E001 --lang en"])
def test_too_many_open_files_while_evidence_is_read_are_no_students_trouble(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, refused: int
) -> None:
    def refuse(path: Path, most: int) -> bytes:
        raise OSError(refused, os.strerror(refused), str(path))

    monkeypatch.setattr("bareme.evidence.files.read_regular", refuse)
    assert main(command.split()) == 3
    said = capsys.readouterr()
    assert "too many files are open" in said.err
    assert "could not be graded" not in said.out
    monkeypatch.undo()
    monkeypatch.chdir(desk)
    assert main([*command.split(), "-q"]) in {0, 1}


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (errno.EDQUOT, "your quota is used up"),
        (errno.EACCES, "the program it is open in (Excel?)"),
        (errno.EBUSY, "another program holds it"),
        (errno.ESTALE, "network drive"),
        (errno.ETIMEDOUT, "network drive"),
    ],
)
def test_what_a_disk_or_a_drive_refuses_when_files_are_put_in_place(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], refused: int, said: str
) -> None:
    def refuse(begun: object, path: object) -> None:
        raise OSError(refused, os.strerror(refused), str(begun), None, str(path))

    monkeypatch.setattr(os, "replace", refuse)
    assert main(["report", "run", "--lang", "en"]) == 3
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert "Then run the same command again" in told
    assert unfinished(desk) == []


@pytest.mark.slow
def test_however_few_files_may_be_open_a_class_is_graded_or_the_machine_is_told(desk: Path) -> None:
    told = {files: bareme(f"{GRADE} -q", f"ulimit -n {files};") for files in (11, 14, 18)}
    assert {code for code, _ in told.values()} == {0, 3}, told
    assert not [said for _, said in told.values() if "fault of bareme" in said]


def test_what_cannot_be_replaced_leaves_the_whole_run_as_it_was(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "run/index.html").unlink()
    (desk / "run/index.html/x").mkdir(parents=True)
    before = (desk / "run/results.json").read_bytes()
    assert main(["report", "run", "--lang", "fr"]) == 3
    told = capsys.readouterr().err
    assert "index.html" in told
    assert unfinished(desk) == []
    assert main(["verify", "run", "--lang", "en"]) == 3
    assert "were being written when the run was interrupted" in capsys.readouterr().err
    shutil.rmtree(desk / "run/index.html")
    assert main(["report", "run", "-q"]) == 0
    assert main(["verify", "run", "--no-evidence", "-q"]) == 0
    assert (desk / "run/results.json").read_bytes() == before


def test_a_ledger_that_another_program_holds(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bareme.files.sqlite.PATIENCE_SECONDS", 0.1)
    other = sqlite3.connect(desk / "run/ledger.sqlite", isolation_level=None)
    other.execute("begin exclusive")
    try:
        assert main([*GRADE.replace("--out out", "--out run").split(), "-q"]) == 3
    finally:
        other.close()
    assert "ledger.sqlite: another program holds it" in capsys.readouterr().err


def test_the_second_in_a_folder_is_told_who_is_there(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, line in (("out", GRADE), ("run", "report run"), ("run", "forget run --student E001"),
                         ("ev", "collect --subscription x --evidence ev")):  # fmt: skip
        with locked(desk / folder):
            assert main([*line.split(), "--lang", "en"]) == 3
        told = f"another bareme (process {os.getpid()}) has been at work in {folder} since"
        assert told in " ".join(capsys.readouterr().err.split())
    assert not list(desk.rglob(".bareme.lock"))


def test_with_wait_the_second_has_its_turn(desk: Path) -> None:
    with locked(desk / "run"):
        line = [sys.executable, "-m", "bareme", "report", "run", "-q", "--wait"]
        second = subprocess.Popen(line, cwd=desk)
        time.sleep(1.5)
        assert second.poll() is None
    assert second.wait(timeout=30) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workers", "number", "code"), [("0", signal.SIGTERM, 143), ("2", signal.SIGTERM, 143), ("2", signal.SIGHUP, 129)]
)
def test_a_signal_ends_with_its_code_and_the_run_continues(
    desk: Path, number: signal.Signals, code: int, workers: str
) -> None:
    words = GRADE.replace("two.csv", "run/roster.csv").replace("--workers 0", f"--workers {workers}").split()
    running = subprocess.Popen([sys.executable, "-m", "bareme", *words, "-q"], stderr=subprocess.PIPE, text=True)
    while not (desk / "out/ledger.sqlite").is_file():
        time.sleep(0.01)
    running.send_signal(number)
    _, told = running.communicate(timeout=30)
    assert (running.returncode, told.strip()) == (
        code,
        "Interrupted. What was done is kept; the same command continues.",
    )
    assert main([*words, "-q"]) == 0


@pytest.mark.parametrize(
    "line", ["verify {}", "export {} --to excel --out class.xlsx", "diff {} {}", "report {} --to new"]
)
def test_readers_leave_no_trace(desk: Path, line: str) -> None:
    def state() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in (desk / "run").rglob("*")}

    before = state()
    assert main([*line.format("run", "run").split(), "-q"]) in {0, 3}
    assert state() == before


def test_a_log_that_a_killed_run_left_is_read_where_nothing_may_be_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = sqlite3.connect(desk / "run/ledger.sqlite")
    base.execute("pragma journal_mode=wal")
    base.execute("insert into facts values ('late', '1')")
    base.commit()
    shutil.copytree(desk / "run", desk / "archive")
    base.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    found = read_only(desk / "archive/ledger.sqlite")
    assert found.execute("select value from facts where name = 'late'").fetchone() == ("1",)
    found.close()


def test_a_damaged_record_is_one_students_trouble(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk / "run/ledger.sqlite"
    content = bytearray(path.read_bytes())
    content[content.find(b'"status":"provisional"') + 3] ^= 1
    path.write_bytes(bytes(content))
    assert main(["report", "run", "--to", "new", "--lang", "en", "-q"]) == 0
    assert (desk / "new/index.html").read_text(encoding="utf-8").count("what was kept of this student is damaged") == 1
    assert capsys.readouterr().err == ""
    words = GRADE.replace("two.csv", "run/roster.csv").replace("--out out", "--out run").split()
    assert main(words) == 0
    assert "damaged" not in (desk / "run/index.html").read_text(encoding="utf-8")


def test_a_fault_of_ours_tells_nothing_of_a_student(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Salma El Amrani E001 /subscriptions/x")

    monkeypatch.setattr("bareme.classrun.outputs.write_run", broken)
    monkeypatch.setattr("bareme.classrun.reported.write_run", broken)
    assert main(["report", "run", "--lang", "en"]) == 3
    told = capsys.readouterr().err
    assert "bareme/classrun/reported.py" in told
    assert not any(word in told for word in ("Salma", "E001", "/subscriptions", str(Path.home())))
