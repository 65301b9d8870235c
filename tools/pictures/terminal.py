"""What a terminal shows, as SVG: the commands are run, their colours and words are theirs."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

WIDTH = 100
STUDENT = "E007"
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix, .{unique_id}-title {{
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""
"""Rich's own, without the typeface that it would have fetched from elsewhere."""


def shoot(run: Path, language: str, folder: Path) -> None:
    """A self-check and a graded class."""
    check = ["check", "--rubric", "tp2-vm", "--evidence", f"evidence/{STUDENT}", "--no-history"]
    grade = ["grade", "roster.csv", "--rubric", "tp2-vm", "--evidence", "evidence", "--out", "run", "--offline"]
    for name, words in (("check", check), ("grade", grade)):
        _drawn(f"bareme {' '.join(words)}", _said([*words, "--lang", language], run), folder / f"{name}.svg")


def _said(words: list[str], place: Path) -> str:
    """What a command prints to a terminal of this width."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    with subprocess.Popen(
        [sys.executable, "-m", "bareme", *words], cwd=place, env=environment, stdout=theirs, stderr=subprocess.DEVNULL
    ):
        os.close(theirs)
        parts = bytearray()
        try:
            while part := os.read(ours, 4096):
                parts += part
        except OSError:
            pass  # how a pseudo-terminal says that nobody writes to it any more
    os.close(ours)
    return parts.decode().replace("\r\n", "\n")


def _drawn(command: str, said: str, file: Path) -> None:
    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(Text.from_ansi(f"\x1b[1m$ {command}\x1b[0m\n\n{said.rstrip()}"))
    svg = console.export_svg(title="bareme", theme=SVG_EXPORT_THEME, code_format=FRAME, unique_id="t")
    file.write_text(svg, encoding="utf-8", newline="\n")
