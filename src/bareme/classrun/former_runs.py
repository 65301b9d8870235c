"""Runs of other years that a class is compared with: their students' traces, and nothing else of them."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bareme.results.ledger import Ledger
from bareme.suspicion import Traces
from bareme.suspicion.shared import Former

FACT = "against"


def former_of(ledger: Ledger) -> Iterator[tuple[str, Traces]]:
    """The traces of the runs that a run is compared with; what is no longer there is passed over."""
    for place in ledger.fact(FACT) or ():
        folder = ledger.folder / place
        if Ledger.is_there(folder):
            with closing(Ledger.to_read(folder)) as old:
                yield from ((Former(f"{folder.name}: {student}"), traces) for student, traces in old.traced())


def checked(folders: Sequence[Path]) -> list[str]:
    """The folders as a ledger keeps them.

    Raises:
        UsageError: one of them holds no graded run.
    """
    for folder in folders:
        Ledger.check(folder)
    return [str(folder.resolve()) for folder in folders]
