"""Words of Azure that a rubric gives to checks: regions, sizes, disk types, image SKUs, operations.

A check's parameter that is annotated with one of these types is looked up by `bareme rubric lint`. A list grows old:
a word that is in no list is doubtful; one that Azure could never use is wrong.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from bareme.reference.arm import fold, region
from bareme.reference.tables import table
from bareme.text.message import Message, say


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words of one kind look like, and those that are known."""

    unknown: Message
    """Said of a word that is in no list, with its `{word}` put in."""
    impossible: Message
    form: re.Pattern[str]
    known: Callable[[], tuple[str, ...]]
    read: Callable[[object], str] = fold
    prefixes: tuple[str, ...] = ()
    """What authors leave out in front of a word: `Standard_` of a size."""

    def has(self, word: str) -> bool:
        """Whether the word is in the list, as Azure compares words."""
        return self.read(word) in _folded(self.known, self.read)

    def may_be(self, word: str) -> bool:
        """Whether Azure could use such a word."""
        return self.form.fullmatch(word.strip()) is not None


@cache
def _folded(known: Callable[[], tuple[str, ...]], read: Callable[[object], str]) -> frozenset[str]:
    return frozenset(map(read, known()))


@cache
def _regions() -> tuple[str, ...]:
    own = table("regions")
    return tuple(dict.fromkeys([*own["codes"], *own["others"]]))


@cache
def _sizes() -> tuple[str, ...]:
    return tuple(dict.fromkeys([*table("sizes")["power"], *_sold()]))


def _sold() -> Iterator[str]:
    for pattern, numbers in table("sizes")["sold"].items():
        yield from (f"Standard_{pattern.replace('*', str(number))}" for number in numbers)


@cache
def _disk_types() -> tuple[str, ...]:
    return tuple(table("storage")["disk_skus"])


@cache
def _image_skus() -> tuple[str, ...]:
    return tuple(table("images")["skus"])


@cache
def _operations() -> tuple[str, ...]:
    return tuple(table("operations")["names"])


REGIONS = Vocabulary(
    say("the region “{word}” is in no list."),
    say("“{word}” cannot be a region; write it as Azure does, such as francecentral."),
    re.compile(r"[A-Za-z][A-Za-z0-9 ()-]*"),
    _regions,
    region,
)
SIZES = Vocabulary(
    say("the size “{word}” is in no list."),
    say("“{word}” cannot be a size; Azure's begin with Standard_, as in Standard_B1s."),
    re.compile(r"(standard|basic)_[a-z]+\d\w*(-\d\w*)*", re.IGNORECASE),
    _sizes,
    prefixes=("Standard_",),
)
DISK_TYPES = Vocabulary(
    say("the disk type “{word}” is in no list."),
    say("“{word}” cannot be a disk type; Azure's tell the kind and the copies, as in StandardSSD_LRS."),
    re.compile(r"[a-z0-9]+_(lrs|zrs)", re.IGNORECASE),
    _disk_types,
)
IMAGE_SKUS = Vocabulary(
    say("the image SKU “{word}” is in no list."),
    say("“{word}” cannot be an image SKU; it is the third part of the image's URN, such as 2022-datacenter-g2."),
    re.compile(r"[A-Za-z0-9][\w.-]*"),
    _image_skus,
)
OPERATIONS = Vocabulary(
    say("the operation “{word}” is in no list."),
    say("“{word}” cannot be an operation; Azure's look like Microsoft.Compute/virtualMachines/write."),
    re.compile(r"\w+(\.\w+)+(/[\w.-]+)+/(read|write|delete|action)", re.IGNORECASE),
    _operations,
)

Region = Annotated[str, REGIONS]
Size = Annotated[str, SIZES]
DiskSku = Annotated[str, DISK_TYPES]
ImageSku = Annotated[str, IMAGE_SKUS]
OperationName = Annotated[str, OPERATIONS]
