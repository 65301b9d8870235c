"""What a run changes in its process and puts back: the garbage collector's pace and the SDK's log."""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

_SWEEP_AFTER = 50_000


@contextmanager
def few_sweeps() -> Iterator[None]:
    """Sweep for cycles less often: answers hold none, and looking for them takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_SWEEP_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def quiet_sdk() -> Iterator[None]:
    """The SDK's warnings go to who asked for them, never to the terminal by default: they name people."""
    logger, silence = logging.getLogger("azure"), logging.NullHandler()
    logger.addHandler(silence)
    try:
        yield
    finally:
        logger.removeHandler(silence)
