"""What the marking screen shows: one answer or group of answers, all that belongs to it, and where it stands."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from bareme.marking.desk import Desk, Question
from bareme.marking.fairness import distribution, mean
from bareme.marking.form import known, steps
from bareme.marking.grouping import near
from bareme.marking.hand_in import PDF, HandedFile
from bareme.marking.item import Group, Item
from bareme.marking.pdf_pages import PdfPages
from bareme.marking.seat import Seat
from bareme.marks import Kind
from bareme.rubric.parameters import references
from bareme.scripts import read_script
from bareme.submission import ScriptFile

REMARK_KEYS = "sdghqetyo"
"""The letters of the first remarks: no other key of the page is one of them."""
MAX_LINES = 400
SNIPPET = 90


@dataclass(frozen=True, slots=True)
class Sheet:
    """Something that is looked at: a picture, or a page of a PDF file."""

    address: str
    name: str
    number: int


async def sheets(desk: Desk, item: Item, pdf: PdfPages) -> list[Sheet]:
    """The pictures of an answer, one after the other."""
    found: list[Sheet] = []
    for place, file in enumerate(desk.pictures(item)):
        address = f"/file/{item.sid}/{item.criterion.id}/{place}"
        pages = await _pages(file, pdf)
        found += [Sheet(f"{address}?page={page}" if file.kind == PDF else address, file.name, 0) for page in pages]
    return [Sheet(one.address, one.name, number) for number, one in enumerate(found, 1)]


async def _pages(file: HandedFile, pdf: PdfPages) -> range:
    if file.kind != PDF or file.path is None:
        return range(1)
    return range(await pdf.count(file.path, file.digest))


def answer_view(desk: Desk, group: Group, question: Question | None, seat: Seat) -> dict[str, Any]:
    """All that is shown of an answer, its pictures apart."""
    item = group.first
    criterion = item.criterion
    own = [one for one in desk.remarks.values() if one.criterion == criterion.id]
    decision = item.decision
    return {
        "item": item,
        "criterion": criterion,
        "group": group,
        "members": [_member(one) for one in group.items],
        "tokens": list(known(group.items)),
        "steps": _steps(desk, item),
        "decision": decision,
        "chosen": decision.points if decision and decision.kind is Kind.MARK else None,
        "remarks": [
            SimpleNamespace(remark=one, key=key, text=one.text)
            for one, key in zip(own, REMARK_KEYS + " " * len(own), strict=False)
        ],
        "scripts": [script_view(one) for one in item.scripts],
        "lost": [file.name for file in item.files if not file.is_shown and not _is_script(file, item)],
        "changes": list(changes(item)),
        "near": list(_near(question, group)) if question else [],
        "bars": distribution(question, steps(criterion, desk.teller.rubric)) if question else [],
        "mean": mean(question.items) if question else None,
        "copies": _copies(question, group) if question else 0,
        "parameters": sorted({name for _, name in references(criterion.values, ())}),
        "seat": seat,
    }


def _member(item: Item) -> Any:
    return SimpleNamespace(item=item, token=next(known([item])), state=item.state.value, text=item.text)


def _is_script(file: HandedFile, item: Item) -> bool:
    return any(file.name.replace("\\", "/").endswith(one.name) for one in item.scripts)


def _steps(desk: Desk, item: Item) -> list[Any]:
    """The points to choose from, and the digit of each; what was given and is none of them stands there too."""
    offered = steps(item.criterion, desk.teller.rubric)
    keys = {points: str(number) for number, points in enumerate(offered) if number <= 9}
    given = item.decision.points if item.decision else None
    every = sorted({*offered, *([given.normalize() + 0] if given is not None else [])})
    return [SimpleNamespace(points=points, key=keys.get(points, ""), text=f"{points:f}") for points in every]


def changes(item: Item) -> Iterator[Any]:
    """What is no longer as it was when the last decision was made, side by side."""
    decision, seen = item.decision, item.seen
    if decision is None or decision.kind is Kind.OPEN:
        return
    if decision.most is not None and decision.most != item.criterion.points:
        yield SimpleNamespace(kind="most", before=decision.most, now=item.criterion.points)
    if not decision.basis or (decision.basis == item.one["basis"] and not item.files_changed):
        return
    if seen is None:
        yield SimpleNamespace(kind="unknown")
        return
    if seen.answer != item.text:
        yield SimpleNamespace(kind="answer", words=list(_words(seen.answer, item.text)))
    if seen.found != dict(item.found or {}) or seen.suggestion != item.one["suggestion"]:
        yield SimpleNamespace(kind="found", before=seen.found, now=item.found)
    names = {*seen.files, *(file.name for file in item.files)}
    now = {file.name: file.digest for file in item.files}
    files = sorted(name for name in names if seen.files.get(name) != now.get(name))
    if files:
        yield SimpleNamespace(kind="files", names=files)


def _words(before: str, now: str) -> Iterator[tuple[str, str]]:
    """Two texts as one: words kept, taken out, put in."""
    old, new = before.split(), now.split()
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in {"replace", "delete"}:
            yield "out", " ".join(old[first:last])
        if kind in {"replace", "insert"}:
            yield "in", " ".join(new[start:end])
        if kind == "equal":
            yield "same", " ".join(old[first:last])


def _near(question: Question, group: Group) -> Iterator[Any]:
    """Groups whose answers are nearly the same, still to be marked: proposed, never marked along.

    Where pictures were handed in, they decide, and not the words beside them.
    """
    first = group.first
    if group.key == "blank" or first.files:
        return
    others = [
        (key, one.first.folded)
        for key, one in question.groups.items()
        if key not in {group.key, "blank"}
        and not one.first.files
        and one.first.one["suggestion"] == first.one["suggestion"]
    ]
    for key, score in near(first.folded, others):
        other = question.groups[key]
        tokens = list(known(one for one in other.items if one.state.is_due))
        if tokens:
            yield SimpleNamespace(key=key, score=score, text=snippet(other.first), tokens=tokens)


def _copies(question: Question, group: Group) -> int:
    """How many others handed in the very same picture under another answer."""
    own = {file.digest for file in group.first.files if file.is_shown}
    inside = {item.student for item in group.items}
    return sum(
        bool(own & {file.digest for file in item.files if file.digest}) and item.student not in inside
        for item in question.items
    )


def snippet(item: Item) -> str:
    """The beginning of an answer, or what there is instead."""
    text = " ".join(item.text.split()) or ", ".join(file.name for file in item.files)
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET]}…"


@lru_cache(maxsize=256)
def script_view(file: ScriptFile) -> Any:
    """A script, each line with whether it was understood, and what should be known of it."""
    read = read_script(file.text, file.name)
    commands = Counter([*(one.line for one in read.commands), *(one.line for one in read.others)])
    notes: Mapping[int, Sequence[Any]] = {}
    for note in read.warnings:
        notes = {**notes, note.line: [*notes.get(note.line, ()), note.message]}
    lines = [
        SimpleNamespace(number=number, text=line, understood=bool(commands[number]), notes=notes.get(number, ()))
        for number, line in enumerate(file.text.splitlines()[:MAX_LINES], 1)
    ]
    return SimpleNamespace(
        name=file.name, lines=lines, commands=len(read.commands) + len(read.others), general=notes.get(0, ()),
        cut=file.text.count("\n") > MAX_LINES,
    )  # fmt: skip
