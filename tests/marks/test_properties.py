"""Any sequence of grading, typing, reporting, merging and killing: every decision that was typed is found again.

Graded is any part of the class, as a roster, an appeal or a shard has it, by any version of the rubric.
"""

import csv
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from bareme.checking.finding import met, unverifiable
from bareme.grading.grade import NO_DECISIONS, grade
from bareme.grading.record import Basis, Record, record
from bareme.marks import Kind, MarkStore, People, RunMarks, marks_file
from bareme.marks.read import Criteria
from bareme.marks.standing import Places, standing
from bareme.results.rendering import Teller
from bareme.roster import Scope, Student
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from bareme.text.message import say

IDS = ("00012345", "220001234567", "220001234568", "12E45", "E004", "=cmd", "1-2", "E5 ¶")
NAMES = dict(zip(IDS, ("Ana", "Bo", "Bea", "Cy", "أمين", "Ed", "Flo", "Gil"), strict=True))
EXCEL = {"00012345": "12345", "220001234567": "2,20001E+11", "220001234568": "2,20001E+11", "12E45": "1,2E+46",
         "=cmd": "#NOM?", "1-2": "01-févr"}  # fmt: skip
VERSIONS = {"whole": {"A": "1", "B": "2", "C": "0.5"}, "no B": {"A": "1", "C": "0.5"},
            "A is worth more": {"A": "2", "B": "2", "C": "0.5"}}  # fmt: skip
X = say("x")


class Killed(BaseException):
    """The process is gone."""


def rubric(version: str) -> Rubric:
    criteria = [{"id": one, "title": one, "points": most, "question": "?"} for one, most in VERSIONS[version].items()]
    whole = {"id": "r", "title": "r", "scale": 5, "sections": [{"id": "S", "title": "s", "criteria": criteria}]}
    return Rubric.model_validate(whole)


