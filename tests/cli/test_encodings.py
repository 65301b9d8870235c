"""Output into a pipe or a terminal that is not UTF-8: Windows' code pages, the C locale."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bareme.evidence import write_collection
from bareme.simulator import Plan
from tests.labs import lab_done


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("cp1252", ["E1-08  x non acquis", "constaté : VM1-Windows-1 : Premium_LRS"]),
        ("cp850", ["E1-08  x non acquis", "constaté : VM1-Windows-1 : Premium_LRS"]),
        ("ascii", ["E1-08  x non acquis", "constate : VM1-Windows-1 : Premium_LRS", "d'erreur"]),
        ("utf-8", ["E1-08  ✘ non acquis", "constaté\u202f: VM1-Windows-1\u202f: Premium_LRS", "d’erreur"]),
    ],
)
def test_a_check_reads_well_in(encoding: str, shown: list[str], tmp_path: Path) -> None:
    write_collection(tmp_path, lab_done(Plan(os_disk="Premium_LRS"))[-1])
    done = subprocess.run(
        [sys.executable, "-m", "bareme", "check", "-r", "tp2-vm", "--all", "--evidence", str(tmp_path), "--lang", "fr"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, capture_output=True, check=False,
    )  # fmt: skip
    text = done.stdout.decode(encoding).replace("\xa0", " ")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [one for one in shown if one not in text] == []


def test_an_error_reads_well_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bareme", "check", "-r", "nosuch", "--lang", "fr"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b'"nosuch"' in done.stderr.replace(b'" ', b'"').replace(b' "', b'"')
