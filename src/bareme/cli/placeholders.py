"""What stands for a value in a command's help, in the reader's language: `--evidence DIR` is `--evidence DOSSIER`."""

import gettext
import re
from collections.abc import Iterable

import click

WORDS = (
    "ADDRESS", "CRITERION", "DIR", "EVIDENCE", "FILE", "FLOAT RANGE", "FOLDER", "INTEGER RANGE", "LABEL", "NAME",
    "OLD_RUN", "ROSTER", "RUN", "SECONDS", "TEXT", "WORD",
)  # fmt: skip
"""In English; their translations stand in the catalogue."""
HEADING = "{heading}:"
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})(?=\d?\b)")


class HelpFormatter(click.HelpFormatter):
    """Click's, with such words in the reader's language; the language is the one Click speaks."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that tells how the command is called."""
        super().write_usage(prog, in_language(args), prefix)

    def write_heading(self, heading: str) -> None:
        """A heading, punctuated as the language does."""
        self.write(f"{'':>{self.current_indent}}{gettext.gettext(HEADING).format(heading=heading)}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options and what they are for."""
        super().write_dl([(in_language(name), text) for name, text in rows], col_max, col_spacing)


def in_language(text: str) -> str:
    """A text of a command's help with such words translated."""
    return _WORD.sub(lambda found: gettext.gettext(found[0]), text)
