"""`_("…")` in templates: a sentence of ours with values put into it.

Jinja's own makes a context of its own for every call inside a loop or a block; a page says more than a hundred
sentences, nearly all of them said on the page before.
"""

from collections.abc import Callable
from functools import lru_cache

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from bareme.text.language import Speech

REMEMBERED = 4096
"""Sentences of pages, values and all."""


def wording(speech: Speech) -> Callable[..., str]:
    """The function behind `_`: as Jinja's new-style gettext, values are escaped where the page is."""

    @lru_cache(maxsize=REMEMBERED, typed=True)
    def told(kind: type[str], text: str, /, **values: object) -> str:
        return kind(speech.sentence(text)) % values

    @pass_eval_context
    def gettext(context: EvalContext, text: str, /, **values: object) -> str:
        return told(Markup if context.autoescape else str, text, **values)

    return gettext
