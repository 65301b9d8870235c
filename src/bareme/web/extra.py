"""Whether what the pages are served with is installed."""

from importlib import import_module

from bareme.errors import UsageError
from bareme.text.message import say

LIBRARIES = ("PIL", "pypdfium2", "rapidfuzz", "starlette", "uvicorn")


def require_web() -> None:
    """Find out whether the extra `web` is installed.

    Raises:
        UsageError: it is not.
    """
    try:
        for name in LIBRARIES:
            import_module(name)
    except ImportError as error:
        raise UsageError(
            say("What serves the page is not installed: {name} is missing.", name=error.name or str(error)),
            say("Install it with pip install 'bareme[web]'."),
        ) from error
