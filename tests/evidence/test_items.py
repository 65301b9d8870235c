"""The items of a source: text until somebody asks for them, and then as if they had always been values."""

import pickle
from typing import Any

import msgspec
import pytest

from bareme.errors import EvidenceError
from bareme.evidence.items import Items, decoded

TEXT = b'[{"id":"a","more":1},"no object",{"id":"b"}]'
VALUES = ({"id": "a", "more": 1}, {"id": "b"})


class Named(msgspec.Struct, frozen=True):
    id: str


DECODER = msgspec.json.Decoder(list[Named])


def read(item: Any) -> Named:
    return Named(f"read {item['id']}")


def test_they_are_what_their_text_says() -> None:
    items = Items(TEXT)
    assert tuple(items) == VALUES
    assert (len(items), items[0], items[-1], tuple(items[1:])) == (2, VALUES[0], VALUES[1], VALUES[1:])
    assert repr(items) == repr(VALUES)


@pytest.mark.parametrize(
    ("other", "same"),
    [(VALUES, True), (Items(TEXT), True), (Items(b"[]"), False), (VALUES[:1], False), (list(VALUES), False)],
)
def test_they_equal_the_same_items_however_these_are_kept(other: object, same: bool) -> None:
    assert (Items(TEXT) == other) is same


def test_they_go_from_one_process_to_another() -> None:
    assert pickle.loads(pickle.dumps(Items(TEXT))) == VALUES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b'[{"n":1e999}]', "1e999 is no number"),
        (b"[" * 10**5 + b"]" * 10**5, "nested too deeply"),
        (b"null", "not iterable"),
    ],
)
def test_what_cannot_be_a_value_is_told_when_it_is_asked_for(text: bytes, told: str) -> None:
    with pytest.raises(EvidenceError, match=told):
        len(Items(text))


@pytest.mark.parametrize(
    ("items", "names"),
    [
        (Items(b'[{"id":"a"},{"id":"b","more":{"x":[1e999]}}]'), ["a", "b"]),  # straight from the text
        (Items(b'[{"id":"a"},{"id":"b"},7]'), ["read a", "read b"]),  # one of them has another shape
        (VALUES, ["read a", "read b"]),  # no text is at hand
    ],
)
def test_values_come_from_the_text_where_it_has_their_shape(items: Any, names: list[str]) -> None:
    assert [one.id for one in decoded(items, DECODER, read)] == names


def test_what_is_nested_too_deeply_for_a_value_is_told_as_damage() -> None:
    deep = b'[{"id":"a","more":' + b"[" * 10**5 + b"]" * 10**5 + b"}]"
    with pytest.raises(EvidenceError, match="nested too deeply"):
        decoded(Items(deep), DECODER, read)
