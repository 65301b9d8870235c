"""`read_script`: a file as handed in, read and followed, never run."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from bareme.scripts.limits import MAX_CHARACTERS, Tangled
from bareme.scripts.model import HOLE, Kind, Note, Script
from bareme.scripts.parsing.readable import (
    BATCHES,
    POWERSHELLS,
    SHELLS,
    Fenced,
    fenced,
    prompted,
    typed,
    unified,
)
from bareme.scripts.parsing.syntax import Block
from bareme.scripts.running.commands import az_command, other_tool, secret_warning
from bareme.scripts.running.interpreter import follow
from bareme.scripts.running.state import State
from bareme.scripts.secrets import written_secrets
from bareme.scripts.tools import declared, kind_of_declaration
from bareme.text.message import say

_SUFFIXES = {
    ".sh": Kind.BASH,
    ".bash": Kind.BASH,
    ".ps1": Kind.POWERSHELL,
    ".bat": Kind.BATCH,
    ".cmd": Kind.BATCH,
    ".bicep": Kind.BICEP,
    ".tf": Kind.TERRAFORM,
}
_PROMPTS = {"powershell": Kind.POWERSHELL, "cmd": Kind.BATCH}
_SIGNS = {
    Kind.POWERSHELL: re.compile(
        r"^[^\S\n]*(?:(?:\[[\w.\[\]]+\]\s*)?\$(?:[\w:]+|\{[^}\n]*\})(?:[.,\[][^=\n]*)?\s*[-+*/]?=(?!=)|foreach\s*\("
        r"|for\s*\(\s*\$|param\s*\(|function\s+[\w-]+\s*(?:\(\s*[\[$]|\{\s*param\b)|New-Az\w+|if\s*\(\s*\$)"
        r"|\|\s*(?:ForEach-Object|%)\s*\{",
        re.IGNORECASE | re.MULTILINE,
    ),
    Kind.BATCH: re.compile(r"^[^\S\n]*(?:@echo off|set\s+\"?\w+=|for\s+(?:/l\s+)?%%)", re.IGNORECASE | re.MULTILINE),
}


def read_script(text: str, name: str) -> Script:
    """The commands a script would run, whatever shell it is for, and what should be known about it."""
    plain = unified(text[:MAX_CHARACTERS])
    kind = _kind(plain, name)
    too_long = [Note(0, say("the script is too long; only its beginning was read"))] * (len(text) > MAX_CHARACTERS)
    if kind in {Kind.BICEP, Kind.TERRAFORM, Kind.TEMPLATE}:
        return Script(name, kind, (), tuple(too_long), tuple(declared(plain, kind)))
    read = [_best(body, own) for own, body in _bodies(plain, kind, name)]
    states = [one.state for one in read]
    runs = [run for state in states for run in state.runs]
    commands = tuple(command for run in runs if (command := az_command(run)))
    secrets = (*(found for run in runs if (found := secret_warning(run))), *written_secrets(plain))
    told = dict.fromkeys([*too_long, *(one for state in states for one in state.warnings), *secrets])
    others = tuple(tool for run in runs if (tool := other_tool(run)))
    return Script(name, kind, commands, tuple(sorted(told, key=lambda one: one.line)), others)


def _kind(text: str, name: str) -> Kind:
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.casefold()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix == ".md" or text.startswith("#!"):
        return Kind.BASH
    return kind_of_declaration(text) or _shell(text)


def _shell(text: str) -> Kind:
    """Bash, unless the text shows that it is for another shell."""
    signed = next((kind for kind, sign in _SIGNS.items() if sign.search(text)), None)
    return signed or _PROMPTS.get(prompted(text) or "", Kind.BASH)


def _bodies(text: str, kind: Kind, name: str) -> Iterator[tuple[Kind, str]]:
    """The scripts in a file: the file, or the code blocks of a Markdown page one after the other as one."""
    if not name.casefold().endswith(".md"):
        yield kind, text
        return
    parts: dict[Kind, list[Fenced]] = {}
    for block in fenced(text):
        own = _block_kind(block.language, "\n".join(block.lines))
        if own:
            parts.setdefault(own, []).append(block)
    for own, blocks in parts.items():
        yield own, _overlaid(blocks)


def _block_kind(language: str, body: str) -> Kind | None:
    if language in POWERSHELLS:
        return Kind.POWERSHELL
    if language in BATCHES:
        return Kind.BATCH
    return _shell(body) if language in SHELLS else None


def _overlaid(blocks: list[Fenced]) -> str:
    """Code blocks, which follow one another, on the lines they stand on."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.start - len(lines))
        lines += block.lines
    return "\n".join(lines)


class Reading(NamedTuple):
    """A text as it was followed."""

    state: State
    is_clean: bool

    @property
    def worth(self) -> tuple[int, int, bool]:
        """More commands are better, then more that are known in full, then nothing unread."""
        whole = sum(not any(HOLE in field for field in run.fields) for run in self.state.runs)
        return len(self.state.runs), whole, self.is_clean


def _best(text: str, kind: Kind) -> Reading:
    """A text as it stands; without prompts, or as PowerShell, only where that says more."""
    is_powershell = kind is Kind.BASH and not text.startswith("#!") and _shell(text) is Kind.POWERSHELL
    kinds = [kind, Kind.POWERSHELL] if is_powershell else [kind]
    return max((_followed(one, own) for own in kinds for one in (text, *typed(text))), key=lambda one: one.worth)


def _followed(text: str, kind: Kind) -> Reading:
    try:
        program, lost = _parsed(text, kind)
    except (Tangled, RecursionError):
        return Reading(State(warnings=[Note(0, say("the script is too tangled to be read"))]), is_clean=False)
    state = follow(program)
    for line in lost[:3]:
        state.warn(line, say("something near here could not be understood"))
    return Reading(state, is_clean=not lost)


def _parsed(text: str, kind: Kind) -> tuple[Block, list[int]]:
    """A grammar is only loaded where there is a script in its language."""
    if kind is Kind.POWERSHELL:
        from bareme.scripts.parsing.powershell import parse  # noqa: PLC0415 - see above
    elif kind is Kind.BATCH:
        from bareme.scripts.parsing.cmd_batch import parse  # noqa: PLC0415
    else:
        from bareme.scripts.parsing.bash import parse  # noqa: PLC0415
    return parse(text)
