"""Imported by the fork server alone: what it says where the process that asks it is gone.

A process that is ended while it hands over its first words leaves the server with half a message: that is no fault, and
nobody reads its traceback.
"""

import sys
from types import TracebackType


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Everything but the end of a message that nobody finishes."""
    if not issubclass(kind, EOFError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = tell
