"""The answer of a machine's metadata service, as somebody saved it."""

from typing import Any

from bareme.files.json import parsed
from bareme.reference.arm import Wire, dig, dig_list, dig_text

MAX_BYTES = 2**17


def saved_document(content: bytes, called: str) -> Wire | None:
    """The document in a file's bytes, as evidence carries it; `None` where it is no such answer."""
    try:
        told: Any = parsed(content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"))
    except ValueError:
        return None
    signature = dig_text(told, "signature")
    if signature is None or dig(told, "encoding") != "pkcs7":
        return None
    return {"called": called, "document": signature, "issuers": dig_list(told, "issuers")}
