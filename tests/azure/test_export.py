"""A student's own export: made by the script, read with suspicion."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Origin, Part, Source, Status, read_collection
from bareme.evidence.collection import to_wire
from bareme.evidence.files import evidence_paths
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import CANARIES, GROUP, HOME, SUB

RUBRIC = """
schema: bareme/rubric/v1
id: lab
title: Lab
collect: [{under: resource-group, list: providers/Microsoft.Authorization/locks, api: "2020-05-01"}]
sections:
  - id: A
    title: A
    criteria:
      - id: A1
        title: HTTPS
        points: 1
        check: resource
        with: {type: Microsoft.Web/sites, where: [{path: kind, eq: app}]}
"""

AZ = """#!/usr/bin/env -S python3 -I -S
import socket, sys
words = dict(zip(sys.argv[2::2], sys.argv[3::2]))
path, body = words["--url"].removeprefix("{url}"), words.get("--body", "")
place = "{url}".partition("//")[2]
host, _, port = place.partition(":")
line = f"{{words['--method'].upper()}} {{path.replace(' ', '%20')}} HTTP/1.0"
head = [line, f"Host: {{place}}", f"Content-Length: {{len(body)}}", "Content-Type: application/json"]
with socket.create_connection((host, int(port))) as connection:
    connection.sendall("\\r\\n".join([*head, "", body]).encode())
    answer = b"".join(iter(lambda: connection.recv(65536), b""))
told, _, content = answer.partition(b"\\r\\n\\r\\n")
status = told.decode().splitlines()[0].split(" ", 2)
if status[1] != "200":
    sys.exit(f"ERROR: {{status[2]}}({{content.decode()}})")
