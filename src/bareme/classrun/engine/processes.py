"""Starting processes, the same way everywhere."""

import os
import signal
from multiprocessing import get_all_start_methods, get_context
from typing import Any

_WORKER = "bareme.classrun.engine.worker"
_SERVER = "bareme.classrun.engine.fork_server"


def context() -> Any:
    """Where there is a fork server, it imports everything once and hands out ready copies."""
    if not _has_fork_server():
        return get_context("spawn")
    make_ready()
    return get_context("forkserver")


def make_ready(*more: str) -> None:
    """Start the fork server, unless it runs: it imports while this process does, and nobody waits for it later.

    `more` are modules to have at hand beside the worker's.

    Ctrl-C is this process's business alone, also while the server is not far enough to ignore it.
    """
    if not _has_fork_server():
        return
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - not on Windows

    get_context("forkserver").set_forkserver_preload([_SERVER, _WORKER, *more])
    resource_tracker.ensure_running()  # by itself: it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _has_fork_server() -> bool:
    return "forkserver" in get_all_start_methods()


def default_workers() -> int:
    """As many as there are processors to use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
