"""Commands of `az` inside sentences, set as code: they are typed, not read."""

import re

from markupsafe import Markup, escape

_VERBS = (
    "add|assign|attach|auto-shutdown|convert|create|deallocate|delete|detach|generalize|get-instance-view|invoke|list|"
    "list-ip-addresses|list-locations|list-sizes|list-skus|list-usage|login|open-port|query|redeploy|register|remove|"
    "resize|restart|run|scale|set|show|start|stop|swap|tag|update|upload|wait"
)
_VALUE = r"""(?:"[^"]*"|(?!--)[^\s()«»“”<>;,"]*[^\s()«»“”<>;,:."])"""
_NAME = r"--[a-z][a-z0-9-]*"
_TELLING = r"(?:[\w:.=-]*\d[\w:.=-]*\w|\d|[\w:.=-]{5,}\w)(?!['’])"
"""A value that is no word of a sentence: it holds a digit, or is long."""
_COMMAND = re.compile(
    rf"\baz(?: [a-z][a-z-]*){{0,4}}? (?:{_VERBS})(?![\w-])(?: {_NAME}(?:[ =]{_VALUE})?)*|{_NAME}(?:[ =]{_TELLING})?"
)
"""`az`, groups of commands and a verb, with options; or an option alone."""


def with_commands(text: str) -> Markup:
    """The sentence as HTML, each command or option in `<code>`."""
    parts: list[Markup] = []
    place = 0
    for found in _COMMAND.finditer(text):
        kind = Markup(' class="command"') if found[0].startswith("az") else Markup("")
        parts += [escape(text[place : found.start()]), Markup("<code{}>{}</code>").format(kind, found[0])]
        place = found.end()
    return Markup("").join([*parts, escape(text[place:])])
