"""Whatever is thrown at a parser, only what it documents comes out, and soon.

The targets are those of `python -m fuzz`. In CI, Hypothesis takes its profile `ci` by itself: the same examples each
time.
"""

from collections.abc import Mapping
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS, throw

EXAMPLES: Mapping[str, int] = {"lab": 25, "summary": 5, "spoiled-rubric": 15, "worksheet": 30, "azure-item": 25}
"""Fewer of those that take long."""
SECONDS = 15.0
"""No single input may take longer; the slowest seen takes three."""

WORDS: Mapping[str, str] = {
    "evidence": '{ } [ ] , : "schema" "bareme/evidence/v1" "sha256" "sources" "" null NaN 1e999 -0 \\ud800',
    "answers": "answers: - E1-05: ? & * &a *a [ ] { } , | > !!int !!binary # ' \" --- ... << ~ 1e9 0x1 .inf",
    "rubric": "schema: bareme/rubric/v1 id: title: sections: criteria: - points: check: with: ${ } [ ] { } & * 1.0e9 ?",
    "bash": "az vm create -n $x ${x:- } $( ) ` ( ) (( )) { } {1..9} {a,b} "
    "if then else fi for in do done while [[ ]] case esac ;; "
    "<<E E ' \" \\ | || && ! = += x=( [1]= function f() break exit # && eval seq",
    "powershell": "az vm create -n $x $( ) @( ) @{ } ( ) { } "
    "foreach for if elseif else while do until function param try catch in "
    '-eq -f -and -not .. + += ++ , ; | % ` \' " @" "@ <# #> [int] .Count [0] = 1..9',
    "batch": "@echo off set x=1 /a /p for /l %%i in (1,1,9) do az vm create ( ) %x% !x! ^ rem call if else goto ::",
    "markdown": "```bash ```powershell ``` ~~~ az vm create # $ PS C:\\> {.bash}",
    "unknown-script": '#!/bin/sh $x= foreach( @echo off resource "azurerm_x" az vm PS> $ a@b:~$',
    "roster": "id ; , | sep=; Nom subscription_id \" ' = + - @ \ufeff \u202e é 1E+5 #REF!",
    "marks": "E1 , ; E1-05 E1-01 0.25 0,25 -1 nan 1e9 waived \" '=x ! \t",
    "worksheet": 'Participant Identifier 1 , ; " "" \r 10,50 Yes No - \x80 Student,1 20',
    "azure": '{ } [ ] , : "value" "id" "properties" "responseBody" "caller" "type" "error" "code" 1 null',
}


def inputs(name: str) -> st.SearchStrategy[bytes]:
    """Any bytes, and the parser's own words in any order."""
    words = [word.encode() for word in WORDS.get(name, "").split(" ") if word]
    if not words:
        return st.binary(max_size=200)
    gaps = st.sampled_from([b" ", b"\n", b"", b"\n  "])
    own = st.lists(st.tuples(st.sampled_from(words), gaps).map(b"".join), max_size=60).map(b"".join)
    return own | own.flatmap(lambda text: st.integers(1, 300).map(lambda times: text * times)) | st.binary(max_size=300)


@pytest.mark.parametrize("name", TARGETS)
def test_only_what_is_documented_comes_out(name: str) -> None:
    @settings(max_examples=EXAMPLES.get(name, 50), deadline=None)
    @given(inputs(name))
    def thrown(content: bytes) -> None:
        started = perf_counter()
        throw(name, content)
        assert perf_counter() - started < SECONDS

    thrown()
