"""One student's own hand-in, named on the command line."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bareme.evidence.vouchers import KnownKey, register_collector
from bareme.handins.attested import verify_attested
from bareme.handins.items import opened
from bareme.handins.keeping import keep
from bareme.handins.receive import Shelves
from bareme.handins.shelf import Kept
from bareme.handins.sorting import Sorted, sort
from bareme.keys.collection_key import known_key
from bareme.roster.slug import slug


@contextmanager
def read_one(sources: Sequence[Path], shelves: Shelves) -> Iterator[Sorted]:
    """What these files and folders hold, all of them one student's."""
    with ExitStack() as stack:
        several = len(sources) > 1
        items = [
            replace(item, parts=(source.name, *item.parts)) if several and source.is_dir() else item
            for source in sources
            for item in stack.enter_context(opened(source))
        ]
        yield sort(items, stack, replace(shelves.terms, called=str(sources[0])))


def shelve_one(found: Sorted, student: str, shelves: Shelves) -> list[tuple[Path, bool]]:
    """Keep it all; the evidence and files, and whether each is new."""
    name = slug(student)
    verify_attested(found, [student], shelves.terms.attesting)
    register_collector(shelves.evidence, KnownKey.of(known_key()))
    return keep(found, shelves.evidence / name, (shelves.repos or shelves.evidence) / name, Kept())
