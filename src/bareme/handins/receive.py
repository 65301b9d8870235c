"""A class's downloads in, everything in its place out: hand-in by hand-in, in memory that does not grow."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import MappingProxyType

from bareme.errors import EvidenceError
from bareme.handins.attested import verify_attested
from bareme.handins.claim import Claim, Hint
from bareme.handins.forms import Claimed, claimed, special
from bareme.handins.items import BROKEN, Item, is_document, nested, opened
from bareme.handins.keeping import keep
from bareme.handins.people import People, Whose
from bareme.handins.receipt import Receipt
from bareme.handins.shelf import Kept
from bareme.handins.sorting import Terms, sort
from bareme.handins.troubles import broken, of_file
from bareme.handins.unmatched import Unmatched, assigned_to
from bareme.roster import Student
from bareme.text.message import say

MAX_TROUBLES = 20
"""Of one hand-in; more of them have one cause."""
MAX_FILES_TOLD = 50
"""Of one hand-in."""
MAX_CLASS_ZIPS = 20
"""Zips in a source that may each be a class's download."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where things go, and by which clock."""

    evidence: Path
    repos: Path | None
    zone: tzinfo
    terms: Terms
    deadline: datetime | None = None

    def repo_of(self, student: Student) -> Path:
        """Answers, scripts and pictures go beside the evidence where no other place is named."""
        return (self.repos or self.evidence) / student.slug


@dataclass(slots=True)
class Received:
    """What became of the downloads."""

    receipts: list[Receipt] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """All files of one hand-in."""

    source: str
    claim: Claim
    items: tuple[Item, ...]

    @property
    def at(self) -> datetime | None:
        """When it was handed in: what the platform says, or the newest of its files."""
        stamps = [item.changed for item in self.items if item.changed]
        return self.claim.at or max(stamps, key=lambda one: one.replace(tzinfo=None), default=None)


NOBODY: Mapping[tuple[str, str], str] = MappingProxyType({})


def receive(
    sources: Iterable[Path], people: People, shelves: Shelves, assigned: Mapping[tuple[str, str], str] = NOBODY
) -> Received:
    """Take every source apart.

    Raises:
        UsageError: a source is not there.
        OSError: the evidence or the repositories cannot be written.
    """
    received = Received()
    for source in sources:
        with ExitStack() as stack:
            for handed in _hand_ins(source, people, stack):
                _take(handed, people, shelves, assigned, received)
    return received


def _hand_ins(source: Path, people: People, stack: ExitStack) -> Iterator[HandedIn]:
    """The hand-ins of a source, those of one student in the order in which he made them."""
    items = stack.enter_context(opened(source))
    _check_download(source, items)
    name = source.resolve().name
    inner = list(_class_zips(items, people, stack)) if not special(items, people.knows) else []
    taken = {id(item) for item, _ in inner}
    rest = [item for item in items if id(item) not in taken]
    for called, found in [(name, rest), *((f"{name}/{item.name}", inside) for item, inside in inner)]:
        pairs = [(item, claim) for item, claim in claimed(found, people.knows, name) if claim.people]
        yield from _grouped(called, pairs)
        known = {id(item) for item, _ in pairs} | _platforms_own(found)
        yield from _unclaimed(called, [item for item in found if id(item) not in known], people)


def _check_download(source: Path, items: Sequence[Item]) -> None:
    """Find out whether a download arrived whole, in a form that can be opened.

    Raises:
        EvidenceError: it did not.
    """
    if source.is_dir() or zipfile.is_zipfile(source) or is_document(source.name):
        return
    trouble = of_file(items[0], items[0].head())
    if source.suffix.lower() == ".zip" or trouble:
        reason = trouble.teacher if trouble else broken(source.name).teacher
        raise EvidenceError(
            say("{file}: {reason}", file=str(source), reason=reason),
            say("Download it again, or unpack it and give the folder."),
        )


