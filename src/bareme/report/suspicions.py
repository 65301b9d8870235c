"""What is worth the teacher's look: `suspicions.json`, and the section of the class page. Nothing else shows it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bareme.files.atomic import written
from bareme.results.ledger import Ledger
from bareme.results.rendering import Teller
from bareme.suspicion import Suspicion
from bareme.text.message import say

SCHEMA = "bareme/suspicions/v1"
NAME = "suspicions.json"
SHOWN = 100
"""Suspicions on the class page, the rest is in the file."""
NAMED = 12
"""Students named with one of them."""

_NOTE = say("To be looked at by a person: nothing here is proof of anything, and nothing here counts in a grade.")


def write_suspicions(path: Path, found: Iterable[Suspicion], teller: Teller) -> None:
    """Write `suspicions.json`, one suspicion a line, in the language of the run."""
    speech = teller.speech
    head = {"schema": SCHEMA, "language": speech.language.value, "note": speech.tell(_NOTE)}
    with written(path) as stream:
        stream.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "suspicions": [')
        for count, one in enumerate(found):
            line = {**one.to_wire(), "text": speech.tell(one.text)}
            stream.write("," * bool(count) + "\n" + json.dumps(line))
        stream.write("\n]}\n")


def suspicions_view(found: Sequence[Suspicion], ledger: Ledger) -> dict[str, Any]:
    """The variables of `_suspicions.html.j2`."""
    return {"suspicions": [_row(one, ledger) for one in found[:SHOWN]], "suspicions_left": max(len(found) - SHOWN, 0)}


def _row(one: Suspicion, ledger: Ledger) -> dict[str, Any]:
    named = [{name: record[name] for name in ("id", "name", "slug")} for record in ledger.some(one.students[:NAMED])]
    return {**one.to_wire(), "named": named, "unnamed": max(len(one.students) - NAMED, 0)}
