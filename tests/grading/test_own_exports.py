"""What decides where part of the evidence is the student's own export: what was read, as far as it can."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bareme.checking.check import Check
from bareme.checking.finding import HALF, Finding, met, partial, unmet, unverifiable
from bareme.evidence import Source, Status
from bareme.grading.assess import Task
from bareme.grading.own_exports import assess_handin
from bareme.lab import Lab
from bareme.rubric.model import Criterion
from bareme.submission.model import NOTHING
from bareme.suspicion import HandIn
from bareme.text.message import Message, say
from bareme.timeline import Proof
from tests.labs import lab_done, without

TOLD, READ = say("told"), say("read")
READS = (Source.VIRTUAL_MACHINES,)
AZURE = lab_done()[-1]
LATER = replace(AZURE, collected_at=AZURE.collected_at + timedelta(hours=1))
"""The student's own export, which was made an hour later."""
(BLIND,) = without([AZURE], [Source.ACTIVITY_LOG], Status.DENIED)


def shown(share: str, what: Message, hours: float | None = None) -> Finding:
    """A finding of this share; with a proof of so many hours before, or after, Azure was read."""
    moment = None if hours is None else AZURE.collected_at + timedelta(hours=hours)
    proofs = () if hours is None else (Proof(Source.VIRTUAL_MACHINES, "vm1", moment, what),)
    if share == "?":
        return unverifiable(say("e"), what)
    if share == "0":
        return unmet(say("e"), what, *proofs)
    return (
        met(say("e"), what, *proofs) if share == "1" else partial(Decimal(share), say("e"), what, *proofs, remark=what)
    )


def decided(told: Finding, read: Finding, *, log: bool = True, reads: tuple[Source, ...] = READS) -> Finding:
    """What counts, where all of the evidence tells the one and what Azure told alone the other."""
    collected = AZURE if log else BLIND
    both = Lab.of((collected, LATER))

    def function(lab: Lab) -> Finding:
        return told if lab is both else read

    criterion = Criterion.model_validate({"id": "C", "title": "t", "points": 1, "check": "c"})
    task = Task(criterion, Check("c", function, reads), {})
    handin = HandIn("E1", (), (), NOTHING, lab=both, is_word_apart=True, collected_lab=Lab.of((collected,)))
    return assess_handin((task,), both, handin)["C"]


@pytest.mark.parametrize(
    ("told", "read", "log", "which", "proven"),
    [
        ("1", "1", True, "read", None),
        ("1", "0", True, "read", None),  # the log covers the time, and shows that there is nothing
        ("1", "0.5", True, "read", None),
        ("0", "1", True, "read", None),
        ("0.5", "1", False, "read", None),
        ("1", "0", False, "told", "0"),  # no log was read that could show it
        ("1", "0.5", False, "told", "0.5"),
        ("1", "?", True, "told", "0"),
        ("0.5", "0.25", False, "told", "0.25"),
        ("0.5", "0.5", False, "read", None),  # an export that adds nothing is not asked for
        ("0.25", "0.5", False, "read", None),
        ("0", "0.5", False, "read", None),
        ("?", "0.5", False, "read", None),
        ("0", "?", True, "told", None),
        ("?", "?", True, "told", None),
    ],
)
def test_what_was_read_decides_where_it_is_enough(
    told: str, read: str, log: bool, which: str, proven: str | None
) -> None:
    found = decided(shown(told, TOLD, -1), shown(read, READ), log=log)
    assert found.proven == (None if proven is None else Decimal(proven))
    assert which in str(found.found)
    assert ("only the student's own export tells it" in str(found.found)) is (proven is not None)


@pytest.mark.parametrize(("hours", "which"), [(-1, "read"), (0, "read"), (0.5, "told"), (None, "read")])
def test_what_was_done_since_azure_was_read_only_the_export_can_tell(hours: float | None, which: str) -> None:
    found = decided(shown("1", TOLD, hours), shown("0", READ))
    assert which in str(found.found)


def test_what_is_not_read_in_azure_is_told_by_all_there_is() -> None:
    assert decided(shown("1", TOLD), shown("0", READ), reads=()).found == TOLD


def test_where_nothing_was_collected_nothing_is_proven() -> None:
    lab = Lab.of((LATER,))
    criterion = Criterion.model_validate({"id": "C", "title": "t", "points": 1, "check": "c"})
    task = Task(criterion, Check("c", lambda _lab: shown(str(HALF), TOLD), READS), {})
    handin = HandIn("E1", (), (), NOTHING, lab=lab, is_word_apart=True)
    assert assess_handin((task,), lab, handin)["C"].proven == 0
