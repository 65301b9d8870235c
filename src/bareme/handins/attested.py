"""The attested documents of a hand-in: verified when it is taken in; what is kept are the facts that Azure signed."""

import base64
import binascii
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bareme.attestation.document import Attested, NotAttestedError, attested
from bareme.attestation.saved import MAX_BYTES, saved_document
from bareme.handins import troubles
from bareme.handins.attesting import Attesting
from bareme.handins.items import BROKEN, Item
from bareme.handins.sorting import Sorted
from bareme.reference.arm import Wire, dig_list, dig_text
from bareme.text.message import say


def verify_attested(found: Sorted, students: Sequence[str], by: Attesting | None) -> None:
    """Put verified facts in the place of the documents in a hand-in; what is wrong with one joins its troubles."""
    numbers = by.numbers(students) if by else frozenset()
    loose = [document for item in list(found.files) if (document := _document(item))]
    evidence = []
    for number, one in enumerate(found.evidence):
        last = number == len(found.evidence) - 1
        documents = (*one.attested, *(loose if last else ()))
        evidence.append(replace(one, attested=tuple(_facts(documents, numbers, by, found))))
    if by and by.is_asked and evidence and not loose and not any(one.attested for one in found.evidence):
        found.troubles.append(troubles.NOT_ATTESTED_AT_ALL)
    found.evidence[:] = evidence


def _facts(documents: Iterable[Wire], numbers: frozenset[str], by: Attesting | None, found: Sorted) -> Iterator[Wire]:
    for document in documents:
        called = dig_text(document, "called") or "attested"
        try:
            one = _numbered(_verified(document, by), numbers)
        except NotAttestedError as error:
            found.troubles.append(troubles.not_attested(called, error.reason))
        else:
            yield to_wire(one)


def _numbered(one: Attested, numbers: frozenset[str]) -> Attested:
    if not numbers:
        raise NotAttestedError(say("no rubric is named with --rubric, so that its number cannot be compared"))
    if one.nonce not in numbers:
        raise NotAttestedError(say("its number is not the one this student was given for the lab"))
    return one


def _verified(document: Wire, by: Attesting | None) -> Attested:
    issuers = [_bytes(one) for one in dig_list(document, "issuers") if isinstance(one, str)]
    return attested(_bytes(dig_text(document, "document") or ""), issuers, by.roots if by else ())


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _document(item: Item) -> Wire | None:
    """The document in a file that the metadata service's answer was saved as."""
    if item.suffix not in {".json", ".txt"} or item.size > MAX_BYTES:
        return None
    try:
        return saved_document(item.content(MAX_BYTES) or b"", item.name)
    except BROKEN:
        return None


def to_wire(one: Attested) -> dict[str, str]:
    """The facts as a collection keeps them."""
    return {
        "vm_id": one.vm_id, "subscription_id": one.subscription_id, "sku": one.sku, "signer": one.signer,
        "created": one.created.isoformat(), "expires": one.expires.isoformat(),
    }  # fmt: skip
