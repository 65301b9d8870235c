"""Runs the command blocks of a page in the order of the page, and holds what is shown as output against what comes out.

A block `sh` is run, command by command; a word `ID` is the subscription at hand. A block `output` is what the commands
before it printed, times and ids aside, where a line `…` stands for any lines. `bareme` runs in this process, other
programs by `sh`; what installs or signs in is no part of bareme and is passed over.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser

from bareme.__main__ import main

NOT_OURS = ("az", "build/fuzz/bin/", "pip", "pipx", "pre-commit", "python3 -m venv")
ROOT = Path(__file__).parents[2]
VARYING = (
    (r"\d{4}-\d\d-\d\d[T ]?\d\d:\d\d(:\d\d)?(\.\d+)?Z?", "TIME"),
    (r"\d{8}T\d{6}Z", "TIME"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "ID"),
    (r"\b[0-9a-f]{12,64}\b", "HASH"),
    (r"127\.0\.0\.1:\d+\S*", "ADDRESS"),
    (r"\d+([.,]\d+)? ?(ms|s)\b", "SECONDS"),
    (r"[ \u00a0\u202f]+", " "),
)


@dataclass
class Shell:
    """A shell as the pages need it."""

    demo: Path | None = None
    """The demonstration class, made before: it is copied where a page makes it and shows nothing of that."""
    printed: str = ""
    code: int = 0

    def run(self, example: Example) -> str | None:
        """Run a block; what went wrong, if anything."""
        self.printed = ""
        for line in lines(str(example.parsed)):
            self._line(line)
            shown = f"{line}\n{self.printed}"
            if self.code and not self._is_told(str(example.parsed)):
                return f"ended with {self.code}: {shown}"
        return None

    def compare(self, example: Example) -> str | None:
        """Hold the output shown against what was printed."""
        shown, printed = plain(str(example.parsed)), plain(self.printed)
        pattern = re.sub(r"[\[\]?*]", lambda found: f"[{found[0]}]", shown).replace("\n…\n", "\n*")
        pattern = re.sub(r"^…\n|…$", "*", pattern)
        return None if fnmatchcase(printed, pattern) else f"the page shows\n{shown}\nbut there came\n{printed}"

    def _line(self, line: str) -> None:
        line = re.sub(r"\bID\b", os.environ.get("AZURE_SUBSCRIPTION_ID", "ID"), line)
        words = shlex.split(line, comments=True)
        if not words or line.startswith(NOT_OURS):
            return
        if words[0] == "bareme":
            self._ours([one for word in words[1:] for one in named(word)])
        elif words[0] == "cd":
            os.chdir(words[1])
        elif words[0] == "make":
            self._by_shell(f"make -n -C {ROOT} {shlex.join(words[1:])}")
        else:
            self._by_shell(line.replace("$?", str(self.code)))

    def _ours(self, words: list[str]) -> None:
        if self.demo and words[0] == "demo" and "-q" in words:
            shutil.copytree(self.demo, words[words.index("--out") + 1])
            return
        told, place = io.StringIO(), None
        if ">" in words:
            *words, _, place = words
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told if place is None else io.StringIO()):
            self.code = main(words)
        if place is None:
            self.printed += told.getvalue()
        else:
            Path(place).expanduser().write_text(told.getvalue(), encoding="utf-8")

    def _by_shell(self, line: str) -> None:
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        self.code = done.returncode
        self.printed += done.stdout + done.stderr

    @staticmethod
    def _is_told(block: str) -> bool:
        """Whether the page speaks of the code: `echo $?`."""
        return "$?" in block


def named(word: str) -> list[str]:
    """A word as the shell hands it over: the files that a pattern names, or itself."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


def lines(block: str) -> Iterator[str]:
    """The commands of a block: a line each, or several where a quotation or a backslash goes on."""
    command = ""
    for line in block.replace("\\\n", " ").splitlines():
        command = f"{command}\n{line}".lstrip("\n")
        with contextlib.suppress(ValueError):
            shlex.split(command, comments=True)
            if command.strip():
                yield command
            command = ""


def plain(text: str) -> str:
    """A text without what differs from one run to the next."""
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return "\n".join(line.strip() for line in text.strip().splitlines())


def run_page(page: Path, demo: Path | None = None) -> None:
    """Every block of a page, in its order; the first that is wrong raises."""
    shell = Shell(demo)
    parsers = [CodeBlockParser("sh", shell.run), CodeBlockParser("output", shell.compare)]
    for example in Sybil(parsers=parsers).parse(page).examples():
        example.evaluate()
