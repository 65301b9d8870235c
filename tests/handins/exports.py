"""Students' exports, made of what the simulator collects."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime

from bareme.evidence import Collection, Source
from bareme.simulator import Subscription, do_lab
from bareme.simulator.ids import guid

STAMP = (2026, 11, 19, 17, 30, 0)


def subscription(student: str) -> str:
    """The subscription of a made-up student."""
    return guid("handins", student)


def collection(student: str) -> Collection:
    """What can be read of a student who did the whole lab."""
    return do_lab(Subscription(subscription(student), student=student), checkpoints=False)[-1]


def export_files(one: Collection) -> dict[str, bytes]:
    """The files the script would make of it."""
    about = {"subscription_id": one.subscription_id, "exported_at": one.collected_at.isoformat()}
    log = one.sources[Source.ACTIVITY_LOG]
    if log.since:
        about["since"] = log.since.isoformat()
    folder = f"bareme-{one.collected_at:%Y%m%dT%H%M%SZ}"
    files = {f"{folder}/about.json": json.dumps(about).encode()}
    for number, (source, reading) in enumerate(one.sources.items()):
        page = {"data": list(reading.items)} if source is Source.RESOURCE_CHANGES else {"value": list(reading.items)}
        files[f"{folder}/{source.value}~{number}.json"] = json.dumps(page).encode()
    return files


def zipped(files: Mapping[str, bytes], stamp: datetime | None = None) -> bytes:
    """A zip of these files, all changed at one moment."""
    packed = io.BytesIO()
    date = (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second) if stamp else STAMP
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, date), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def export(student: str) -> bytes:
    """A student's zip, as the script makes it."""
    return zipped(export_files(collection(student)))
