"""Exports are their makers' word: who can be read is read, what was read decides, the rest waits for a person."""

import csv
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import Collection, Origin, Reading, Source, Status, read_collection, write_collection
from bareme.evidence.collection import to_wire
from bareme.evidence.files import content_hash
from bareme.keys.collection_key import collection_key
from bareme.simulator import PERFECT, do_lab
from tests.handins.exports import export_files, zipped
from tests.labs import lab_done, subscription_of
from tests.suspicion.forging import copied, succeeded
from tests.suspicion.handing import azure

HONEST, OTHERS = lab_done(subscription=subscription_of(1))[-1], subscription_of(2)


def zip_of(one: Collection) -> bytes:
    return zipped(export_files(one), one.collected_at)


@dataclass(frozen=True)
class School:
    """A class of one on a teacher's machine."""

    folder: Path
    subscription: str

    def collected(self, one: Collection) -> Path:
        return write_collection(self.folder / "ev" / "E1", one, collection_key())

    def handed_in(self, one: Collection) -> None:
        (self.folder / "E1.zip").write_bytes(zip_of(one))
        words = ["import", self.folder / "E1.zip", "--student", "E1", "--evidence", self.folder / "ev"]
        assert main([*map(str, words), "--lang", "en"]) == 0

    def loose(self, one: Collection, name: str = "20261117T141242Z.json") -> None:
        """A file that the teacher put there by hand, as the student wrote it."""
        wire = {**to_wire(one), "sha256": ""}
        text = json.dumps({**wire, "sha256": content_hash(wire)}).encode()
        (self.folder / "ev" / "E1").mkdir(parents=True, exist_ok=True)
        (self.folder / "ev" / "E1" / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)

    def graded(self, *words: str, rubric: str = "tp2-vm") -> dict[str, Any]:
        roster = self.folder / "roster.csv"
        roster.write_text(f"student_id,name,subscription_id\nE1,Anna,{self.subscription}\n", encoding="utf-8")
        asked = ["grade", roster, "-r", rubric, "--evidence", self.folder / "ev", "--out", self.folder / "out",
                 "--workers", "0", "--lang", "en", "-q", "--offline", *words]  # fmt: skip
        main([*map(str, asked)])
        (found,) = json.loads((self.folder / "out" / "results.json").read_text(encoding="utf-8"))["students"]
        return dict(found)

    def looks(self) -> set[str]:
        text = (self.folder / "out" / "suspicions.json").read_text(encoding="utf-8")
        return {one["kind"] for one in json.loads(text)["suspicions"]}

    def table(self, name: str) -> list[dict[str, str]]:
        text = (self.folder / "out" / name).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(text.splitlines(), delimiter=","))


@pytest.fixture
def school(tmp_path: Path, own_place: Path) -> School:
    return School(tmp_path, OTHERS)


def empty(days: int = 4) -> Collection:
    """What Azure tells, days later, of a student who did nothing, and whose subscription can be read."""
    one = azure(OTHERS).collect()
    return replace(one, collected_at=one.collected_at + timedelta(days=days))


FORGED = copied(HONEST, OTHERS)


def test_an_export_alone_earns_nothing_before_a_person_judges(school: School) -> None:
    school.handed_in(FORGED)
    found = school.graded()
    assert (found["status"], found["score"], found["high"] > 10) == ("provisional", 0, True)
    criterion = next(one for one in found["criteria"] if one["id"] == "E1-02")
    assert (criterion["outcome"], criterion["rests_on"]) == ("pending", "export")
    assert criterion["found"].startswith("only the student's own export tells it: ")
    assert not school.looks() & {"unsigned"}


def test_every_table_and_the_class_page_show_what_rests_on_exports(school: School) -> None:
    school.handed_in(FORGED)
    found = school.graded()
    count = sum("rests_on" in one for one in found["criteria"])
    asked = sum("rests_on" in one and one["max"] > 0 for one in found["criteria"])
    (row,) = school.table("grades.csv")
    assert (row["evidence"], row["on_exports"]) == ("exported-by-student", str(count))
    marks = [row for row in school.table("marks.csv") if row["rests_on"]]
    assert (len(marks), marks[0]["suggestion"]) == (asked, marks[0]["max"])
    page = (school.folder / "out" / "index.html").read_text(encoding="utf-8")
    assert f"{count} criteria" in page
    assert "rest on a student" in page


def test_what_azure_tells_decides_over_a_forged_export(school: School) -> None:
    school.collected(empty())
    school.handed_in(FORGED)
    found = school.graded()
    nothing = School(school.folder / "nothing", OTHERS)
    nothing.collected(empty())
    alone = nothing.graded()
    assert (found["score"], found["high"]) == (alone["score"], alone["high"])
    assert "export-unknown" in school.looks()


def test_what_was_done_since_azure_was_read_is_to_be_judged(school: School) -> None:
    school.collected(empty(days=0))
    school.handed_in(FORGED)
    found = school.graded()
    assert (found["score"] < 1, found["high"] > 10) == (True, True)


def test_a_failure_made_a_success_in_ones_own_export_pays_nothing(school: School) -> None:
    failed = do_lab(azure(OTHERS), replace(PERFECT, os_disk="Premium_LRS"), "none", checkpoints=False)[-1]
    school.collected(failed)
    before = school.graded()
    school.handed_in(succeeded(failed))
    assert school.graded()["score"] == before["score"]


