"""What grading costs, everything in one run on the same criteria and evidence.

    python bench/grade.py [--students 100] [--custodian PYTHON]

(a) one empty parametrized pytest test per criterion: the floor of doing it the usual way
(b) bareme, one pytest item per criterion
(c) bareme, the class run: one item per student, criteria inside
(d) the pure core: `assess` on labs already built
(e) Cloud Custodian's filters on the criteria of the present state that they can express, where PYTHON has
    `c7n` and `c7n-azure` installed (an environment of their own)

Each way runs in a process of its own, as a worker of a class does; each line gives criteria per second of processor
time, and its ratio to (a). (a) reads nothing, so that (b) and (c) are told twice: with the evidence read and joined
beforehand, and from files on disk as a real run does it.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import ways
from class_of import write_class

CUSTODIAN = Path(__file__).with_name("custodian.py")


def measured(way: Callable[[Path], float], folder: Path) -> float:
    """Seconds of processor time of one way, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        return alone.apply(way, (folder,))


def custodian(python: Path, folder: Path) -> tuple[int, float]:
    """Criteria judged, and seconds."""
    command = [str(python), str(CUSTODIAN), str(folder)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told["criteria"], told["seconds"]


def line(name: str, count: int, seconds: float, floor: float) -> str:
    """One line of the table; the ratio is that of the time for one criterion."""
    ratio = seconds / count / floor
    return f"{name:52} {seconds:8.2f} s {count / seconds:10.0f} criteria/s {ratio:7.3f} × (a)  (a)/… {1 / ratio:6.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--custodian", type=Path, metavar="PYTHON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_class(asked.students, folder)
        count = ways.criteria(folder)
        print(
            f"{asked.students} students, {count} criteria, Python {sys.version.split()[0]}, {os.cpu_count()} processors"
        )
        started = time.monotonic()
        floor = measured(ways.empty_items, folder) / count
        print(line("(a) empty pytest item per criterion", count, floor * count, floor), flush=True)
        for name, way in ways.WAYS.items():
            print(line(name, count, measured(way, folder), floor), flush=True)
        if asked.custodian:
            print(line("(e) Cloud Custodian's filters, evidence in memory", *custodian(asked.custodian, folder), floor))
        print(f"{time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    main()
