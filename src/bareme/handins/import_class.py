"""`bareme import` for a class: receive, remember, learn whose is what, and write the tables."""

from collections.abc import Container, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bareme.evidence.files import held
from bareme.evidence.vouchers import KnownKey, register_collector
from bareme.handins.handins_csv import write_handins
from bareme.handins.overview import Row, overview, with_warnings
from bareme.handins.people import People
from bareme.handins.receipt import Receipt, read_receipts, write_receipts
from bareme.handins.receive import Shelves, receive
from bareme.handins.unmatched import Unmatched, read_unmatched, write_unmatched
from bareme.handins.warnings import learn
from bareme.keys.collection_key import known_key
from bareme.roster import Student
from bareme.roster.learnt_scopes import read_scopes, write_scopes
from bareme.text.language import Speech


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run of `bareme import` did, and how the class stands."""

    rows: Sequence[Row]
    unmatched: Sequence[Unmatched]
    """Hand-ins of nobody for certain, and not assigned by the teacher."""
    receipts: Sequence[Receipt]
    """This run's."""

    @property
    def new(self) -> int:
        """Files and collections that were not there before."""
        return sum(one.new + one.replaced for one in self.receipts)

    @property
    def later(self) -> Sequence[Receipt]:
        """Hand-ins that brought a later version of what was there."""
        return [one for one in self.receipts if one.replaced]


def import_class(
    sources: Sequence[Path], students: Iterable[Student], shelves: Shelves, speech: Speech, *, wait: bool = False
) -> Imported:
    """Import what is new in these downloads.

    Raises:
        UsageError: a source is not there.
        RosterError: `unmatched.csv` or `scopes.csv` cannot be used.
    """
    people = People(students)
    everybody = list(people.by_id.values())
    with ExitStack() as stack:
        for folder in dict.fromkeys((shelves.evidence, *((shelves.repos,) if shelves.repos else ()))):
            stack.enter_context(held(folder, wait=wait))
        register_collector(shelves.evidence, KnownKey.of(known_key()), always=True)
        before = read_unmatched(shelves.evidence, people)
        assigned = {one.key: one.student for one in before if one.student}
        scopes = read_scopes(shelves.evidence)
        received = receive(sources, people, shelves, assigned)
        known = {**read_receipts(shelves.evidence), **{one.key: one for one in received.receipts}}
        write_receipts(shelves.evidence, known.values())
        listed = _listed(received.unmatched, before, {source.resolve().name for source in sources})
        write_unmatched(shelves.evidence, listed, people, speech)
        rows = overview(everybody, known.values(), shelves.evidence, shelves.repos, shelves.deadline)
        evidence = {row.student.id: row.collections for row in rows}
        together = [frozenset(one.students) for one in known.values() if len(one.students) > 1]
        learnt = learn(everybody, evidence, scopes, together)
        if learnt.scopes:
            write_scopes(shelves.evidence, learnt.scopes, speech.separator)
        rows = with_warnings(rows, learnt.warnings)
        write_handins(shelves.evidence, rows, speech)
    return Imported(rows, [one for one in received.unmatched if not one.student], received.receipts)


def _listed(found: Sequence[Unmatched], before: Sequence[Unmatched], downloads: Container[str]) -> list[Unmatched]:
    """Those of this run, and of earlier ones what the teacher assigned or what other downloads left open."""
    seen = {one.key for one in found} | {("", one.label) for one in found}
    still = [
        one for one in before if one.key not in seen and (one.student or one.source.split("/")[0] not in downloads)
    ]
    return sorted([*found, *still], key=lambda one: bool(one.student))
