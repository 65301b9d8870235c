"""Which credential gave the token, read from azure-identity's own log: it says so nowhere else in public."""

import logging
import re
from typing import Self

_GIVER = re.compile(r"acquired a token from (\w+)")
_LOGGER = "azure.identity"


class CredentialName(logging.Handler):
    """Listens while it is entered ("Troubleshoot Azure Identity": `… acquired a token from AzureCliCredential`)."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.giver = ""
        self._level = logging.NOTSET

    def __enter__(self) -> Self:
        logger = logging.getLogger(_LOGGER)
        self._level = logger.level
        logger.setLevel(logging.INFO)
        logger.addHandler(self)
        return self

    def __exit__(self, *error: object) -> None:
        logger = logging.getLogger(_LOGGER)
        logger.removeHandler(self)
        logger.setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the last name: the chain speaks after the credential inside it."""
        found = _GIVER.search(record.getMessage())
        self.giver = found[1] if found else self.giver
