"""Kept messages told straight from their wire form: a report tells hundreds of them for every student.

What is told is what `Speech.tell(Message.from_wire(wire))` tells, without the messages in between.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bareme.text.language import Speech
from bareme.text.message import Texts

REMEMBERED = 4096
"""Moments and numbers that a class is told again and again."""


class Voice:
    """One language, reading aloud what was kept."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.moment = lru_cache(maxsize=REMEMBERED)(self._moment)
        self.number = lru_cache(maxsize=REMEMBERED)(self._number)

    def tell(self, wire: Mapping[str, Any] | None) -> str:
        """A kept message in this language; empty for none."""
        if not wire:
            return ""
        sentence, values = self.speech.sentence(wire["text"]), wire["values"]
        return sentence.format_map({name: self._show(value) for name, value in values.items()}) if values else sentence

    def _show(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return ", ".join(map(self._show, value))
        return self._show_kind(value) if isinstance(value, dict) else str(value)

    def _show_kind(self, wire: Mapping[str, Any]) -> str:
        if "text" in wire:
            return self.tell(wire)
        if "texts" in wire:
            return self.speech.show(Texts(tuple(wire["texts"].items())))
        return self.moment(wire["time"]) if "time" in wire else self.number(wire["number"])

    def _moment(self, text: str) -> str:
        """A moment as ISO 8601 writes it, told to the minute; empty for none."""
        return self.speech.moment(datetime.fromisoformat(text)) if text else ""

    def _number(self, value: object) -> str:
        """A decimal text, or a number, as this language writes it."""
        return self.speech.number(Decimal(str(value)))
