"""By what attested documents are believed when hand-ins are taken in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography import x509

from bareme.attestation.number import number_of
from bareme.keys.collection_key import CollectionKey


@dataclass(frozen=True, slots=True)
class Attesting:
    """By what documents are believed: the roots, and the numbers that students were given for a lab."""

    roots: Sequence[x509.Certificate]
    key: CollectionKey | None = None
    lab: str = ""
    """The rubric's id; empty where nobody said which: no number can then be compared."""
    is_asked: bool = False
    """Whether the rubric asks for documents: that none came is then told."""

    def numbers(self, students: Iterable[str]) -> frozenset[str]:
        """The numbers of these students."""
        key = self.key if self.lab else None
        return frozenset(number_of(key, one, self.lab) for one in students) if key else frozenset()
