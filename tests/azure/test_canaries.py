"""Secrets and people that Azure, a token or a script tells are nowhere in what bareme writes or says."""

import gzip
import json
import logging
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, read_collection
from bareme.evidence.files import evidence_paths
from tests.azure import arm_server as arm
from tests.azure.arm_server import serving
from tests.azure.canaries import CANARIES, IPV4, JWT, PASSWORD, PERSON, TEXT, TalkativeServer
from tests.azure.test_export import AZ, RUBRIC
from tests.azure.world import GROUP, HOME, SUB, furnish

SCRIPT = f"""#!/bin/bash
PASSWORD='{PASSWORD}'
az login -u {PERSON} -p "$PASSWORD"
az vm create -n vm-a -g RG --image Win2022Datacenter --admin-username azureuser --admin-password '{PASSWORD}'
az vm create -n vm-b -g RG --image Win2022Datacenter --admin-password "$PASSWORD"
"""
SITE = "Microsoft.Web/sites"
FORMATS = ("canvas", "gradescope", "classroom50", "excel", "xlsx", "sqlite", "parquet", "moodle-feedback")


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    yield
    logger = logging.getLogger("bareme.azure")
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TalkativeServer]:
    monkeypatch.setenv("BAREME_LANG", "en")
    with serving(furnish(TalkativeServer(token=JWT))) as running:
        running.graph.append({"id": f"{GROUP}/providers/{SITE}/site", "type": SITE, "properties": {}})
        running.objects[f"{GROUP}/providers/{SITE}/site".casefold()] = {"id": f"{GROUP}/providers/{SITE}/site"}
        running.lists[f"{HOME}/resources"].append({"id": f"{GROUP}/providers/{SITE}/site", "type": SITE})
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{running.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        monkeypatch.setenv("BAREME_ARM_ENDPOINT", running.url)
        yield running  # type: ignore[misc] # `furnish` returns what it was given


def unpacked(content: bytes) -> Iterable[bytes]:
    """The bytes, and what is packed in them."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        for content in unpacked(path.read_bytes()):
            yield str(path), content
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path}!{name}", archive.read(name)) for name in archive.namelist())


def leaks(said: str, *folders: Path) -> list[str]:
    """Every canary found, and where. A password whose quotes JSON or HTML would write otherwise is no canary."""
    everything = [("said", said.encode("utf-8", "replace")), *(one for folder in folders for one in files_of(folder))]
    return [f"{name} in {place}" for place, content in everything for name, canary in CANARIES.items()
            if canary.casefold().encode() in content.lower()]  # fmt: skip


def run(*words: object) -> int:
    return main([str(word) for word in words])


def roster(folder: Path) -> Path:
    (folder / "roster.csv").write_text(f"student_id,subscription_id\nE001,{SUB}\n", encoding="utf-8")
    return folder / "roster.csv"


def test_the_canaries_are_served(server: TalkativeServer, tmp_path: Path) -> None:
    """What is looked for is really there to be found."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())",
         f"{server.url}/subscriptions/{SUB}"], capture_output=True, check=True, text=True,
    )  # fmt: skip
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "answer.json").write_text(done.stdout)
    found = leaks("", tmp_path / "raw")
    assert {one.partition(" in ")[0] for one in found} == set(CANARIES)


