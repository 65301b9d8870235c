"""The worker pool: a crash, a hang and a hungry student touch nobody else."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bareme.checking.catalogue import catalogue
from bareme.classrun.engine import chunks
from bareme.classrun.engine.pool import Limits, Pool
from bareme.classrun.engine.worker import Order
from bareme.errors import EngineError
from bareme.evidence import write_collection
from bareme.grading.evaluate import Evaluator, Job
from bareme.results.ledger_entry import Entry
from bareme.roster import Scope, Student
from bareme.rubric import load_rubric
from bareme.text.language import Language, Speech
from bareme.text.message import Message
from tests.labs import SUBSCRIPTION, lab_done

RUBRIC = """\
schema: bareme/rubric/v1
id: traps
title: Traps
sections:
  - {id: A, title: A, criteria: [{id: A-1, title: T, points: 1, check: trap.by_group}]}
"""

TRAP = '''\
"""A teacher's own check, with a fault in it."""
import os, time
from pathlib import Path
from bareme import Lab, Source, check, met, say


@check("trap.by_group", reads=(Source.VIRTUAL_MACHINES,))
def by_group(lab: Lab):
    """Falls over on some students."""
    match lab.history.last.stage:
        case "crash":
            os.kill(os.getpid(), 11)
        case "hang":
            time.sleep(60)
        case "eat":
            x = [bytearray(2**30) for _ in range(8)]
        case "raise":
            raise ValueError("odd")
        case "quick" | "slow" as pace:
            time.sleep(1.5 if pace == "slow" else 0.3)
            with Path(__file__).with_name("judged.txt").open("a") as seen:
                seen.write(f"{os.getpid()}\\n")
    return met(say("x"), say("x"))
'''


@pytest.fixture
def pool(tmp_path: Path) -> tuple[Pool, list[Entry]]:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "traps.py").write_text(TRAP, encoding="utf-8")
    (tmp_path / "traps.yaml").write_text(RUBRIC, encoding="utf-8")
    checks = catalogue(tmp_path / "own")
    records: list[Entry] = []
    speech = Speech(Language.ENGLISH)
    limits = Limits(seconds=2, memory_bytes=3 * 2**29)
    order = Order(tmp_path / "traps.yaml", tmp_path / "own", speech, limits.memory_bytes)
    evaluator = Evaluator(load_rubric(tmp_path / "traps.yaml", checks), checks)
    return Pool(order, evaluator, 2, records.append, limits), records


def job(folder: Path, name: str, stage: str) -> Job:
    write_collection(folder / name, replace(lab_done()[-1], stage=stage))
    return Job(Student(id=name, scope=Scope(SUBSCRIPTION), line=1, slug=name), folder / name)


@pytest.mark.slow
def test_a_worker_that_stops_before_it_begins_is_replaced(pool: tuple[Pool, list[Entry]], tmp_path: Path) -> None:
    running, records = pool
    running.limits = replace(running.limits, seconds=60, start_seconds=5)
    stopped: list[int] = []

    def stop_the_first() -> None:
        while not running._workers:
            time.sleep(0.001)
        stopped.append(running._workers[0].process.pid or 0)
        os.kill(stopped[0], signal.SIGSTOP)

    freezing = threading.Thread(target=stop_the_first)
    freezing.start()
    running.run([job(tmp_path / "e", f"S{n}", "fine") for n in range(6)])
    freezing.join()
    assert sorted(one.id for one in records) == [f"S{n}" for n in range(6)]
    assert {json.loads(one.record)["criteria"][0]["outcome"] for one in records} == {"met"}
    assert not Path(f"/proc/{stopped[0]}").exists()


@pytest.mark.parametrize(
    ("stage", "outcome", "said"),
    [
        ("crash", "unverifiable", "crashed"),
        ("hang", "unverifiable", "took longer than 2 s"),
        ("eat", "unverifiable", "crashed"),
        ("raise", "unverifiable", "the check trap.by_group broke"),
    ],
)
def test_one_students_trouble_is_his_own(
    pool: tuple[Pool, list[Entry]], tmp_path: Path, stage: str, outcome: str, said: str
) -> None:
    jobs = [job(tmp_path / "e", f"S{n}", stage if n == 2 else "fine") for n in range(6)]
    running, records = pool
    running.limits = replace(running.limits, seconds=2 if stage == "hang" else 60)
    running.run(jobs)
    by_id = {one.id: json.loads(one.record)["criteria"][0] for one in records}
    assert len(records) == 6
    assert {name for name, one in by_id.items() if one["outcome"] == "met"} == {"S0", "S1", "S3", "S4", "S5"}
    assert by_id["S2"]["outcome"] == outcome
    assert said in str(Message.from_wire(by_id["S2"]["found"]))


def test_who_was_graded_while_nobody_listened_is_not_late(
    pool: tuple[Pool, list[Entry]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The class's own process looks what comes next while others grade, and may be long about it."""
    monkeypatch.setattr(chunks, "MOST", 2)
    running, records = pool
    running.limits = replace(running.limits, seconds=2)
    students = [job(tmp_path / "e", f"S{n}", "slow" if 4 <= n < 8 else "quick") for n in range(14)]

    def coming() -> Iterator[Job]:
        for number, student in enumerate(students):
            time.sleep(5 if number == 12 else 0)
            yield student

    running.run(coming())
    judged = (tmp_path / "own" / "judged.txt").read_text(encoding="utf-8").split()
    assert len(records) == len(judged) == 14
    assert len(set(judged)) == 2


def test_ctrl_c_stops_the_workers(pool: tuple[Pool, list[Entry]], tmp_path: Path) -> None:
    running, records = pool
    seen: list[Entry] = []

    def interrupt(graded: Entry) -> None:
        seen.append(graded)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)

    running.on_record = interrupt
    with pytest.raises(KeyboardInterrupt):
        running.run([job(tmp_path / "e", f"S{n}", "fine") for n in range(4)])
    assert seen
    assert not records


def test_workers_that_never_begin_are_told_and_not_replaced_for_ever(
    pool: tuple[Pool, list[Entry]], tmp_path: Path
) -> None:
    grading, records = pool
    grading.order = replace(grading.order, rubric=tmp_path / "gone.yaml")
    with pytest.raises(EngineError, match="end before they begin"):
        grading.run([job(tmp_path, "E1", "fine"), job(tmp_path, "E2", "fine")])
    assert records == []
