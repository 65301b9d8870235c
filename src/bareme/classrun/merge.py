"""Several runs made one: the shards of a class graded on several machines, or the groups of a course."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from bareme.classrun.former_runs import FACT as AGAINST
from bareme.classrun.shard import WHOLE, Shard
from bareme.classrun.sources import FACT as SOURCES
from bareme.classrun.sources import Sources
from bareme.errors import UsageError
from bareme.results.ledger import Ledger, LedgerRow
from bareme.text.message import say

KEPT_FACTS = ("rubric", "lang", "version", "evidence")


def merge(out: Path, folders: Sequence[Path]) -> Ledger:
    """The ledger in `out` of everybody in these runs: shards in the order of their roster, other runs one by one.

    Raises:
        UsageError: a folder holds no run, is named twice or is `out` itself; the runs were not graded by the same
            rubric; a shard is missing; a student is in two of them.
    """
    _apart(out, folders)
    with ExitStack() as stack:
        parts = [stack.enter_context(closing(Ledger.to_read(folder))) for folder in folders]
        _alike(parts)
        shards = [_shard_of(part) for part in parts]
        _complete(shards, parts)
        merged = Ledger(out)
        try:
            merged.adopt(_rows(parts, sharded=shards[0] != WHOLE))
            merged.set_facts({name: parts[0].fact(name) for name in KEPT_FACTS})
            merged.set_facts({AGAINST: sorted({place for part in parts for place in part.fact(AGAINST) or ()})})
            merged.set_facts({SOURCES: list(_sources(out, parts, sharded=shards[0] != WHOLE))})
        except BaseException:
            merged.close()
            raise
        return merged


def _sources(out: Path, parts: Sequence[Ledger], *, sharded: bool) -> Iterator[dict[str, Any]]:
    """What the parts were graded from: shards, from one roster, all the same."""
    for part in parts[:1] if sharded else parts:
        for one in part.fact(SOURCES) or ():
            yield Sources.from_wire(one, part.folder).to_wire(out)


def _apart(out: Path, folders: Sequence[Path]) -> None:
    places = [folder.resolve() for folder in (*folders, out)]
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise UsageError(
            say("{folder} is named twice", folder=str(twice)), say("Give every run once, and a new folder to --out.")
        )


def _alike(parts: Sequence[Ledger]) -> None:
    first = parts[0].fact("rubric")
    for part in parts[1:]:
        if part.fact("rubric") != first:
            raise UsageError(
                say(
                    "{one} and {two} were not graded by the same rubric", one=str(parts[0].folder), two=str(part.folder)
                ),
                say("Grade them all by one version of the rubric, then merge."),
            )


def _shard_of(part: Ledger) -> Shard:
    number, of = part.fact("shard") or (WHOLE.number, WHOLE.of)
    return Shard(number, of)


def _complete(shards: Sequence[Shard], parts: Sequence[Ledger]) -> None:
    of = {one.of for one in shards}
    if len(of) > 1:
        told = ", ".join(f"{part.folder.name} {one}" for part, one in zip(parts, shards, strict=True))
        raise UsageError(say("these are not the shards of one class: {shards}", shards=told))
    numbers = {one.number for one in shards}
    missing = [str(Shard(number, max(of))) for number in range(1, max(of) + 1) if number not in numbers]
    if missing:
        raise UsageError(
            say("shards are missing: {shards}", shards=", ".join(missing)), say("Merge when every part is graded.")
        )


def _rows(parts: Sequence[Ledger], *, sharded: bool) -> Iterator[LedgerRow]:
    """Everybody with a place in the merged class, each student once."""
    seen: dict[str, Path] = {}
    after = 0
    for part in parts:
        for row in part.rows():
            if row.id in seen:
                raise UsageError(
                    say("{id} is in {one} and in {two}", id=row.id, one=str(seen[row.id]), two=str(part.folder)),
                    say("A student is graded in one run only: take him out of the other roster."),
                )
            seen[row.id] = part.folder
            yield row if sharded else row.moved(after)
        after = len(seen)
