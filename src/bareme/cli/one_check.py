"""One check of one's own lab: read from disk or Azure, one pytest item per criterion, a page, and files."""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from bareme.cli.check_history import since_last_time
from bareme.cli.check_options import CheckOptions
from bareme.cli.check_output import CheckPage, chosen, show_causes, show_problems
from bareme.cli.gate import Gate
from bareme.cli.output import console, tell
from bareme.errors import AccessError, BaremeError, EvidenceError, ExitCode
from bareme.evidence import Collection, write_collection
from bareme.evidence.declared import Declared
from bareme.evidence.files import evidence_paths
from bareme.grading.evaluate import LOG_LAG, Evaluator, Job
from bareme.grading.next_steps import Coaching, coaching
from bareme.grading.record import Record
from bareme.grading.student_lab import StudentLab, oneself
from bareme.grading.withheld import veiled, veiled_record
from bareme.plugin.guarded_run import run_student
from bareme.plugin.settings import Settings
from bareme.results.rendering import Teller
from bareme.roster import RosterOptions, Scope
from bareme.rubric import Rubric
from bareme.text.message import say


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check ended with."""

    code: ExitCode
    is_graded: bool = True
    """Whether anything could be read."""
    may_come: bool = False
    """Whether Azure's log may still tell more of what was done."""


@dataclass(frozen=True, slots=True)
class StudentCheck:
    """A check that is made ready, and made once or again and again."""

    asked: CheckOptions
    evaluator: Evaluator
    threshold: Decimal | None

    @property
    def reads_azure(self) -> bool:
        """Whether Azure is asked, or only files are looked at."""
        kept = self.asked.kept_evidence
        return bool(self.asked.subscription) or kept is None or not evidence_paths(kept)

    def once(self, scratch: Path, *, again: bool = False) -> Checked:
        """Read, grade, show; `again` grades what lies in `scratch` already, since only files changed."""
        asked, evaluator = self.asked, self.evaluator
        try:
            job = _job(asked, scratch, None if again else evaluator.declared)
            outcome, coach = _graded(asked, evaluator, job)
        except BaremeError as error:
            _keep_cause(asked, evaluator.rubric, error)
            raise
        outcome = veiled_record(outcome, evaluator.rubric)
        gate = Gate.of(outcome, self.threshold)
        self._tell(outcome, coach, gate)
        return Checked(gate.code, outcome["status"] != "unreadable", bool(coach.coming))

    def _tell(self, outcome: Record, coach: Coaching, gate: Gate) -> None:
        asked = self.asked
        teller = Teller(veiled(self.evaluator.rubric), asked.speech)
        undecided = gate.code == ExitCode.NOT_EVALUATED
        shows_page = asked.for_people and outcome["status"] != "unreadable"
        if undecided and not shows_page:
            show_causes(asked, gate)
        show_problems(asked, outcome)
        if asked.files.any:
            from bareme.cli.check_files import write_files  # noqa: PLC0415 - Jinja and XML only when they are needed

            write_files(asked.files, outcome, teller, gate, asked.repo)
        if shows_page:
            change = None if asked.no_history else since_last_time(outcome, self.evaluator.rubric.id)
            _show(asked, CheckPage(outcome, teller, coach, change), outcome)
            for sentence in gate.told:
                tell(console(), asked.speech, sentence)
            if undecided:  # after the page, where the eye is
                show_causes(asked, gate)


def _keep_cause(asked: CheckOptions, rubric: Rubric, error: BaremeError) -> None:
    """Where nothing could be evaluated, the JUnit file tells why."""
    if error.exit_code == ExitCode.NOT_EVALUATED and asked.files.junit:
        from bareme.results.junit import write_junit_error  # noqa: PLC0415 - XML only where it is asked for

        write_junit_error(asked.files.junit, rubric.id, asked.speech.tell(error.message))


def _job(asked: CheckOptions, scratch: Path, declared: Declared | None) -> Job:
    """Where the evidence is: kept, read from Azure now, or both; `None` reads nothing anew."""
    kept = asked.kept_evidence
    has_kept = kept is not None and bool(evidence_paths(kept))
    if asked.evidence is not None and not has_kept and not asked.subscription:
        raise EvidenceError(
            say("{path} holds no evidence file", path=str(asked.evidence)),
            say("Evidence files are written by “bareme collect”."),
        )
    scope = Scope(asked.subscription or "", resource_group=asked.resource_group)
    if kept is None or not has_kept:
        if declared is not None:
            write_collection(scratch, _collected(asked, declared))
        return _own_job(asked, scope, scratch)
    own = _own_job(asked, scope, kept)
    if asked.subscription and declared is not None:
        _join(asked, scratch, declared, kept)
    return replace(own, checkpoints=scratch) if evidence_paths(scratch) else own


def _join(asked: CheckOptions, scratch: Path, declared: Declared, kept: Path) -> None:
    """Read Azure beside what is kept; where that does not work, say so: what is kept is graded."""
    from bareme.azure.collection.advice import told_unread  # noqa: PLC0415 - nothing of Azure when grading from disk

    try:
        found = _collected(asked, declared)
        why = None if found.readable else told_unread(found)
    except AccessError as error:
        why = error.message
    if why is None:
        write_collection(scratch, found)
        return
    for sentence in (why, say("Azure could not be read now; graded by what is kept in {path}.", path=str(kept))):
        tell(console(error=True), asked.speech, sentence)


def _own_job(asked: CheckOptions, scope: Scope, evidence: Path) -> Job:
    own = asked.repo or (evidence if evidence.is_dir() else None)
    return Job(oneself(scope), evidence, repo=own, answers=asked.answers, lag=LOG_LAG)


def _collected(asked: CheckOptions, declared: Declared) -> Collection:
    from bareme.azure import Settings as Reading  # noqa: PLC0415 - nothing of Azure when grading from disk
    from bareme.azure.collection.collect import collect_one  # noqa: PLC0415 - the same
    from bareme.azure.collection.targets import choose  # noqa: PLC0415 - the same
    from bareme.cli.reading_progress import PATIENCE, reading_progress  # noqa: PLC0415 - the same

    choice = choose(None, RosterOptions(asked.resource_group, asked.subscription))
    if not asked.quiet:
        for sentence in choice.told:
            tell(console(error=True), asked.speech, sentence)
    reading = Reading(arm_endpoint=asked.arm_endpoint, declared=declared, limits=PATIENCE)
    with reading_progress(asked.speech, quiet=asked.quiet) as observer:
        return collect_one(choice.targets[0], reading, observer)


def _graded(asked: CheckOptions, evaluator: Evaluator, job: Job) -> tuple[Record, Coaching]:
    started = perf_counter()
    student = StudentLab(evaluator, job)
    lab = student.lab
    settings = Settings(asked.speech, content=asked.content, labs=(student,), ready=evaluator)
    findings = run_student(Path(evaluator.rubric.file), settings)
    last = lab.history.collections[-1]
    named = replace(job, student=oneself(Scope(last.subscription_id, resource_group=last.resource_group)))
    outcome = evaluator.judged(named, student.handin, findings, started)
    coach = coaching(outcome, evaluator.rubric, evaluator.catalogue, lab)
    return {**outcome, "coaching": coach.to_wire()}, coach


def _show(asked: CheckOptions, page: CheckPage, outcome: Record) -> None:
    if asked.criteria:
        page.show_criteria(chosen(asked.criteria, outcome["criteria"]))
    elif asked.everything:
        page.show_all()
    else:
        page.show()
