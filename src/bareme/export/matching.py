"""Whose row is it? By id number, e-mail, user name, full name, in that order; never by guess.

A column in which anybody of the run is found is trusted: a row that names somebody else there is somebody else, even
if his name is the same. Two candidates, or two rows for one student, and nobody gets a grade.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bareme.export.model import Pupil
from bareme.export.outcome import LeftOut
from bareme.export.platform_headers import Headed, Role
from bareme.roster.cells import caseless, folded
from bareme.text.message import Message, say

_KEYS = (Role.NUMBER, Role.EMAIL, Role.USERNAME, Role.NAME)

Index = Mapping[Role, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Match:
    """The row of each student, by his id, and who or what has no counterpart."""

    rows: Mapping[str, int]
    left_out: Sequence[LeftOut]


def matched(table: Headed, pupils: Iterable[Pupil], rows: Sequence[int] | None = None) -> Match:
    """Bring rows and students together."""
    known = {pupil.id: pupil for pupil in pupils}
    index = _index(known.values())
    keys = {row: _row_keys(table, row) for row in (table.bodies if rows is None else rows)}
    trusted = {role for role in _KEYS if any(own.get(role) in index[role] for own in keys.values())}
    named = {row: _candidates(own, index, trusted) for row, own in keys.items()}
    found = _one_row_each({row: next(iter(who)) for row, who in named.items() if len(who) == 1})
    told = {pupil: reason for row, who in named.items() for pupil, reason in _doubts(row, who, table, found)}
    lost = [LeftOut(one.id, one.name, told.get(one.id) or say("not in the worksheet"))
            for one in known.values() if one.id not in found]  # fmt: skip
    taken = set(found.values())
    strangers = [_stranger(table, row, who) for row, who in named.items() if row not in taken]
    return Match(found, [*lost, *strangers])


def _index(pupils: Iterable[Pupil]) -> Index:
    index: dict[Role, dict[str, set[str]]] = {role: {} for role in _KEYS}
    for pupil in pupils:
        for role, texts in _pupil_keys(pupil).items():
            for key in filter(None, texts):
                index[role].setdefault(key, set()).add(pupil.id)
    return {role: {key: frozenset(ids) for key, ids in own.items()} for role, own in index.items()}


def _pupil_keys(pupil: Pupil) -> dict[Role, tuple[str, ...]]:
    own = caseless(pupil.id)
    return {
        Role.NUMBER: (own,),
        Role.EMAIL: (caseless(pupil.email), own if "@" in own else ""),
        Role.USERNAME: (own, caseless(pupil.username), caseless(pupil.email)),
        Role.NAME: (_words(pupil.name) if pupil.name != pupil.id else "",),
    }


def _row_keys(table: Headed, row: int) -> dict[Role, str]:
    own = {role: caseless(table.value(row, role)) for role in (Role.NUMBER, Role.EMAIL, Role.USERNAME)}
    parts = f"{table.value(row, Role.FIRST_NAME)} {table.value(row, Role.LAST_NAME)}"
    own[Role.NAME] = _words(table.value(row, Role.NAME) or parts)
    return {role: key for role, key in own.items() if key}


def _candidates(own: Mapping[Role, str], index: Index, trusted: set[Role]) -> frozenset[str]:
    """Who this row may be: one, several where its cells disagree or are shared, or nobody."""
    who: frozenset[str] = frozenset()
    for role in _KEYS:
        found = index[role].get(own.get(role, ""), frozenset())
        if role is Role.NAME and who:
            return who  # two students may share a name; a surer key has spoken
        if not found and role in own and role in trusted and not who:
            return frozenset()
        who |= found
    return who


def _one_row_each(named: Mapping[int, str]) -> dict[str, int]:
    rows: dict[str, list[int]] = {}
    for row, pupil in named.items():
        rows.setdefault(pupil, []).append(row)
    return {pupil: own[0] for pupil, own in rows.items() if len(own) == 1}


def _doubts(row: int, who: frozenset[str], table: Headed, found: Mapping[str, int]) -> list[tuple[str, Message]]:
    """What to tell those a row might have been."""
    shown = table.value(row, Role.IDENTIFIER) or say("row {n}", n=row + 1)
    if len(who) > 1:
        reason = say("“{row}” may be any of {students}", row=shown, students=tuple(sorted(who)))
        return [(one, reason) for one in who]
    return [(one, say("several rows of the worksheet fit")) for one in who if one not in found]


def _stranger(table: Headed, row: int, who: frozenset[str]) -> LeftOut:
    own = table.value(row, Role.IDENTIFIER) or table.value(row, Role.NUMBER) or table.value(row, Role.EMAIL)
    if len(who) > 1:
        reason = say("may be any of {students}", students=tuple(sorted(who)))
    else:
        reason = say("several rows fit {id}", id=next(iter(who))) if who else say("nobody of this run")
    return LeftOut(own or str(row + 1), table.value(row, Role.NAME), reason, where="worksheet")


def _words(name: str) -> str:
    """A name without case, accents, commas or order: lists write the family name first or last."""
    return " ".join(sorted(folded(name.replace(",", " ").replace("’", "'")).split()))
