"""What several hand-ins have in common, in memory that hardly grows with the class.

Nearly every print is somebody's alone. A first pass marks each in a table of bits and notes those whose places are
taken already (Bloom 1970, with two hashes); a second asks only for their owners. A print noted by accident has one
owner, and drops out.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from bareme.suspicion.model import MAX_CLUES, Clue, Suspicion, SuspicionKind, Traces
from bareme.suspicion.prints import EXPORT
from bareme.text.message import Message, say

BITS = 28
"""2^28 bits are 32 MiB: with ten million prints, one in five hundred is asked for in vain."""

EVERYBODY = 5
"""A text, or an account, of so many students and of a third of the class was given to them, or is the teacher's."""

Traced = Callable[[], Iterable[tuple[str, Traces]]]
"""Hands out every student's id and traces, as often as it is asked."""


IN_COMMON = 3
"""Rows of actions or objects that two labs must share: one may be chance."""


@dataclass(slots=True)
class Owners:
    """Those who have one print, in roster order, and as many clues as are ever told."""

    students: list[str] = field(default_factory=list)
    clues: list[Clue] = field(default_factory=list)
    exported: bool = False
    """Whether the export of one of them shows it."""

    def add(self, student: str, where: Clue) -> None:
        """Note that the next student has it; of his own places the first counts."""
        if self.students and self.students[-1] == student:
            return
        self.students.append(student)
        self.exported = self.exported or where.source == EXPORT
        if len(self.clues) < MAX_CLUES:
            self.clues.append(where)


class Former(str):
    """Somebody of another run: its name, and his id there. He is compared with, and never told of by himself."""

    __slots__ = ()


def nobody() -> Iterator[tuple[str, Traces]]:
    """No other runs to compare with."""
    return iter(())


def suspicions(traced: Traced, former: Traced = nobody) -> Iterator[Suspicion]:
    """Everything worth a look in a class: student by student, then what students share.

    With one another, or with the students of earlier runs, who are `Former`.
    """
    for _, traces in traced():
        yield from map(Suspicion.from_wire, traces["suspicions"])
    yield from shared(lambda: chain(traced(), former()))


def shared(traced: Traced) -> Iterator[Suspicion]:
    """One suspicion for each kind of thing that the same students have in common."""
    size, twice = _met_twice(traced)
    groups: dict[tuple[SuspicionKind, tuple[str, ...]], list[Owners]] = defaultdict(list)
    for kind, who in _owners(traced, twice):
        if len(who.students) > 1 and not _is_given(kind, len(who.students), size) and _is_told(kind, who):
            groups[kind, tuple(who.students)].append(who)
    for (kind, students), found in sorted(
        groups.items(), key=lambda one: (list(SuspicionKind).index(one[0][0]), one[0][1])
    ):
        if kind not in _ROWS or len(found) >= IN_COMMON:
            clues = tuple(islice((clue for who in found for clue in who.clues), MAX_CLUES))
            present = tuple(one for one in students if not isinstance(one, Former))
            text = say("{what} {why}", what=_what(kind, len(found)), why=_WHY[kind])
            yield Suspicion(kind, present, _with_former(text, students), clues)


def _with_former(text: Message, students: tuple[str, ...]) -> Message:
    """Where it is shared with somebody of another run, that is said."""
    former = tuple(str(one) for one in students if isinstance(one, Former))
    return say("{text} Also in {runs}.", text=text, runs=former) if former else text


def _is_told(kind: SuspicionKind, who: Owners) -> bool:
    """Of rows, those that an export shows: two logs that Azure itself told are nobody's copies.

    Former students alone concern nobody here, and who comes again has his subscription and account again.
    """
    former = sum(isinstance(one, Former) for one in who.students)
    if former and (former == len(who.students) or kind in _AGAIN):
        return False
    return kind not in _ROWS or who.exported


