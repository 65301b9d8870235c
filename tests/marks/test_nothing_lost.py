"""Whatever a teacher typed is found again: the ways by which an evening of marking used to be lost, one by one."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.cli.collect_missing import Gatherer
from bareme.content import rubric_path
from bareme.evidence import write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, subscription_of

IDS = ("00012345", "220001234567", "12E45", "E004", "1-2")
EXCEL = {"00012345": "12345", "220001234567": "2,20001E+11", "12E45": "1,2E+46", "E004": "E004", "1-2": "01-févr"}

Row = dict[str, str]


class Class:
    """A class folder, and its teacher."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.table = self.out / "marks.csv"
        self.rubric: str | Path = "tp2-vm"
        self.roster(IDS)
        collected = lab_done(Plan(), subscription_of(0))[-1]
        for student in IDS:
            write_collection(folder / "evidence" / student, collected)

    def roster(self, ids: tuple[str, ...]) -> None:
        lines = [f"{one},Nom{IDS.index(one)},Prénom,{subscription_of(0)}\n" for one in ids]
        head = "student_id,last_name,first_name,subscription_id\n"
        (self.folder / "roster.csv").write_text(head + "".join(lines), encoding="utf-8")

    def grade(self, *words: str | Path) -> int:
        own = ["grade", self.folder / "roster.csv", "-r", self.rubric, "--out", self.out, "--lang", "fr"]
        own += ["--evidence", self.folder / "evidence", "--workers", "0", "--allow-shared", "--offline"]
        return main([str(word) for word in (*own, *words)])

    def rows(self, table: Path | None = None) -> list[Row]:
        with (table or self.table).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream, delimiter=";"))

    def save(self, rows: list[Row]) -> None:
        """As Excel does: cp1252, `;`."""
        with self.table.open("w", encoding="cp1252", errors="replace", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)

    def mark_all(self) -> int:
        rows = self.rows()
        for number, row in enumerate(rows):
            row |= {"points": row["max"], "commentaire": f"vu {number}"}
        self.save(rows)
        return len(rows)

    @property
    def marked(self) -> int:
        return sum(bool(row["points"]) for row in self.rows())

    def record(self, student: str, criterion: str) -> dict[str, object]:
        students = json.loads((self.out / "results.json").read_text(encoding="utf-8"))["students"]
        return next(
            one for own in students if own["id"] == student for one in own["criteria"] if one["id"] == criterion
        )


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    assert Class(folder).grade("-q") == 0
    return folder


@pytest.fixture
def klass(graded: Path, tmp_path: Path) -> Class:
    shutil.copytree(graded, tmp_path / "own")
    found = Class.__new__(Class)
    found.folder, found.rubric = tmp_path / "own", "tp2-vm"
    found.out = found.folder / "out"
    found.table = found.out / "marks.csv"
    return found


def flat(text: str) -> str:
    """Without line breaks and narrow spaces."""
    return " ".join(text.split())


def rubric_with(klass: Class, change: Callable[[str], str]) -> None:
    klass.rubric = klass.folder / "own.yaml"
    klass.rubric.write_text(change(rubric_path("tp2-vm").read_text(encoding="utf-8")), encoding="utf-8")


