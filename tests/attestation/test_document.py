"""What Azure signs of a machine: believed where the signature, its signer and the times hold, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from bareme.attestation.document import NotAttestedError, attested
from bareme.attestation.number import number_of
from bareme.attestation.roots import roots
from bareme.errors import UsageError
from bareme.keys.collection_key import collection_key
from tests.attestation.authority import ISSUING, NOW, ROOT, SIGNER, holder, signed, told

TRUSTED = (ROOT.certificate,)


@pytest.mark.parametrize("options", [(), (pkcs7.PKCS7Options.NoAttributes,)], ids=["attributes", "plain"])
def test_a_document_is_what_azure_says_of_a_machine(options: tuple[pkcs7.PKCS7Options, ...]) -> None:
    one = attested(signed(told(), SIGNER, *options), [ISSUING.der], TRUSTED)
    assert (one.vm_id, one.subscription_id) == (told()["vmId"], told()["subscriptionId"])
    assert (one.sku, one.nonce, one.created, one.signer) == (
        "2016-datacenter-gensecond", "0123456789", NOW, "metadata.azure.com",
    )  # fmt: skip


def test_a_subdomain_signs_too() -> None:
    signer = holder("x", ISSUING, host="west.metadata.azure.com")
    assert attested(signed(told(), signer), [ISSUING.der], TRUSTED).signer == "west.metadata.azure.com"


FOR_EVER = ("11/16/26 12:00:00 -0000", "11/16/46 12:00:00 -0000")
STRANGER = holder("Stranger's root")
FORGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "changed afterwards": (lambda: signed(told()).replace(b'"sku": "2016', b'"sku": "2019'), "changed after"),
    "of another root": (
        lambda: signed(told(), holder("metadata.azure.com", STRANGER, host="metadata.azure.com")), "known root",
    ),
    "signed by a root's own key": (lambda: signed(told(), holder("y", ROOT, host="azure.example")), "in the name of"),
    "in a name that only ends so": (
        lambda: signed(told(), holder("z", ISSUING, host="evil-metadata.azure.com.example")), "in the name of",
    ),
    "by an expired certificate": (
        lambda: signed(told(), holder("w", ISSUING, host="metadata.azure.com", days=30)), "known root",
    ),
    "of no machine": (lambda: signed({"hello": "world"}), "not what Azure signs"),
    "that would hold for ever": (
        lambda: signed(told(timeStamp=dict(zip(("createdOn", "expiresOn"), FOR_EVER, strict=True)))),
        "times do not fit",
    ),
    "no PKCS#7": (lambda: b"hello", "no signed document"),
    "cut short": (lambda: signed(told())[:-50], "no signed document"),
    "nothing": (lambda: b"", "no signed document"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "why"), FORGED.values(), ids=FORGED)
def test_a_forged_document_proves_nothing(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(NotAttestedError) as caught:
        attested(make(), [ISSUING.der], TRUSTED)
    assert why in str(caught.value.reason)


def test_without_its_issuing_certificate_nothing_can_be_said() -> None:
    with pytest.raises(NotAttestedError, match="may be missing"):
        attested(signed(told()), [], TRUSTED)


def test_the_roots_that_are_shipped_are_no_tests(tmp_path: Path) -> None:
    assert len(roots()) >= 4
    with pytest.raises(NotAttestedError, match="known root"):
        attested(signed(told()), [ISSUING.der], roots())
    own = tmp_path / "own.pem"
    own.write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
    assert attested(signed(told()), [ISSUING.der], roots(own))


def test_a_file_without_roots_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("hello", encoding="utf-8")
    with pytest.raises(UsageError, match="no certificate"):
        roots(tmp_path / "x.pem")


def test_a_number_is_a_students_own_in_one_lab(own_place: Path) -> None:
    key = collection_key()
    assert key
    numbers = {number_of(key, student, lab) for student in ("E1", "E2") for lab in ("tp2-vm", "tp3")}
    assert len(numbers) == 4
    assert all(len(one) == 10 and one.isdigit() for one in numbers)
    again = collection_key()
    assert again
    assert number_of(again, "E1", "tp2-vm") in numbers
