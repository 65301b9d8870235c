"""Sentences that are written once, in English, and told in the reader's language.

A check says `say("{vm} is in {region}", vm=…, region=…)`. Nothing is translated there: the sentence travels
with its values to the report, which tells it in French or English. Values come from Azure and from students;
they are only ever *inserted*, so that a brace or a percent sign in a resource name stays what it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Union


@dataclass(frozen=True, slots=True)
class Texts:
    """A text that somebody wrote in several languages: (language, text) pairs."""

    by_language: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.by_language[0][1] if self.by_language else ""


Value = Union[str, int, Decimal, datetime, Texts, "Message", tuple["Value", ...]]
Wire = Mapping[str, Any]
"""A message as `to_wire` writes it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence: its English text, which is also its name in the catalogue, and the values put into it."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return PLAIN.tell(self)

    def to_wire(self) -> dict[str, Any]:
        """As kept in `results.json`, so that a report can be told again in another language."""
        values = {name: value if type(value) is str else _to_wire(value) for name, value in self.values}
        return {"text": self.text, "values": values}

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> "Message":
        """The message that `to_wire` wrote."""
        return cls(wire["text"], tuple((name, _from_wire(value)) for name, value in wire["values"].items()))


def say(text: str, /, **values: Value) -> Message:
    """A message; `text` is looked up in the catalogue by the report, so it must be a literal."""
    return Message(text, tuple(values.items()))


def lines(messages: Sequence[Message]) -> Message:
    """Several messages, each on its own line."""
    names = [f"m{number}" for number in range(len(messages))]
    return Message("\n".join(f"{{{name}}}" for name in names), tuple(zip(names, messages, strict=True)))


class Teller:
    """Tells messages, also straight from their wire form: a report tells hundreds of kept ones for every student.

    This one is for machines and logs: no language, no rounding. `Speech` is the one for people.
    """

    def sentence(self, text: str) -> str:
        """A sentence of ours, before values are put into it."""
        return text

    def number(self, number: Decimal) -> str:
        """A number."""
        return str(number)

    def moment(self, moment: datetime) -> str:
        """A moment."""
        return moment.isoformat()

    def pick(self, texts: Mapping[Any, str]) -> str:
        """One of a text's languages."""
        return next(iter(texts.values()), "")

    def tell(self, message: Message | Wire | None) -> str:
        """A message; empty for none."""
        if not message:
            return ""
        if isinstance(message, Message):
            return self._told(message.text, message.values)
        return self._told(message["text"], message["values"].items())

    def _told(self, text: str, values: Collection[tuple[str, Any]]) -> str:
        sentence = self.sentence(text)
        return sentence.format_map({name: self._shown(value) for name, value in values}) if values else sentence

    def _shown(self, value: Any) -> str:
        """A value, or its wire form."""
        match value:
            case str():
                shown = value
            case tuple() | list():
                shown = ", ".join(map(self._shown, value))
            case Message() | {"text": _}:
                shown = self.tell(value)
            case Texts():
                shown = self.pick(dict(value.by_language))
            case datetime():
                shown = self.moment(value)
            case Decimal():
                shown = self.number(value)
            case {"texts": texts}:
                shown = self.pick(texts)
            case {"time": text}:
                shown = self.moment(datetime.fromisoformat(text))
            case {"number": text}:
                shown = self.number(Decimal(text))
            case _:
                shown = str(value)
        return shown


PLAIN = Teller()


def _to_wire(value: Value) -> Any:
    if isinstance(value, Message):
        return value.to_wire()
    if isinstance(value, tuple):
        return [_to_wire(item) for item in value]
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, Texts):
        return {"texts": dict(value.by_language)}
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _from_wire(wire: Any) -> Value:
    if isinstance(wire, list):
        return tuple(_from_wire(item) for item in wire)
    if not isinstance(wire, dict):
        return wire if isinstance(wire, int) else str(wire)
    if "text" in wire:
        return Message.from_wire(wire)
    if "texts" in wire:
        return Texts(tuple(wire["texts"].items()))
    return datetime.fromisoformat(wire["time"]) if "time" in wire else Decimal(wire["number"])
