"""The roots that a signature of Azure must lead to: those shipped, with their date, or those that somebody names."""

from pathlib import Path

from cryptography import x509

from bareme.errors import UsageError
from bareme.files.bounded import content_of
from bareme.text.message import say

SHIPPED = Path(__file__).with_name("roots.pem")
MAX_BYTES = 2**20


def roots(path: Path | None = None) -> tuple[x509.Certificate, ...]:
    """The certificates in a PEM file, by default the one that is shipped.

    Raises:
        UsageError: it cannot be read, or holds no certificate.
    """
    place = path or SHIPPED
    content = content_of(place, MAX_BYTES, UsageError, say("{file} is too large to be read", file=str(place)))
    try:
        return tuple(x509.load_pem_x509_certificates(content))
    except ValueError as error:
        raise UsageError(
            say("{file} holds no certificate in PEM form", file=str(place)),
            say("Give the root certificates, and the issuing ones that are missing, one after the other."),
        ) from error
