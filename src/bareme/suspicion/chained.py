"""The files themselves: their chain, whose they are, and how far their logs reach."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from bareme.evidence import Collection, Source, Status
from bareme.evidence.chain import breaks
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import Suspicion, SuspicionKind, file
from bareme.text.message import Message, say


def chain(handin: HandIn) -> Iterator[Suspicion]:
    """A chain of files that does not close."""
    broken = list(breaks(handin.files))
    if broken:
        reasons = tuple(dict.fromkeys(why for _, why in broken))
        text = say(
            "The chain of evidence files does not close ({why}). A lost file or two folders made one explain it as "
            "well; worth a look.",
            why=reasons,
        )
        yield Suspicion(SuspicionKind.CHAIN, (handin.student,), text, tuple(file(one) for one, _ in broken))


def unsigned(handin: HandIn) -> Iterator[Suspicion]:
    """Files that claim to have been collected, which nobody vouches for."""
    if handin.unsigned:
        text = say(
            "Evidence that says it was collected, but that no key of yours signed: it counts as the student's own "
            "export. A file that was collected on another computer explains it as well; worth a look."
        )
        yield Suspicion(SuspicionKind.UNSIGNED, (handin.student,), text, tuple(map(file, handin.unsigned)))


def scope(handin: HandIn) -> Iterator[Suspicion]:
    """Files of somebody else's subscription, which were left out."""
    if handin.foreign:
        text = say(
            "Evidence of another subscription or resource group than the roster's was left out of the grade. A slip in "
            "the roster or a file in the wrong folder explains it as well; worth a look."
        )
        yield Suspicion(SuspicionKind.OTHER_SCOPE, (handin.student,), text, tuple(map(file, handin.foreign)))


def logs(handin: HandIn) -> Iterator[Suspicion]:
    """A part of the lab that no log covers."""
    own = handin.lab.history.collections if handin.lab else ()
    spans = [(since, one) for one in own if (since := _log_since(one))]
    if spans and handin.window and spans[0][0] > handin.window.start:
        since, first = spans[0]
        text = say(
            "The log reaches back to {since} only; the lab began {start}.", since=since, start=handin.window.start
        )
        yield _gap(handin, text, first)
    for (_, before), (since, after) in pairwise(spans):
        if since > before.collected_at:
            text = say("No log covers the time from {end} to {since}.", end=before.collected_at, since=since)
            yield _gap(handin, text, after)


def _log_since(collection: Collection) -> datetime | None:
    reading = collection.sources.get(Source.ACTIVITY_LOG)
    return reading.since if reading and reading.status is Status.OK else None


def _gap(handin: HandIn, gap: Message, one: Collection) -> Suspicion:
    text = say("{gap} What happened then is not known, and may be nothing; worth a look.", gap=gap)
    return Suspicion(SuspicionKind.LOG_GAP, (handin.student,), text, (file(one),))
