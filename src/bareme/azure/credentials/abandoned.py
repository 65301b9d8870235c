"""What an `az` that hung leaves behind: its pipe is held open by its children, and outlives the event loop."""

import sys

_CLOSED = "Event loop is closed"


def silence_closed_loops() -> None:
    """Let Python not print that it could not close such a pipe (bpo-39232): the sign-in was told to have failed."""
    told = sys.unraisablehook

    def hook(unraisable: "sys.UnraisableHookArgs") -> None:
        if not (isinstance(unraisable.exc_value, RuntimeError) and str(unraisable.exc_value) == _CLOSED):
            told(unraisable)

    sys.unraisablehook = hook
