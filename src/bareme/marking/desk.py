"""A run as it lies on a marker's desk: records, decisions and hand-ins, kept in step with whatever others write."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from bareme.classrun.outputs import teller_of
from bareme.classrun.sources import sources_of
from bareme.grading.evaluate import Job
from bareme.grading.record import CriterionRecord, Record
from bareme.integrity.envelope import read_envelopes
from bareme.marking.hand_in import HandedFile, named_files, unnamed_pictures
from bareme.marking.item import Group, Item, State
from bareme.marks import Decision, Kind, People, RunMarks
from bareme.marks.flags import Flag, raised
from bareme.marks.judged import Shown, all_shown, rows_of
from bareme.marks.remarks import Remark, remarks
from bareme.results.ledger import Ledger
from bareme.results.rendering import Teller
from bareme.rubric import Criterion
from bareme.rubric.model import AnswerType, EvidenceKind
from bareme.submission import ScriptFile, load_submission
from bareme.text.language import Speech
from bareme.text.message import Message

Place = tuple[str, str]
"""A student and a criterion."""


@dataclass(frozen=True)
class Question:
    """A criterion that waits for people, or waited: its items in an order of its own, and its groups."""

    criterion: Criterion
    items: tuple[Item, ...]

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The answers that say the same, the blank ones first, the others as they come."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            found[item.group].append(item)
        keys = sorted(found, key=lambda key: key != "blank")
        return {key: Group(key, tuple(found[key])) for key in keys}

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many items are how far."""
        told: dict[State, int] = defaultdict(int)
        for item in self.items:
            told[item.state] += 1
        return told

    @property
    def due(self) -> int:
        """How many items wait."""
        return sum(count for state, count in self.counts.items() if state.is_due)

    @property
    def done(self) -> int:
        """How many do not."""
        return len(self.items) - self.due


