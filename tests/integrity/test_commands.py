"""`bareme sign`, `verify` and `keys`: whatever was changed is found, and told with its file and what to do."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import read_collection, write_collection
from bareme.evidence.files import evidence_paths
from tests.labs import lab_done, subscription_of

IDS = ("E1", "E2", "E3")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose last student handed in a damaged file."""
    folder = tmp_path_factory.mktemp("class")
    rows = "".join(f"{name},{subscription_of(number)}\n" for number, name in enumerate(IDS))
    (folder / "roster.csv").write_text(f"student_id,subscription_id\n{rows}", encoding="utf-8")
    for number, name in enumerate(IDS[:2]):
        for collection in lab_done(subscription=subscription_of(number), checkpoints=True)[-2:]:
            write_collection(folder / "run" / "evidence" / name, collection)
    (folder / "run" / "evidence" / "E3").mkdir(parents=True)
    (folder / "run" / "evidence" / "E3" / "x.json").write_text("{", encoding="utf-8")
    assert grade(folder) == 0
    return folder


def grade(folder: Path, *words: str) -> int:
    own = ["grade", str(folder / "roster.csv"), "-r", "tp2-vm", "--out", str(folder / "run"), "--offline", "-q"]
    return main([*own, "--workers", "0", "--lang", "en", *words])


