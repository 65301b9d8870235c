"""`scopes.csv`: which part of Azure is whose, learnt from hand-ins where the roster does not say."""

import csv
from collections.abc import Mapping
from pathlib import Path

from bareme.errors import RosterError
from bareme.files.atomic import written
from bareme.files.bounded import content_of
from bareme.files.spreadsheet import kept, unguarded
from bareme.roster.decode import decoded
from bareme.roster.model import Scope
from bareme.roster.problem import Problem, refusal
from bareme.roster.scopes import guid
from bareme.roster.table import parse
from bareme.text.message import say

NAME = "scopes.csv"
_HEADER = ("student_id", "subscription_id", "resource_group")
_MAX_BYTES = 64 * 2**20


def read_scopes(evidence: Path) -> dict[str, Scope]:
    """The scopes learnt so far, by student; a teacher may have corrected them.

    Raises:
        RosterError: the file cannot be used.
    """
    file = evidence / NAME
    if not file.is_file():
        return {}
    content = content_of(file, _MAX_BYTES, RosterError, say("{file} is larger than a roster can be", file=str(file)))
    table = parse(decoded(file, content)[0])
    found: dict[str, Scope] = {}
    for row in table.rows if table else ():
        student, subscription, group = (unguarded(cell.strip()) for cell in (*row.cells, "", "")[:3])
        if subscription and guid(subscription) is None:
            told = say("{field} “{text}” is not a GUID such as 0a1b2c3d-4e5f-6789-abcd-ef0123456789",
                       field="subscription_id", text=subscription)  # fmt: skip
            raise refusal(file, [Problem(row.line, told)])
        if subscription:
            found[student] = Scope(guid(subscription) or "", resource_group=group or None)
    return found


def write_scopes(evidence: Path, scopes: Mapping[str, Scope], separator: str) -> None:
    """Write them down beside the evidence."""
    with written(evidence / NAME, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=separator)
        rows.writerow(_HEADER)
        for student, scope in scopes.items():
            rows.writerow((kept(student), scope.subscription_id, kept(scope.resource_group or "")))
