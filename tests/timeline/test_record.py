"""What a resource was like at each moment: changes are laid over what was known before them."""

from typing import Any

import pytest

from bareme.timeline import Life, RecordKind, Snapshot
from bareme.timeline.record import in_order
from tests.lab.built import record

LOG, CHANGE, STATE = RecordKind.LOG, RecordKind.CHANGE, RecordKind.STATE
Told = tuple[RecordKind, dict[str, Any], str, bool]
BORN: Told = (LOG, {"a": 1, "p": {"x": 1, "y": [1]}}, "c", True)


def change(model: dict[str, Any], action: str = "d") -> Told:
    return CHANGE, model, action, False


def shown(told: list[Told]) -> tuple[Snapshot, ...]:
    return tuple(
        record("id", model, minute, kind, whole=whole, correlation_id=action)
        for minute, (kind, model, action, whole) in enumerate(told)
    )


@pytest.mark.parametrize(
    ("told", "models"),
    [
        ([BORN], [{"a": 1, "p": {"x": 1, "y": [1]}}]),
        ([BORN, change({"a": 2})], [BORN[1], {"a": 2, "p": {"x": 1, "y": [1]}}]),
        ([BORN, change({"p": {"x": 2}})], [BORN[1], {"a": 1, "p": {"x": 2, "y": [1]}}]),
        ([BORN, change({"p": 5})], [BORN[1], {"a": 1, "p": 5}]),
        ([BORN, change({"a": {"x": 5}})], [BORN[1], {"a": {"x": 5}, "p": {"x": 1, "y": [1]}}]),
        ([BORN, change({"b": 1}), change({"b": 2})], [BORN[1], {**BORN[1], "b": 1}, {**BORN[1], "b": 2}]),
        ([BORN, change({"p": {"y": [2]}})], [BORN[1], {"p": {"y": [2]}}]),  # which element of a list is not told
        ([BORN, change({"p": {"y": [2]}}), change({"a": 2})], [BORN[1], {"p": {"y": [2]}}, {**BORN[1], "a": 2}]),
        ([BORN, change({"a": 2}, "c")], [BORN[1]]),  # the log's answer of the same action tells it whole
        ([(LOG, {"a": 1}, "c", False), change({"a": 2}, "c")], [{"a": 1}, {"a": 2}]),
        ([(STATE, {"a": 1}, "c", True), change({"a": 2}, "c")], [{"a": 1}, {"a": 2}]),
        ([(LOG, {"a": 1}, "", True), change({"a": 2}, "")], [{"a": 1}, {"a": 2}]),  # nobody's action joins nothing
        ([change({"a": 2})], [{"a": 2}]),
        ([change({"a": 2}), change({"b": 2})], [{"a": 2}, {"b": 2}]),  # over nothing, nothing is laid
        ([BORN, (LOG, {}, "e", False), change({"a": 2})], [BORN[1], {**BORN[1], "a": 2}]),
        ([BORN, (STATE, {"a": 9}, "", True), change({"b": 2})], [BORN[1], {"a": 9}, {"a": 9, "b": 2}]),
        ([], []),
    ],
)
def test_each_moment(told: list[Told], models: list[dict[str, Any]]) -> None:
    found = list(in_order(Life("id", shown(told), ())))
    assert [one.model for one in found] == models


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ([BORN, change({"a": 2})], [True, True]),
        ([BORN, change({"p": {"y": [2]}})], [True, False]),
        ([(LOG, {"a": 1}, "c", False), change({"b": 2})], [False, False]),
        ([change({"a": 2})], [False]),
    ],
)
def test_a_change_over_a_whole_record_is_whole(told: list[Told], whole: list[bool]) -> None:
    records = shown(told)
    found = list(in_order(Life("id", records, ())))
    assert [one.whole for one in found] == whole
    assert [one.proof for one in found] == [one.proof for one in records]
