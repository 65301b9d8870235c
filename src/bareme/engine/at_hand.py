"""What every process that grades or writes begins with: imported once, in the fork server, and nowhere else."""

from contextlib import suppress

import bareme.engine.worker
import bareme.report.run  # noqa: F401 - to have it
from bareme.content import catalogue
from bareme.errors import UsageError

with suppress(UsageError):  # told by whoever asks for the checks
    catalogue()
