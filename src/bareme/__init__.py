"""bareme grades cloud labs: a rubric in YAML, evidence from Azure, a report for every student.

What a check is written with is imported from here; see `bareme.checking.api` for the names.
"""

from typing import TYPE_CHECKING, Any

from bareme.version import __version__ as __version__

if TYPE_CHECKING:
    from bareme.checking.api import *  # noqa: F403 - the names themselves come by __getattr__


def __getattr__(name: str) -> Any:
    """A name that a check is written with, imported when it is asked for: `bareme --help` needs none of them."""
    from bareme.checking import api  # noqa: PLC0415 - see above

    if name == "__all__":
        return [*api.__all__, "__version__"]
    if name in api.__all__:
        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
