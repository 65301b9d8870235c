"""A part of a class for one machine of several: `2/5` is every fifth student, from the second on.

Neighbours on a roster are often one group with one kind of trouble; dealt out in turn, the parts take equally long.
"""

import re
from dataclasses import dataclass

from bareme.errors import UsageError
from bareme.text.message import say


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `of`."""

    number: int = 1
    of: int = 1

    def positions(self, size: int) -> range:
        """The places (from 0) of a roster of this size that are in this part."""
        return range(self.number - 1, size, self.of)

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE = Shard()


def shard(text: str) -> Shard:
    """The shard of `--shard 2/5`.

    Raises:
        UsageError: it is not of that form, or there is no such part.
    """
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(
            say("“{text}” is not a part of a class", text=text),
            say("Give number/parts, as in 2/5: the second of five."),
        )
    return Shard(int(found[1]), int(found[2]))
