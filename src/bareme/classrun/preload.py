"""What every process of a class run begins with: imported once, in the fork server, while the command imports too."""

from contextlib import suppress

import bareme.classrun.outputs  # noqa: F401 - to have it
from bareme.checking.catalogue import catalogue
from bareme.errors import UsageError

with suppress(UsageError):  # told by whoever asks for the checks
    catalogue()