def _owners(traced: Traced, wanted: Container[str]) -> Iterator[tuple[SuspicionKind, Owners]]:
    """Who has each of these prints."""
    owners: dict[tuple[str, str], Owners] = defaultdict(Owners)
    for student, traces in traced():
        for kind, digest, source, resource, time in traces["prints"]:
            if digest in wanted:
                owners[kind, digest].add(student, Clue(source, resource, time, student=student))
    return ((SuspicionKind(kind), who) for (kind, _), who in owners.items())


def _met_twice(traced: Traced) -> tuple[int, set[str]]:
    """How many students there are, and the digests that more than one of them may have."""
    size = 0
    seen = bytearray(2 ** (BITS - 3))
    twice: set[str] = set()
    for _, traces in traced():
        size += 1
        twice.update(digest for digest in {one[1] for one in traces["prints"]} if _mark(seen, digest))
    return size, twice


def _mark(seen: bytearray, digest: str) -> bool:
    """Mark both places of a digest, its first and its last bits; whether they were marked already."""
    value, met = int(digest, 16), True
    for place in (value >> (64 - BITS), value & (2**BITS - 1)):
        bit = 1 << (place & 7)
        met = met and bool(seen[place >> 3] & bit)
        seen[place >> 3] |= bit
    return met


def _is_given(kind: SuspicionKind, owners: int, size: int) -> bool:
    """Whether so many have it that it was handed out."""
    return kind in _GIVEN and owners >= EVERYBODY and 3 * owners > size


_ROWS = frozenset({SuspicionKind.SAME_RHYTHM, SuspicionKind.SAME_OBJECTS})
_AGAIN = frozenset({SuspicionKind.SAME_SCOPE, SuspicionKind.SAME_ACCOUNT})
_GIVEN = frozenset({SuspicionKind.SAME_SCRIPT, SuspicionKind.SAME_ANSWER, SuspicionKind.SAME_ACCOUNT})


def _what(kind: SuspicionKind, count: int) -> Message:
    told = {
        SuspicionKind.SAME_SCOPE: say("Evidence of the same subscription is in several hand-ins."),
        SuspicionKind.SAME_RESOURCE: say(
            "Machines or disks with the same id of Azure's in several hand-ins: {n}.", n=count
        ),
        SuspicionKind.SAME_ACTION: say("Actions with the same correlation id in several hand-ins: {n}.", n=count),
        SuspicionKind.SAME_RECORD: say("Records of the log that are in several hand-ins: {n}.", n=count),
        SuspicionKind.SAME_ACCOUNT: say("One account made resources in the labs of several students."),
        SuspicionKind.SAME_RHYTHM: say(
            "Actions one after the other with the same times between them, to the second: {n} rows.", n=count
        ),
        SuspicionKind.SAME_OBJECTS: say(
            "Machines, disks, images or deployments made with the same times between them, to the second: {n} rows.",
            n=count,
        ),
        SuspicionKind.SAME_SCRIPT: say("Scripts that are the same but for names, comments and spacing: {n}.", n=count),
        SuspicionKind.SAME_ANSWER: say("Written answers that are the same, word for word: {n}.", n=count),
    }
    return told[kind]


_FOLDERS = say("A slip in the roster or a file in the wrong folder explains it as well; worth a look.")
_HELP = say("Somebody who helped, or a machine used by both, explains it as well; worth a look.")
_TOGETHER = say(
    "At least one of them is a student's own export. Two who worked at one keyboard, or the same person's second "
    "hand-in, explain it as well; worth a look."
)
_MODEL = say("A common model, the lecture for instance, explains it as well; worth a look.")

_WHY = {
    SuspicionKind.SAME_SCOPE: _FOLDERS,
    SuspicionKind.SAME_RESOURCE: _FOLDERS,
    SuspicionKind.SAME_ACTION: _FOLDERS,
    SuspicionKind.SAME_RECORD: _FOLDERS,
    SuspicionKind.SAME_ACCOUNT: _HELP,
    SuspicionKind.SAME_RHYTHM: _TOGETHER,
    SuspicionKind.SAME_OBJECTS: _TOGETHER,
    SuspicionKind.SAME_SCRIPT: _MODEL,
    SuspicionKind.SAME_ANSWER: _MODEL,
}
