"""A console that breaks no line at a no-break space, as French typography asks before `:`, `»` and units.

Rich breaks lines at whatever Python calls white space, which a no-break space is. While lines are being broken other
signs, which stand for nothing, hold its place.
"""

from typing import IO, Any

from rich.console import Console
from rich.text import Text

_HELD = str.maketrans({"\u00a0": "\ue000", "\u202f": "\ue001"})
_SPACES = str.maketrans({"\ue000": "\u00a0", "\ue001": "\u202f"})


class UnbrokenConsole(Console):
    """Rich's console, over a stream that gets the spaces back."""

    def __init__(self, file: IO[str], **options: Any) -> None:
        super().__init__(file=_Restoring(file), **options)  # type: ignore[arg-type]  # what it lacks is the stream's own

    def render_str(self, text: str, **options: Any) -> Text:
        """A text with its no-break spaces held."""
        return super().render_str(text.translate(_HELD), **options)


class _Restoring:
    """A stream that writes spaces for the signs that held their places."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write it as it was meant."""
        return self._stream.write(text.translate(_SPACES))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
