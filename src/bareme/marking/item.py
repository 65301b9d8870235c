"""One criterion of one student as a marker meets it, and how far it is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from bareme.grading.record import CriterionRecord, Record
from bareme.marking.grouping import folded
from bareme.marking.hand_in import HandedFile
from bareme.marks import Decision, Kind
from bareme.marks.judged import Shown
from bareme.marks.stamp import parsed_stamp
from bareme.rubric import Criterion
from bareme.submission import ScriptFile


class State(StrEnum):
    """How far it is."""

    OPEN = "open"
    AGAIN = "again"
    """It was decided, and what it was decided upon has changed."""
    CONTESTED = "contested"
    """Two decided otherwise, neither knowing of the other."""
    DECIDED = "decided"
    SETTLED = "settled"
    """Nobody is asked: the machine is sure, or the criterion is excused by another."""

    @property
    def is_due(self) -> bool:
        """Whether somebody has something to do."""
        return self in {State.OPEN, State.AGAIN, State.CONTESTED}


@dataclass(frozen=True)
class Item:
    """A criterion of a student, with all that was decided on it."""

    student: str
    sid: str
    """Stands for the student in addresses, and tells nobody who he is."""
    record: Record
    one: CriterionRecord
    criterion: Criterion
    history: Sequence[Decision] = ()
    """Every decision on it, the oldest first."""
    files: Sequence[HandedFile] = ()
    scripts: Sequence[ScriptFile] = ()
    seen: Shown | None = None
    """What was seen when the last decision was made."""
    flagged: bool = False
    blind_to: str = ""
    """A second marker's name, where what others decided is hidden from him."""

    @cached_property
    def decision(self) -> Decision | None:
        """The last word, as far as this marker is told."""
        return self.known[-1] if self.known else None

    @cached_property
    def known(self) -> Sequence[Decision]:
        """The decisions this marker is told of: all, or for a second marker his own and those both agreed on."""
        if not self.blind_to:
            return self.history
        return [one for one in self.history if self.blind_to in markers(one.who)]

    @cached_property
    def contest(self) -> tuple[Decision, Decision] | None:
        """Two decisions that differ, the later one made without knowing of the earlier; settled by any that knew."""
        return contested(self.history)

    @cached_property
    def files_changed(self) -> tuple[str, ...]:
        """The names of files that are not what they were when it was decided."""
        if self.seen is None:
            return ()
        now = {file.name: file.digest for file in self.files}
        return tuple(name for name, digest in self.seen.files.items() if now.get(name, "") != digest)

    @cached_property
    def state(self) -> State:
        """How far it is."""
        decision = self.decision
        if self.contest and not self.blind_to:
            return State.CONTESTED
        if decision is None or decision.kind is Kind.OPEN:
            waits = self.one["outcome"] in {"pending", "unverifiable"} or self.one["marked"] or bool(self.known)
            return State.OPEN if waits or self.blind_to else State.SETTLED
        if decision.kind is Kind.WAIVER:
            return State.DECIDED
        outgrown = decision.most is not None and decision.most != self.criterion.points
        stale = bool(decision.basis) and decision.basis != self.one["basis"]
        return State.AGAIN if outgrown or stale or self.files_changed else State.DECIDED

    @cached_property
    def is_asked(self) -> bool:
        """Whether it is a person's to judge, as the rows of `marks.csv`: never where there are no points to give."""
        person = self.one["outcome"] in {"pending", "unverifiable"} or self.one["marked"] or bool(self.history)
        return self.criterion.points > 0 and person

    @property
    def text(self) -> str:
        """The answer."""
        return self.one["answer"]

    @property
    def found(self) -> Mapping[str, Any] | None:
        """What the machine found; nothing where there is no check."""
        if self.criterion.check is None:
            return None
        return self.one.get("observed") or (None if self.one["marked"] else self.one["found"])

    @property
    def suggestion(self) -> Decimal | None:
        """The points that the finding proposes."""
        return Decimal(self.one["suggestion"]) if self.one["suggestion"] else None

    @property
    def is_blank(self) -> bool:
        """Whether a question was left without any answer."""
        return self.criterion.question is not None and not (self.text or self.files or self.scripts)

    @cached_property
    def folded(self) -> str:
        """The answer without what does not change what it says."""
        return folded(self.text)

    @cached_property
    def group(self) -> str:
        """The same for all whose answers say the same, and to which the machine says the same."""
        if self.is_blank:
            return "blank"
        files = [file.digest or file.name for file in self.files]
        scripts = [f"{one.name}\0{one.text}" for one in self.scripts]
        said = (self.folded, *files, *scripts, self.one["suggestion"])
        if self.criterion.question is None or self.criterion.confirm == "always":
            said = (*said, str(self.found))
        return hashlib.sha256("\1".join(said).encode("utf-8", "backslashreplace")).hexdigest()[:12]

    @property
    def shown(self) -> Shown:
        """What is on the page now, to be kept with a decision."""
        files = {file.name: file.digest for file in self.files}
        return Shown(self.text, files, dict(self.found or {}), self.one["suggestion"])


@dataclass(frozen=True)
class Group:
    """Answers that say the same."""

    key: str
    items: tuple[Item, ...]
    near: tuple[tuple[str, int], ...] = field(default=())

    @property
    def first(self) -> Item:
        """One for all."""
        return next((item for item in self.items if item.state.is_due), self.items[0])

    @property
    def due(self) -> int:
        """How many wait."""
        return sum(item.state.is_due for item in self.items)

    @property
    def flagged(self) -> bool:
        """Whether somebody wants to come back to it."""
        return any(item.flagged for item in self.items)


def markers(who: str) -> list[str]:
    """The names in what says who decided: both, where two agreed."""
    return who.split(" & ")


def contested(history: Sequence[Decision]) -> tuple[Decision, Decision] | None:
    """The two decisions that contradict each other, as far as nobody has settled it since."""
    found = None
    for place, one in enumerate(history):
        informed = known_before(one) is None or (known_before(one) or 0) >= place
        if informed:
            found = None
        elif place and said(history[place - 1]) != said(one):
            found = (history[place - 1], one)
    return found


def known_before(one: Decision) -> int | None:
    """How many decisions there were when whoever made this one looked; `None` where that was not kept."""
    stamp = parsed_stamp(one.stamp)
    return stamp.count if stamp else None


def said(one: Decision) -> tuple[object, ...]:
    """What a decision says, whoever made it on whatever ground."""
    return one.kind, one.points, one.comment
