"""SIGTERM and SIGHUP end a command as Ctrl-C does: cleanly, with a sentence, to be continued."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bareme.errors import ExitCode

_CODES = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HUNG_UP}


class StoppedError(KeyboardInterrupt):
    """A signal asked for the end; what stops at Ctrl-C stops at it too."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__()
        self.code = code


@contextmanager
def stoppable() -> Iterator[None]:
    """Let the signals that ask for an end raise `StoppedError` in this block; a second one ends the process at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.getsignal(number)
        for name in _CODES
        if (number := getattr(signal, name, None)) is not None and signal.getsignal(number) is signal.SIG_DFL
    }  # one that is ignored, as under nohup, or somebody else's stays as it is
    for number in before:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise StoppedError(_CODES[signal.Signals(number).name])


def code_of(error: BaseException) -> ExitCode:
    """The exit code of an interruption, however it was passed on."""
    while error is not None:
        if isinstance(error, StoppedError):
            return error.code
        error = error.__cause__ or error.__context__  # type: ignore[assignment] # the loop ends at None
    return ExitCode.INTERRUPTED
