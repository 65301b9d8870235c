"""`bareme grade` and `bareme demo`: a roster, a rubric and evidence in; everything a class needs out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from bareme.checking.catalogue import catalogue
from bareme.classrun.engine.dask_cluster import on_cluster
from bareme.classrun.engine.in_process import in_process
from bareme.classrun.engine.pool import Limits, Pool
from bareme.classrun.engine.processes import default_workers
from bareme.classrun.engine.worker import Order
from bareme.classrun.former_runs import FACT as AGAINST
from bareme.classrun.former_runs import checked
from bareme.classrun.grade_class import Engine, grade_class
from bareme.classrun.jobs import Jobs
from bareme.classrun.outputs import marks_of, write_run
from bareme.classrun.shard import WHOLE, Shard
from bareme.classrun.sources import FACT as SOURCES
from bareme.classrun.sources import Sources
from bareme.cli.class_summary import as_json, close
from bareme.cli.json_output import print_json
from bareme.cli.output import console, tell
from bareme.cli.progress import counting
from bareme.content import rubric_path
from bareme.errors import ExitCode, UsageError
from bareme.evidence.declared import Declared
from bareme.evidence.files import held
from bareme.evidence.vouchers import KnownKey, Vouchers
from bareme.files.lock import locked
from bareme.files.problem import with_nearest
from bareme.grading.evaluate import Evaluator
from bareme.grading.record import Record
from bareme.grading.threshold import Bounds, Decision, threshold_of, worst
from bareme.handins.before_grading import learnt_scopes, told_before
from bareme.handins.handins_csv import NAME as HANDINS
from bareme.handins.handins_csv import handed_in
from bareme.handins.repositories import NO_REPOSITORIES, repositories
from bareme.keys.collection_key import known_key
from bareme.marks import People, RunMarks
from bareme.plugin.settings import Settings
from bareme.report.class_statistics import Classroom
from bareme.results.ledger import Ledger
from bareme.results.ledger_entry import Entry
from bareme.results.rendering import Teller
from bareme.roster import AS_WRITTEN, Roster, RosterOptions, load_roster
from bareme.rubric import Rubric, load_rubric
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.version import __version__

EXCEPTIONS = "exceptions.yaml"
"""Substitutes and waivers of a class, in its run's folder."""
TYPED_MEANWHILE = 3
"""How often students are graded again because marks were typed meanwhile; later ones count with the next run."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a class run was asked to do."""

    roster: Path
    rubric: str
    out: Path
    evidence: Path
    speech: Speech
    content: Path | None = None
    marks: Path | None = None
    repos: Path | None = None
    exceptions: Path | None = None
    """Substitutes and waivers of this class; where no file is named, the one in its folder, if there is one."""
    fail_under: str | None = None
    threshold: Decimal | None = None
    """The same as points, once the rubric is read."""
    workers: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    shard: Shard = WHOLE
    quiet: bool = False
    as_json: bool = False
    students: tuple[str, ...] = ()
    """Those who are graded, the others left as they are; everybody where none is named."""
    keep_share: bool = False
    """Whether marks for another maximum keep their share of it."""
    against: tuple[Path, ...] = ()
    """Runs of other years that hand-ins are compared with; those said once hold."""
    deadline: datetime | None = None
    """When it was due; the rubric's own where nothing is said."""
    wait: bool = False
    """Whether to wait for another run in the same folder."""
    scopes: RosterOptions = AS_WRITTEN
    """The scope of those who have none in the roster."""
    prepare: Callable[[Jobs, Declared], None] | None = None
    """Called before grading with the jobs and what the rubric declares: collects what is missing."""

    @property
    def own_exceptions(self) -> Path | None:
        """The file of this class's exceptions."""
        beside = self.out / EXCEPTIONS
        return self.exceptions or (beside.resolve() if beside.is_file() else None)

    @property
    def sources(self) -> Sources:
        """What the class is graded from."""
        rubric = rubric_path(self.rubric)
        return Sources(
            self.roster, self.evidence, self.repos, self.content, self.scopes, rubric, self.own_exceptions,
            self.deadline,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A class held against a threshold: how many reach it, stay below, or are not decided yet."""

    decisions: Counter[Decision]
    threshold: Decimal | None

    @classmethod
    def of(cls, records: Iterable[Record], threshold: Decimal | None) -> "Verdicts":
        """What becomes of everybody; a student whom something open could still carry over it is undecided."""
        if threshold is None:
            return cls(Counter(), None)
        bounds = (Bounds(Decimal(one["low"]), Decimal(one["high"])) for one in records)
        return cls(Counter(one.decide(threshold) for one in bounds), threshold)

    @property
    def told(self) -> Message:
        """The counts in a sentence."""
        counts = {one.value: self.decisions[one] for one in Decision}
        return say(
            "Asked for: {threshold}. Reached: {reached}, below: {below}, undecided: {undecided}.",
            threshold=self.threshold or Decimal(0), **counts,
        )  # fmt: skip


def run(asked: Run) -> int:
    """Grade the class and write everything.

    Returns:
        The exit code.
    """
    if asked.repos is not None and not asked.repos.is_dir():
        raise UsageError(say("{path} does not exist.", path=str(asked.repos)))
    checked(asked.against)
    roster = load_roster(asked.roster, asked.scopes)
    checks = catalogue(asked.content)
    evaluator = Evaluator(load_rubric(rubric_path(asked.rubric), checks, asked.own_exceptions), checks)
    rubric = evaluator.rubric
    if asked.fail_under is not None:
        asked = replace(asked, threshold=threshold_of(asked.fail_under, rubric, rubric.scale))
    people = People((student.id, student.name) for student in roster.students)
    unknown = next((one for one in asked.students if one not in people), None)
    if unknown is not None:
        raise UsageError(say("{id} is not in {file}", id=unknown, file=str(asked.roster)))
    with _held(asked), closing(RunMarks(asked.out, people, evaluator.rubric)) as marks:
        _take(asked, marks)
        for warning in strangers(rubric, roster):
            tell(console(error=True), asked.speech, warning)
        learnt = learnt_scopes(roster, asked.evidence)
        for warning in told_before(roster, learnt):
            tell(console(error=True), asked.speech, warning)
        repos = repositories(asked.repos, roster.students) if asked.repos else NO_REPOSITORIES
        if repos.told:
            tell(console(error=True), asked.speech, repos.told)
        jobs = Jobs(
            roster, asked.evidence, {}, repos, asked.shard, asked.students,
            _handed_in(asked, rubric), asked.deadline, learnt.scopes,
            Vouchers(asked.evidence, KnownKey.of(known_key())),
        )  # fmt: skip
        if asked.prepare:
            asked.prepare(jobs, evaluator.declared)
        with closing(Ledger(asked.out)) as ledger:
            return _graded(asked, evaluator, jobs, ledger, marks)


def strangers(rubric: Rubric, roster: Roster) -> Iterator[Message]:
    """Exceptions for somebody who is not in the class: a slip of the pen takes a right away."""
    known = [student.id for student in roster.students]
    named = [
        *((one.parameter, one.students) for one in rubric.substitutes),
        *((one.criterion, one.students) for one in rubric.waivers),
        *(("late", one.students) for one in (rubric.late.extensions if rubric.late else ())),
    ]
    for what, students in named:
        for name in students:
            if name not in known:
                told = say("The exception for {what} names “{id}”, who is not in the roster.", what=what, id=name)
                yield with_nearest(told, name, known)


def _handed_in(asked: Run, rubric: Rubric) -> dict[str, datetime]:
    """When each student handed in, where it matters."""
    if asked.deadline is None and (rubric.late is None or rubric.late.deadline is None):
        return {}
    found = handed_in(asked.evidence)
    if not found:
        told = say("Nobody is late: {file} does not tell when anybody handed in.", file=str(asked.evidence / HANDINS))
        tell(console(error=True), asked.speech, told)
    return found


@contextmanager
def _held(asked: Run) -> Iterator[None]:
    """The folders that are written to, for this run alone."""
    collects = asked.prepare is not None and asked.evidence.resolve() != asked.out.resolve()
    with locked(asked.out, wait=asked.wait):
        if collects:
            with held(asked.evidence, wait=asked.wait):
                yield
        else:
            yield


def _take(asked: Run, marks: RunMarks) -> None:
    """Keep what people decided: in the run's own table, and in the file named, which goes first."""
    marks.take()
    if asked.marks:
        marks.take(asked.marks)
    if asked.keep_share:
        marks.keep_shares()


def _graded(asked: Run, evaluator: Evaluator, jobs: Jobs, ledger: Ledger, marks: RunMarks) -> int:
    rubric = evaluator.rubric.model_dump(mode="json", by_alias=True)
    if asked.students:
        _same_rubric(ledger, evaluator.rubric)
    kept = _grade(asked, evaluator, jobs, ledger, marks)
    facts: dict[str, Any] = {"rubric": rubric, "lang": asked.speech.language, "version": __version__}
    facts["evidence"] = str(asked.evidence.resolve())
    if asked.against:
        facts[AGAINST] = checked(asked.against)
    facts[SOURCES] = [asked.sources.to_wire(asked.out)]
    shard = (asked.shard.number, asked.shard.of)
    ledger.set_facts({**facts, "shard": (ledger.fact("shard") or shard) if asked.students else shard})
    teller = Teller(evaluator.rubric, asked.speech)
    classroom = write_run(asked.out, ledger, teller, marks=marks_of(marks))
    warnings = (*jobs.roster.warnings, *marks.standing().notices(evaluator.rubric, set(ledger.ids())))
    verdicts = Verdicts.of(ledger.records(), asked.threshold)
    if asked.as_json:
        print_json(as_json(asked.out, ledger, classroom, warnings, kept))
    elif not asked.quiet:
        close(asked.out, ledger, classroom, warnings, kept)
    if asked.threshold is not None and not asked.as_json:
        tell(console(error=asked.quiet), asked.speech, verdicts.told)
    if marks.problem:
        raise marks.problem
    return _code(classroom, verdicts)


def _same_rubric(ledger: Ledger, rubric: Rubric) -> None:
    before = ledger.fact("rubric")
    if before is not None and before.get("sha256") != rubric.sha256:
        raise UsageError(
            say("the others in {folder} were graded by another version of the rubric", folder=str(ledger.folder)),
            say("Grade the whole class by this one, or give the one it was graded by."),
        )


def _grade(asked: Run, evaluator: Evaluator, jobs: Jobs, ledger: Ledger, marks: RunMarks) -> int:
    """Grade with every mark there is, also those that are typed meanwhile; how many were not graded anew."""
    engine = _engine(asked, evaluator)

    def once(count: Callable[[Entry], None]) -> int:
        decided = replace(jobs, decisions=marks.standing().decisions())
        return grade_class(decided, evaluator, ledger, engine, count).kept

    marks.take_now()
    with counting(len(jobs), asked.speech, quiet=asked.quiet) as count:
        kept = once(count)
    for _ in range(TYPED_MEANWHILE):
        if not marks.take_now():
            break
        once(lambda _: None)
    return kept


def _engine(asked: Run, evaluator: Evaluator) -> Engine:
    """Worker processes; with `--workers 0` this process, for whoever debugs a check."""
    size = default_workers() if asked.workers is None else asked.workers
    if size == 0:
        return partial(in_process, Settings(asked.speech, ready=evaluator))
    limits = Limits()
    own = None if asked.content is None else asked.content.resolve()
    order = Order(Path(evaluator.rubric.file).resolve(), own, asked.speech, limits.memory_bytes, asked.own_exceptions)
    if asked.engine == "dask":
        return partial(on_cluster, order, asked.scheduler)
    return lambda jobs, on_record: Pool(order, evaluator, size, on_record, limits).run(jobs)


def _code(classroom: Classroom, verdicts: Verdicts) -> int:
    if classroom.statuses and not len(classroom.grades):
        return ExitCode.NOT_EVALUATED
    return worst(verdicts.decisions).code
