"""`bareme grade` and `bareme demo`: a roster, a rubric and evidence in; everything a class needs out."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from bareme.checking.catalogue import catalogue
from bareme.classrun.engine.dask_cluster import on_cluster
from bareme.classrun.engine.in_process import in_process
from bareme.classrun.engine.pool import Limits, Pool
from bareme.classrun.engine.processes import default_workers
from bareme.classrun.engine.worker import Order
from bareme.classrun.grade_class import Engine, grade_class
from bareme.classrun.jobs import Jobs
from bareme.classrun.outputs import MARKS, write_run
from bareme.classrun.shard import WHOLE, Shard
from bareme.cli.class_summary import as_json, close
from bareme.cli.json_output import print_json
from bareme.cli.output import console, tell
from bareme.cli.progress import counting
from bareme.content import rubric_path
from bareme.errors import ExitCode, UsageError
from bareme.grading.evaluate import Evaluator
from bareme.grading.grade import NO_DECISIONS, Decisions
from bareme.grading.record import Record
from bareme.grading.threshold import Bounds, Decision, threshold_of, worst
from bareme.marks import read_marks
from bareme.plugin.settings import Settings
from bareme.report.class_statistics import Classroom
from bareme.results.ledger import Ledger
from bareme.results.rendering import Teller
from bareme.roster import AS_WRITTEN, Roster, RosterOptions, load_roster
from bareme.rubric import Rubric, load_rubric
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.version import __version__


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
    fail_under: str | None = None
    threshold: Decimal | None = None
    """The same as points, once the rubric is read."""
    workers: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    shard: Shard = WHOLE
    quiet: bool = False
    as_json: bool = False
    scopes: RosterOptions = AS_WRITTEN
    """The scope of those who have none in the roster."""
    prepare: Callable[[Jobs], None] | None = None
    """Called with the jobs before grading: collects what is missing."""


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
    roster = load_roster(asked.roster, asked.scopes)
    checks = catalogue(asked.content)
    evaluator = Evaluator(load_rubric(rubric_path(asked.rubric), checks), checks)
    rubric = evaluator.rubric
    if asked.fail_under is not None:
        asked = replace(asked, threshold=threshold_of(asked.fail_under, rubric, rubric.scale))
    jobs = Jobs(roster, asked.evidence, _decisions(asked, rubric), asked.repos, asked.shard)
    if asked.prepare:
        asked.prepare(jobs)
    with closing(Ledger(asked.out)) as ledger:
        return _graded(asked, roster, evaluator, jobs, ledger)


def _decisions(asked: Run, rubric: Rubric) -> dict[str, Decisions]:
    """What people decided: in the run's own marks file, and in the one named, which goes first."""
    files = [file for file in (asked.out / MARKS, asked.marks) if file and (file.is_file() or file == asked.marks)]
    found: dict[str, Decisions] = {}
    for file in files:
        for student, new in read_marks(file, rubric).items():
            old = found.get(student, NO_DECISIONS)
            found[student] = Decisions({**old.marks, **new.marks}, {**old.waivers, **new.waivers})
    return found


def _graded(asked: Run, roster: Roster, evaluator: Evaluator, jobs: Jobs, ledger: Ledger) -> int:
    with counting(len(jobs), asked.speech, quiet=asked.quiet) as count:
        outcome = grade_class(jobs, evaluator, ledger, _engine(asked, evaluator), count)
    rubric = evaluator.rubric.model_dump(mode="json", by_alias=True)
    facts = {"rubric": rubric, "lang": asked.speech.language, "version": __version__}
    facts["evidence"] = str(asked.evidence.resolve())
    ledger.set_facts({**facts, "shard": (asked.shard.number, asked.shard.of)})
    teller = Teller(evaluator.rubric, asked.speech)
    classroom = write_run(asked.out, ledger, teller)
    verdicts = Verdicts.of(ledger.records(), asked.threshold)
    if asked.as_json:
        print_json(as_json(asked.out, ledger, classroom, roster.warnings, outcome.kept))
    elif not asked.quiet:
        close(asked.out, ledger, classroom, roster.warnings, outcome.kept)
    if asked.threshold is not None and not asked.as_json:
        tell(console(error=asked.quiet), asked.speech, verdicts.told)
    return _code(classroom, verdicts)


def _engine(asked: Run, evaluator: Evaluator) -> Engine:
    """Worker processes; with `--workers 0` this process, for whoever debugs a check."""
    size = default_workers() if asked.workers is None else asked.workers
    if size == 0:
        return partial(in_process, Settings(asked.speech, ready=evaluator))
    limits = Limits()
    own = None if asked.content is None else asked.content.resolve()
    order = Order(Path(evaluator.rubric.file).resolve(), own, asked.speech, limits.memory_bytes)
    if asked.engine == "dask":
        return partial(on_cluster, order, asked.scheduler)
    return lambda jobs, on_record: Pool(order, evaluator, size, on_record, limits).run(jobs)


def _code(classroom: Classroom, verdicts: Verdicts) -> int:
    if classroom.statuses and not classroom.scores:
        return ExitCode.NOT_EVALUATED
    return worst(verdicts.decisions).code