print(content.decode())
"""
"""The Azure CLI as far as the script needs it: it starts eighty times, and imports next to nothing."""


@pytest.fixture
def export(server: ArmServer, tmp_path: Path) -> Path:
    """What the script makes against the server; one source is refused."""
    server.fail(
        "Compute/galleries", arm.refuse(403, "AuthorizationFailed", "canary.student@school.example has no right")
    )
    rubric = tmp_path / "lab.yaml"
    rubric.write_text(RUBRIC, encoding="utf-8")
    lock = {
        "id": f"{GROUP}/providers/Microsoft.Authorization/locks/l",
        "name": "l",
        "properties": {"level": "ReadOnly"},
    }
    server.lists[f"{GROUP}/providers/Microsoft.Authorization/locks".casefold()] = [lock]
    site = {"id": f"{GROUP}/providers/Microsoft.Web/sites/w1", "type": "Microsoft.Web/sites"}
    server.lists[f"{HOME}/resources"].append(site)
    server.objects[str(site["id"]).casefold()] = site | {"properties": {"httpsOnly": True}}
    return run_script(server, tmp_path, "--rubric", str(rubric))


def run_script(server: ArmServer, tmp_path: Path, *words: str) -> Path:
    (tmp_path / "bin" / "az").write_text(AZ.format(url=server.url))
    (tmp_path / "bin" / "az").chmod(0o755)
    text = subprocess.run(
        [sys.executable, "-m", "bareme", "collect", "--script", *words], capture_output=True, check=True
    )
    (tmp_path / "collect.sh").write_bytes(text.stdout)
    done = subprocess.run(["/bin/sh", "collect.sh", SUB], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(tmp_path.glob("bareme-*.zip"))


def bring_in(export: Path, folder: Path, *words: str) -> int:
    return main(["import", str(export), "--student", "E001", "--evidence", str(folder), *words])


def test_the_script_only_reads_and_its_zip_is_evidence(server: ArmServer, export: Path, tmp_path: Path) -> None:
    assert {one.path for one in server.asked if one.method != "GET"} == {"/providers/Microsoft.ResourceGraph/resources"}
    assert bring_in(export, tmp_path / "evidence", "--subscription", SUB) == 0
    found = read_collection(evidence_paths(tmp_path / "evidence" / "E001")[0])
    assert (found.origin, found.subscription_id) == (Origin.EXPORTED_BY_STUDENT, SUB)
    declared = found.sources[Source.DECLARED]
    assert {str(one["id"]).rpartition("/")[2] for one in declared.items} == {"l", "w1"}
    assert declared.parts == dict.fromkeys(("microsoft.web/sites", "microsoft.authorization/locks"), Part(Status.OK))
    assert "appserviceresources" in found.sources[Source.RESOURCE_GRAPH].parts, "the site opens its table"
    refused = {source for source, reading in found.sources.items() if reading.status is not Status.OK}
    assert refused == {Source.GALLERIES, Source.GALLERY_IMAGES, Source.GALLERY_IMAGE_VERSIONS}
    assert {found.sources[source].status for source in refused} == {Status.DENIED}
    counts = [len(found.sources[source].items) for source in (Source.ACTIVITY_LOG, Source.INSTANCE_VIEWS, Source.SKUS)]
    assert counts == [120, 3, 4]
    assert [canary for canary in CANARIES if canary in json.dumps(to_wire(found))] == []


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


ABOUT = json.dumps({"subscription_id": SUB, "exported_at": "2026-11-20T10:00:00Z"}).encode()
PAGE = b'{"value": []}'


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"about.json": ABOUT},
        {"disks~1.json": PAGE},
        {"about.json": b"{", "disks~1.json": PAGE},
        {"about.json": b"[]", "disks~1.json": PAGE},
        {"about.json": ABOUT.replace(b"2026", b"2126"), "disks~1.json": PAGE},
        {"about.json": ABOUT, "disks~1.json": b" " * (193 * 2**20)},
        {f"x{number}": b"" for number in range(5001)},
    ],
    ids=["empty", "no page", "no about", "cut about", "odd about", "future", "bomb", "too many files"],
)
def test_what_the_script_did_not_make_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert bring_in(zipped(tmp_path / "e.zip", files), tmp_path / "evidence") == 3
    assert not (tmp_path / "evidence").exists()


def test_a_zip_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "e.zip").write_bytes(b"PK not really")
    assert bring_in(tmp_path / "e.zip", tmp_path / "evidence") == 3


def test_no_file_of_the_zip_reaches_the_disk(tmp_path: Path) -> None:
    files = {
        "about.json": ABOUT,
        "disks~1.json": PAGE,
        "../../evil~1.json": PAGE,
        "/etc/evil": b"",
        "..\\evil~1.json": PAGE,
    }
    assert bring_in(zipped(tmp_path / "e.zip", files), tmp_path / "evidence") == 0
    assert [path for path in tmp_path.rglob("*") if "evil" in path.name] == []


def test_another_students_export_is_told(tmp_path: Path) -> None:
    files = {"about.json": ABOUT, "disks~1.json": PAGE}
    assert bring_in(zipped(tmp_path / "e.zip", files), tmp_path / "evidence", "--subscription", "another") == 3
    foreign = json.dumps({"value": [{"id": "/subscriptions/another/disks/d"}]}).encode()
    files |= {"disks~1.json": foreign}
    assert bring_in(zipped(tmp_path / "e.zip", files), tmp_path / "evidence") == 0
    found = read_collection(evidence_paths(tmp_path / "evidence" / "E001")[0])
    assert (found.sources[Source.DISKS].error, found.sources[Source.DISKS].items) == ("ForeignLink", ())
    assert found.sources[Source.IMAGES].error == "NotExported"


def test_text_that_is_no_page_spoils_its_source_only(tmp_path: Path) -> None:
    files = {"about.json": ABOUT, "disks~1.json": b"<html>", "images~2.json": b'{"value": 3}', "snapshots~3.json": PAGE}
    assert bring_in(zipped(tmp_path / "e.zip", files), tmp_path / "evidence") == 0
    found = read_collection(evidence_paths(tmp_path / "evidence" / "E001")[0])
    assert found.sources[Source.DISKS].status is Status.FAILED
    assert found.sources[Source.IMAGES].status is Status.FAILED
    assert found.sources[Source.SNAPSHOTS].status is Status.OK


def test_a_log_that_repeats_itself_ends_and_is_imported_once(server: ArmServer, tmp_path: Path) -> None:
    server.fail("eventtypes", arm.endless())
    zip_file = run_script(server, tmp_path)
    assert len(server.paths("eventtypes")) == 2
    assert bring_in(zip_file, tmp_path / "evidence") == 0
    log = read_collection(evidence_paths(tmp_path / "evidence" / "E001")[0]).sources[Source.ACTIVITY_LOG]
    assert (log.status, log.error, len(log.items)) == (Status.FAILED, "TooManyPages", 1)


@pytest.mark.parametrize(
    ("source", "text", "status"),
    [
        ("activity-log", 'ERROR: Not Found({"error": {"code": "NotFound", "message": "?"}})', Status.FAILED),
        ("disks", 'ERROR: Not Found({"error": {"code": "ResourceNotFound", "message": "?"}})', Status.FAILED),
        ("disks", 'ERROR: Conflict({"error": {"code": "MissingSubscriptionRegistration"}})', Status.ABSENT),
        ("disks", "ERROR: Not Found(<html>)", Status.FAILED),
        ("gallery-images", 'ERROR: Not Found({"error": {"code": "ResourceNotFound", "message": "?"}})', Status.OK),
    ],
)
def test_an_export_proves_an_absence_as_a_collection_does(
    tmp_path: Path, source: str, text: str, status: Status
) -> None:
    files = {"about.json": ABOUT, "galleries~1.json": PAGE, f"{source}~2.err": text.encode()}
    pages = {} if status is not Status.OK else {f"{source}~0.json": PAGE}
    assert bring_in(zipped(tmp_path / "e.zip", files | pages), tmp_path / "evidence") == 0
    found = read_collection(evidence_paths(tmp_path / "evidence" / "E001")[0])
    assert found.sources[Source(source)].status is status
