"""The items of a source in a file: kept as text, and parsed when somebody first asks for them.

Most of a file is its log, of which a grade needs a few fields of each event: whoever knows which reads those alone.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar, overload

import msgspec

from bareme.errors import EvidenceError
from bareme.files.json import parsed
from bareme.reference.arm import Wire
from bareme.text.message import say

T = TypeVar("T")
NoObject = str | int | float | bool | list[Any] | None
"""What a JSON value may be where an object is expected: another tool's export may say less, or say it otherwise."""


class Items(Sequence[Wire]):
    """The JSON objects of a JSON array, given as text; what is no object is left out.

    Raises:
        EvidenceError: when they are first asked for, the text is none that Azure could have sent.
    """

    __slots__ = ("_parsed", "text")
    __hash__ = None  # type: ignore[assignment] # like the tuples of objects that they equal

    def __init__(self, text: bytes) -> None:
        self.text = text
        self._parsed: tuple[Wire, ...] | None = None

    @property
    def _all(self) -> tuple[Wire, ...]:
        if self._parsed is None:
            try:
                self._parsed = tuple(one for one in parsed(self.text) if isinstance(one, dict))
            except (ValueError, TypeError) as error:
                raise EvidenceError(
                    say("an evidence file is damaged: {reason}", reason=str(error)),
                    say("Collect again with “bareme collect”."),
                ) from error
        return self._parsed

    @overload
    def __getitem__(self, index: int) -> Wire: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Wire]: ...

    def __getitem__(self, index: int | slice) -> Wire | Sequence[Wire]:
        return self._all[index]

    def __iter__(self) -> Iterator[Wire]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, Items | tuple) else NotImplemented

    def __repr__(self) -> str:
        return repr(self._all)


def decoded(items: Sequence[Wire], decoder: "msgspec.json.Decoder[list[T]]", read: Callable[[Wire], T]) -> list[T]:
    """Each item as a value: straight from the text where there is one of the decoder's shape, else by `read`."""
    if isinstance(items, Items):
        with suppress(ValueError, RecursionError):  # one of them has another shape
            return decoder.decode(items.text)
    return [read(item) for item in items]
