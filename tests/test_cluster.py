"""The cluster engine: the same results as on one machine."""

import json
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.demo import write_demo_class

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_a_cluster_writes_the_same_results(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    write_demo_class(tmp_path)
    words = ["grade", str(tmp_path / "roster.csv"), "-r", "tp2-vm", "--offline", "-q", "--lang", "en"]
    words += ["--evidence", str(tmp_path / "evidence")]
    assert main([*words, "--out", str(tmp_path / "here")]) == 0
    assert main([*words, "--out", str(tmp_path / "there"), "--engine", "dask"]) == 0
    here, there = ((tmp_path / one / "results.json").read_bytes() for one in ("here", "there"))
    assert here == there
    assert len(json.loads(here)["students"]) == 16


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    write_demo_class(tmp_path)
    words = ["grade", str(tmp_path / "roster.csv"), "-r", "tp2-vm", "--offline", "--lang", "en", "--engine", "dask"]
    assert main([*words, "--out", str(tmp_path / "o"), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "No scheduler answers" in capsys.readouterr().err
