"""A whole class from evidence to reports: time, and the processor time and peak memory of its processes.

    python bench/scale.py [--students 1000 10000] [--keep DIR]

The processes are watched through `/proc` (Linux); the evidence is the demo class's, over and over.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from class_of import write_class


def main() -> None:
    """Grade classes of several sizes and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the class is written and stays")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for size in asked.students:
            folder = (asked.keep or Path(scratch)) / str(size)
            folder.mkdir(parents=True, exist_ok=True)
            print(line(size, folder), flush=True)


def line(size: int, folder: Path) -> str:
    """Grade a class of this size; what it took."""
    roster = write_class(size, folder)
    words = ["grade", str(roster), "-r", "tp2-vm", "--offline", "--evidence", str(folder / "evidence")]
    started = time.monotonic()
    run = subprocess.Popen([sys.executable, "-m", "bareme", *words, "--out", str(folder / "out"), "-q"])
    peaks: dict[int, int] = {}
    worked: dict[int, float] = {}
    while run.poll() is None:
        for process in family(run.pid):
            peaks[process] = max(peaks.get(process, 0), peak(process))
            worked[process] = max(worked.get(process, 0), processor_time(process))
        time.sleep(0.1)
    seconds = time.monotonic() - started
    parent, others = peaks.pop(run.pid), sorted(peaks.values(), reverse=True)
    told = ", ".join(f"{one // 1024}" for one in others[:8])
    spent = f"{seconds:8.1f} s {size / seconds:6.1f}/s, {sum(worked.values()):.1f} s of processor time"
    return f"{size:7} students {spent}  parent {parent // 1024} MB, others {told} MB"


def family(process: int) -> list[int]:
    """A process and all that came of it."""
    found = [process]
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = file.read_text(encoding="ascii").split()
        except OSError:
            continue
        found += [one for child in children for one in family(int(child))]
    return found


def processor_time(process: int) -> float:
    """Seconds that a process itself has worked, to the hundredth; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak(process: int) -> int:
    """The most memory a process ever held, in KiB; 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) for one in lines if one.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    main()
