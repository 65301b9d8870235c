"""A student's record as it travels from whoever graded him to the ledger: text, taken apart only by who reads it."""

from typing import NamedTuple

from bareme.files.json import json_text
from bareme.grading.record import Record


class Entry(NamedTuple):
    """What the ledger keeps of one student, ready to be written; `record` and `traces` are JSON texts.

    The traces are apart from the record: nothing that is written for students has them.
    """

    id: str
    status: str
    record: str
    traces: str


def entry(record: Record) -> Entry:
    """The entry of a graded student."""
    own = {name: value for name, value in record.items() if name != "traces"}
    return Entry(record["id"], record["status"], json_text(own), json_text(record.get("traces")))
