"""What import can see that grading cannot: never proof, never a mark, and innocent explanations are named."""

from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

from bareme.handins.export_look import ExportLook, moment
from bareme.handins.receipt import read_receipts
from bareme.suspicion import Clue, Suspicion, SuspicionKind
from bareme.text.message import Message, say

Own = tuple[str, ExportLook]
"""A student and an export of his."""


def worth_a_look(evidence: Path, students: Container[str]) -> Iterator[Suspicion]:
    """What is odd in the exports that these students handed in."""
    same: dict[str, dict[tuple[str, ...], list[Own]]] = defaultdict(lambda: defaultdict(list))
    for receipt in read_receipts(evidence).values():
        own = tuple(one for one in receipt.students if one in students)
        for export in receipt.exports if own else ():
            yield from _of_one(own, export)
            same[export.digest][own].append((own[0], export))
    for handed in same.values():
        if len({student for group in handed for student in group}) > 1 and len(handed) > 1:
            yield _shared([one for group in handed.values() for one in group])


def _of_one(own: tuple[str, ...], export: ExportLook) -> Iterator[Suspicion]:
    for kind, is_odd, text in (
        (SuspicionKind.EXPORT_FILES, export.apart, _apart(export)),
        (SuspicionKind.EXPORT_FILES, export.off and not export.apart, _off(export)),
        (SuspicionKind.EXPORT_ACCOUNT, export.is_account_unknown, _ACCOUNT),
    ):
        if is_odd:
            yield Suspicion(kind, own, text, (_clue(own[0], export),))


def _shared(handed: list[Own]) -> Suspicion:
    students = tuple(dict.fromkeys(student for student, _ in handed))
    names = tuple(dict.fromkeys(export.name for _, export in handed))
    text = say(
        "One and the same export is in several hand-ins ({names}). A wrong file handed in explains it as well; "
        "worth a look.",
        names=names,
    )
    return Suspicion(SuspicionKind.SAME_EXPORT, students, text, tuple(_clue(*one) for one in handed))


def _apart(export: ExportLook) -> Message:
    return say(
        "The files of an export were written {n} minutes apart; the script writes them within minutes. A very large "
        "subscription, or a tool that packed it anew, explains it as well; worth a look.",
        n=export.apart,
    )


def _off(export: ExportLook) -> Message:
    return say(
        "The files of an export are dated {n} hours from the time it tells. A wrong clock, or a tool that packed it "
        "anew, explains it as well; worth a look.",
        n=export.off,
    )


_ACCOUNT = say(
    "The account that ran the export did nothing that its log shows. A second account of the student's, or an export "
    "run by a classmate who helped, explains it as well; worth a look."
)


def _clue(student: str, export: ExportLook) -> Clue:
    return Clue("export", f"/subscriptions/{export.subscription}", moment(export), export.digest[:16], student)
