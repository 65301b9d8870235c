"""Sentences that are written once, in English, and told in the reader's language.

A check says `say("{vm} is in {region}", vm=…, region=…)`. Nothing is translated there: the sentence travels
with its values to the report, which tells it in French or English. Values come from Azure and from students;
they are only ever *inserted*, so that a brace or a percent sign in a resource name stays what it is.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Union

import msgspec


@dataclass(frozen=True, slots=True)
class Texts:
    """A text that somebody wrote in several languages: (language, text) pairs."""

    by_language: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.by_language[0][1] if self.by_language else ""


Value = Union[str, int, Decimal, datetime, Texts, "Message", tuple["Value", ...]]
Wire = Mapping[str, Any]
"""A message as `to_wire` writes it."""


class Message(msgspec.Struct, frozen=True):
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
        if "(s)" in sentence or "(x)" in sentence:
            sentence = self._counted(sentence, dict(values))
        return sentence.format_map({name: self._shown(value) for name, value in values}) if values else sentence

    def is_plural(self, count: Decimal) -> bool:
        """Whether a noun stands in its plural after a number."""
        return count != 1

    def _counted(self, sentence: str, values: Mapping[str, Any]) -> str:
        """The sentence with the endings in brackets, `{n} machine(s)`, as the number before them asks for."""
        number: Decimal | None = None

        def ending(found: re.Match[str]) -> str:
            nonlocal number
            if found["value"]:
                own = _number(values.get(found["value"], ""))
                number = number if own is None else own
                return found[0]
            return found[0] if number is None else found["ending"] * self.is_plural(number)

        return _ENDINGS.sub(ending, sentence)

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

_ENDINGS = re.compile(r"\{(?P<value>\w+)\}|\((?P<ending>[sx])\)")


def _number(value: Any) -> Decimal | None:
    """A value as a number, also its wire form; `None` where it is none."""
    match value:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(value)
        case {"number": text}:
            return Decimal(text)
        case str() if _DIGITS.fullmatch(value):
            return Decimal(value)
        case _:
            return None


_DIGITS = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")


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