def _class_zips(items: Sequence[Item], people: People, stack: ExitStack) -> Iterator[tuple[Item, list[Item]]]:
    """Zips that hold a platform's download each, as when a teacher packs two of them into one."""
    zips = [item for item in items if item.suffix == ".zip" and not is_document(item.name)]
    for item in zips[:MAX_CLASS_ZIPS] if len(zips) <= MAX_CLASS_ZIPS else ():
        try:
            inside = nested(item, stack)
        except BROKEN:
            continue
        if special(inside, people.knows):
            yield item, inside


def _platforms_own(items: Sequence[Item]) -> set[int]:
    """What the platform itself put beside the hand-ins."""
    return {id(item) for item in items if item.name in {"submission_metadata.yml", "index.html", "manifest.json"}}


def _grouped(source: str, pairs: Iterable[Claimed]) -> Iterator[HandedIn]:
    groups: dict[tuple[str, int], list[Claimed]] = defaultdict(list)
    for item, claim in pairs:
        groups[claim.label, claim.version].append((replace(item, parts=claim.rest), claim))
    for _, found in sorted(groups.items(), key=lambda one: one[0][1]):
        yield HandedIn(source, found[0][1], tuple(item for item, _ in found))


def _unclaimed(source: str, items: Sequence[Item], people: People) -> Iterator[HandedIn]:
    """Files that are not in the form of the others: whoever their path names, the first step first."""
    for item in items:
        who = next((step for step in item.parts if people.knows(step)), item.parts[0])
        yield HandedIn(source, Claim("/".join(item.parts), (Hint(who),), item.parts), (item,))


def _take(
    handed: HandedIn, people: People, shelves: Shelves, assigned: Mapping[tuple[str, str], str], received: Received
) -> None:
    named = assigned_to(assigned, handed.source, handed.claim.label)
    whose = Whose((named,)) if named else _whose(handed.claim, people)
    if named or not whose.students:
        candidates = whose.candidates if named else (*_owners(handed, people, shelves), *whose.candidates)
        row = Unmatched(
            handed.source, handed.claim.label, len(handed.items), tuple(dict.fromkeys(candidates)), named or ""
        )
        if row not in received.unmatched:
            received.unmatched.append(row)
    if whose.students:
        received.receipts.append(_kept(handed, [people.by_id[one] for one in whose.students], shelves))


def _owners(handed: HandedIn, people: People, shelves: Shelves) -> tuple[str, ...]:
    """Whose subscription is in a hand-in that names nobody: likely his, and not certain."""
    with ExitStack() as stack:
        found = sort(handed.items, stack, shelves.terms)
    return people.owners(one.subscription_id for one in found.evidence)


def _whose(claim: Claim, people: People) -> Whose:
    """Everybody a claim names; where one of a group is not known, nobody is taken for granted."""
    found = [people.whose(hint) for hint in claim.people]
    if all(one.students for one in found):
        students = tuple(dict.fromkeys(student for one in found for student in one.students))
        return Whose(students) if len(found) == 1 or len(students) >= len(found) else Whose(candidates=students)
    return Whose(candidates=tuple(dict.fromkeys(one for each in found for one in (*each.students, *each.candidates))))


def _kept(handed: HandedIn, students: Sequence[Student], shelves: Shelves) -> Receipt:
    with ExitStack() as stack:
        found = sort(handed.items, stack, shelves.terms)
        verify_attested(found, [one.id for one in students], shelves.terms.attesting)
        new = replaced = 0
        for student in students:
            kept = Kept()
            keep(found, shelves.evidence / student.slug, shelves.repo_of(student), kept)
            new, replaced = new + kept.new, replaced + kept.replaced
    at = handed.at
    return Receipt(
        source=handed.source,
        label=handed.claim.label,
        version=handed.claim.version,
        students=tuple(one.id for one in students),
        at=at.astimezone(UTC) if at and at.tzinfo else at.replace(tzinfo=shelves.zone) if at else None,
        is_late=handed.claim.is_late,
        files=tuple(dict.fromkeys("/".join(item.parts) for item in handed.items))[:MAX_FILES_TOLD],
        collections=len(found.evidence),
        subscriptions=tuple(dict.fromkeys(one.subscription_id for one in found.evidence)),
        troubles=tuple(found.troubles[:MAX_TROUBLES]),
        exports=tuple(found.exports),
        new=new,
        replaced=replaced,
    )