def test_what_no_log_tells_is_told_by_an_earlier_export_and_judged(school: School) -> None:
    """Fault domains vanish with the machine: a student's checkpoint is the only one who can still tell."""
    *earlier, last = do_lab(azure(OTHERS), PERFECT, "vms", checkpoints=True)
    school.collected(last)
    alone = school.graded()
    for one in earlier:
        school.handed_in(one)
    found = school.graded()
    own = [one["id"] for one in found["criteria"] if one.get("rests_on")]
    assert own
    assert set(own) <= {one["id"] for one in alone["criteria"] if one["outcome"] in {"unverifiable", "pending"}}
    assert (found["score"], found["high"] <= alone["high"]) == (alone["score"], True)


@pytest.mark.parametrize("name", ["20261117T141242Z.json", "20261117T141242Z.json.gz", "x.json"])
def test_a_file_that_says_it_was_collected_is_the_students_where_nobody_signed_it(school: School, name: str) -> None:
    school.loose(FORGED, name)
    found = school.graded()
    assert (found["score"], found["collections"][0]["origin"]) == (0, "exported-by-student")
    assert "unsigned" in school.looks()


def earlier_version(school: School) -> None:
    write_collection(school.folder / "ev" / "E1", HONEST)


def there_before(school: School) -> None:
    earlier_version(school)
    school.handed_in(FORGED)


WAYS: dict[str, Callable[[School], object]] = {
    "signed by this teacher": lambda school: school.collected(HONEST),
    "as an earlier version wrote it": earlier_version,
    "there before somebody signed": there_before,
}


@pytest.mark.parametrize("arrange", WAYS.values(), ids=WAYS)
def test_what_was_collected_counts(tmp_path: Path, own_place: Path, arrange: Callable[[School], object]) -> None:
    school = School(tmp_path, HONEST.subscription_id)
    arrange(school)
    found = school.graded()
    assert found["score"] > 10
    assert not any("rests_on" in one for one in found["criteria"])
    assert "unsigned" not in school.looks()


def test_another_s_collection_counts_once_somebody_answers_for_it(
    tmp_path: Path, own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = School(tmp_path, HONEST.subscription_id)
    school.collected(HONEST)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another"))
    collection_key()
    assert school.graded()["score"] == 0
    assert main(["keys", "vouch", str(tmp_path / "ev"), "-q"]) == 0
    assert school.graded()["score"] > 10


def test_a_signature_is_of_this_content_alone(tmp_path: Path, own_place: Path) -> None:
    school = School(tmp_path, HONEST.subscription_id)
    path = school.collected(HONEST)
    document = json.loads(gzip.decompress(path.read_bytes()))
    changed = {**document, "stage": "set"}
    body = json.dumps({**changed, "sha256": ""}, sort_keys=True, separators=(",", ":")).encode()
    digest = content_hash(changed).encode()
    canonical = body.replace(b'"sha256":"",', b"")
    path.write_bytes(gzip.compress(b'{"sha256":"%b",%b' % (digest, canonical[1:])))
    one = read_collection(path)
    assert (one.stage, one.as_written, one.signed_by) == ("set", True, "")


def test_a_rubric_may_take_exports_at_their_word(school: School, tmp_path: Path) -> None:
    school.handed_in(FORGED)
    text = (Path("rubrics") / "tp2-vm.yaml").read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("\nscale:", "\nexports: accepted\nscale:", 1), encoding="utf-8")
    found = school.graded(rubric=str(own))
    assert found["score"] > 10
    assert school.table("grades.csv")[0]["on_exports"] != "0"


def test_who_checks_himself_is_accused_of_nothing(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    school.handed_in(FORGED)
    words = ["check", "-r", "tp2-vm", "--evidence", school.folder / "ev" / "E1", "--no-history", "--lang", "en"]
    main([*map(str, words)])
    assert "export tells it" not in capsys.readouterr().out


def test_a_silent_log_of_an_unreadable_subscription_leaves_the_export_to_be_judged(school: School) -> None:
    refused = Reading(Status.DENIED, error="AuthorizationFailed")
    school.collected(replace(empty(), sources=dict.fromkeys(Source, refused)))
    school.handed_in(FORGED)
    found = school.graded()
    assert (found["status"], found["score"], found["high"] > 10) == ("provisional", 0, True)
    assert {one["origin"] for one in found["collections"]} == {Origin.EXPORTED_BY_STUDENT.value}


def test_a_class_is_compared_with_one_of_another_year(school: School, tmp_path: Path) -> None:
    last_year = School(tmp_path / "last-year", HONEST.subscription_id)
    last_year.collected(HONEST)
    last_year.graded()
    school.handed_in(FORGED)
    school.graded("--against", str(last_year.folder / "out"))
    assert {"same-rhythm", "same-objects"} <= school.looks()
    assert main(["report", str(school.folder / "out"), "--lang", "fr", "-q"]) == 0
    assert "same-rhythm" in school.looks(), "it is remembered"
    page = (school.folder / "out" / "index.html").read_text(encoding="utf-8")
    assert "out: E1" in page


def test_what_is_no_run_cannot_be_compared_with(school: School, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("student_id\nE1\n", encoding="utf-8")
    words = ["grade", roster, "-r", "tp2-vm", "--out", tmp_path / "o", "--against", tmp_path, "--offline", "-q"]
    assert main([*map(str, words)]) == 2
