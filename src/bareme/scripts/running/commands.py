"""From a command's words to an `AzCommand`: options named in full, secrets left out."""

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from bareme.scripts.model import HOLE, WRITTEN_SECRET, AzCommand, Note, OtherTool
from bareme.scripts.numbers import whole
from bareme.scripts.running.state import Run

_AZ = re.compile(r"(?:.*[/\\])?az(?:\.cmd|\.exe|\.bat)?", re.IGNORECASE)
_WRAPPERS = {"sudo", "time", "nohup", "exec", "command", "env", "call", "&", "xargs", "timeout", "start", "cmd",
             "builtin", "!"}  # fmt: skip
_SHORT = MappingProxyType(
    {"n": "name", "g": "resource-group", "l": "location", "z": "zone", "o": "output", "d": "defaults"}
)
_SECRET = re.compile(
    r"(admin-)?password|.*-password|client-secret|secret|secrets|protected-settings|.*-key", re.IGNORECASE
)
_SECRET_SHORT = {("login",), ("mysql",), ("sql",)}
_CMDLETS = MappingProxyType(
    {
        "new-azvm": "vm",
        "new-azurermvm": "vm",
        "new-azavailabilityset": "availability-set",
        "new-azurermavailabilityset": "availability-set",
        "new-azvmss": "vmss",
        "new-azresourcegroupdeployment": "template",
        "terraform": "template",
    }
)
_FURTHEST = 8
"""Words within which `az` follows `sudo`, `time` and the like."""
REDACTED = "***"


def concerns(fields: Sequence[str]) -> bool:
    """Whether this command does something in Azure."""
    return bool(fields) and (_start(fields) is not None or fields[0].casefold() in _CMDLETS)


def az_command(run: Run) -> AzCommand | None:
    """The `az` command this is, if it is one."""
    start = _start(run.fields)
    if start is None:
        return None
    words = run.fields[start + 1 :]
    stop = next((n for n, word in enumerate(words) if word.startswith("-")), len(words))
    group = tuple(word.casefold() for word in words[:stop])
    options = dict(_options(words[stop:], group))
    count = options.get("count", ("1",))
    number = whole(count[0]) if count else None
    unresolved = any(HOLE in word for word in words)
    return AzCommand(group, MappingProxyType(options), max(number or 1, 1), run.line, unresolved)


def secret_warning(run: Run) -> Note | None:
    """A warning where the command holds a secret in plain text; the secret itself is not in it."""
    start = _start(run.fields)
    if start is None:
        return None
    words = run.fields[start + 1 :]
    for name, values in _split(words):
        if _is_secret(name, words) and values and not all(HOLE in value or not value for value in values):
            return Note(run.line, WRITTEN_SECRET)
    return None


def other_tool(run: Run) -> OtherTool | None:
    """A tool that is not the Azure CLI, or the CLI deploying somebody's template."""
    name = run.fields[0].casefold()
    if name in _CMDLETS:
        tool = "Terraform" if name == "terraform" else "Azure PowerShell"
        return OtherTool(tool, _CMDLETS[name], run.line)
    command = az_command(run)
    if command and command.group[:1] == ("deployment",) and command.group[-1:] == ("create",):
        return OtherTool("ARM template", "template", run.line)
    return None


def _start(fields: Sequence[str]) -> int | None:
    """Where `az` stands: first, or behind the likes of `sudo`."""
    if fields and _AZ.fullmatch(fields[0]):
        return 0
    if not fields or fields[0].casefold() not in _WRAPPERS:
        return None
    return next((n for n, word in enumerate(fields[:_FURTHEST]) if _AZ.fullmatch(word)), None)


def _options(words: Sequence[str], group: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, values in _split(words):
        secret = _is_secret(name, group)
        yield _SHORT.get(name, name), tuple(REDACTED for _ in values) if secret else tuple(values)


def _split(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Options with their values: `--name x`, `--name=x`, `-n x`, `-n=x`."""
    found: list[tuple[str, list[str]]] = []
    for word in words:
        if word.startswith("-") and not re.fullmatch(r"-\d+", word):
            name, equals, value = word.lstrip("-").partition("=")
            found.append((name.casefold() if word.startswith("--") else name, [value] if equals else []))
        elif found:
            found[-1][1].append(word)
    return found


def _is_secret(name: str, group: Sequence[str]) -> bool:
    return bool(_SECRET.fullmatch(name)) or (name == "p" and tuple(group[:1]) in _SECRET_SHORT)
