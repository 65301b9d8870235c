"""The ledger of a run, copied under other names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bareme.errors import UsageError
from bareme.privacy.pseudonyms import Namer, write_table
from bareme.privacy.replace_names import Veil
from bareme.results.ledger import NAME, Ledger, LedgerRow
from bareme.text.message import say


def copy_of(run: Ledger, out: Path, *, keep_texts: bool = False) -> Ledger:
    """A ledger in `out` that holds everybody of `run` under another name, in the order of these names.

    Who is who stays beside `run`. The keys that records were graded under are left out: they are hashes of names.

    Raises:
        UsageError: `out` holds a run already.
    """
    if (out / NAME).exists():
        raise UsageError(say("{folder} holds a run already.", folder=str(out)), say("Give a new folder."))
    namer = Namer.of(run.folder)
    ids = [row.id for row in run.rows()]
    write_table(run.folder, namer, ids)
    copied = Ledger(out)
    try:
        copied.adopt(_rows(run, namer, ids, keep_texts=keep_texts))
        copied.set_facts({"rubric": _rubric(run.fact("rubric"), namer), "lang": run.fact("lang")})
    except BaseException:
        copied.close()
        raise
    return copied


def _rows(run: Ledger, namer: Namer, ids: list[str], *, keep_texts: bool) -> Iterator[LedgerRow]:
    """Sorted by the new names: the roster's order would tell who is first in the alphabet."""
    places = {name: place for place, name in enumerate(sorted(map(namer.student, ids)))}
    for record in run.records():
        veil = Veil(namer, record, keep_texts)
        text = json.dumps(veil.hidden(), separators=(",", ":"))
        yield LedgerRow(veil.name, places[veil.name], veil.name, key=None, record=text)


def _rubric(rubric: dict[str, Any], namer: Namer) -> dict[str, Any]:
    """The rubric, its own exceptions under the new names too, and where it lay forgotten."""

    def renamed(exceptions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, "students": [namer.student(name) for name in one["students"]]} for one in exceptions]

    own: dict[str, Any] = {kind: renamed(rubric[kind]) for kind in ("substitutes", "waivers")}
    if rubric.get("late"):
        own["late"] = {**rubric["late"], "extensions": renamed(rubric["late"]["extensions"])}
    return {**rubric, **own, "file": Path(rubric.get("file", "")).name}
