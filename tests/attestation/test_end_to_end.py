"""From a running machine to a grade, on loopback: the script asks the machine, import verifies, the finding says so."""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from bareme.__main__ import main
from bareme.attestation.number import number_of
from bareme.azure.cloud_shell.script import script
from bareme.evidence import Source
from bareme.keys.collection_key import collection_key
from bareme.reference.arm import dig_text
from bareme.simulator import PERFECT, do_lab
from tests.attestation.authority import ISSUING, ROOT, Holder, holder, signed, told
from tests.azure.arm_server import ArmServer, serving
from tests.cli.test_own_word import School
from tests.handins.exports import export_files, zipped
from tests.labs import subscription_of
from tests.suspicion.handing import azure
from tests.suspicion.lives import exported
from tests.test_end_to_end import serve

SUBSCRIPTION = subscription_of(3)
AZ = """#!{python}
import json, subprocess, sys, urllib.error, urllib.request
words = sys.argv[1:]
value = lambda name: words[words.index(name) + 1]
if words[:2] == ["vm", "list"]:
    print({machine!r} + "\\tLinux")
elif words[:2] == ["vm", "run-command"]:
    script = value("--scripts").replace("http://169.254.169.254", {metadata!r}).replace("/tmp/bareme.txt", {file!r})
    told = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True)
    print(json.dumps("Enable succeeded: \\n[stdout]\\n" + told.stdout[-4096:] + "\\n[stderr]\\n" + told.stderr))
elif words[0] == "rest":
    url = value("--url") if value("--url").startswith("http") else {arm!r} + value("--url")
    body = value("--body").encode() if "--body" in words else None
    question = urllib.request.Request(url, body, method=value("--method").upper())
    try:
        print(urllib.request.urlopen(question).read().decode())
    except urllib.error.HTTPError as error:
        sys.exit(f"ERROR: {{error.reason}}({{error.read().decode()}})")
"""


class Metadata(ThreadingHTTPServer):
    """The instance metadata service of one machine, and the place of its authority's certificate."""

    machine: dict[str, object]
    signer: Holder


