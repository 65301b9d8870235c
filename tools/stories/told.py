"""What a story tells of one student."""

from collections.abc import Sequence
from dataclasses import dataclass

from bareme.evidence import Collection


@dataclass(frozen=True, slots=True)
class Told:
    """An example student: the folder's name (`good` did everything right), and the evidence, oldest first."""

    name: str
    collections: Sequence[Collection]
