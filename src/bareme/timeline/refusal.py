"""Why Azure refused: the innermost code of an answer that wraps its reasons several times.

`statusMessage` is JSON with an error whose `details` hold errors, whose messages may be JSON again. The outer codes
(`ResourceDeploymentFailure`, `DeploymentFailed`, `Conflict`) tell that something failed, the innermost tells what.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bareme.files.json import parsed
from bareme.reference.arm import dig_list, dig_text

_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """One innermost error: its code, what it is about where Azure says so (`vmSize`), and its text."""

    code: str
    target: str = ""
    message: str = ""


def reasons(answer: str) -> tuple[Reason, ...]:
    """The innermost errors of an answer, in Azure's order; none where it is no error of Azure's."""
    return tuple(dict.fromkeys(_innermost(_object(answer), 0)))


def _innermost(error: Any, depth: int) -> Iterator[Reason]:
    """The errors below this one, else this one itself."""
    if not isinstance(error, dict) or depth > _DEEPEST:
        return
    inner = [error["error"]] if isinstance(error.get("error"), dict) else dig_list(error, "details")
    message = dig_text(error, "message") or ""
    wrapped = _object(message)
    below = [one for part in (*inner, wrapped) for one in _innermost(part, depth + 1)]
    code = dig_text(error, "code") or dig_text(error, "Code") or ""
    if below:
        yield from below
    elif code:
        yield Reason(code, dig_text(error, "target") or "", message)


def _object(text: str) -> Any:
    if not text.lstrip().startswith("{"):
        return None
    try:
        return parsed(text)
    except ValueError:
        return None
