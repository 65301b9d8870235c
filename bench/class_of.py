"""A class of any size, made of the demo's students: `python bench/class_of.py N DIR`."""

import csv
import json
import multiprocessing
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bareme.evidence import load_chain, write_collection
from bareme.evidence.collection import from_wire, to_wire
from bareme.evidence.files import evidence_paths
from bareme.lab.provenance import APPLICATIONS
from bareme.simulator.demo import write_demo_class

OWN = re.compile(r"(?:sha256:)?\b[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-|[0-9a-f]{56}\b)")
"""The beginning of what Azure gives once: ids, and the names of accounts."""


def write_class(size: int, folder: Path) -> Path:
    """Write a roster and evidence for `size` students: the demo class over and over, ids and accounts one's own."""
    demo = folder / "demo"
    if not demo.exists():
        write_demo_class(demo)
    places = sorted(path for path in (demo / "evidence").iterdir() if path.name not in {"E011", "E015"})
    models = [load_chain(evidence_paths(place)) for place in places]
    wires = [[json.dumps(to_wire(one)) for one in model] for model in models]
    due = []
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["student_id", "last_name", "first_name", "subscription_id"])
        for number in range(size):
            name, model = f"S{number:06}", number % len(models)
            own = OWN.sub(f"{number:08x}", models[model][0].subscription_id)
            rows.writerow([name, "Nom", f"Prénom {number}", own])
            place = folder / "evidence" / name
            if not place.exists():
                due.append((place, wires[model], number))
    with multiprocessing.Pool() as pool:
        pool.starmap(write_evidence, due, chunksize=20)
    return folder / "roster.csv"


def write_evidence(place: Path, model: Sequence[str], number: int) -> None:
    """Write one student's files, from the JSON of the model's."""
    for wire in model:
        own = json.loads(OWN.sub(lambda found: _own(found, number), wire))
        write_collection(place, replace(from_wire({**own, "sha256": ""}), previous=None))


def _own(found: re.Match[str], number: int) -> str:
    text = found[0]
    whole = found.string[found.start() : found.start() + 36]
    return text if whole in APPLICATIONS else f"{text[:-8]}{number:08x}"


if __name__ == "__main__":
    print(write_class(int(sys.argv[1]), Path(sys.argv[2])))
