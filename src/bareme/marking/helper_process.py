"""One process beside the server, for what takes long or might crash: it answers in time, or is given up."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import Any


class HelperProcess:
    """Started when it is first asked; a new one takes the place of one that was lost."""

    def __init__(self, patience_seconds: float) -> None:
        self._patience = patience_seconds
        self._pool: ProcessPoolExecutor | None = None

    async def asked(self, function: Callable[..., Any], *values: object, **named: object) -> Any:
        """What the function says; `None` where the process was lost over it."""
        loop = asyncio.get_running_loop()
        self._pool = self._pool or ProcessPoolExecutor(1, get_context("spawn"))
        try:
            told = loop.run_in_executor(self._pool, partial(function, *values, **named))
            return await asyncio.wait_for(told, self._patience)
        except (BrokenProcessPool, TimeoutError):
            self.close()
            return None

    def close(self) -> None:
        """Give the process up, whatever it does."""
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):  # noqa: SLF001 - the one way to end it
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)
