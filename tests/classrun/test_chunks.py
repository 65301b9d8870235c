"""How a class is dealt out to workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bareme.classrun.engine.chunks import LEAST, MOST, SHARES, Chunks
from bareme.grading.evaluate import Job
from bareme.roster import Scope, Student


def job(number: int) -> Job:
    return Job(Student(id=f"S{number}", scope=Scope("s"), line=number), Path("evidence"))


def sizes(count: int, workers: int) -> list[int]:
    """The sizes of the chunks that so many jobs are dealt out in."""
    chunks = Chunks(map(job, range(count)), workers)
    return [len(chunk) for chunk in iter(chunks.take, [])]


@pytest.mark.parametrize(
    ("count", "workers", "dealt"),
    [
        (0, 2, []),
        (3, 2, [3]),
        (8, 2, [4, 4]),
        (30, 2, [8, 6, 4, 4, 4, 4]),
        (30, 8, [4, 4, 4, 4, 4, 4, 4, 2]),
        (5, 0, [4, 1]),
    ],
)
def test_a_small_class_keeps_every_worker_busy(count: int, workers: int, dealt: list[int]) -> None:
    assert sizes(count, workers) == dealt


def test_a_large_class_goes_in_full_chunks_and_ends_in_small_ones() -> None:
    dealt = sizes(1000, 2)
    assert sum(dealt) == 1000
    assert dealt[:16] == [MOST] * 16
    assert dealt[16:] == sorted(dealt[16:], reverse=True)
    assert dealt[-2] == LEAST


def test_only_the_next_few_are_made() -> None:
    made = []

    def jobs() -> Iterator[Job]:
        for number in range(100_000):
            made.append(number)
            yield job(number)

    chunks = Chunks(jobs(), 2)
    for _ in range(100):
        chunks.take()
    assert len(made) <= (100 + 2 * SHARES) * MOST


def test_what_is_given_back_comes_last_and_needs_a_worker() -> None:
    chunks = Chunks(map(job, range(4)), 1)
    first = chunks.take()
    assert chunks.takers() == 0
    chunks.give_back(first)
    assert chunks.takers() == 1
    assert chunks.take() == first
    assert chunks.take() == []