def test_nothing_written_or_said_holds_one(
    server: TalkativeServer, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    out, repos = tmp_path / "out", tmp_path / "repos"
    (repos / "E001" / "scripts").mkdir(parents=True)
    (repos / "E001" / "scripts" / "tp2.sh").write_text(SCRIPT)
    (out).mkdir()
    run("access", "--subscription", SUB, "--verbose")
    (tmp_path / "lab.yaml").write_text(RUBRIC)
    run("collect", "--subscription", SUB, "--evidence", out / "one", "--verbose", "--rubric", tmp_path / "lab.yaml")
    run("grade", roster(tmp_path), "--rubric", "tp2-vm", "--out", out / "run", "--repos", repos, "--workers", "1",
        "--verbose")  # fmt: skip
    sources = read_collection(evidence_paths(out / "one")[0]).sources
    assert len(sources[Source.ACTIVITY_LOG].items) == 120
    assert {len(sources[one].items) > 0 for one in (Source.RESOURCES, Source.RESOURCE_GRAPH, Source.DECLARED)} == {True}
    files = {name: out / f"check.{name}" for name in ("json", "html", "junit", "markdown")}
    run("check", "--rubric", "tp2-vm", "--subscription", SUB, "--repo", repos / "E001", "--verbose",
        *(word for name, path in files.items() for word in (f"--{name}", path)))  # fmt: skip
    run("report", out / "run", "--lang", "fr", "--verbose")
    for name in FORMATS:
        run("export", out / "run", "--to", name, "--out", out / f"export-{name}", "--provisional", "score")
    said = capfd.readouterr()
    assert f"{SUB}/resourcegroups" in said.err
    assert "a password stands in the script" in said.out or files["html"].read_text().count("tp2.sh:") >= 1
    assert len(list(out.rglob("*"))) > 20
    assert leaks(said.out + said.err + caplog.text, out) == []


@pytest.mark.parametrize(
    "reply",
    [
        arm.refuse(403, "AuthorizationFailed", TEXT),
        arm.refuse(409, "Conflict", TEXT),
        arm.refuse(429, "TooManyRequests", TEXT, headers={"Retry-After": "12000"}),
        arm.refuse(404, "SubscriptionNotFound", TEXT),
        arm.refuse(401, "ExpiredAuthenticationToken", TEXT),
        arm.text(TEXT, 200),
        arm.text(TEXT, 418),
    ],
    ids=["forbidden", "conflict", "throttled", "unknown", "expired", "no JSON", "teapot"],
)
def test_no_refusal_holds_one(
    server: TalkativeServer, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
    reply: arm.Reply,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    server.fail("subscriptions", reply)
    server.fail("ResourceGraph", reply)
    out = tmp_path / "out"
    run("access", "--subscription", SUB, "--verbose")
    run("collect", "--subscription", SUB, "--evidence", out / "one", "--verbose")
    run("grade", roster(tmp_path), "--rubric", "tp2-vm", "--out", out / "run", "--workers", "1", "--verbose")
    said = capfd.readouterr()
    assert leaks(said.out + said.err + caplog.text, out) == []


def test_a_fault_of_ours_tells_none(
    server: TalkativeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fault(*_: object) -> None:
        raise RuntimeError(TEXT) from KeyError({"adminPassword": PASSWORD, "caller": PERSON})

    monkeypatch.setattr("bareme.azure.collection.evidence_writer.write_collection", fault)
    assert run("collect", "--subscription", SUB, "--evidence", tmp_path / "one", "--verbose") == 3
    said = capfd.readouterr()
    assert "Traceback" in said.err
    assert "RuntimeError" in said.err
    assert leaks(said.out + said.err) == []


def test_an_export_brings_none_in(server: TalkativeServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bin" / "az").write_text(AZ.format(url=server.url))
    (tmp_path / "bin" / "az").chmod(0o755)
    text = subprocess.run([sys.executable, "-m", "bareme", "collect", "--script"], capture_output=True, check=True)
    (tmp_path / "collect.sh").write_bytes(text.stdout)
    subprocess.run(["/bin/sh", "collect.sh", SUB], cwd=tmp_path, capture_output=True, check=True, env=dict(os.environ))
    zipped = next(tmp_path.glob("bareme-*.zip"))
    assert IPV4 in json.dumps([content.decode() for _, content in files_of(zipped.parent) if b"canary" in content])
    capfd.readouterr()
    assert run("import", zipped, "--student", "E001", "--evidence", tmp_path / "out") == 0
    said = capfd.readouterr()
    assert leaks(said.out + said.err, tmp_path / "out") == []
