"""Other names for students and ids: the same for the same key, and told by nothing without it (HMAC, RFC 2104)."""

import csv
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bareme.errors import UsageError
from bareme.export.cells import text_cell
from bareme.files.atomic import written
from bareme.text.message import say

KEY = "pseudonyms.key"
TABLE = "pseudonyms.csv"
"""Both stay in the run's own folder."""

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Namer:
    """Gives other names."""

    key: bytes

    @classmethod
    def of(cls, folder: Path) -> "Namer":
        """The namer of a run: its key is made once and kept, so that a second copy has the same names.

        Raises:
            UsageError: the key cannot be read.
        """
        file = folder / KEY
        try:
            if not file.exists():
                file.touch(mode=0o600)
                file.write_text(secrets.token_hex(_BYTES), encoding="ascii")
            key = bytes.fromhex(file.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise UsageError(say("{file} cannot be read: {reason}", file=str(file), reason=str(error))) from error
        if len(key) < _BYTES:
            raise UsageError(say("{file} is no key; put it away, and another one is made.", file=str(file)))
        return cls(key)

    def student(self, student_id: str) -> str:
        """`P` and twelve digits: a hundred thousand students have different ones."""
        return f"P{self._digest('student', student_id)[:12]}"

    def guid(self, text: str) -> str:
        """Another GUID for a subscription, a tenant, a person or an event."""
        return str(UUID(self._digest("guid", text.casefold())[:32]))

    def _digest(self, kind: str, text: str) -> str:
        return hmac.digest(self.key, f"{kind}\0{text}".encode("utf-8", "surrogatepass"), "sha256").hex()


def write_table(folder: Path, namer: Namer, student_ids: Iterable[str]) -> Path:
    """Write who is who, for the teacher alone."""
    path = folder / TABLE
    with written(path, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["student_id", "pseudonym"])
        rows.writerows([text_cell(one), namer.student(one)] for one in student_ids)
    path.chmod(0o600)
    return path
