"""A certificate authority of the tests' own, which signs what Azure would sign of a machine."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


def holder(name: str, above: Holder | None = None, *, host: str = "", days: int = 3650, issuer_at: str = "") -> Holder:
    """A root; with somebody above, an issuing authority, or whoever bears the name of a host."""
    key: Key = rsa.generate_private_key(65537, 2048) if host else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signing = (above.certificate.subject, above.key) if above else (subject, key)
    usage = {"digital_signature": bool(host), "key_cert_sign": not host, "crl_sign": not host}
    others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGUN)
        .not_valid_after(BEGUN + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(**usage, **dict.fromkeys(others, False), encipher_only=False, decipher_only=False),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(authority, critical=False)
    )
    if host:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    if issuer_at:
        where = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(issuer_at)
        )
        built = built.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    return Holder(built.sign(signing, hashes.SHA256()), key)


ROOT = holder("Test root")
ISSUING = holder("Test issuing", ROOT)
SIGNER = holder("metadata.azure.com", ISSUING, host="metadata.azure.com")


def told(**changes: object) -> dict[str, object]:
    """What Azure tells of a machine."""
    created, expires = (moment.strftime("%m/%d/%y %H:%M:%S -0000") for moment in (NOW, NOW + timedelta(hours=6)))
    return {
        "licenseType": "", "nonce": "0123456789", "plan": {"name": "", "product": "", "publisher": ""},
        "sku": "2016-datacenter-gensecond", "subscriptionId": "11111111-2222-3333-4444-555555555555",
        "timeStamp": {"createdOn": created, "expiresOn": expires}, "vmId": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        **changes,
    }  # fmt: skip


def signed(content: dict[str, object], by: Holder = SIGNER, *options: pkcs7.PKCS7Options) -> bytes:
    """The document (DER)."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(json.dumps(content).encode())
    signing = builder.add_signer(by.certificate, by.key, hashes.SHA256())
    return signing.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])
