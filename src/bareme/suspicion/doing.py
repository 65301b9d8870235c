"""Who did it, and when: resources made by another account, or outside the lab's time."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from bareme.evidence.person import is_person
from bareme.lab.noun import Noun
from bareme.reference.arm import dig, instant
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import Suspicion, SuspicionKind, clue_of, done
from bareme.text.message import say
from bareme.timeline import Proof, RecordKind, Snapshot


def accounts(handin: HandIn) -> Iterator[Suspicion]:
    """Resources made by another person than the one who made most; applications and Azure's services do not count."""
    made = [one for one in handin.makings if is_person(one.caller, one.object_id)]
    usual = Counter(one.caller for one in made).most_common(1)
    others = [one for one in made if one.caller != usual[0][0]]
    if others:
        text = say(
            "Resources made by another account than the others: {n} of {of}. A second account of the student's, or "
            "somebody who helped, explains it as well; worth a look.",
            n=len(others),
            of=len(made),
        )
        yield Suspicion(SuspicionKind.OTHER_ACCOUNT, (handin.student,), text, tuple(map(done, others)))


def window(handin: HandIn) -> Iterator[Suspicion]:
    """Resources that existed before the lab began, or were made after it ended."""
    if handin.window is None:
        return
    start, end = handin.window.start, handin.window.end
    nouns = _graded(handin)
    early = [proof for proof in map(_seen, nouns) if proof.time and proof.time < start]
    late = [proof for proof in map(_made, nouns) if proof and proof.time and end and proof.time > end]
    if early:
        text = say(
            "Resources that were there before the lab began ({start}): {n}. Work done ahead, or left-overs of an "
            "earlier lab, explain it as well; worth a look.",
            n=len(early),
            start=start,
        )
        yield Suspicion(SuspicionKind.OUTSIDE_WINDOW, (handin.student,), text, tuple(map(clue_of, early)))
    if late and end:
        text = say(
            "Resources made after the lab ended ({end}): {n}. More time granted explains it as well; worth a look.",
            n=len(late),
            end=end,
        )
        yield Suspicion(SuspicionKind.OUTSIDE_WINDOW, (handin.student,), text, tuple(map(clue_of, late)))


def _graded(handin: HandIn) -> tuple[Noun, ...]:
    lab = handin.lab
    return (*lab.vms, *lab.images, *lab.availability_sets, *lab.scale_sets) if lab else ()


def _seen(noun: Noun) -> Proof:
    """The earliest proof that it was there."""
    made = _made(noun)
    seen = noun.created.proof
    return made if made and made.time and not (seen.time and seen.time < made.time) else seen


def _made(noun: Noun) -> Proof | None:
    """The record of its creation; what was merely listed later tells nothing of when it was made."""
    told = (_dated(one) for one in noun.life.snapshots)
    return min((one for one in told if one and one.time), key=lambda one: str(one.time), default=None)


def _dated(snapshot: Snapshot) -> Proof | None:
    stamped = instant(dig(snapshot.model, "properties", "timeCreated"))
    if stamped:
        return replace(snapshot.proof, time=stamped)
    return snapshot.proof if snapshot.kind is RecordKind.LOG and snapshot.at_creation else None
