"""Short ways from a story to what of it is worth a look."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bareme.evidence import Collection
from bareme.grading.ownership import parted
from bareme.lab import Lab
from bareme.roster import Scope
from bareme.rubric.model import Window
from bareme.simulator import Subscription
from bareme.submission import NOTHING, Submission
from bareme.suspicion import HandIn, Suspicion, Traces, traces
from tests.labs import SUBSCRIPTION

START = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
WINDOW = Window(start=START, end=START + timedelta(days=3))


def azure(subscription: str = SUBSCRIPTION, *, student: str = "", group: str = "rg-tp2") -> Subscription:
    """A student's subscription, his own account in it."""
    return Subscription(subscription, student=student or f"student of {subscription}", group=group)


def handed(
    collections: Sequence[Collection],
    *,
    student: str = "E1",
    scope: Scope | None = None,
    window: Window | None = None,
    submission: Submission = NOTHING,
) -> HandIn:
    """What a student handed in, as grading sorts it out."""
    own, foreign = parted(collections, scope or Scope(""))
    lab = Lab.of(own, window.start if window else None, submission) if own else None
    return HandIn(student, collections, foreign, submission, window, lab)


def traced(collections: Sequence[Collection], **more: object) -> Traces:
    return traces(handed(collections, **more))  # type: ignore[arg-type]


def told(found: Traces) -> list[Suspicion]:
    return [Suspicion.from_wire(one) for one in found["suspicions"]]


def kinds(collections: Sequence[Collection], **more: object) -> list[str]:
    """The kinds of what one student's hand-in makes one look at."""
    return [one.kind.value for one in told(traced(collections, **more))]
