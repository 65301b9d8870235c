"""Two runs held against each other: who gained or lost what, by which criterion, and because of what."""

from bareme.diff.compare import compare
from bareme.diff.model import Cause, Change, Comparison, Moved, Side, Sum
from bareme.diff.side import side
from bareme.diff.wire import to_wire

__all__ = ["Cause", "Change", "Comparison", "Moved", "Side", "Sum", "compare", "side", "to_wire"]
