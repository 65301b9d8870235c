"""The cluster engine: the same results as on one machine, whatever becomes of the workers."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.errors import EvidenceError
from bareme.evidence import load_chain, write_collection
from bareme.evidence.files import evidence_paths
from bareme.results.ledger import Ledger
from bareme.simulator.demo import write_demo_class

pytest.importorskip("distributed")
from tests.labs import retold

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

TIMES = 4
"""How often the demo's students are in the class."""


def words(folder: Path, out: str, *more: str) -> list[str]:
    own = ["grade", str(folder / "roster.csv"), "-r", "tp2-vm", "--offline", "-q", "--lang", "en"]
    return [*own, "--evidence", str(folder / "evidence"), "--out", str(folder / out), *more]


def copied(model: Path, place: Path, subscription: str) -> None:
    """The model's evidence as this student's own; what is damaged stays so."""
    try:
        for collection in load_chain(evidence_paths(model)):
            write_collection(place, retold(collection, subscription))
    except EvidenceError:
        shutil.copytree(model, place)


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of 64, graded here."""
    folder = tmp_path_factory.mktemp("class")
    write_demo_class(folder / "demo")
    rows = ["student_id,subscription_id"]
    for number in range(TIMES):
        for model in sorted((folder / "demo" / "evidence").iterdir()):
            name = f"{model.name}-{number}"
            own = f"{len(rows):08}-2222-3333-4444-555555555555"
            rows.append(f"{name},{own}")
            copied(model, folder / "evidence" / name, own)
    (folder / "roster.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(words(folder, "here")) == 0
    return folder


@pytest.fixture
def scheduler() -> Iterator[Any]:
    """A scheduler with two workers, as a site would have."""
    import dask  # noqa: PLC0415 - heavy
    from distributed import LocalCluster  # noqa: PLC0415 - the same

    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(2, threads_per_worker=1, dashboard_address=None, processes=True) as cluster,
    ):
        yield cluster


def same(folder: Path, out: str) -> bool:
    here, there = ((folder / one / "results.json").read_bytes() for one in ("here", out))
    assert len(json.loads(here)["students"]) >= 15 * TIMES
    return here == there


def test_a_cluster_of_its_own_writes_the_same_results(klass: Path) -> None:
    assert main(words(klass, "own", "--engine", "dask")) == 0
    assert same(klass, "own")


def test_a_worker_killed_half_way_costs_nobody_his_grade(klass: Path, scheduler: Any) -> None:
    victim = next(iter(scheduler.workers.values())).pid
    more = ["--engine", "dask", "--scheduler", scheduler.scheduler_address]
    running = subprocess.Popen([sys.executable, "-m", "bareme", *words(klass, "killed", *more)])
    assert _graded(klass / "killed", 10)
    os.kill(victim, signal.SIGKILL)
    assert running.wait(120) == 0
    assert same(klass, "killed")


def _graded(out: Path, count: int) -> bool:
    """Wait until so many students are in the ledger; whether that happened before the run was over."""
    for _ in range(600):
        time.sleep(0.05)
        if (out / "ledger.sqlite").is_file():
            ledger = Ledger(out)
            done = ledger.judged()
            ledger.close()
            if done >= count:
                return done < 15 * TIMES
    return False


def test_a_scheduler_that_does_not_answer_is_told(
    klass: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bareme.classrun.engine.dask_cluster.PATIENCE", "1s")
    more = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert main(words(klass, "o", *more)) == 2
    assert "No scheduler answers" in capsys.readouterr().err