@dataclass
class Desk:
    """What there is to mark in one run's folder."""

    folder: Path
    speech: Speech
    blind_to: str = ""
    """The second marker, where what others decided is hidden from him."""
    _changed: set[str] = field(default_factory=set)
    _unsure: set[str] = field(default_factory=set)
    """Students of whom it is not known yet whether their record says what was decided."""
    _ones: dict[str, dict[str, CriterionRecord]] = field(default_factory=dict)
    _items: dict[Place, Item] = field(default_factory=dict)
    _orders: dict[str, list[str]] = field(default_factory=dict)
    _questions: dict[str, Question] = field(default_factory=dict)
    _handed: dict[str, Sequence[ScriptFile]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger.opened(self.folder)
        try:
            self._load()
        except BaseException:
            self.ledger.close()
            raise

    def _load(self) -> None:
        self.jobs: dict[str, Job] = {
            job.student.id: job for sources in sources_of(self.ledger) for job in sources.jobs()
        }
        self.teller: Teller = teller_of(self.ledger, self.speech)
        self.records: dict[str, Record] = {}
        self._keys: dict[str, str] = {}
        self._ledger_version = self.ledger.version
        self._read_records()
        self._open_marks()

    def _open_marks(self) -> None:
        people = People((one["id"], one["name"]) for one in self.records.values())
        self.marks = RunMarks(self.folder, people, self.teller.rubric)
        self.sids = {sid(student): student for student in self.records}
        self._table: tuple[int, int] | None = None
        self._read_decisions()
        self.refresh()

    def see_as(self, blind_to: str) -> None:
        """Show it to another marker."""
        if blind_to != self.blind_to:
            self.blind_to = blind_to
            self._forget_all()

    def close(self) -> None:
        """Close the files."""
        self.marks.close()
        self.ledger.close()

    # what others write

    def refresh(self) -> None:
        """Take in what a spreadsheet, another marker or a class run wrote meanwhile."""
        if self.ledger.version != self._ledger_version:
            self._ledger_version = self.ledger.version
            if self.ledger.fact("rubric")["sha256"] != self.teller.rubric.sha256:
                self.change_rubric()
            self._read_records()
        if (state := self._table_state()) != self._table:
            self._table = state
            if self.marks.take_now():
                self._read_decisions()
        if self.marks.store.version != self._store_version:
            self._read_decisions()

    def change_rubric(self) -> None:
        """Take up another version of the rubric, which the ledger holds by now."""
        self.teller = teller_of(self.ledger, self.speech)
        self._forget_all()
        self.marks.close()
        self._open_marks()

    @property
    def problem(self) -> Message | None:
        """What is wrong with the spreadsheet, which is left as it is until it is mended."""
        return self.marks.problem.message if self.marks.problem else None

    @property
    def is_signed(self) -> bool:
        """Whether somebody vouches for the run as it is."""
        return bool(read_envelopes(self.folder))

    def _table_state(self) -> tuple[int, int] | None:
        with suppress(OSError):
            state = self.marks.table.stat()
            return state.st_mtime_ns, state.st_size
        return None

    def _read_records(self) -> None:
        keys = self.ledger.keys()
        changed = [student for student, key in keys.items() if self._keys.get(student) != key]
        new = {record["id"]: record for record in self.ledger.some(changed)}
        self.records = {student: new.get(student) or self.records[student] for student in keys}
        self._keys = keys
        for student in changed:
            self._handed.pop(student, None)
            self._renew(student)
        if set(self._ones) != set(self.records):
            self._ones = {student: self._ones[student] for student in self.records}
            self._questions.clear()

    def _renew(self, student: str) -> None:
        """Forget what was made of a record where it says something else by now."""
        before = self._ones.get(student)
        now = {one["id"]: one for one in self.records[student]["criteria"]}
        self._ones[student] = now
        self._unsure.add(student)
        for criterion in now if before is None else [name for name in now if before.get(name) != now[name]]:
            self._forget(student, criterion)

    def _forget(self, student: str, criterion: str) -> None:
        self._items.pop((student, criterion), None)
        self._questions.pop(criterion, None)

    def _forget_all(self) -> None:
        self._items.clear()
        self._questions.clear()

    def _read_decisions(self) -> None:
        self.history: dict[Place, list[Decision]] = defaultdict(list)
        self.notes: dict[str, Decision] = {}
        self.all: list[Decision] = []
        for one in self.marks.store.history():
            self._add(one)
        store = self.marks.store
        self.flags, self.looked = raised(store, Flag.LATER), raised(store, Flag.LOOKED)
        self.judged: dict[tuple[str, str, str], Shown] = all_shown(store)
        self.remarks: dict[str, Remark] = remarks(store)
        self._store_version = store.version
        self._unsure.update(self.records)
        self._forget_all()

    def _add(self, one: Decision) -> None:
        own, is_here = self.marks.placed(one)
        if one.kind is Kind.NOTE:
            self.notes[own.student] = own
        elif is_here:
            self.history[own.student, own.criterion].append(own)
        self.all.append(own)

    # what this marker writes

    def keep(self, decisions: Sequence[Decision], seen: Iterable[Item] = ()) -> None:
        """Keep decisions for good, and what was seen when they were made."""
        shown = {(one.student, one.criterion.id, one.one["basis"]): one.shown for one in seen}
        self.marks.store.append(decisions, shown=rows_of(shown.items()))
        self.judged.update(shown)
        for one in decisions:
            self._add(one)
            self._forget(one.student, one.criterion)
        self._store_version = self.marks.store.version
        self._changed.update(one.student for one in decisions)

    def reread(self) -> None:
        """Read again what was just written beside the decisions: flags, remarks."""
        self._read_decisions()

    def take_changed(self) -> list[str]:
        """The students whose grade no longer is what was decided, once."""
        self._changed.update(self._behind())
        changed, self._changed = sorted(self._changed), set()
        return changed

    def _behind(self) -> Iterable[str]:
        """Those, of whom it is not known yet, whose record says something else than what was decided."""
        unsure, self._unsure = self._unsure & set(self.records), set()
        if not unsure:
            return
        for (student, criterion), history in self.history.items():
            one = self._ones[student].get(criterion) if student in unsure else None
            if one is not None and not _reflects(one, history[-1], self.teller.criteria[criterion]):
                yield student
        for student in unsure & set(self.notes):
            if self.records[student].get("note", "") != self.notes[student].comment:
                yield student

    # what there is to see

    def question(self, criterion: str) -> Question:
        """One criterion with its items."""
        if criterion not in self._questions:
            items = (self.item(student, criterion) for student in self._order(criterion))
            asked = tuple(item for item in items if item.is_asked)
            self._questions[criterion] = Question(self.teller.criteria[criterion], asked)
        return self._questions[criterion]

    def _order(self, criterion: str) -> list[str]:
        """The students of a question, in an order of its own."""
        order = self._orders.get(criterion, [])
        if len(order) != len(self.records) or any(student not in self.records for student in order):
            order = sorted(self.records, key=lambda student: _shuffled(criterion, sid(student)))
            self._orders[criterion] = order
        return [student for student in order if criterion in self._ones[student]]

    def questions(self) -> list[Question]:
        """Every criterion that is a person's to judge, for one student at least."""
        found = [self.question(criterion.id) for criterion in self.teller.rubric.criteria if criterion.points > 0]
        return [one for one in found if one.items]

    def of_student(self, student: str) -> list[Item]:
        """What a person judges of one student, in the rubric's order."""
        items = (self.item(student, name) for name in self._ones[student])
        return [item for item in items if item.is_asked]

    def item(self, student: str, criterion: str) -> Item:
        """One criterion of one student."""
        if (student, criterion) not in self._items:
            self._items[student, criterion] = self._made(student, criterion)
        return self._items[student, criterion]

    def _made(self, student: str, criterion: str) -> Item:
        one, own = self._ones[student][criterion], self.teller.criteria[criterion]
        history = self.history.get((student, criterion), [])
        last = history[-1] if history else None
        return Item(
            student=student,
            sid=sid(student),
            record=self.records[student],
            one=one,
            criterion=own,
            history=tuple(history),
            files=tuple(named_files(self.repo(student), one["files"])),
            scripts=self._scripts(student, own),
            seen=self.judged.get((student, criterion, last.basis)) if last else None,
            flagged=(student, criterion) in self.flags,
            blind_to=self.blind_to,
        )

    def pictures(self, item: Item) -> list[HandedFile]:
        """What can be looked at beside an answer: what it names, and for a question that wants files the rest too."""
        shown = [file for file in item.files if file.is_shown]
        wants = item.criterion.answer is not None and item.criterion.answer.type is AnswerType.FILES
        if shown or not wants or EvidenceKind.SCRIPT in item.criterion.evidence:
            return shown
        repo = self.repo(item.student)
        named = {file.path for one in item.record["criteria"] for file in named_files(repo, one["files"])}
        return [file for file in unnamed_pictures(repo, named) if file.is_shown]

    def repo(self, student: str) -> Path | None:
        """Where a student's hand-in is."""
        job = self.jobs.get(student)
        return job.repo if job and job.repo and job.repo.is_dir() else None

    def _scripts(self, student: str, criterion: Criterion) -> Sequence[ScriptFile]:
        if EvidenceKind.SCRIPT not in criterion.evidence:
            return ()
        if student not in self._handed:
            self._handed[student] = load_submission(self.repo(student)).scripts
        return self._handed[student]


def sid(student: str) -> str:
    """What stands for a student in addresses."""
    return hashlib.sha256(f"bareme mark\0{student}".encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _shuffled(criterion: str, own: str) -> str:
    """The order of students, another one for every question and always the same."""
    return hashlib.sha256(f"{criterion}\0{own}".encode()).hexdigest()


def _reflects(one: CriterionRecord, decision: Decision, criterion: Criterion) -> bool:
    """Whether a record says what was decided."""
    if decision.kind is Kind.WAIVER:
        return one["outcome"] == "waived" and not one["marked"]
    if decision.kind is Kind.MARK and decision.most in {None, criterion.points}:
        return one["marked"] and one["comment"] == decision.comment and decision.points == Decimal(one["points"])
    return not one["marked"]
