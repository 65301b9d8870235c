"""Click's own sentences – usage, wrong options – in the reader's language.

Click asks gettext for them, in the domain and the language that the process has. They stand in our catalogue under
Click's words; `tools/messages.py` takes them from here. (click 8: `exceptions.py`, `parser.py`, `core.py`, `types.py`.)
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bareme.cli.placeholders import HelpFormatter
from bareme.text.language import LOCALE_DIR, Language

DOMAIN = "bareme"

SENTENCES = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Show the version and exit.",
    "%(prog)s, version %(version)s",
    "default: {default}",
    "env var: {var}",
    "Try '{command} {option}' for help.",
    "Error: {message}",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing command.",
    "Argument {name!r} takes {nargs} values.",
    "Choose from:\n\t{choices}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    "file",
    "directory",
    "path",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "Could not open file {filename!r}: {message}",
    "Repeat for confirmation",
    "Error: The two entered values do not match.",
    "Aborted!",
)

PLURALS = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let Click speak this language; afterwards everything is as it was."""
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    formatter, click.Context.formatter_class = click.Context.formatter_class, HelpFormatter
    os.environ["LANGUAGE"] = language.value
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        click.Context.formatter_class = formatter
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
