"""A condition on one record: yes, no, or not told; the same whether it is made ready once or judged."""

from collections.abc import Mapping
from typing import Any

import pytest

from bareme.conditions.compiled import test_of as ready
from bareme.conditions.judge import judged, truth
from bareme.conditions.model import Condition
from bareme.evidence import Source
from bareme.files.located_yaml import Tree
from bareme.lab import Lab
from bareme.text.message import say
from bareme.timeline import Proof
from bareme.timeline.record import Record

PROOF = Proof(Source.RESOURCES, "r", None, say("r"))
MODEL: Mapping[str, Any] = {
    "location": "France Central",
    "zones": ["1", "2"],
    "list": [{"a": 1}, {"a": 5}],
    "empty": [],
    "null": None,
    "yes": True,
    "size": "Standard_B1s",
    "n": 10,
    "deep": {"Inner": "x"},
    "text": "m",
}
TOLD = [
    ("{path: text, eq: m}", True),
    ("{path: text, eq: M}", True),
    ("{path: text, eq: z}", False),
    ("{path: text, eq: a}", False),
    ("{path: TEXT, eq: m}", True),
    ("{path: deep.inner, eq: x}", True),
    ("{path: deep.inner, eq: z}", False),
    ("{path: location, eq: francecentral}", True),
    ("{path: location, eq: westeurope}", False),
    ("{path: zones, eq: '1'}", True),
    ("{path: zones, eq: '3'}", False),
    ("{path: zones, eq: ['2', '1']}", True),
    ("{path: zones, eq: ['1']}", False),
    ("{path: 'list[*].a', eq: 5}", True),
    ("{path: 'list[1].a', eq: 5}", True),
    ("{path: 'list[0].a', eq: 5}", False),
    ("{path: yes, eq: true}", True),
    ("{path: yes, eq: 1}", False),
    ("{path: yes, eq: false}", False),
    ("{path: n, eq: 10}", True),
    ("{path: n, eq: '10'}", True),
    ("{path: n, eq: 9}", False),
    ("{path: n, eq: 11}", False),
    ("{path: n, eq: 10, max: 9}", False),
    ("{path: n, eq: 9, max: 10}", False),
    ("{path: n, between: [10, 12]}", True),
    ("{path: n, between: [8, 10]}", True),
    ("{path: n, between: [11, 12]}", False),
    ("{path: n, between: [8, 9]}", False),
    ("{path: n, min: 10}", True),
    ("{path: n, min: 11}", False),
    ("{path: n, max: 10}", True),
    ("{path: n, max: 9}", False),
    ("{path: text, min: 0}", False),
    ("{path: n, exists: true}", True),
    ("{path: n, exists: false}", False),
    ("{path: zones, length: 2}", True),
    ("{path: zones, length: 1}", False),
    ("{path: zones, length: 3}", False),
    ("{path: zones, length: {min: 2, max: 2}}", True),
    ("{path: zones, length: {min: 3}}", False),
    ("{path: zones, length: {max: 1}}", False),
    ("{path: zones, length: {max: 2}}", True),
    ("{path: empty, length: 0}", True),
    ("{path: zones, has: '1'}", True),
    ("{path: location, has: france}", True),
    ("{path: location, has: spain}", False),
    ("{path: n, has: '1'}", False),
    ("{path: size, in: [b2s, b1s]}", True),
    ("{path: size, in: [b2s]}", False),
    ("{path: size, pattern: 'standard_b.*'}", True),
    ("{path: n, pattern: '.*'}", False),
    ("{any: [{path: text, eq: z}, {path: n, eq: 10}]}", True),
    ("{any: [{path: n, eq: 10}, {path: text, eq: z}]}", True),
    ("{any: [{path: text, eq: z}, {path: n, eq: 9}]}", False),
    ("{any: [{path: text, eq: z}]}", False),
    ("{not: {path: text, eq: z}}", True),
    ("{not: {path: text, eq: m}}", False),
    ("{not: {any: [{path: text, eq: z}, {path: n, eq: 10}]}}", False),
    ("{any: [{not: {path: text, eq: z}}]}", True),
]
UNTOLD = [
    ("{path: nowhere, eq: x}", False),
    ("{path: 'nowhere', eq: 1, default: 1}", True),
    ("{path: 'nowhere', eq: 1, default: 2}", False),
    ("{path: 'nowhere', in: [1], default: [1, 2]}", True),
    ("{path: 'nowhere', eq: [1, 2], default: [1, 2]}", True),
    ("{path: 'nowhere', in: [3], default: [1, 2]}", False),
    ("{path: 'null', eq: x}", False),
    ("{path: 'null', eq: x, default: x}", True),
    ("{path: deep.nowhere, eq: x}", False),
    ("{path: text.nowhere, eq: x}", False),
    ("{path: zones.nowhere, eq: x}", False),
    ("{path: nowhere, exists: true}", False),
    ("{path: nowhere, exists: false}", True),
    ("{path: nowhere, length: 0}", True),
    ("{path: nowhere, length: {min: 1}}", False),
    ("{not: {path: nowhere, eq: x}}", True),
    ("{any: [{path: nowhere, eq: x}, {path: text, eq: z}]}", False),
    ("{any: [{path: text, eq: z}, {path: nowhere, eq: x}]}", False),
]
MIXED = "{any: [{path: nowhere, eq: x}, {path: text, eq: m}]}"
"""One is not told, the other holds."""


def condition(text: str) -> Condition:
    return Condition.model_validate(Tree(text).data)


def each_way(text: str, *, whole: bool) -> set[bool | None]:
    """The truth by the function made ready, by the judgement with its values, and in one word."""
    one, record = condition(text), Record(MODEL, whole=whole, proof=PROOF)
    test = ready(one)
    assert test is not None
    lab = Lab.of(())
    return {test(MODEL, whole), judged(one, record, lab).truth, truth(one, record, lab)}


@pytest.mark.parametrize(("text", "expected"), [*TOLD, (MIXED, True)])
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "in-part"])
def test_what_a_record_tells_is_so_or_not(text: str, expected: bool, whole: bool) -> None:
    assert each_way(text, whole=whole) == {expected}


@pytest.mark.parametrize(("text", "expected"), UNTOLD)
def test_what_only_a_whole_record_does_not_tell_is_not_there(text: str, expected: bool) -> None:
    assert each_way(text, whole=True) == {expected}
    assert each_way(text, whole=False) == {None}


@pytest.mark.parametrize(
    ("text", "is_ready"),
    [
        ("{path: a, eq: 1}", True),
        ("{path: a, ref: {type: Microsoft.Web/sites}}", False),
        ("{not: {path: a, eq: 1}}", True),
        ("{not: {path: a, ref: {type: Microsoft.Web/sites}}}", False),
        ("{any: [{path: a, eq: 1}, {path: b, eq: 1}]}", True),
        ("{any: [{path: a, eq: 1}, {path: a, ref: {type: Microsoft.Web/sites}}]}", False),
        ("{any: [{path: a, ref: {type: Microsoft.Web/sites}}, {path: a, eq: 1}]}", False),
        ("{any: [{any: [{path: a, ref: {type: Microsoft.Web/sites}}]}]}", False),
    ],
)
def test_what_leads_to_another_resource_is_not_made_ready(text: str, is_ready: bool) -> None:
    assert (ready(condition(text)) is not None) is is_ready
