"""A CSV file that is filled, not rewritten: whatever is not filled comes back byte for byte.

Importers compare headers and dates as texts, so encoding, separator, quotes and line ends stay those of the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from bareme.files.encoding import Encoding, encoding_of

SEPARATORS = ",;\t|:"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, and how to turn it into the same bytes again."""

    body: str
    encoding: Encoding

    @classmethod
    def of(cls, content: bytes) -> "Text":
        """The text in these bytes."""
        encoding = encoding_of(content)
        return cls(encoding.decode(content, _errors(encoding.name)), encoding)

    def holds(self, text: str) -> str:
        """A text as this encoding can hold it; what it cannot becomes an HTML reference (`&#1571;`)."""
        return text.encode(self.encoding.name, "xmlcharrefreplace").decode(self.encoding.name)

    def packed(self, body: str) -> bytes:
        """The bytes of another body in the same form."""
        return self.encoding.encode(body, _errors(self.encoding.name))


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One record: its cells as they are written, and its line end."""

    raws: tuple[str, ...]
    end: str

    def value(self, column: int) -> str:
        """A cell's text; empty beyond the last."""
        return _value(self.raws[column]) if 0 <= column < len(self.raws) else ""

    @property
    def values(self) -> tuple[str, ...]:
        """The texts of all cells."""
        return tuple(map(_value, self.raws))

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it."""
        return not any(raw.strip() for raw in self.raws)


@dataclass(frozen=True)
class Sheet:
    """A table with one separator."""

    text: Text
    separator: str

    @cached_property
    def rows(self) -> tuple[CsvRow, ...]:
        """Every record, the header among them."""
        return tuple(_rows(self.text.body, self.separator))

    def top(self, count: int) -> list[CsvRow]:
        """The first records, without reading the rest."""
        return list(islice(_rows(self.text.body, self.separator), count))

    def filled(self, changes: Mapping[tuple[int, int], str]) -> bytes:
        """The file with these cells, by row and column, set; a column beyond the last is added."""
        rows = [[*row.raws] for row in self.rows]
        for (row, column), value in changes.items():
            cells = rows[row]
            cells += [""] * (column + 1 - len(cells))
            cells[column] = self._raw(self.text.holds(value), quoted=cells[column].startswith('"'))
        ends = (row.end for row in self.rows)
        return self.text.packed(
            "".join(self.separator.join(cells) + end for cells, end in zip(rows, ends, strict=True))
        )

    def _raw(self, value: str, *, quoted: bool) -> str:
        needs = quoted or value != value.strip() or any(one in value for one in (self.separator, '"', "\r", "\n"))
        return '"' + value.replace('"', '""') + '"' if needs else value


def _errors(encoding: str) -> str:
    """How bytes that are no text of an encoding are kept, so that they come back."""
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def _rows(body: str, separator: str) -> Iterator[CsvRow]:
    one = re.escape(separator)
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"[^{one}\r\n]*|[^{one}\r\n]*)({one}|\r\n|\r|\n|\Z)')
    raws: list[str] = []
    place = 0
    while place < len(body) or raws:
        found = cell.match(body, place)
        if found is None:  # not reached: the second branch takes whatever the first leaves
            return
        raws.append(found[1])
        place = found.end()
        if found[2] != separator:
            yield CsvRow(tuple(raws), found[2])
            raws = []


def _value(raw: str) -> str:
    if len(raw) > 1 and raw.startswith('"') and raw.endswith('"'):
        return raw[1:-1].replace('""', '"')
    return raw
