"""Five hundred hand-ins of 40 KB of evidence and four pictures: `python bench/handins.py [N] [DIR]`."""

import csv
import io
import json
import os
import re
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from bareme.evidence import Source
from bareme.simulator import Subscription, do_lab
from bareme.simulator.ids import guid

PICTURE = 200_000


def files_of(student: str) -> dict[str, bytes]:
    """A student's export, as the script would make it."""
    one = do_lab(Subscription(guid("bench", student), student=student), checkpoints=False)[-1]
    about = {"subscription_id": one.subscription_id, "exported_at": one.collected_at.isoformat()}
    files = {"about.json": json.dumps(about).encode()}
    for number, (source, reading) in enumerate(one.sources.items()):
        page = {"data": list(reading.items)} if source is Source.RESOURCE_CHANGES else {"value": list(reading.items)}
        files[f"{source.value}~{number}.json"] = json.dumps(page).encode()
    return files


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def make(size: int, folder: Path) -> None:
    """Moodle's download of a class, and its list of participants."""
    folder.mkdir(parents=True, exist_ok=True)
    model, old = files_of("model"), guid("bench", "model")
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Prénom", "Nom de famille", "Numéro d’identification"])
        rows.writerows([f"Prénom{number}", "Nom", f"S{number:04}"] for number in range(size))
    with zipfile.ZipFile(folder / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(size):
            own = guid("bench", f"S{number}")
            place = f"Prénom{number} Nom_{number + 1000}_assignsubmission_file_"
            export = zipped({name: re.sub(old.encode(), own.encode(), text) for name, text in model.items()})
            archive.writestr(f"{place}/export.zip", export, zipfile.ZIP_STORED)
            for picture in range(4):
                archive.writestr(
                    f"{place}/captures/{picture}.png", b"\x89PNG" + os.urandom(PICTURE), zipfile.ZIP_STORED
                )
    print(
        f"{size} hand-ins, export {len(export) // 1024} KiB, download {(folder / 'class.zip').stat().st_size >> 20} MiB"
    )


def main(size: int, folder: Path) -> None:
    if not (folder / "class.zip").exists():
        make(size, folder)
    words = ["import", folder / "class.zip", "--roster", folder / "roster.csv", "--evidence", folder / "evidence",
             "--repos", folder / "repos"]  # fmt: skip
    for name in ("first", "again"):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bareme", *map(str, words)], check=True, stdout=subprocess.DEVNULL)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        print(f"{name}: {time.perf_counter() - started:.1f} s, at most {most} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, Path(sys.argv[2] if len(sys.argv) > 2 else "build/handins"))
