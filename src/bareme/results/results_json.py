"""`results.json`: the contract's file, streamed from the records in roster order."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bareme.files.json import json_text
from bareme.files.report_target import report_text
from bareme.grading.record import Record
from bareme.results.rendering import Teller, number

SCHEMA = "bareme/results/v1"
NOTHING: Mapping[str, Any] = MappingProxyType({})

Sink = Callable[[Record], object]
"""Takes one record after the other, in roster order."""


def write_results(path: Path, records: Iterable[Record], teller: Teller, more: Mapping[str, Any] = NOTHING) -> None:
    """Write `results.json`, one student at a time; `more` is what a gate asked for and decided, and what kept it."""
    with results_file(path, teller, more) as add:
        for record in records:
            add(record)


@contextmanager
def results_file(path: Path, teller: Teller, more: Mapping[str, Any] = NOTHING) -> Iterator[Sink]:
    """`results.json`, for one student after the other."""
    count = 0
    with report_text(path) as stream:
        stream.write(json.dumps({**_head(teller), **more}, ensure_ascii=False)[:-1] + ', "students": [')

        def add(record: Record) -> None:
            nonlocal count
            stream.write("," * bool(count) + "\n" + json_text(teller.student(record)))
            count += 1

        yield add
        stream.write("\n]}\n")


def _head(teller: Teller) -> dict[str, Any]:
    rubric = teller.rubric
    return {
        "schema": SCHEMA,
        "language": teller.speech.language.value,
        "rubric": {"id": rubric.id, "version": rubric.version, "sha256": rubric.sha256},
        "scale": number(str(rubric.scale)),
    }
