"""Which column is which: the headers of Moodle, Excel, Pronote, Massar and GitHub Classroom, in three languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from bareme.roster.cells import clean, folded
from bareme.text.message import Message, say

_NAMES = {
    "student_id": (
        "student_id|student number|id étudiant|numéro étudiant|n° étudiant|num étudiant|code étudiant|code massar|"
        "massar|numéro massar|cne|code apogée|apogée|n° apogée|ine|matricule|رمز مسار|رقم مسار|رقم الطالب|رقم التسجيل|"
        "id number|numéro d’identification|idnumber|رقم التعريف|sis user id|roster_identifier|id|code|"
        "sid|student sid|identifier|identifiant|المعرف|username|nom d’utilisateur|login|user id"
    ),
    "last_name": "last_name|lastname|surname|family name|nom|nom de famille|noms|النسب|اللقب|الاسم العائلي",
    "first_name": "first_name|firstname|given name|prénom|prénoms|الاسم الشخصي|الاسم",
    "full_name": (
        "full name|fullname|name|student|nom complet|nom et prénom|prénom et nom|nom prénom|prénom nom|"
        "élève|étudiant|الاسم الكامل"
    ),
    "email": (
        "email|e-mail|mail|email address|e-mail address|adresse de courriel|courriel|adresse e-mail|adresse mail|"
        "adresse électronique|البريد الإلكتروني"
    ),
    "group": (
        "group|groups|groupe|groupes|section|sections|class|classe|filière|td|tp|groupe td|groupe tp|"
        "القسم|الفوج|المجموعة"
    ),
    "github": "github|github username|github login|compte github|utilisateur github|identifiant github|login github",
    "subscription_id": (
        "subscription_id|subscription|subscriptionid|azure subscription|azure subscription id|abonnement|"
        "id abonnement|id d’abonnement|id de l’abonnement|identifiant d’abonnement|identifiant de l’abonnement|"
        "abonnement azure|الاشتراك|معرف الاشتراك"
    ),
    "tenant_id": (
        "tenant_id|tenant|tenantid|directory id|locataire|id locataire|id du locataire|id de locataire|annuaire|"
        "id de l’annuaire|المستأجر|معرف المستأجر"
    ),
    "resource_group": (
        "resource_group|resourcegroup|resource group name|rg|groupe de ressources|nom du groupe de ressources|"
        "مجموعة الموارد"
    ),
}
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {field: tuple(map(folded, names.split("|"))) for field, names in _NAMES.items()}
)
"""Field → folded headers, the surest first: where two columns could be the id, the first of this list is."""

_STAND_INS = ("github", "email")
"""What serves as id where the list has none, as in Moodle's list of participants."""

_NAMES_OF = (("full_name",), ("last_name", "first_name"))
"""What serves where there is nothing else."""

MAX_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands, the other columns, and what to tell about them."""

    places: Mapping[str, int]
    others: Mapping[str, int]
    warnings: tuple[Message, ...] = ()
    is_stand_in: bool = False
    """Whether something else serves as id; where that is missing too, the name does."""

    def value(self, field: str, cells: tuple[str, ...]) -> str:
        """A field of a row, cleaned; empty where the roster has no such column."""
        place = self.places.get(field, -1)
        return clean(cells[place]) if 0 <= place < len(cells) else ""

    def rest(self, cells: tuple[str, ...]) -> Mapping[str, str]:
        """The other columns of a row."""
        return {name: clean(cells[place]) for name, place in self.others.items() if place < len(cells)}


def columns(header: tuple[str, ...]) -> Columns | Message:
    """The columns of a roster, or why they cannot be used."""
    if len(header) > MAX_COLUMNS:
        return say("{count} columns: that is no list of students.", count=len(header))
    known = [folded(cell) for cell in header]
    places = {field: place for field in ALIASES if (place := _place(field, known)) is not None}
    if "github id" in known and "username" in known:  # Classroom 50 calls the GitHub account so
        places.setdefault("github", known.index("username"))
    others = {clean(cell): place for place, cell in enumerate(header) if place not in places.values() and clean(cell)}
    near = dict(_nearest(others, places))
    if "student_id" in places:
        return Columns(places, others, tuple(_mistaken(*pair) for pair in near.items()))
    meant = next((name for name, field in near.items() if field == "student_id"), None)
    stand_in = next((field for field in _STAND_INS if field in places), None)
    named = next((names for names in _NAMES_OF if set(names) <= set(places)), None)
    if meant is not None:
        return say("no column of student ids. Did you mean “student_id” where it says “{name}”?", name=meant)
    if stand_in is None and named:
        told = say("The roster has no column of student ids; the names are used instead.")
        return Columns(places, others, (told,), is_stand_in=True)
    if stand_in is None:
        return say(
            "no column of student ids: name one “student_id” (also: {names}). Found: {found}",
            names=("id", "CNE", "Code Massar", "Matricule"),
            found=tuple(clean(cell)[:40] or "…" for cell in header),
        )
    told = say(
        "The roster has no column of student ids; “{name}” is used instead.", name=clean(header[places[stand_in]])
    )
    return Columns({**places, "student_id": places[stand_in]}, others, (told,), is_stand_in=True)


def _place(field: str, known: list[str]) -> int | None:
    return next((known.index(alias) for alias in ALIASES[field] if alias in known), None)


def _nearest(others: Mapping[str, int], places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    missing = {alias: field for field, aliases in ALIASES.items() if field not in places for alias in aliases}
    long_enough = [alias for alias in missing if len(alias) > 4]
    for name in others:
        near = get_close_matches(folded(name)[:80], long_enough, n=1, cutoff=0.85)
        if near:
            yield name, missing[near[0]]


def _mistaken(name: str, field: str) -> Message:
    return say("The column “{name}” is not known and is left aside. Did you mean “{field}”?", name=name, field=field)
