"""What is told by the short way is what the long way tells, and is escaped where a page is."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from jinja2 import Environment

from bareme.report.jinja_environment import environment, plain_environment
from bareme.text.language import Language, Speech
from bareme.text.message import Message, Texts, say

MOMENT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
HOSTILE = '<a title="x">&\'\t\r\n{0} %s'


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "message",
    [
        say("not met"),
        say("{a} is {b}", a=HOSTILE, b=3),
        say("{a} {b}", a=Decimal("15.50"), b=Decimal("0E+2")),
        say("{a}", a=MOMENT),
        say("{each}", each=(say("not met"), "z", Decimal("1.5"), (MOMENT, 2))),
        say("{a}", a=Texts((("fr", "l'une : deux"), ("en", "one")))),
        say("{a}", a=Texts(())),
    ],
)
def test_a_kept_message_is_told_as_the_message_itself(language: Language, message: Message) -> None:
    speech = Speech(language)
    assert speech.tell(message.to_wire()) == speech.tell(message)


def rendered(env: Environment, text: str, **values: object) -> str:
    return env.from_string(text).render(values)


@pytest.mark.parametrize("value", ["<b>", "b"])
def test_values_are_escaped_in_pages_alone(value: str) -> None:
    template = '{% for one in [1, 1.0] %}{{ _("100%% of %(n)s is %(x)s", n=one, x=x) }};{% endfor %}'
    page, plain = environment(Speech(Language.ENGLISH)), plain_environment(Speech(Language.ENGLISH))
    escaped = value.replace("<", "&lt;").replace(">", "&gt;")
    assert rendered(page, template, x=value) == f"100% of 1 is {escaped};100% of 1.0 is {escaped};"
    assert rendered(plain, template, x=value) == f"100% of 1 is {value};100% of 1.0 is {value};"
