"""Two run folders, opened and compared."""

from contextlib import closing
from pathlib import Path

from bareme.diff import Comparison, Side, compare, side
from bareme.ledger import Ledger
from bareme.rubric import Rubric


def compared(before: Path, after: Path) -> Comparison:
    """The comparison of the runs in two folders.

    Raises:
        UsageError: one of them holds no run.
    """
    with closing(Ledger.opened(before)) as old, closing(Ledger.opened(after)) as new:
        return compare(old.records(), new.records(), _side(old), _side(new))


def _side(ledger: Ledger) -> Side:
    return side(Rubric.model_validate(ledger.fact("rubric")), ledger.fact("version") or "")
