"""The rounds of the board: a cheap look at everybody, and the whole of those in whose Azure something changed.

A look is a request a student, and a query of Resource Graph for a hundred of them; every few minutes one more tells
whether Azure refused something, which changes nothing that is there. A whole collection is about thirty-five, so that
only as many are made in a round as its budget allows; whoever changed waits for the next at most. What a set of
machines shows while it runs can never be proved later: when one is complete, the collection is kept among the evidence,
as the stage `live`.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bareme.azure import Settings, Summary, Target, collect_many
from bareme.azure.collection.advice import told_unread, was_read
from bareme.azure.collection.glance import LOG_LOOKED_AT, LOG_LOOKED_BACK, LOOKED_AT_IN_A_CLASS
from bareme.azure.collection.targets import target_of
from bareme.board.budget import Budget
from bareme.board.row import Row, row_of, unknown
from bareme.board.state import Moment, State
from bareme.board.watched import STAGE, Watched
from bareme.errors import BaremeError
from bareme.evidence import Collection, write_collection
from bareme.evidence.files import evidence_paths
from bareme.evidence.vouchers import write_vouched
from bareme.grading.evaluate import LOG_LAG, Evaluator, Job
from bareme.grading.next_steps import coaching
from bareme.keys.collection_key import CollectionKey
from bareme.roster import Student
from bareme.text.message import Message, say

LOGGER = logging.getLogger("bareme.board")

OnDone = Callable[[Target, Collection], None]

_NO_SCOPE = say("The roster names no subscription: he can export his own with the script of “bareme collect --script”.")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the board keeps files."""

    evidence: Path
    """The class's folder: collections of complete sets are kept there."""
    scratch: Path
    """What was read last of everybody, until the board ends."""


