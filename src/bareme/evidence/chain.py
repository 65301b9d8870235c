"""Whether a student's files still form one chain: each names the file that was there when it was added.

A chain that does not close proves nothing against anybody: files get lost, folders get joined. It tells where to look.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bareme.evidence.collection import Collection, Origin
from bareme.text.message import Message, say


def tip(collections: Sequence[Collection]) -> str | None:
    """The hash that the next file names: of the file that no other one follows yet, the newest where there are two."""
    followed = {one.previous for one in collections}
    ends = [one for one in collections if one.sha256 not in followed]
    return max(ends, key=lambda one: one.collected_at).sha256 if ends else None


def breaks(collections: Sequence[Collection]) -> Iterator[tuple[Collection, Message]]:
    """The files whose place in the chain is not what it should be, and why; the same file twice counts once."""
    known = {one.sha256: one for one in sorted(collections, key=lambda one: one.collected_at)}
    followers: dict[str | None, list[Collection]] = defaultdict(list)
    for one in known.values():
        followers[one.previous].append(one)
        yield from ((one, why) for why in _link(one, known))
    for ones in followers.values():
        for one in ones[1:]:
            yield one, say("it stands beside another file in the chain, not after it: folders may have been joined")


def _link(one: Collection, known: dict[str, Collection]) -> Iterator[Message]:
    if one.previous is None:
        return
    before = known.get(one.previous)
    if before is None:
        yield say("the file before it is missing or was replaced")
    elif _dated_by_us(before, one) and one.collected_at < before.collected_at:
        yield say("it was added after a file that is dated later")


def _dated_by_us(*collections: Collection) -> bool:
    """A student's export is dated by his own clock, and may come in at any time."""
    return all(one.origin is Origin.COLLECTED for one in collections)
