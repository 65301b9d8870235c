"""What one student handed in, put together for those who look at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bareme.evidence import Collection, Origin
from bareme.lab import Lab
from bareme.reference.arm import resource_group
from bareme.rubric.model import Window
from bareme.submission import Submission
from bareme.timeline import Operation, Outcome


@dataclass(frozen=True)
class HandIn:
    """One student's evidence, sorted out, and his scripts and answers."""

    student: str
    files: Sequence[Collection]
    """Everything in his folder, oldest first."""
    foreign: Sequence[Collection]
    """What of it was left out: another subscription's, or another resource group's."""
    submission: Submission
    window: Window | None = None
    lab: Lab | None = None
    """What the rest shows; `None` where there is nothing."""
    is_word_apart: bool = False
    """Whether part of it is his own export, which counts as his word."""
    collected_lab: Lab | None = None
    """Then, what the collected rest shows; `None` where there is none."""
    unsigned: Sequence[Collection] = ()
    """Files that say they were collected, for which nobody vouches: they count as the student's own."""
    term_start: datetime | None = None
    """When the student's term began, where the roster tells it."""

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """What people did to resources; what concerns a whole subscription may concern others too."""
        return by_people(self.lab.history.operations if self.lab else ())

    @cached_property
    def makings(self) -> tuple[Operation, ...]:
        """Resources made, as far as the log tells."""
        return tuple(one for one in self.operations if one.created and one.outcome is Outcome.DONE)

    @property
    def exported(self) -> tuple[Collection, ...]:
        """The collections that the student made himself."""
        return tuple(one for one in self._own if one.origin is Origin.EXPORTED_BY_STUDENT)

    @property
    def collected(self) -> tuple[Collection, ...]:
        """The collections that bareme read from Azure."""
        return tuple(one for one in self._own if one.origin is Origin.COLLECTED)

    @property
    def _own(self) -> Sequence[Collection]:
        return self.lab.history.collections if self.lab else ()


def by_people(done: Iterable[Operation]) -> tuple[Operation, ...]:
    """Of operations, those that people did to resources."""
    return tuple(one for one in done if one.category in {"", "administrative"} and resource_group(one.resource_id))
