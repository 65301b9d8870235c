"""Starting processes, the same way everywhere."""

import os
from multiprocessing import get_all_start_methods, get_context
from typing import Any


def context() -> Any:
    """Where there is a fork server, it imports everything once and hands out ready copies."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    found = get_context("forkserver")
    found.set_forkserver_preload(["bareme.engine.worker"])
    return found


def default_workers() -> int:
    """As many as there are processors to use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
