"""A class on the live board through a whole lab: `python bench/board.py [STUDENTS [MINUTES_A_ROUND [FILE]]]`.

Every student is another simulated one, begins at another minute and works at the same pace in a subscription of his
own, on a loopback server with a clock of its own; a round is made at every so many minutes of it. Printed are requests
a round and a minute, seconds of a round and memory; with FILE the session is recorded, for `bareme watch --replay`.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean
from time import perf_counter
from uuid import UUID

from bareme.azure import Settings
from bareme.board.budget import Budget
from bareme.board.reading import Places, Reading
from bareme.board.recording import Recorder
from bareme.checking.catalogue import catalogue
from bareme.content import rubric_path
from bareme.evidence import Collection
from bareme.grading.evaluate import Evaluator
from bareme.roster import Scope, Student
from bareme.rubric import load_rubric
from bareme.simulator import PERFECT, Plan, do_lab
from tests.azure.arm_server import serving
from tests.azure.lab_server import Filmed, LabServer, Showing

PLANS = (
    PERFECT,
    Plan(size="Standard_D2s_v3", stop="inside"),
    Plan(location="westeurope", zones=("1",)),
    Plan(members=(), tidy=False),
    Plan(instances=2, os_disk="Premium_LRS"),
)
NAMES = ("Salma El Amrani", "Yassine Chraïbi", "Zineb Tazi", "مريم العلوي", "Omar Bénani")
EVERY = 60.0


def main(students: int = 60, minutes: float = 5, recording: str = "") -> None:
    """Make the rounds of a whole lab and print what they took."""
    films = [tuple(filmed(plan)) for plan in PLANS]
    start, end = films[0][0].collected_at, films[0][-2].collected_at + timedelta(minutes=30)
    roster, shown = [], {}
    for number in range(students):
        own = str(UUID(int=number + 1))
        first, _, last = NAMES[number % len(NAMES)].partition(" ")
        name = f"E{number:03}"
        roster.append(Student(id=name, scope=Scope(own), line=number + 2, slug=name, first_name=first, last_name=last))
        shown[own] = Showing(films[number % len(films)], own, timedelta(minutes=number % 20))
    checks = catalogue()
    with serving(LabServer(films=shown, now=start, page_size=1000)) as server, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"IDENTITY_ENDPOINT": f"{server.url}/msi/token", "IDENTITY_HEADER": "x"}
        recorder = Recorder.opened(Path(recording), "tp2-vm")[0] if recording else None
        reading = Reading(
            Evaluator(load_rubric(rubric_path("tp2-vm"), checks), checks),
            roster,
            Places(Path(folder) / "evidence", Path(folder) / "scratch"),
            Settings(arm_endpoint=server.url),
            Budget(1500, EVERY),
            keep=recorder.keep if recorder else None,
            clock=lambda: server.now.timestamp() if server.now else 0.0,
        )
        rounds(reading, server, moments(start, end, timedelta(minutes=minutes)))


def filmed(plan: Plan) -> Iterator[Collection]:
    """What Azure shows of a whole lab, whenever time passes."""
    azure = Filmed("99999999-0000-0000-0000-000000000000")
    before = azure.collect()
    last = do_lab(azure, plan, checkpoints=False)
    return iter((before, *azure.frames, *last))


def moments(start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    """From the beginning of a lab to its end."""
    while start <= end:
        yield start
        start += step


def rounds(reading: Reading, server: LabServer, when: Iterator[datetime]) -> None:
    """Make a round at every moment, and print what they took."""
    requests, seconds = [], []
    for now in when:
        server.now = now
        began = perf_counter()
        reading.round()
        seconds.append(perf_counter() - began)
        requests.append(reading.state.requests)
        state = reading.state
        begun, live = sum(row.has_begun for row in state.rows), sum(len(row.running) for row in state.rows)
        print(f"{now:%H:%M}  {state.requests:5d} requests  {seconds[-1]:5.1f} s  {state.waiting:3d} wait"
              f"  {begun:3d} begun  {live:3d} machines on  {state.problem or ''}")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(requests)} rounds of {len(reading.students)} students: {mean(requests):.0f} requests a round,"
          f" {max(requests)} at most; {mean(seconds):.1f} s a round; {peak:.0f} MiB, server included")  # fmt: skip


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(*(int(one) if one.isdigit() else one for one in arguments))  # type: ignore[arg-type]
