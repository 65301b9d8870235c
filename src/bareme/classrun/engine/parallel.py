"""Work done in processes beside this one, while this one goes on: no queue, no semaphore, nothing left behind.

A pool of the standard library waits for its next task for ever once the process that made it was killed; these end
with it.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TypeVar

from bareme.classrun.engine.processes import context

Share = TypeVar("Share")


Work = Callable[[Share], Iterable[int] | None]
"""Does a share; where it takes long, it may yield how many pieces were done since."""
Tell = Callable[[int], None]
"""Takes how many pieces were done since it was called last."""


def ignored(_: int) -> None:
    """Nobody asks how far it is."""


@contextmanager
def beside(work: Work[Share], shares: Sequence[Share], tell: Tell = ignored) -> Iterator[None]:
    """Do `work` on each share in a process of its own until the block ends, and wait for them there.

    `tell` hears what they yield, in this process, once the block has ended.

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
        working = list(lines)
        while working:
            ready = wait(working)
            for line in [one for one in working if one in ready]:
                if not _heard(line, tell):
                    working.remove(line)
    finally:
        for process, line in zip(processes, lines, strict=True):
            process.kill()
            process.join()
            line.close()


def _heard(line: Connection, tell: Tell) -> bool:
    """Whether the process goes on working."""
    try:
        told: Exception | int | None = line.recv()
    except EOFError:
        raise ChildProcessError("a process that wrote pages was ended") from None
    if isinstance(told, Exception):
        raise told
    if told is not None:
        tell(told)
    return told is not None


def _work(work: Work[Share], share: Share, line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _leave_with_parent()
    try:
        for done in work(share) or ():
            line.send(done)
    except Exception as error:  # noqa: BLE001 - raised again where the work was asked for
        line.send(error)
    else:
        line.send(None)


def _leave_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