class Answers(BaseHTTPRequestHandler):
    server: Metadata

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        body = ISSUING.der
        if asked.path == "/metadata/attested/document" and self.headers["Metadata"] == "true":
            (nonce,) = parse_qs(asked.query)["nonce"]
            document = signed(told(nonce=nonce, **self.server.machine), self.server.signer)
            body = json.dumps({"encoding": "pkcs7", "signature": base64.b64encode(document).decode()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


LAB = do_lab(azure(SUBSCRIPTION), PERFECT, "none", checkpoints=False)[-1]
SKU = ("properties", "storageProfile", "imageReference", "sku")
VM = next(one for one in LAB.items(Source.VIRTUAL_MACHINES) if dig_text(one, *SKU))
FACTS: dict[str, object] = {
    "vmId": VM["properties"]["vmId"], "subscriptionId": SUBSCRIPTION,
    "sku": dig_text(VM, *SKU),
}  # fmt: skip


@dataclass(frozen=True)
class Teacher:
    """Who takes an export in, and grades."""

    folder: Path

    def bring_in(self, export: Path, *words: str) -> int:
        (self.folder / "root.pem").write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
        asked = ["import", export, "--student", "E1", "--evidence", self.folder / "ev", "--lang", "en",
                 "--attest-roots", self.folder / "root.pem", *words]  # fmt: skip
        return main([*map(str, asked)])

    def graded(self) -> list[dict[str, Any]]:
        roster = self.folder / "roster.csv"
        roster.write_text(f"student_id,subscription_id\nE1,{SUBSCRIPTION}\n", encoding="utf-8")
        asked = ["grade", roster, "-r", "tp2-vm", "--evidence", self.folder / "ev", "--out", self.folder / "out",
                 "--workers", "0", "--lang", "en", "-q", "--offline"]  # fmt: skip
        main([*map(str, asked)])
        text = (self.folder / "out" / "results.json").read_text(encoding="utf-8")
        return list(json.loads(text)["students"][0]["criteria"])

    def attested(self) -> list[dict[str, Any]]:
        return [one for one in self.graded() if "Azure signed that" in one["message"]]

    def looks(self) -> set[str]:
        text = (self.folder / "out" / "suspicions.json").read_text(encoding="utf-8")
        return {one["kind"] for one in json.loads(text)["suspicions"]}

    def zip_with(self, **content: object) -> Path:
        """An export, and a document that was fetched by hand inside the machine."""
        document = base64.b64encode(signed(told(**content))).decode()
        by_hand = {"encoding": "pkcs7", "signature": document, "issuers": [base64.b64encode(ISSUING.der).decode()]}
        files = {**export_files(LAB), "attested-vm.json": json.dumps(by_hand).encode()}
        (self.folder / "E1.zip").write_bytes(zipped(files))
        return self.folder / "E1.zip"


@pytest.fixture(scope="module", autouse=True)
def _key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def teacher(tmp_path: Path) -> Teacher:
    return Teacher(tmp_path)


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[Path]:
    """What the script makes: Azure, the machine's metadata service and its authority's web server on loopback."""
    with serving(ArmServer()) as arm, Metadata(("127.0.0.1", 0), Answers) as metadata:
        serve(arm, LAB)
        threading.Thread(target=metadata.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{metadata.server_port}"
        metadata.signer = holder("metadata.azure.com", ISSUING, host="metadata.azure.com", issuer_at=f"{place}/x.crt")
        metadata.machine = FACTS
        values = {"machine": VM["id"], "metadata": place, "arm": arm.url, "file": str(tmp_path / "doc")}
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "az").write_text(AZ.format(python=sys.executable, **values), encoding="utf-8")
        (tmp_path / "bin" / "az").chmod(0o755)
        (tmp_path / "collect.sh").write_text(script(), encoding="utf-8")
        words = ["/bin/sh", "collect.sh", "--attest", number(), SUBSCRIPTION]
        env = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        yield next(tmp_path.glob("bareme-*.zip"))
        metadata.shutdown()


def number(student: str = "E1") -> str:
    key = collection_key()
    assert key
    return number_of(key, student, "tp2-vm")


def test_what_azure_signed_is_told_from_what_the_student_says(
    teacher: Teacher, scripted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert teacher.bring_in(scripted, "--rubric", "tp2-vm") == 0
    assert "cannot be used" not in capsys.readouterr().out
    found = teacher.attested()
    assert found
    assert f"machine {FACTS['vmId']}" in found[0]["message"]
    assert "All else here is the student's word" in found[0]["message"]
    assert {(one["outcome"], one["points"]) for one in found} == {("pending", 0)}
    assert "export-attested" not in teacher.looks()


def test_a_document_fetched_by_hand_serves_as_well(teacher: Teacher) -> None:
    assert teacher.bring_in(teacher.zip_with(nonce=number(), **FACTS), "--rubric", "tp2-vm") == 0
    assert teacher.attested()


def test_a_friends_machine_does_not_fit_the_export(teacher: Teacher) -> None:
    others = {**FACTS, "vmId": "ffffffff-0000-0000-0000-000000000000", "subscriptionId": subscription_of(4)}
    assert teacher.bring_in(teacher.zip_with(nonce=number(), **others), "--rubric", "tp2-vm") == 0
    assert not teacher.attested()
    assert "export-attested" in teacher.looks()


REFUSED = {
    "a friend's number": (("--rubric", "tp2-vm"), "E2", "its number is not the one this student was given"),
    "no rubric named": ((), "E1", "no rubric is named"),
}


@pytest.mark.parametrize(("words", "whose", "said"), REFUSED.values(), ids=REFUSED)
def test_a_document_that_proves_nothing_is_told_and_the_export_kept(
    teacher: Teacher, words: tuple[str, ...], whose: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert teacher.bring_in(teacher.zip_with(nonce=number(whose), **FACTS), *words) == 0
    assert said in " ".join(capsys.readouterr().out.split())
    assert not teacher.attested()


def test_facts_that_a_student_writes_himself_are_not_azures(teacher: Teacher) -> None:
    """Only what import verified counts, and import signs what it verified."""

    facts = {"vm_id": FACTS["vmId"], "sku": FACTS["sku"], "subscription_id": SUBSCRIPTION}
    forged = replace(exported(LAB), attested=(facts,))
    School(teacher.folder, SUBSCRIPTION).loose(forged, "20261117T141242Z.json")
    assert not teacher.attested()


def test_each_student_gets_a_number_of_his_own(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("student_id,name\n007,Anna\nE2,Bob\n", encoding="utf-8")
    ids = ["--tenant", subscription_of(1), "--principal", subscription_of(2), "--lang", "en", "-q"]
    asked = ["invite", tmp_path / "roster.csv", "-r", "tp2-vm", "--out", tmp_path / "i", *ids]
    assert main([*map(str, asked)]) == 0
    text = (tmp_path / "i" / "numbers.csv").read_text(encoding="utf-8-sig")
    assert number("007") in text
    assert number("E2") in text


def test_a_number_is_ten_digits(tmp_path: Path) -> None:

    (tmp_path / "collect.sh").write_text(script(), encoding="utf-8")
    words = ["/bin/sh", "collect.sh", "--attest", "12345"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "ten digits" in done.stderr) == (2, True)


def test_the_lab_repository_of_a_student_has_his_number(tmp_path: Path) -> None:
    text = (Path("rubrics") / "tp2-vm.yaml").read_text(encoding="utf-8")
    rubric = tmp_path / "own.yaml"
    rubric.write_text(text.replace("\nscale:", "\nattest: true\nscale:", 1), encoding="utf-8")
    for student, folder in (("E1", "of-one"), ("", "of-all")):
        words = [
            "init",
            tmp_path / folder,
            "-r",
            rubric,
            "--lang",
            "en",
            "-q",
            *(["--student", student] if student else []),
        ]
        assert main([*map(str, words)]) == 0
    mine, common = ((tmp_path / name / "README.md").read_text(encoding="utf-8") for name in ("of-one", "of-all"))
    assert f"nonce={number()}" in mine
    assert "nonce=NUMBER" in common
