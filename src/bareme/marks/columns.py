"""The columns of a marks file, in both languages."""

from collections.abc import Mapping, Sequence

from bareme.text.language import Language

COLUMNS = {
    "student": ("etudiant", "student_id"),
    "name": ("nom", "name"),
    "criterion": ("critere", "criterion"),
    "title": ("intitule", "title"),
    "question": ("question", "question"),
    "answer": ("reponse", "answer"),
    "expected": ("attendu", "expected"),
    "found": ("constat", "found"),
    "rests_on": ("repose_sur", "rests_on"),
    "suggestion": ("proposition", "suggestion"),
    "max": ("max", "max"),
    "points": ("points", "points"),
    "comment": ("commentaire", "comment"),
    "again": ("a_revoir", "again"),
    "basis": ("repere", "basis"),
}
"""Ours, French, English."""

WAIVED = {"dispense", "dispensé", "dispensée", "waived", "excused", "d", "w"}
"""Words in the points column that excuse a criterion; the comment is then the reason."""


def header(language: Language) -> list[str]:
    """The header line."""
    return [names[language is Language.ENGLISH] for names in COLUMNS.values()]


def places(cells: Sequence[str]) -> Mapping[str, int]:
    """Where each of our columns is in a header line, in either language."""
    folded = [cell.strip().casefold() for cell in cells]
    found = {
        ours: next((folded.index(name) for name in names if name in folded), -1) for ours, names in COLUMNS.items()
    }
    return {ours: place for ours, place in found.items() if place >= 0}
