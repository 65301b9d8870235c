"""On a cluster: Dask distributed hands chunks of students to its workers (`pip install 'bareme[dask]'`).

Each chunk is graded in a process of its own on the worker, as on one machine, so that a student who brings his process
down does not take the worker with him, and nobody else is blamed for it. Workers read the same evidence folder. A
worker must be allowed to start processes: `DASK_DISTRIBUTED__WORKER__DAEMON=false` in its environment (Dask's setting).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from bareme.checking.catalogue import catalogue
from bareme.classrun.engine.chunks import Chunks
from bareme.classrun.engine.pool import Limits, Pool
from bareme.classrun.engine.processes import default_workers
from bareme.classrun.engine.worker import Order
from bareme.errors import UsageError
from bareme.grading.evaluate import Evaluator, Job
from bareme.results.ledger_entry import Entry
from bareme.rubric import load_rubric
from bareme.text.message import say

PATIENCE = "10s"
"""How long a scheduler may take to answer."""
AHEAD = 2
"""Tasks sent for every thread: while one is graded, the next is there already."""
RETRIES = 3
"""How often a chunk is started again when the machine under it dies."""


def on_cluster(order: Order, address: str | None, jobs: Iterable[Job], on_record: Callable[[Entry], None]) -> None:
    """Grade the jobs on the cluster at `address`, or on one started here.

    Raises:
        UsageError: Dask distributed is not installed, or the scheduler does not answer.
    """
    with _client(address) as (client, as_completed):
        threads = sum(client.nthreads().values())
        chunks = Chunks(jobs, threads)

        def sent() -> Iterator[Any]:
            while chunk := chunks.take():
                yield client.submit(grade_chunk, order, chunk, pure=False, retries=RETRIES)

        sending = sent()
        waiting = as_completed(islice(sending, AHEAD * max(threads, 1)))
        for future in waiting:
            for graded in future.result():
                on_record(graded)
            future.release()
            for more in islice(sending, 1):
                waiting.add(more)


def grade_chunk(order: Order, jobs: list[Job]) -> list[Entry]:
    """What runs on a worker: one chunk, in one process beside it."""
    checks = catalogue(order.content)
    evaluator = Evaluator(load_rubric(order.rubric, checks, order.exceptions), checks)
    records: list[Entry] = []
    Pool(order, evaluator, 1, records.append, Limits(memory_bytes=order.memory_bytes)).run(jobs)
    return records


@contextmanager
def _client(address: str | None) -> Iterator[tuple[Any, Any]]:
    try:
        import dask  # noqa: PLC0415 - an extra, and heavy
        from distributed import Client, LocalCluster, as_completed  # noqa: PLC0415 - the same
    except ImportError as error:
        raise UsageError(
            say("The cluster engine needs Dask distributed."), say("Install it with: pip install 'bareme[dask]'")
        ) from error
    if address is None:
        with (
            dask.config.set({"distributed.worker.daemon": False}),
            LocalCluster(default_workers(), threads_per_worker=1, dashboard_address=None, processes=True) as cluster,
            Client(cluster) as client,
        ):
            yield client, as_completed
        return
    try:
        client = Client(address, timeout=PATIENCE)
    except OSError as error:
        raise UsageError(say("No scheduler answers at {address}.", address=address)) from error
    with client:
        yield client, as_completed
