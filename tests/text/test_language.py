"""Two languages, each with its own typography, and no sentence forgotten."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bareme.text.language import Language, Speech, chosen
from bareme.text.message import Message, lines, say

FRENCH, ENGLISH = Speech(Language.FRENCH), Speech(Language.ENGLISH)


@pytest.mark.parametrize(
    ("option", "environment", "expected"),
    [
        ("en", {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"BAREME_LANG": "en", "LANG": "fr_MA.UTF-8"}, "en"),
        (None, {"LC_ALL": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "fr"}, "fr"),
        (None, {"LANG": "ar_MA.UTF-8"}, "fr"),
        (None, {"LANG": "C"}, "fr"),
        (None, {}, "fr"),
    ],
)
def test_the_language_is_the_options_else_the_locales_else_french(
    option: str | None, environment: dict[str, str], expected: str
) -> None:
    assert chosen(option, environment) == expected


def test_french_typography() -> None:
    assert FRENCH.typeset("Attendu : « B1s » ; vraiment ?") == "Attendu\u202f: «\u202fB1s\u202f»\u202f; vraiment\u202f?"
    assert FRENCH.typeset("Notes sur %(scale)s ; 5 %") == "Notes sur %(scale)s\u202f; 5\u202f%", (
        "no mark before a value"
    )
    assert ENGLISH.typeset("Expected: x ?") == "Expected: x ?"


def test_numbers_and_moments() -> None:
    moment = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    assert (FRENCH.number(Decimal("15.50")), ENGLISH.number(Decimal("15.50"))) == ("15,5", "15.5")
    assert (FRENCH.number(Decimal(20)), FRENCH.number(Decimal(0))) == ("20", "0")
    assert FRENCH.moment(moment) == "22\u00a0novembre 2026 à 14\u00a0h\u00a005 (UTC)"
    assert ENGLISH.moment(moment) == "22 November 2026 at 14:05 (UTC)"


def test_a_message_keeps_what_is_put_into_it() -> None:
    hostile = say("{vm}: {list}", vm="{0} %s {vm}", list=("a", say("x {n}", n=2), Decimal("1.5")))
    assert str(hostile) == "{0} %s {vm}: a, x 2, 1.5"


@pytest.mark.parametrize(
    "message",
    [
        say("plain"),
        say("{a}", a="text"),
        say("{a} {b}", a=3, b=Decimal("0.25")),
        say("{a}", a=datetime(2026, 1, 1, tzinfo=UTC)),
        say("{a}", a=(say("{x}", x="y"), "z")),
    ],
)
def test_a_message_survives_being_kept(message: Message) -> None:
    assert Message.from_wire(message.to_wire()) == message


def test_thousands_of_lines_are_told_without_recursion() -> None:
    assert str(lines([say("{n}", n=n) for n in range(5000)])).count("\n") == 4999


@pytest.mark.parametrize(
    ("language", "n", "told"),
    [
        (Language.FRENCH, 0, "0 machine"),
        (Language.FRENCH, 1, "1 machine"),
        (Language.FRENCH, Decimal("1.5"), "1,5 machine"),
        (Language.FRENCH, 2, "2 machines"),
        (Language.ENGLISH, 0, "0 machines"),
        (Language.ENGLISH, 1, "1 machine"),
        (Language.ENGLISH, "12", "12 machines"),
        (Language.ENGLISH, "vm(s)", "vm(s) machine(s)"),
    ],
)
def test_an_ending_in_brackets_follows_its_number(language: Language, n: int | str | Decimal, told: str) -> None:
    message = say("{n} machine(s)", n=n)
    assert Speech(language).tell(message) == told
    assert Speech(language).tell(message.to_wire()) == told


def test_hours_of_a_school_and_amounts() -> None:
    paris = ZoneInfo("Europe/Paris")
    moment = datetime(2026, 11, 16, 8, 5, 59, tzinfo=UTC)
    assert FRENCH.clock(moment, paris) == "16\u00a0nov. 2026, 9\u00a0h\u00a005"
    assert ENGLISH.clock(moment, paris) == "16 Nov 2026, 09:05"
    hour = moment.astimezone(paris)
    assert (FRENCH.hour(hour), ENGLISH.hour(hour)) == ("9\u00a0h", "09:05")
    assert (FRENCH.day(hour), ENGLISH.day(hour)) == ("16 nov.", "16 Nov")
    assert (FRENCH.money(Decimal("9.6")), ENGLISH.money(Decimal("1234.5"))) == ("9,60", "1,234.50")
