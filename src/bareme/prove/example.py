"""A student's work as a proof uses it: evidence and what was handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bareme.evidence import Collection
from bareme.submission.model import NOTHING, Submission


@dataclass(frozen=True, slots=True)
class Example:
    """Evidence, oldest first, and a submission; `expected` has outcomes by criterion, where somebody declared them."""

    name: str
    collections: tuple[Collection, ...]
    submission: Submission = NOTHING
    expected: Mapping[str, str] = field(default_factory=dict)
