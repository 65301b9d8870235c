"""The Jinja environment: strict, escaping, and speaking one language."""

import base64
import hashlib
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bareme.content import root
from bareme.evidence.words import source_name, why_unread
from bareme.report.commands import with_commands
from bareme.report.template_gettext import wording
from bareme.text.language import Speech, catalogue


def environment(speech: Speech) -> Environment:
    """An environment over `reports/templates` in the language of `speech`."""
    templates = root() / "reports" / "templates"
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = catalogue(speech.language)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        speech.sentence,
        lambda one, many, n: speech.typeset(words.ngettext(one, many, n)),
        newstyle=True,
    )
    env.filters |= {
        "tell": speech.tell,
        "pick": speech.pick,
        "number": lambda value: speech.number(Decimal(str(value))),
        "moment": lambda text: speech.moment(datetime.fromisoformat(text)) if text else "",
        "clock": lambda text, zone: speech.clock(datetime.fromisoformat(text), ZoneInfo(zone)),
        "hour": speech.hour,
        "day": speech.day,
        "percent": speech.percent,
        "money": speech.money,
        "commands": with_commands,
        "csp_hash": _csp_hash,
        "source": cache(lambda one: _source(one, speech)),
        "why_unread": lambda one: speech.tell(why_unread(one["status"], one["error"])),
    }
    env.globals["_"] = wording(speech)
    env.globals["lang"] = speech.language.value
    env.globals["asset"] = lambda name: Markup((templates / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return env


def plain_environment(speech: Speech) -> Environment:
    """The same for text that is not HTML: YAML, Markdown; quoting is done by `tojson` there."""
    env = environment(speech)
    env.autoescape = False
    return env


def _source(name: str, speech: Speech) -> str:
    told = source_name(name)
    return told if isinstance(told, str) else speech.tell(told)


def _csp_hash(script: Any) -> str:
    """The hash by which a page's policy admits its own script and no other (W3C, Content Security Policy 3)."""
    digest = hashlib.sha256(str(script).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