@dataclass
class Reading:
    """A class that is read in rounds, until somebody ends it."""

    evaluator: Evaluator
    students: Sequence[Student]
    places: Places
    settings: Settings
    budget: Budget
    key: CollectionKey | None = None
    before: Mapping[str, Row] = field(default_factory=dict)
    """Rows of an earlier session, by student: what is shown until it is read anew."""
    keep: Callable[[State], None] | None = None
    """Given every new state; what it raises is told on the board, and it is not asked again."""
    clock: Callable[[], float] = time.monotonic
    """Seconds, for what is done every so often."""
    state: State = field(init=False)
    _due: dict[str, None] = field(default_factory=dict)
    """Whose whole is to be read, in the order in which they changed."""
    _turn: int = 0
    """Who is looked at first, where a round cannot look at all."""
    _over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._watched = {one.slug: Watched(one, self._first_row(one)) for one in self.students}
        self.state = State(self._rows(), datetime.now(UTC))

    def moment(self, number: int | None) -> Moment:
        """Now; a lab that runs has no other moment."""
        del number
        return Moment(self.state)

    def run(self) -> None:
        """Make rounds; for a thread of its own."""
        while not self._over.is_set():
            began = self.clock()
            try:
                self.round()
            except Exception as error:
                LOGGER.exception("a round of the board failed")
                told = say("A round failed, and the next one tries again: {reason}", reason=str(error))
                self.state = replace(self.state, problem=told)
            self._over.wait(max(self.budget.every - (self.clock() - began), 1.0))

    def end(self) -> None:
        """Make no further round."""
        self._over.set()

    def round(self) -> None:
        """Look at everybody, read some, and show it."""
        done, problem = Summary(), None
        try:
            for step in (self._look, self._look_at_logs, self._read):
                done = _together(done, step(done.requests))
        except BaremeError as error:
            problem = error.message
        self.budget.heed(done.throttled)
        state = State(
            rows=self._rows(),
            at=datetime.now(UTC) + (done.clock or timedelta()),
            rounds=self.state.rounds + 1,
            requests=done.requests,
            throttled=done.throttled,
            waiting=len(self._due),
            problem=problem,
        )
        self.state = replace(state, problem=problem or self._kept(state))

    def _first_row(self, student: Student) -> Row:
        known = self.before.get(student.id)
        if known is not None:
            return known
        return unknown(student, None if student.scope.subscription_id else _NO_SCOPE)

    def _rows(self) -> tuple[Row, ...]:
        return tuple(self._watched[one.slug].row for one in self.students)

    def _kept(self, state: State) -> Message | None:
        """Why a state could not be recorded."""
        if self.keep is None:
            return None
        try:
            self.keep(state)
        except OSError as error:
            self.keep = None
            return say("The session is no longer recorded: {reason}", reason=error.strerror or str(error))
        return None

    def _look(self, _sent: int) -> Summary:
        """Find out in whose Azure something changed."""
        now = self.clock()

        def seen(target: Target, found: Collection) -> None:
            one = self._watched[target.key]
            if not was_read(found):
                one.row = replace(one.row, problem=told_unread(found))
            elif one.has_moved(found) or one.has_settled(now):
                self._due[target.key] = None

        return self._collect(self._in_turn(), seen, replace(self.settings, only=LOOKED_AT_IN_A_CLASS))

    def _in_turn(self) -> list[str]:
        """Whom this round looks at: everybody, or as many as its budget allows, the others next time."""
        everybody = [slug for slug, one in self._watched.items() if one.is_readable]
        start = self._turn if self._turn < len(everybody) else 0
        chosen = (everybody[start:] + everybody[:start])[: self.budget.looks]
        self._turn = start + len(chosen) if len(chosen) < len(everybody) else 0
        return chosen

    def _look_at_logs(self, sent: int) -> Summary:
        """Find out whom Azure refused something: nothing else shows it."""
        now = self.clock()

        def seen(target: Target, found: Collection) -> None:
            if was_read(found) and self._watched[target.key].has_news(found, now):
                self._due[target.key] = None

        waiting = (one for one in self._watched.values() if one.look and one.student.slug not in self._due)
        ready = sorted((one for one in waiting if one.log_due <= now), key=lambda one: one.log_due)
        chosen = [one.student.slug for one in ready[: self.budget.logs(sent)]]
        return self._collect(chosen, seen, replace(self.settings, only=LOG_LOOKED_AT, log_window=LOG_LOOKED_BACK))

    def _read(self, sent: int) -> Summary:
        """Read the whole of some of them."""
        chosen = list(islice(self._due, self.budget.collections(sent)))
        now = self.clock()

        def keep(target: Target, found: Collection) -> None:
            if self._over.is_set():
                return
            self._due.pop(target.key, None)
            one = self._watched[target.key]
            one.was_read(found, now)
            one.row = self._judged(one, found)

        done = self._collect(chosen, keep, self.settings)
        self.budget.counted(done.requests, len(chosen))
        return done

    def _collect(self, slugs: Iterable[str], on_done: OnDone, settings: Settings) -> Summary:
        targets = [target_of(self._watched[slug].student) for slug in slugs]
        return collect_many(targets, settings, on_done) if targets else Summary()

    def _judged(self, one: Watched, found: Collection) -> Row:
        """The row of a student, from what was just read and what is kept; one who fails stops nobody."""
        student = one.student
        if not found.readable:
            return unknown(student, told_unread(found))
        try:
            own = self._stored(one, found)
        except BaremeError as error:
            return unknown(student, error.message)
        except OSError as error:
            reason = error.strerror or str(error)
            return unknown(
                student, say("{id}: the evidence could not be written: {reason}", id=student.id, reason=reason)
            )
        record, handin = self.evaluator.evaluate_handin(
            Job(student, self.places.evidence / student.slug, checkpoints=own, lag=LOG_LAG)
        )
        if handin.lab is None:
            return unknown(student, Message.from_wire(record["problem"]) if record["problem"] else None)
        coach = coaching(record, self.evaluator.rubric, self.evaluator.catalogue, handin.lab)
        return row_of(record, coach, handin.lab)

    def _stored(self, one: Watched, found: Collection) -> Path:
        """Write what was read: to be kept, where a set is complete, else in the place of what was read before.

        Returns:
            The folder of what is not kept.

        Raises:
            EvidenceError: a file that is kept cannot be used.
            OSError: it cannot be written.
        """
        own = self.places.scratch / one.student.slug
        for old in evidence_paths(own):
            old.unlink()
        kept = self.places.evidence / one.student.slug
        if one.is_set_complete(found, kept):
            write_vouched(kept, replace(found, stage=STAGE), self.key)
        else:
            write_collection(own, found)
        return own


def _together(one: Summary, other: Summary) -> Summary:
    """What two steps of a round came to."""
    return replace(
        other,
        requests=one.requests + other.requests,
        throttled=one.throttled + other.throttled,
        clock=other.clock or one.clock,
    )
