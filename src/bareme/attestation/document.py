"""A document that Azure signed of a machine: PKCS#7 over its id, subscription, image and hour.

Instance metadata service, "Attested data". The signature, the chain to a root, the signer's name and the times are
verified; nothing is asked of anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from bareme.files.json import parsed
from bareme.reference.arm import dig_text
from bareme.text.message import Message, say

SIGNER = "metadata.azure.com"
"""The signer's name in the public cloud: this, or below it."""
SIGNERS = (SIGNER, "metadata.azure.us", "metadata.azure.cn")
MAX_BYTES = 64 * 2**10
LONGEST = timedelta(days=2)
"""How long a document may say that it holds; Azure says six hours."""

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512(),
}  # fmt: skip
_TIME = "%m/%d/%y %H:%M:%S %z"


class NotAttestedError(Exception):
    """A document that proves nothing, and why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attested:
    """What Azure says of one machine, and nothing else."""

    vm_id: str
    subscription_id: str
    sku: str
    created: datetime
    expires: datetime
    nonce: str
    signer: str


def attested(document: bytes, issuers: Iterable[bytes], roots: Sequence[x509.Certificate]) -> Attested:
    """What a document says, once it is verified; `issuers` are certificates (DER) between the signer's and a root.

    Raises:
        NotAttestedError: it is no such document, or not Azure's.
    """
    content, signer, certificates = _opened(document)
    told = _read(content)
    between = [*certificates, *(one for der in issuers if (one := _certificate(der)))]
    name = _verified_name(signer, between, roots, told.created)
    return Attested(told.vm_id, told.subscription_id, told.sku, told.created, told.expires, told.nonce, name)


def _opened(document: bytes) -> tuple[bytes, x509.Certificate, list[x509.Certificate]]:
    """The signed bytes, who signed them, and the other certificates; the signature itself is verified."""
    if len(document) > MAX_BYTES:
        raise NotAttestedError(say("it is larger than such a document is"))
    try:
        signed = cms.ContentInfo.load(document, strict=True)["content"]
        content: bytes = signed["encap_content_info"]["content"].native
        (info,) = signed["signer_infos"]
        certificates = [_certificate(one.chosen.dump()) for one in signed["certificates"]]
        serial = int(info["sid"].chosen["serial_number"].native)
        algorithm = _HASHES[info["digest_algorithm"]["algorithm"].native]
        attributes = info["signed_attrs"]
        covered = attributes.untag().dump() if attributes.native else content
        stamped = _digest_in(attributes)
        signature: bytes = info["signature"].native
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotAttestedError(say("it is no signed document (PKCS#7)")) from error
    found = [one for one in certificates if one and one.serial_number == serial]
    if not found or not isinstance(content, bytes):
        raise NotAttestedError(say("it holds no certificate of its signer"))
    if attributes.native and stamped != _digest(content, algorithm):
        raise NotAttestedError(say("its content was changed after it was signed"))
    _check(found[0], signature, covered, algorithm)
    return content, found[0], [one for one in certificates if one]


def _digest_in(attributes: Any) -> bytes | None:
    values = [one["values"][0].native for one in attributes if one["type"].native == "message_digest"]
    return values[0] if len(values) == 1 else None


def _digest(content: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(content)
    return digest.finalize()


def _check(signer: x509.Certificate, signature: bytes, covered: bytes, algorithm: hashes.HashAlgorithm) -> None:
    key = signer.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, covered, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, covered, ec.ECDSA(algorithm))
        else:
            raise NotAttestedError(say("its signer's key is of a kind that Azure does not use"))
    except (InvalidSignature, UnsupportedAlgorithm) as error:
        raise NotAttestedError(say("its signature is wrong: it was changed after it was signed")) from error


def _verified_name(
    signer: x509.Certificate, between: list[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime
) -> str:
    """The signer's name, which leads to one of the roots at the time it signed."""
    try:
        names = signer.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        hosts = names.get_values_for_type(x509.DNSName)
    except (x509.ExtensionNotFound, ValueError):
        hosts = []
    own = next((one for host in hosts if (one := host.replace("*", "any")) and _is_azure(one)), None)
    if own is None:
        raise NotAttestedError(say("it is not signed in the name of {name}", name=SIGNER))
    try:
        verifier = PolicyBuilder().store(Store(list(roots))).time(at.replace(tzinfo=None))
        verifier.build_server_verifier(x509.DNSName(own)).verify(signer, between)
    except (VerificationError, ValueError) as error:
        raise NotAttestedError(
            say("its certificate does not lead to a known root: an issuing certificate may be missing")
        ) from error
    return own


def _is_azure(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in SIGNERS)


def _certificate(der: bytes) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        return None


def _read(content: bytes) -> Attested:
    try:
        told = parsed(content)
    except ValueError as error:
        raise NotAttestedError(say("what is signed is not what Azure signs of a machine")) from error
    created, expires = (_time(told, name) for name in ("createdOn", "expiresOn"))
    vm_id, subscription = dig_text(told, "vmId"), dig_text(told, "subscriptionId")
    if not (created and expires and vm_id and subscription):
        raise NotAttestedError(say("what is signed is not what Azure signs of a machine"))
    if not timedelta() < expires - created <= LONGEST:
        raise NotAttestedError(say("its times do not fit each other"))
    sku, nonce = dig_text(told, "sku") or "", dig_text(told, "nonce") or ""
    return Attested(vm_id.casefold(), subscription.casefold(), sku.casefold(), created, expires, nonce, "")


def _time(told: Any, name: str) -> datetime | None:
    try:
        return datetime.strptime(dig_text(told, "timeStamp", name) or "", _TIME).astimezone(UTC)
    except ValueError:
        return None
