"""A class of any size, made of the demo's students: `python bench/class_of.py N DIR`."""

import csv
import shutil
import sys
import uuid
from pathlib import Path

from bareme.demo import write_demo_class


def write_class(size: int, folder: Path) -> Path:
    """Write a roster and evidence for `size` students; the evidence of the demo class over and over."""
    demo = folder / "demo"
    if not demo.exists():
        write_demo_class(demo)
    models = sorted(path for path in (demo / "evidence").iterdir() if path.name not in {"E011", "E015"})
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["student_id", "last_name", "first_name", "subscription_id"])
        for number in range(size):
            name = f"S{number:06}"
            rows.writerow([name, "Nom", f"Prénom {number}", uuid.uuid5(uuid.NAMESPACE_OID, name)])
            place = folder / "evidence" / name
            if not place.exists():
                shutil.copytree(models[number % len(models)], place)
    return folder / "roster.csv"


if __name__ == "__main__":
    print(write_class(int(sys.argv[1]), Path(sys.argv[2])))
