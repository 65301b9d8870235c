"""What a run changes in its process and puts back: the SDK's log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_sdk() -> Iterator[None]:
    """The SDK's warnings go to who asked for them, never to the terminal by default: they name people."""
    logger, silence = logging.getLogger("azure"), logging.NullHandler()
    logger.addHandler(silence)
    try:
        yield
    finally:
        logger.removeHandler(silence)
