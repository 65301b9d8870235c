"""What `bareme check` prints: first what counts, at most forty lines; everything with `--all`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from bareme.cli.check_history import Change
from bareme.cli.check_options import CheckOptions
from bareme.cli.gate import Gate, unread_sources
from bareme.cli.output import console, student_table, tell
from bareme.errors import UsageError
from bareme.files.problem import Problem, with_nearest
from bareme.grading.next_steps import Coaching, Step, when
from bareme.grading.record import CriterionRecord, MessageWire, Record
from bareme.grading.remaining_points import prospects
from bareme.results.rendering import Teller
from bareme.results.words import OUTCOMES, STATUSES
from bareme.text.language import labelled
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

PROBLEMS = 6
"""Of what was handed in, on a first screen."""
SEEN, DONE = 160, 330
"""Characters of what was seen and of what to do: a screen holds three steps."""


class CheckPage:
    """One check on a terminal."""

    def __init__(self, record: Record, teller: Teller, coach: Coaching, change: Change | None) -> None:
        self._record = record
        self._teller = teller
        self._speech = teller.speech
        self._coach = coach
        self._change = change
        self._rows = {one["id"]: one for one in record["criteria"]}
        self._commands: dict[str, int] = {}
        """The commands that were shown, with the step where they stand."""
        self._out: Console = console()

    def show(self) -> None:
        """First what counts."""
        self._tell([*self._head(), *self._grade()])
        self._tell(self._coach.refused)
        self._show_steps()
        self._tell(self._rest())
        self._say(say("Everything: bareme check --all. One criterion: bareme check {id}", id=self._example()))

    def show_all(self) -> None:
        """Every criterion, as a table and then one by one."""
        for number, section in enumerate(self._teller.rubric.sections):
            self._out.print(f"\n[bold]{escape(self._speech.pick(section.title))}[/]")
            self._out.print(student_table(self._record, self._teller, number))
        open_ = {"unmet", "partial", "blocked", "unverifiable"}
        self.show_criteria([one["id"] for one in self._record["criteria"] if one["outcome"] in open_])
        self._tell([*self._head(), *self._grade()])
        self._tell(self._rest())
        self._show_steps()

    def show_criteria(self, names: Iterable[str]) -> None:
        """These criteria in full: expected, found, why, how to fix."""
        for name in names:
            one, criterion = self._rows[name], self._teller.criteria[name]
            word = self._speech.tell(OUTCOMES[one["outcome"]])
            title = escape(self._speech.pick(criterion.title))
            self._out.print(f"\n[bold]{criterion.id}[/] {title} – {escape(word)}")
            told = [(say("expected"), self._teller.tell(one["expected"]))]
            told += [(say("found"), self._teller.tell(one["found"])), (say("note"), self._teller.tell(one["remark"]))]
            told += [(say("how to fix"), self._teller.hint(one)), (_command_word(one), one.get("command", ""))]
            for label, text in told:
                if text:
                    self._indented(label, text)

    def _head(self) -> Iterator[Message]:
        """What was read, and which questions are answered."""
        for last in self._record["collections"][-1:]:
            moment = datetime.fromisoformat(last["collected_at"])
            parts = (last.get("subscription", ""), last["subscription_id"], last["resource_group"] or "")
            yield say("Read: {scope}, {moment}", scope=tuple(one for one in parts if one), moment=moment)
        yield from unread_sources(self._record)
        yield from self._answers([one["message"] for one in self._record["problems"] if one["level"] == "error"])

    def _answers(self, said: Sequence[MessageWire]) -> Iterator[Message]:
        """Which questions are answered, empty, or not understood; nothing where nobody wrote anything."""
        asked = {one["id"]: bool(one["answer"] or one["files"]) for one in self._record["criteria"]
                 if self._teller.criteria[one["id"]].question}  # fmt: skip
        unclear = [name for name in (one["values"].get("id") for one in said) if name in asked]
        if not any(asked.values()) and not said:
            return
        empty = tuple(name for name, given in asked.items() if not given and name not in unclear)
        yield say("Questions answered: {n} of {of}.", n=sum(asked.values()), of=len(asked))
        if empty and any(asked.values()):
            yield say("Empty: {names}.", names=empty)
        if unclear:
            yield say("Not understood: {names}.", names=tuple(unclear))

    def _grade(self) -> Iterator[Message]:
        score, low, high = (Decimal(self._record[name]) for name in ("score", "low", "high"))
        status = STATUSES[self._record["status"]]
        yield say("{score} / {scale} – {status}", score=score, scale=self._teller.rubric.scale, status=status)
        if low != high:
            yield say("Between {low} and {high} once everything is judged.", low=low, high=high)
        yield from prospects(self._record, self._teller.rubric)
        change = self._change
        if change and (change.gained or change.lost):
            sign = "+" if change.gain >= 0 else "−"
            yield say("Since {moment}: {sign}{points} points.", moment=change.since, sign=sign, points=abs(change.gain))
        if change and change.gained:
            yield say("Gained: {criteria}.", criteria=change.gained)
        if change and change.lost:
            yield say("Lost: {criteria}.", criteria=change.lost)

    def _show_steps(self) -> None:
        if not self._coach.steps:
            return
        self._out.print(f"\n[bold]{escape(self._speech.tell(say('Next steps')))}[/]")
        for number, step in enumerate(self._coach.steps, 1):
            self._show_step(number, step)
        if self._coach.more:
            self._say(say("… and {n} more after these", n=self._coach.more))

    def _show_step(self, number: int, step: Step) -> None:
        criterion, one = self._teller.criteria[step.criterion], self._rows[step.criterion]
        if step.stage:
            title = self._speech.tell(say("Keep the checkpoint “{stage}” before you go on", stage=step.stage))
            self._out.print(f"{number}. [bold]{escape(title)}[/]")
            self._indented(say("why"), self._speech.tell(when(self._teller.rubric, step.stage)))
            self._indented(say("do"), f"bareme collect --evidence evidence --stage {step.stage}")
            return
        self._out.print(f"{number}. [bold]{criterion.id}[/] {escape(self._speech.pick(criterion.title))}")
        self._indented(say("seen"), _short(self._teller.tell(one["found"]), SEEN))
        if hint := self._teller.hint(one):
            self._indented(say("do"), _short(hint, DONE))
        if command := one.get("command"):
            told = self._commands.setdefault(command, number)
            shown = command if told == number else self._speech.tell(say("as in step {number}", number=told))
            self._indented(_command_word(one), shown)

    def _rest(self) -> Iterator[Message]:
        """A line each for what else is open."""
        coach = self._coach
        yield from coach.warnings
        if coach.late:
            yield coach.late
            if coach.coming:
                yield say("May come: {criteria}.", criteria=coach.coming)
        if coach.kept:
            yield say("Checkpoints kept: {stages}.", stages=coach.kept)
        for stage in coach.missing:
            yield say("Checkpoint missing: {stage} ({when}).", stage=stage, when=when(self._teller.rubric, stage))
        if coach.running:
            yield say("Running now, and billed: {names}.", names=coach.running)

    def _example(self) -> str:
        return self._coach.steps[0].criterion if self._coach.steps else self._record["criteria"][0]["id"]

    def _tell(self, sentences: Iterable[Message]) -> None:
        for sentence in sentences:
            self._say(sentence)

    def _say(self, sentence: Message) -> None:
        tell(self._out, self._speech, sentence)

    def _indented(self, label: Message, text: str) -> None:
        self._out.print(Padding(escape(visible(labelled(self._speech, label, text))), (0, 0, 0, 3)))


def _command_word(one: CriterionRecord) -> Message:
    return say("first") if one.get("prepares") else say("command")


def show_causes(asked: CheckOptions, gate: Gate) -> None:
    """What kept the check from being evaluated or decided, the cause first."""
    for sentence in gate.causes:
        tell(console(error=True), asked.speech, sentence)


def show_problems(asked: CheckOptions, record: Record) -> None:
    """What is wrong with what was handed in, with its place, before everything else."""
    told = [Problem.from_wire(one) for one in record["problems"] if one["level"] != "notice" or not asked.quiet]
    out = console(error=True)
    shown = told if asked.everything else told[:PROBLEMS]
    for problem in shown:
        tell(out, asked.speech, problem.told)
    if len(told) > len(shown):
        tell(out, asked.speech, say("{n} more like these: bareme check --all", n=len(told) - len(shown)))


def chosen(names: Sequence[str], rows: Sequence[CriterionRecord]) -> list[str]:
    """The criteria that somebody named, in their letters.

    Raises:
        UsageError: there is no such criterion.
    """
    known = {one["id"].casefold(): one["id"] for one in rows}
    for name in names:
        if name.casefold() not in known:
            raise UsageError(with_nearest(say("there is no criterion “{id}”.", id=name), name, list(known.values())))
    return [known[name.casefold()] for name in names]


def _short(text: str, most: int) -> str:
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