def test_a_marks_saved_while_evidence_is_still_collected_count(klass: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = []
    monkeypatch.setattr(Gatherer, "__call__", lambda _self, _jobs, _declared: typed.append(klass.mark_all()))
    own = ["grade", klass.folder / "roster.csv", "-r", "tp2-vm", "--out", klass.out, "--lang", "fr", "-q"]
    own += ["--evidence", klass.folder / "evidence", "--workers", "0", "--allow-shared"]
    assert main([str(word) for word in own]) == 0
    assert [klass.marked] == typed
    assert klass.record("E004", "E1-05")["points"] == 0.25


@pytest.mark.parametrize(
    "between",
    {
        "b: another group": lambda one: (one.roster(("E004",)), one.grade("-q")),
        "c: a roster that lacked somebody": lambda one: (one.roster(IDS[:4]), one.grade("-q")),
        "d: a shard": lambda one: one.grade("--shard", "1/2", "-q"),
        "twice": lambda one: (one.roster(IDS[1:]), one.grade("-q"), one.roster(IDS[:1]), one.grade("-q")),
    }.items(),
    ids=lambda one: one[0],
)
def test_marks_come_back_with_their_students(
    klass: Class, between: tuple[str, Callable[[Class], object]], capsys: pytest.CaptureFixture[str]
) -> None:
    typed = klass.mark_all()
    between[1](klass)
    assert klass.marked < typed
    klass.grade()
    assert "Conservées, bien que leurs étudiants ne soient pas ici" in capsys.readouterr().err or between[0][0] == "d"
    klass.roster(IDS)
    assert klass.grade("-q") == 0
    assert klass.marked == typed


def test_who_appeals_is_graded_in_the_folder_of_his_class(klass: Class) -> None:
    typed = klass.mark_all()
    klass.grade("-q")
    before = (klass.out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = klass.rows()
    rows[-1]["points"] = "0"
    klass.save(rows)
    klass.roster(("1-2",))
    assert klass.grade("--student", "1-2", "-q") == 0
    assert (klass.out / "grades.csv").read_text(encoding="utf-8-sig").splitlines()[:-1] == before[:-1]
    assert klass.marked == typed
    assert klass.record("1-2", rows[-1]["critere"])["points"] == 0


@pytest.mark.parametrize("stamped", [True, False], ids=["as written", "without their stamps"])
def test_e_ids_that_a_spreadsheet_spoilt_are_known_again(klass: Class, stamped: bool) -> None:
    rows = klass.rows()
    for row in rows:
        own = row["etudiant"].removeprefix("'")
        row |= {"etudiant": EXCEL[own], "points": row["max"], "repere": row["repere"] if stamped else ""}
    klass.save(rows)
    assert klass.grade("-q") == 0
    assert klass.marked == len(rows)
    assert {row["etudiant"].removeprefix("'") for row in klass.rows()} == set(IDS)


def test_ids_are_written_so_that_a_spreadsheet_keeps_them(klass: Class) -> None:
    ids = {row["etudiant"] for row in klass.rows()}
    assert ids == {"'00012345", "'220001234567", "'12E45", "E004", "'1-2"}
    assert not any(re.fullmatch(r"[\d.,eE+-]+", row["repere"]) for row in klass.rows())


def without_criterion(text: str) -> str:
    return re.sub(r"(?ms)^      - id: E1-05\n.*?(?=^      - id: |^  - id: )", "", text)


def test_f_marks_come_back_with_their_criterion(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    typed = klass.mark_all()
    rubric_with(klass, without_criterion)
    assert klass.grade() == 0
    assert "5 notes sur E1-05. Elles reviennent" in flat(capsys.readouterr().err)
    klass.rubric = "tp2-vm"
    assert klass.grade("-q") == 0
    assert klass.marked == typed


def test_g_another_maximum_reopens_the_mark_unless_its_share_is_kept(
    klass: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    klass.mark_all()
    klass.grade("-q")
    doubled = re.compile(r"(id: E1-05\n(?:(?!      - id: ).*\n)*?\s+points: )0\.25")
    rubric_with(klass, lambda text: doubled.sub(r"\g<1>0.5", text, count=1))
    klass.grade()
    assert "À revoir par vous : 5 notes" in flat(capsys.readouterr().out)
    assert klass.record("E004", "E1-05")["outcome"] == "pending"
    (row,) = [one for one in klass.rows() if (one["etudiant"], one["critere"]) == ("E004", "E1-05")]
    assert (row["points"], bool(row["commentaire"])) == ("", True)
    assert "0,25 sur 0,25" in row["a_revoir"]
    klass.grade("-q")
    klass.grade("--keep-share", "-q")
    klass.grade("-q")
    assert klass.record("E004", "E1-05")["points"] == 0.5
    klass.rubric = "tp2-vm"
    klass.grade("-q")
    assert klass.record("E004", "E1-05")["outcome"] == "pending", "kept for one maximum, open for another"


def test_what_was_withdrawn_does_not_come_back_from_a_copy(klass: Class) -> None:
    klass.mark_all()
    klass.grade("-q")
    copy = klass.folder / "copy.csv"
    shutil.copy(klass.table, copy)
    rows = klass.rows()
    rows[0] |= {"points": "", "commentaire": ""}
    rows[1] |= {"points": "0"}
    klass.save(rows)
    klass.grade("-q")
    klass.grade("--marks", copy, "-q")
    assert [row["points"] for row in klass.rows()][:2] == ["", "0"]


def test_what_a_colleague_typed_into_his_copy_counts_once(klass: Class) -> None:
    copy = klass.folder / "copy.csv"
    rows = klass.rows()
    rows[3]["points"] = "0"
    klass.save(rows)
    shutil.copy(klass.table, copy)
    rows[3]["points"] = ""
    klass.save(rows)
    klass.grade("--marks", copy, "-q")
    assert klass.rows()[3]["points"] == "0"
    rows = klass.rows()
    rows[3]["points"] = rows[3]["max"]
    klass.save(rows)
    klass.grade("--marks", copy, "-q")
    assert klass.rows()[3]["points"] == rows[3]["max"]


def test_what_is_to_be_judged_again_is_told_everywhere_until_it_is(
    klass: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    klass.mark_all()
    klass.grade("-q")
    shutil.copytree(klass.out, klass.folder / "before")
    answers = "answers:\n  E1-05: {answer: something else}\n"
    (klass.folder / "evidence" / "E004" / "answers.yaml").write_text(answers, encoding="utf-8")
    klass.grade()
    assert "E004 E1-05" in capsys.readouterr().out
    assert "À revoir" in (klass.out / "index.html").read_text(encoding="utf-8")
    assert main(["diff", str(klass.folder / "before"), str(klass.out), "--json"]) == 0
    (moved,) = json.loads(capsys.readouterr().out)["students"]
    assert (moved["id"], moved["criteria"][0]["causes"]) == ("E004", ["judge-again", "answer"])
    rows = klass.rows()
    (row,) = [one for one in rows if one["a_revoir"]]
    assert (row["critere"], row["points"]) == ("E1-05", "0,25")
    row["a_revoir"] = ""
    klass.save(rows)
    klass.grade()
    assert "À revoir" not in capsys.readouterr().out
    assert not any(one["a_revoir"] for one in klass.rows())


def test_a_proposal_is_empty_where_nothing_could_be_read(klass: Class) -> None:
    shutil.rmtree(klass.folder / "evidence" / "E004")
    klass.grade("-q")
    own = [row for row in klass.rows() if row["etudiant"] == "E004"]
    assert {row["proposition"] for row in own} == {""}
    assert all(Decimal(row["max"].replace(",", ".")) > 0 for row in klass.rows())


def test_something_typed_meanwhile_that_cannot_be_used_stops_nothing_and_stays(
    klass: Class, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def type_badly(_self: object, _jobs: object, _declared: object) -> None:
        rows = klass.rows()
        rows[0]["points"], rows[1]["points"] = "beaucoup", rows[1]["max"]
        klass.save(rows)

    monkeypatch.setattr(Gatherer, "__call__", type_badly)
    own = ["grade", klass.folder / "roster.csv", "-r", "tp2-vm", "--out", klass.out, "--lang", "en", "-q"]
    own += ["--evidence", klass.folder / "evidence", "--workers", "0", "--allow-shared"]
    assert main([str(word) for word in own]) == 2
    assert f"{klass.table}:2: “beaucoup” is not a number of points" in capsys.readouterr().err
    assert b"beaucoup" in klass.table.read_bytes()