@dataclass
class Teaching:
    """Two folders, what was typed last into whose rows, and who may type where: a student is marked in one place."""

    place: Path
    typed: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Points and maximum, by student and criterion."""
    merged: bool = False

    def folder(self, student: str) -> str:
        return "run" if self.merged or IDS.index(student) % 2 == 0 else "part"

    def graded(self, name: str, present: Sequence[str], version: str, *, killed: str = "no") -> None:
        wanted, folder = rubric(version), self.place / name
        with closing(RunMarks(folder, People((one, NAMES[one]) for one in present), wanted)) as marks:
            marks.take()
            decided = marks.standing().decisions()
            if killed == "after reading":
                raise Killed

            def records() -> list[Record]:
                return [self._record(one, wanted, decided.get(one, NO_DECISIONS)) for one in present]

            with marks.view(Teller(wanted, Speech(Language.FRENCH)), records) as add:
                for one in records():
                    add(one)
                if killed == "while writing":
                    raise Killed

    @staticmethod
    def _record(student: str, wanted: Rubric, decided: object) -> Record:
        who = Student(id=student, scope=Scope("s"), line=1, slug=student, first_name=NAMES[student])
        findings = {"A": met(X, X), "B": unverifiable(X, X)}
        result = grade(wanted, findings, decided)  # type: ignore[arg-type] # of `decisions()`
        return record(who, result, Basis(), 0.0)

    def type(self, name: str, row: int, points: str, spoilt: str) -> None:
        """One cell, saved by a spreadsheet that may spoil ids and letters."""
        table = self.place / name / "marks.csv"
        if not table.is_file():
            return
        rows = self.rows(name)
        if not rows:
            return
        own = [one for one in rows if self.folder(one["etudiant"].removeprefix("'")) == name]
        if own:
            one = own[row % len(own)]
            student, most = one["etudiant"].removeprefix("'"), one["max"]
            if Decimal(points.replace(",", ".")) > Decimal(most.replace(",", ".")):
                return
            if one["points"] != points:
                self.typed[student, one["critere"]] = (points, most)
            one |= {"points": points}
        encoding = "cp1252" if spoilt != "no" else "utf-8-sig"
        for one in rows if spoilt == "ids" else ():
            one["etudiant"] = EXCEL.get(one["etudiant"].removeprefix("'"), one["etudiant"])
        with table.open("w", encoding=encoding, errors="replace", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        if spoilt == "ids":
            self.graded(name, [one for one in IDS if one in EXCEL or self.folder(one) == name], "whole")

    def report(self, name: str, present: Sequence[str], *, without_table: bool) -> None:
        """`report`: in place only where the table is gone, else elsewhere; nothing is taken from what was typed."""
        folder, teller = self.place / name, Teller(rubric("whole"), Speech(Language.FRENCH))
        people = People((one, "") for one in present)
        if without_table:
            with closing(RunMarks(folder, people, teller.rubric)) as marks:
                marks.take()
            (folder / "marks.csv").unlink(missing_ok=True)
            with closing(RunMarks(folder, people, teller.rubric)) as marks:
                decided = marks.standing().decisions()
                graded = [self._record(one, teller.rubric, decided.get(one, NO_DECISIONS)) for one in present]
                with marks.view(teller, lambda: graded) as add:
                    for student in graded:
                        add(student)
            return
        with closing(MarkStore(folder, to_read=True)) as store:
            shown = standing(store.history(), Places(people, Criteria(teller.rubric)))
        decided = shown.decisions()
        with marks_file(self.place / "elsewhere.csv", teller, shown) as add:
            for one in present:
                add(self._record(one, teller.rubric, decided.get(one, NO_DECISIONS)))

    def rows(self, name: str) -> list[dict[str, str]]:
        raw = (self.place / name / "marks.csv").read_bytes()
        text = raw.decode("utf-8-sig") if raw.startswith(b"\xef\xbb\xbf") else raw.decode("cp1252")
        return list(csv.DictReader(text.splitlines(), delimiter=";"))

    def merge(self) -> None:
        with closing(RunMarks(self.place / "run", People(NAMES.items()), rubric("whole"))) as marks:
            marks.adopt(self.place / "part")
        self.merged = True


FOLDER = st.sampled_from(["run", "part"])
SOME = st.lists(st.sampled_from(IDS), unique=True)
STEPS = st.one_of(
    st.tuples(st.just("grade"), FOLDER, SOME, st.sampled_from(list(VERSIONS)),
              st.sampled_from(["no", "after reading", "while writing"])),
    st.tuples(st.just("type"), FOLDER, st.integers(0, 23), st.sampled_from(["0", "0,25", "0,5", "1", "2"]),
              st.sampled_from(["no", "letters", "ids"])),
    st.tuples(st.just("type"), FOLDER, st.integers(0, 23), st.sampled_from(["0", "0,25", "0,5", "1", "2"]),
              st.sampled_from(["no", "letters", "ids"])),
    st.tuples(st.just("report"), FOLDER, SOME, st.booleans()),
    st.tuples(st.just("merge")),
)  # fmt: skip


@pytest.mark.parametrize("number", [1, 20261126, 987654321])
def test_every_decision_typed_is_found_again(number: int) -> None:
    @seed(number)
    @settings(max_examples=40, deadline=None, database=None)
    @given(st.lists(STEPS, max_size=20))
    def holds(steps: list[tuple[object, ...]]) -> None:
        with TemporaryDirectory() as place:
            run(Teaching(Path(place)), steps)

    holds()


def run(teaching: Teaching, steps: list[tuple[object, ...]]) -> None:
    for name in ("run", "part"):
        (teaching.place / name).mkdir()
        teaching.graded(name, IDS, "whole")
    for what, *words in steps:
        with suppress(Killed):
            match what, words:
                case "grade", [str(name), list(present), str(version), str(killed)]:
                    teaching.graded(name, [one for one in IDS if one in present], version, killed=killed)
                case "type", [str(name), int(row), str(points), str(spoilt)]:
                    teaching.type(name, row, points, spoilt)
                case "report", [str(name), list(present), bool(without_table)]:
                    teaching.report(name, [one for one in IDS if one in present], without_table=without_table)
                case "merge", _:
                    teaching.merge()
    teaching.merge()
    teaching.graded("run", IDS, "whole")
    shown = {(one["etudiant"].removeprefix("'"), one["critere"]): one["points"] for one in teaching.rows("run")}
    most = {name: value.replace(".", ",") for name, value in VERSIONS["whole"].items()}
    held = {place: points for place, (points, of) in teaching.typed.items() if of == most[place[1]]}
    assert {place: shown[place] for place in held} == held
    with closing(MarkStore(teaching.place / "run", to_read=True)) as store:
        kept = {(one.student, one.criterion, one.points) for one in store.history() if one.kind is Kind.MARK}
    last = {(*place, Decimal(points.replace(",", "."))) for place, (points, _) in teaching.typed.items()}
    assert last <= kept
