"""What people write into a cell that has nothing to say, and rows that are no students."""

import re
from collections.abc import Mapping

from bareme.roster.cells import folded

_PLACEHOLDERS = frozenset(
    map(
        folded,
        (
            "n/a", "na", "n.a.", "nc", "n.c.", "nd", "nr", "néant", "aucun", "aucune", "rien", "vide", "inconnu",
            "inconnue", "non communiqué", "non communiquée", "non renseigné", "non renseignée", "non fourni",
            "pas encore",
            "à venir", "à compléter", "à renseigner", "none", "null", "nil", "unknown", "missing", "not yet", "tbd",
            "todo",
            "not provided", "not available", "pending", "absent", "غير متوفر", "لا يوجد",
        ),
    )
)  # fmt: skip
_STUDENT = re.compile(r"student|etudiant|eleve|apprenant|learner|participant|stagiaire|طالب|تلميذ")
_STAFF = re.compile(
    r"\b(instructor|teacher|ta|teaching|assistant|enseignant|professeur|prof|formateur|tuteur|tutor|observer|observateur"
    r"|designer|concepteur|owner|proprietaire|staff|admin|administrator|administrateur|manager|gestionnaire|auditor"
    r"|grader|reader|charge|moniteur)"
)
_ROLES = frozenset({"role", "roles", "role dans le cours", "course role"})
_TOTALS = re.compile(
    r"(total|totaux|sous total|subtotal|moyenne|moyennes|average|mean|median|mediane|ecart type|standard deviation"
    r"|effectif|minimum|maximum|min|max|points possible|points possibles|note maximale|maximum grade|overall average"
    r"|nombre d etudiants|manual posting)\b.{0,40}"
)
_TESTERS = frozenset(
    {"student test", "test student", "etudiant test", "test etudiant", "eleve test", "utilisateur test"}
)


def present(cell: str) -> str:
    """The cell; empty where it only says that there is nothing."""
    return "" if folded(cell) in _PLACEHOLDERS or not any(map(str.isalnum, cell)) else cell


def no_student(values: Mapping[str, str], others: Mapping[str, str]) -> str | None:
    """What a row is that is no student's, in its own words; `None` for a student's."""
    role = next((value for name, value in others.items() if folded(name) in _ROLES), "")
    if _STAFF.search(folded(role)) and not _STUDENT.search(folded(role)):
        return role
    name = " ".join(filter(None, (values.get("full_name"), values.get("last_name"), values.get("first_name"))))
    if folded(name.replace(",", " ")) in _TESTERS:
        return name
    named = name or values.get("student_id", "")
    if _TOTALS.fullmatch(folded(named)) and not values.get("email"):
        return named
    told = [value for value in (*values.values(), *others.values()) if value]
    if not name and not values.get("student_id") and told and all(_TOTALS.fullmatch(folded(one)) for one in told):
        return told[0]
    return None
