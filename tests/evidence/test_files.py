"""Evidence files: chained, whole, and read with suspicion."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bareme.errors import EvidenceError
from bareme.evidence import Collection, Origin, Reading, Source, Status, load_chain, read_collection, write_collection
from bareme.evidence import files as evidence_files
from bareme.evidence.files import content_hash, evidence_paths

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ONE = Collection(
    subscription_id="11111111-2222-3333-4444-555555555555",
    collected_at=NOW,
    sources={
        Source.DISKS: Reading(Status.OK, ({"id": "/x", "name": "d\ud800é", "n": 1},)),
        Source.ACTIVITY_LOG: Reading(Status.DENIED, error="AuthorizationFailed", since=NOW - timedelta(days=89)),
    },
    stage="built / été",
    origin=Origin.EXPORTED_BY_STUDENT,
    tool="bareme test",
)


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    assert read_collection(write_collection(tmp_path, ONE)) == ONE


def test_each_file_carries_the_hash_of_the_one_before(tmp_path: Path) -> None:
    first = read_collection(write_collection(tmp_path, ONE))
    second = read_collection(write_collection(tmp_path, replace(ONE, collected_at=NOW + timedelta(hours=1))))
    assert (first.previous, second.previous) == (None, first.sha256)


def test_two_collections_of_the_same_second_are_two_files(tmp_path: Path) -> None:
    paths = {write_collection(tmp_path, ONE), write_collection(tmp_path, ONE)}
    assert len(paths) == 2
    assert len(load_chain(evidence_paths(tmp_path))) == 2


def test_plain_json_is_accepted(tmp_path: Path) -> None:
    packed = write_collection(tmp_path, ONE)
    plain = tmp_path / "plain.json"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    assert read_collection(plain) == ONE


def test_a_damaged_file_keeps_no_new_evidence_out(tmp_path: Path) -> None:
    (tmp_path / "20261101T000000Z.json").write_text("{", encoding="utf-8")
    assert read_collection(write_collection(tmp_path, ONE)).previous is None


def changed_content(document: dict[str, object]) -> bytes:
    return json.dumps({**document, "subscription_id": "someone else"}).encode()


def foreign(document: dict[str, object]) -> bytes:
    del document
    return b'{"value": []}'


def rehashed_without_sources(document: dict[str, object]) -> bytes:
    poor = {key: value for key, value in document.items() if key != "sources"}
    return json.dumps({**poor, "sha256": content_hash(poor)}).encode()


Damage = Callable[[dict[str, object]], bytes]

DAMAGES: dict[str, tuple[Damage, str]] = {
    "empty": (lambda _: b"", "not complete JSON"),
    "begun": (lambda _: b"{", "not complete JSON"),
    "a sign-in page": (lambda _: b"<html>Sign in</html>", "not complete JSON"),
    "nested without end": (lambda _: b"[" * 100_000, "not complete JSON"),
    "not text": (lambda _: b"\xff\xfe\x00", "not complete JSON"),
    "null": (lambda _: b"null", "not an evidence file"),
    "a raw answer": (foreign, "not an evidence file"),
    "changed": (changed_content, "was changed after it was written"),
    "hashed again, without its sources": (rehashed_without_sources, "is damaged"),
    "cut off": (lambda one: gzip.compress(json.dumps(one).encode())[:-20], "not a complete compressed file"),
    "rubbish packed": (lambda _: b"\x1f\x8b\x08rubbish", "not a complete compressed file"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_a_clear_error(tmp_path: Path, damage: Damage, said: str) -> None:
    path = write_collection(tmp_path, ONE)
    document = json.loads(gzip.decompress(path.read_bytes()))
    path.write_bytes(damage(document))
    with pytest.raises(EvidenceError, match=said) as caught:
        read_collection(path)
    assert str(tmp_path) not in str(caught.value)


def test_a_file_that_unpacks_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "MAX_BYTES", 1000)
    (tmp_path / "bomb.json.gz").write_bytes(gzip.compress(b" " * 10_000_000))
    with pytest.raises(EvidenceError, match="larger than"):
        read_collection(tmp_path / "bomb.json.gz")


def test_a_late_export_does_not_fork_the_chain(tmp_path: Path) -> None:
    """What is added after it follows it, whatever its date."""
    for hours in (2, 1, 3):
        write_collection(tmp_path, replace(ONE, collected_at=NOW + timedelta(hours=hours)))
    first, second, third = (read_collection(path) for path in evidence_paths(tmp_path))
    assert (second.previous, first.previous, third.previous) == (None, second.sha256, first.sha256)
