"""One student's record without the student: ids, names and addresses replaced wherever they stand."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bareme.evidence.scrub_patterns import EMAIL
from bareme.grading.record import Record
from bareme.privacy.pseudonyms import Namer

GUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
HIDDEN = "hidden"
_OURS = frozenset({
    "act", "basis", "collected_at", "high", "low", "number", "origin", "outcome", "points", "score", "seconds",
    "sha256", "source", "status", "suggestion", "time", "tool",
})  # fmt: skip
"""What bareme itself writes: a student who is called Final is no reason to rename a status."""
_SHORTEST = 5
"""Letters of a name that is replaced inside a longer word too: `Ali` is in “quality”, `Zahraoui` in nothing else."""


@dataclass(frozen=True)
class Veil:
    """What hides one student."""

    namer: Namer
    record: Record
    keep_texts: bool = False
    """Whether answers and comments stay, cleaned as far as a program can."""

    @cached_property
    def name(self) -> str:
        """The student's other name."""
        return self.namer.student(self.record["id"])

    def hidden(self) -> Record:
        """The record under the other name.

        Free text is left out: a person may tell who he is in more ways than are known here.
        """
        told: Record = self._any(self.record)
        told |= {"id": self.name, "name": self.name, "slug": self.name, "email": "", "github": ""}
        if not self.keep_texts:
            told.pop("note", None)
            for one in told["criteria"]:
                one |= {"answer": "", "files": [], "comment": ""}
        return told

    def text(self, text: str) -> str:
        """A text without what tells who the student is."""
        plain = EMAIL.sub(HIDDEN, text) if "@" in text else text
        plain = GUID.sub(lambda found: self.namer.guid(found[0].replace("-", "")), plain)
        return self._own.sub(self.name, plain) if self._own else plain

    def _any(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._any(one) for one in value]
        if not isinstance(value, Mapping):
            return value
        if value.keys() == {"text", "values"}:  # a message: the sentence is ours, its values are the student's
            return {"text": value["text"], "values": {name: self._any(one) for name, one in value["values"].items()}}
        return {name: one if name in _OURS else self._any(one) for name, one in value.items()}

    @cached_property
    def _own(self) -> re.Pattern[str] | None:
        words = sorted({word for word in self._words() if len(word) > 2}, key=len, reverse=True)
        return re.compile("|".join(map(_anywhere, words)), re.IGNORECASE) if words else None

    def _words(self) -> Iterator[str]:
        """Everything the roster says of the student, whole and in words, with and without accents."""
        record = self.record
        whole = [record[name] for name in ("id", "name", "slug", "github", "email")]
        parts = [part for text in (record["name"], record["email"].partition("@")[0]) for part in _SPLIT.split(text)]
        for text in (*whole, *parts):
            yield from {text, _plain(text)}


_SPLIT = re.compile(r"[\W_\d]+")


def _anywhere(word: str) -> str:
    """A word as it is looked for: a short one only where no letter or digit touches it."""
    found = re.escape(word)
    return found if len(word) >= _SHORTEST else rf"(?<![^\W_]){found}(?![^\W_])"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
