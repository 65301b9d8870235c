"""Markdown in two languages: texts and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bareme.text.language import Language, Speech


@dataclass(frozen=True, slots=True)
class Both:
    """A text that only these pages say."""

    en: str
    fr: str

    def of(self, speech: Speech) -> str:
        """In one language."""
        return self.fr if speech.language is Language.FRENCH else self.en


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(one) for one in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
