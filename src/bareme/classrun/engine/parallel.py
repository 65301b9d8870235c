"""Work done in processes beside this one, while this one goes on: no queue, no semaphore, nothing left behind.

A pool of the standard library waits for its next task for ever once the process that made it was killed; these end
with it.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TypeVar

from bareme.classrun.engine.processes import context

Share = TypeVar("Share")


@contextmanager
def beside(work: Callable[[Share], None], shares: Sequence[Share]) -> Iterator[None]:
    """Do `work` on each share in a process of its own until the block ends, and wait for them there.

    Raises:
        Exception: what the first of them to fail raised; the others are ended.
    """
    starting = context()
    lines, processes = [], []
    for share in shares:
        ours, theirs = starting.Pipe(duplex=False)
        process = starting.Process(target=_work, args=(work, share, theirs), daemon=True)
        process.start()
        theirs.close()
        lines.append(ours)
        processes.append(process)
    try:
        yield
        for line in lines:
            _heard(line)
    finally:
        for process, line in zip(processes, lines, strict=True):
            process.kill()
            process.join()
            line.close()


def _heard(line: Connection) -> None:
    try:
        error: Exception | None = line.recv()
    except EOFError:
        raise ChildProcessError("a process that wrote pages was ended") from None
    if error is not None:
        raise error


def _work(work: Callable[[Share], None], share: Share, line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _leave_with_parent()
    try:
        work(share)
    except Exception as error:  # noqa: BLE001 - raised again where the work was asked for
        line.send(error)
    else:
        line.send(None)


def _leave_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