@pytest.fixture(autouse=True)
def _wide(own_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that breaks no sentence."""
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture
def klass(graded: Path, tmp_path: Path) -> Path:
    """The class as it is before it is signed; its ledger tells of evidence that is still where it was."""
    return shutil.copytree(graded, tmp_path / "class")


def verify(folder: Path, *words: str | Path) -> int:
    return main(["verify", str(folder / "run"), "--evidence", str(folder / "run" / "evidence"), "--lang", "en",
                 *map(str, words)])  # fmt: skip


def sign(folder: Path, *words: str | Path) -> int:
    return main(["sign", str(folder / "run"), "--lang", "en", *map(str, words)])


def test_the_manifest_tells_everything_that_matters(klass: Path) -> None:
    manifest = json.loads((klass / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema"] == "bareme/manifest/v1"
    assert manifest["previous"] is None
    assert set(manifest["files"]) == {
        "results.json",
        "grades.csv",
        "marks.csv",
        "suspicions.json",
        "summary.html",
        "index.html",
    }
    assert [one["id"] for one in manifest["students"]] == list(IDS)
    assert list(manifest["students"][0]["files"]) == ["students/E1.html", "junit/TEST-tp2-vm-E1.xml"]
    hashes = [read_collection(path).sha256 for path in evidence_paths(klass / "run" / "evidence" / "E1")]
    assert sorted(one["sha256"] for one in manifest["students"][0]["evidence"]) == sorted(hashes)


def test_an_untouched_run_is_sound_unsigned_and_signed(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(klass) == 0
    assert "It is not signed" in capsys.readouterr().out
    assert sign(klass) == 0
    assert "New key" in capsys.readouterr().err
    assert verify(klass) == 0
    said = capsys.readouterr().out
    assert "Signed by key" in said
    assert "what is named above was not graded." in said, "one file of evidence never could be used"
    (klass / "run" / "evidence" / "E3" / "x.json").unlink()
    assert verify(klass) == 0
    assert "Every file is as it was written, and the evidence as it was graded." in capsys.readouterr().out


Change = Callable[[Path], object]


def appended(name: str) -> Change:
    def change(run: Path) -> None:
        with (run / name).open("a", encoding="utf-8") as stream:
            stream.write(" ")

    return change


def gone(name: str) -> Change:
    return lambda run: (run / name).unlink()


def first_evidence(run: Path) -> Path:
    return evidence_paths(run / "evidence" / "E1")[0]


def rewritten_evidence(run: Path) -> None:
    """Changed, and given a hash of its own that fits: only the manifest tells."""
    path = first_evidence(run)
    one = read_collection(path)
    path.unlink()
    write_collection(path.parent, replace(one, stage="another"))


CHANGES = {
    "a page": (appended("students/E1.html"), "students/E1.html: was changed after it was written", "bareme report"),
    "a page of JUnit": (appended("junit/TEST-tp2-vm-E2.xml"), "junit/TEST-tp2-vm-E2.xml: was changed", "from a copy"),
    "the grades": (appended("grades.csv"), "grades.csv: was changed", "from a copy"),
    "the marks": (appended("marks.csv"), "marks.csv: was changed", "Marks filled in since? Grade again"),
    "the suspicions": (appended("suspicions.json"), "suspicions.json: was changed", "from a copy"),
    "a page lost": (gone("students/E3.html"), "students/E3.html: is missing", "from a copy"),
    "the results lost": (gone("results.json"), "results.json: is missing", "from a copy"),
    "evidence damaged": (lambda run: first_evidence(run).write_bytes(first_evidence(run).read_bytes()[:-9]),
                         "is not a complete compressed file", "Take the evidence from a copy"),
    "evidence lost": (lambda run: first_evidence(run).unlink(), "which was graded, is missing or was changed",
                      "Take the evidence from a copy"),
    "evidence rewritten": (rewritten_evidence, "which was graded, is missing or was changed", "grade again"),
    "all evidence lost": (lambda run: shutil.rmtree(run / "evidence"), "there is no such folder", "--no-evidence"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said", "advice"), CHANGES.values(), ids=list(CHANGES))
def test_what_was_changed_is_found(
    klass: Path, capsys: pytest.CaptureFixture[str], change: Change, said: str, advice: str
) -> None:
    assert sign(klass) == 0
    change(klass / "run")
    assert verify(klass) == 3
    told = capsys.readouterr().err
    assert said in told
    assert advice in told


@pytest.mark.parametrize("name", ["students/E1.html", "grades.csv"])
def test_what_was_changed_is_not_signed(klass: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    appended(name)(klass / "run")
    assert sign(klass) == 3
    assert "Nothing was signed." in capsys.readouterr().err
    assert not (klass / "run" / "manifest.intoto.jsonl").exists()


def test_a_manifest_changed_with_its_page_is_found_by_the_signature(
    klass: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(klass) == 0
    appended("students/E1.html")(klass / "run")
    assert main(["report", str(klass / "run"), "-q", "--lang", "fr"]) == 0  # another language: other pages
    assert verify(klass) == 3
    assert "The signature is of another state of the run" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["", "{", '{"id": 7}', '{"files": {}, "evidence": 3}', "[]", "x" * 9])
def test_a_manifest_that_is_none(klass: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    path = klass / "run" / "manifest.json"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:2], f"{line},\n", *lines[3:]]), encoding="utf-8")
    assert verify(klass) == 2
    assert "is damaged or was changed" in capsys.readouterr().err


def test_a_manifest_never_leads_out_of_the_run(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = klass / "run" / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("grades.csv", "../roster.csv"), encoding="utf-8")
    assert verify(klass) == 3
    assert "../roster.csv: is outside the run" in capsys.readouterr().err


def test_evidence_added_since_is_told_and_harms_nothing(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = read_collection(evidence_paths(klass / "run" / "evidence" / "E1")[-1])
    write_collection(
        klass / "run" / "evidence" / "E1", replace(last, collected_at=last.collected_at + timedelta(days=1))
    )
    assert verify(klass) == 0
    said = capsys.readouterr()
    assert "is not part of what was graded" in said.err
    assert "What was graded has not changed since; what is named above was not graded." in said.out
    assert "as it was graded" not in said.out


def test_a_chain_that_does_not_close_is_told_with_care(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first_evidence(klass / "run").unlink()
    assert grade(klass) == 0
    assert verify(klass) == 0
    said = capsys.readouterr().err
    assert "the file before it is missing or was replaced" in said
    assert "A lost file" in said


def test_the_evidence_may_be_left_out(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(klass / "run" / "evidence")
    assert verify(klass, "--no-evidence") == 0
    assert "the evidence was not looked at" in capsys.readouterr().out


def test_somebody_else_verifies_with_the_public_key(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, another = klass / "mine.pem", klass / "another.pem"
    for path in (mine, another):
        assert main(["keys", "new", "--key", str(path), "-q"]) == 0
    assert main(["keys", "public", "--key", str(mine), "--out", str(klass / "handed.pem")]) == 0
    assert sign(klass, "--key", mine) == 0
    assert verify(klass, "--key", klass / "handed.pem") == 0
    capsys.readouterr()
    assert verify(klass, "--key", klass / "another.pub.pem") == 3
    assert "It is not signed by key" in capsys.readouterr().err
    assert verify(klass) == 3
    assert "by whom cannot be told without a public key" in capsys.readouterr().err


def test_a_signature_that_is_demanded_and_missing(klass: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "new", "--key", str(klass / "k.pem"), "-q"]) == 0
    assert verify(klass, "--key", klass / "k.pub.pem") == 3
    assert "It is not signed" in capsys.readouterr().err


def test_a_passphrase_from_the_environment(
    klass: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BAREME_KEY_PASSPHRASE", "sésame")
    assert main(["keys", "new", "--passphrase", "-q"]) == 0
    assert sign(klass) == 0
    assert verify(klass) == 0
    monkeypatch.setenv("BAREME_KEY_PASSPHRASE", "wrong")
    assert sign(klass) == 2
    assert "the passphrase does not open" in capsys.readouterr().err


def test_the_public_key_is_printed_for_whoever_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "new", "-q"]) == 0
    assert main(["keys", "public"]) == 0
    assert capsys.readouterr().out.startswith("-----BEGIN PUBLIC KEY-----")
    assert main(["keys", "new", "--lang", "en"]) == 2
    assert "never overwritten" in capsys.readouterr().err


def test_grading_again_without_a_change_leaves_the_signature_good(klass: Path) -> None:
    assert grade(klass) == 0
    assert sign(klass) == 0
    before = (klass / "run" / "manifest.json").read_bytes()
    assert grade(klass) == 0
    assert (klass / "run" / "manifest.json").read_bytes() == before
    assert verify(klass) == 0


def test_each_manifest_carries_the_hash_of_the_one_before(klass: Path) -> None:
    path = klass / "run" / "manifest.json"
    before = sha256(path.read_bytes()).hexdigest()
    assert main(["report", str(klass / "run"), "-q", "--lang", "fr"]) == 0
    assert json.loads(path.read_text(encoding="utf-8"))["previous"] == before


def test_a_run_of_shards_is_sealed_as_one(klass: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        words = ["--shard", f"{number}/2", "--out", str(tmp_path / f"part{number}")]
        assert grade(klass, *words, "--evidence", str(klass / "run" / "evidence")) in {0, 3}
    joined = tmp_path / "joined"
    assert main(["merge", *(str(tmp_path / f"part{number}") for number in (1, 2)), "--out", str(joined), "-q"]) == 0
    assert main(["sign", str(joined), "-q"]) == 0
    assert main(["verify", str(joined), "-q"]) == 0


@pytest.mark.parametrize("verb", ["sign", "verify"])
def test_a_folder_without_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str) -> None:
    assert main([verb, str(tmp_path), "--lang", "en"]) == 2
    assert "holds no manifest.json" in capsys.readouterr().err
