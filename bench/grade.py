"""What grading costs, everything in one run on the same criteria and evidence.

    python bench/grade.py [--students 100] [--rounds 3] [--custodian PYTHON]

(a) one empty parametrized pytest test per criterion: the floor of doing it the usual way
(b) bareme, one pytest item per criterion
(c) bareme, the class run: one item per student, criteria inside
(d) the pure core: `assess` on labs already built
(e) Cloud Custodian's filters on the criteria of the present state that they can express, where PYTHON has
    `c7n` and `c7n-azure` installed (an environment of their own)

Each way runs in a process of its own, as a worker of a class does, in turn with the others, and the quickest of the
rounds counts; each line gives criteria per second of processor time, and its ratio to (a). (a) reads nothing, so that
(b) and (c) are told twice: with the evidence read and joined beforehand, and from files on disk as a real run does it.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import ways
from class_of import write_class

CUSTODIAN = Path(__file__).with_name("custodian.py")
FLOOR = "(a) empty pytest item per criterion"
CUSTODIANS = "(e) Cloud Custodian's filters, evidence in memory"


def measured(way: Callable[[Path], float], folder: Path) -> float:
    """Seconds of processor time of one way, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        return alone.apply(way, (folder,))


def custodian(python: Path, folder: Path) -> tuple[int, float]:
    """Criteria judged, and seconds."""
    command = [str(python), str(CUSTODIAN), str(folder)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told["criteria"], told["seconds"]


def line(name: str, each: float, floor: float) -> str:
    """One line of the table, from the seconds that one criterion takes."""
    return f"{name:52} {1 / each:10.0f} criteria/s {each / floor:7.3f} × (a)  (a)/… {floor / each:6.1f}"


def rounds(folder: Path, count: int, python: Path | None) -> dict[str, float]:
    """Seconds for one criterion, each way: the quickest of so many rounds."""
    named = {FLOOR: ways.empty_items, **ways.WAYS}
    judged = ways.criteria(folder)
    best = dict.fromkeys(named, float("inf"))
    for _ in range(count):
        for name, way in named.items():
            best[name] = min(best[name], measured(way, folder) / judged)
        if python:
            told, seconds = custodian(python, folder)
            best[CUSTODIANS] = min(best.get(CUSTODIANS, seconds / told), seconds / told)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--custodian", type=Path, metavar="PYTHON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_class(asked.students, folder)
        print(f"{asked.students} students, {ways.criteria(folder)} criteria, best of {asked.rounds} rounds")
        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors", flush=True)
        best = rounds(folder, asked.rounds, asked.custodian)
        for name, each in best.items():
            print(line(name, each, best[FLOOR]))


if __name__ == "__main__":
    main()
