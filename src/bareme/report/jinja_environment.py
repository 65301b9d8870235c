"""The Jinja environment: strict, escaping, and speaking one language."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from bareme.content import root
from bareme.evidence.words import source_name, why_unread
from bareme.lab.provenance import TOLD, Tool
from bareme.report.commands import with_commands
from bareme.report.template_gettext import wording
from bareme.text.language import Speech, catalogue

Finalizer = Callable[[Any], Any]


def environment(speech: Speech, *, escaping: bool = True, finalize: Finalizer | None = None) -> Environment:
    """An environment over `reports/templates` in the language of `speech`; `finalize` as Jinja has it."""
    templates = root() / "reports" / "templates"
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=escaping,  # noqa: S701 - off for text that is not HTML alone, by `plain_environment`
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_compiled(speech, escaping, finalize),
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
        "tool": lambda name: speech.tell(TOLD[Tool(name)]) if name in _TOOLS else name,
        "why_unread": lambda one: speech.tell(why_unread(one["status"], one["error"])),
    }
    env.globals["_"] = wording(speech)
    env.globals["lang"] = speech.language.value
    env.globals["asset"] = lambda name: Markup((templates / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return env


_TOOLS = frozenset(Tool)


def plain_environment(speech: Speech) -> Environment:
    """The same for text that is not HTML: YAML, Markdown; quoting is done by `tojson` there."""
    return environment(speech, escaping=False)


class _Compiled(BytecodeCache):
    """What templates were compiled to, for as long as the process lives; Jinja compares the source."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@cache
def _compiled(*_folded_in: Speech | bool | Finalizer | None) -> _Compiled:
    """One for each set of what constants of a template are folded with."""
    return _Compiled()


def _source(name: str, speech: Speech) -> str:
    told = source_name(name)
    return told if isinstance(told, str) else speech.tell(told)


def _csp_hash(script: Any) -> str:
    """The hash by which a page's policy admits its own script and no other (W3C, Content Security Policy 3)."""
    digest = hashlib.sha256(str(script).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
