"""SIGTERM and SIGHUP end a command as Ctrl-C does: cleanly, with a sentence, to be continued."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from bareme.errors import ExitCode

_CODES = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HUNG_UP}


@dataclass
class Interruption:
    """What a command that is interrupted ends with."""

    code: ExitCode = ExitCode.INTERRUPTED

    def stop(self, number: int, _frame: FrameType | None) -> None:
        """End what is under way; a second signal ends the process at once."""
        signal.signal(number, signal.SIG_DFL)
        self.code = _CODES[signal.Signals(number).name]
        raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Interruption]:
    """Let the signals that ask for an end interrupt this block."""
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    numbers = [number for name in _CODES if (number := getattr(signal, name, None)) is not None]
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    """One that is ignored, as under nohup, or that somebody else takes care of stays as it is."""
    for number in taken:
        signal.signal(number, interruption.stop)
    try:
        yield interruption
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
