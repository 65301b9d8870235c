"""The reader's language: which one, its catalogue, and how it writes numbers, moments and punctuation."""

import gettext
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bareme.text.message import Message, Teller, Wire, say

LOCALE_DIR = Path(__file__).parents[1] / "locale"

_LABELLED = say("{label}: {text}")
_NARROW = "\u202f"
_TWO = 2
_BEFORE = re.compile(r"[ \u00a0]([:;!?»]|%(?!\())")
_AFTER = re.compile(r"«[ \u00a0]")
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_MOMENTS = {"fr": "d\u00a0MMMM y 'à' H\u00a0'h'\u00a0mm '(UTC)'", "en": "d MMMM y 'at' HH:mm '(UTC)'"}
"""Unicode date patterns (UTS 35)."""
_CLOCKS = {"fr": "d\u00a0MMM y, H\u00a0'h'\u00a0mm", "en": "d MMM y, HH:mm"}
_HOURS = {"fr": "H\u00a0'h'", "en": "HH:mm"}
_DAY = "d MMM"
_NUMBER, _MONEY = "0.################", "#,##0.00"


class Language(StrEnum):
    """The languages bareme speaks."""

    FRENCH = "fr"
    ENGLISH = "en"

    __hash__ = str.__hash__  # an enum's own is written in Python, and every sentence of a page asks for it


@dataclass(frozen=True, slots=True)
class Speech(Teller):
    """One language: turns messages and values into text for a reader; what is put into a sentence stays as it is."""

    language: Language

    def tell(self, message: Message | Wire | None) -> str:
        """A message in this language; empty for none."""
        return _told(self, message) if isinstance(message, Message) else Teller.tell(self, message)

    def sentence(self, text: str) -> str:
        """A sentence of ours in this language, its typography right."""
        return _sentence(self, text)

    def number(self, number: Decimal) -> str:
        """A number without trailing zeros: `15,5` or `15.5`."""
        return _number(self.language, number)

    def money(self, amount: Decimal) -> str:
        """An amount to the cent: `9,60` or `9.60`."""
        return _number(self.language, amount, _MONEY)

    def percent(self, share: float) -> str:
        """A share of 1: `65 %` or `65%`."""
        return _percent(self.language, round(share, 2))

    @property
    def separator(self) -> str:
        """What parts the cells of a CSV file: the comma is French's decimal sign, and Excel goes by it."""
        return ";" if self.language is Language.FRENCH else ","

    def moment(self, moment: datetime) -> str:
        """A moment to the minute, in UTC: `22 novembre 2026 à 14 h 05 (UTC)`."""
        return _moment(self, moment.replace(second=0, microsecond=0))

    def is_plural(self, count: Decimal) -> bool:
        """French nouns have their plural from two on, English ones but at one."""
        return abs(count) >= _TWO if self.language is Language.FRENCH else count != 1

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """A moment to the minute by the clocks of a zone, which is told beside it: `22 nov. 2026, 15 h 05`."""
        return _clock(self, moment.replace(second=0, microsecond=0).astimezone(zone), _CLOCKS[self.language])

    def hour(self, moment: datetime) -> str:
        """A whole hour by the moment's own clock: `15 h` or `15:00`."""
        return _clock(self, moment, _HOURS[self.language])

    def day(self, moment: datetime) -> str:
        """A day by the moment's own calendar: `22 nov.` or `22 Nov`."""
        return _clock(self, moment, _DAY)

    def typeset(self, text: str) -> str:
        """French wants narrow no-break spaces around its high punctuation, and apostrophes (’) between letters.

        English text passes as it is.
        """
        if self.language is not Language.FRENCH:
            return text
        spaced = _AFTER.sub(f"«{_NARROW}", _BEFORE.sub(rf"{_NARROW}\1", text))
        return _ELISION.sub("’", spaced)

    def pick(self, texts: Mapping[Any, str]) -> str:
        """This language's text among a rubric's, or the other one where it has no such text."""
        return _typeset(self, texts.get(self.language) or next(iter(texts.values()), ""))


def labelled(speech: Speech, label: Message | str, text: str) -> str:
    """`expected: text`, punctuated as the language does; a label that is a name is the same in all of them."""
    told = label if isinstance(label, str) else speech.tell(label)
    return speech.sentence(_LABELLED.text).format(label=told, text=text)


@lru_cache(maxsize=4096)
def _told(speech: Speech, message: Message) -> str:
    """A class is told the same findings and proofs again and again."""
    return Teller.tell(speech, message)


@lru_cache(maxsize=4096)
def _moment(speech: Speech, moment: datetime) -> str:
    from babel.dates import format_datetime  # noqa: PLC0415 - only where there is a moment to tell

    utc = moment.astimezone(UTC)
    return speech.typeset(format_datetime(utc, _MOMENTS[speech.language], locale=speech.language.value))


@lru_cache(maxsize=4096)
def _clock(speech: Speech, moment: datetime, pattern: str) -> str:
    from babel.dates import format_datetime  # noqa: PLC0415 - the same

    own = moment.replace(tzinfo=None)  # babel would tell the time of its own zone
    return format_datetime(own, pattern, locale=speech.language.value)


@lru_cache(maxsize=4096)
def _number(language: Language, number: Decimal, pattern: str = _NUMBER) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - only where there is a number to tell

    return format_decimal(number, pattern, locale=language.value)


@cache
def _percent(language: Language, share: float) -> str:
    from babel.numbers import format_percent  # noqa: PLC0415 - only where there is a share to tell

    return format_percent(share, locale=language.value)


@lru_cache(maxsize=4096)
def _typeset(speech: Speech, text: str) -> str:
    return speech.typeset(text)


@lru_cache(maxsize=4096)
def _sentence(speech: Speech, text: str) -> str:
    return speech.typeset(catalogue(speech.language).gettext(text))


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language; English needs none, since messages are written in it."""
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation("bareme", LOCALE_DIR, languages=[language])


def chosen(option: str | None, environment: Mapping[str, str] | None = None) -> Language:
    """The language of `--lang`, else of `BAREME_LANG` or the locale, else French."""
    env = os.environ if environment is None else environment
    asked = [option, *(env.get(name) for name in ("BAREME_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))]
    codes = [re.split(r"[_.@-]", text.casefold())[0] for text in asked if text]
    known = {language.value: language for language in Language}
    return next((known[code] for code in codes if code in known), Language.FRENCH)
