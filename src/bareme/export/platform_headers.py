"""Which column of a platform's file is which, in the language its teacher works in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from bareme.errors import UsageError
from bareme.export.csv_in_place import SEPARATORS, Sheet, Text
from bareme.files.bounded import content_of
from bareme.roster.cells import folded
from bareme.text.message import say


class Role(StrEnum):
    """What a column holds. The first four tell who a row is, the surest first."""

    NUMBER = "id number"
    EMAIL = "email"
    USERNAME = "username"
    NAME = "full name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    IDENTIFIER = "identifier"
    GRADE = "grade"
    MOST = "maximum grade"
    OPEN = "grade can be changed"
    CHANGED = "last modified (grade)"
    SCALE = "scale"
    FEEDBACK = "feedback comments"
    SECTION = "section"


_MOODLE = {
    Role.NUMBER: "id number|idnumber|numéro d’identification|no d’identification|رقم التعريف|رقم الهوية|الرقم التعريفي",
    Role.EMAIL: "email address|email|adresse de courriel|courriel|عنوان البريد الإلكتروني|البريد الإلكتروني",
    Role.USERNAME: "username|nom d’utilisateur|اسم المستخدم|اسم المستخدِم",
    Role.NAME: "full name|nom complet|الاسم الكامل|الإسم الكامل",
    Role.FIRST_NAME: "first name|prénom|الاسم الأول",
    Role.LAST_NAME: "last name|surname|nom de famille|nom|الاسم الأخير|اسم العائلة",
    Role.IDENTIFIER: "identifier|identifiant|المُعرَّف|المعرف",
    Role.GRADE: "grade|note|الدرجة|التقدير",
    Role.MOST: "maximum grade|note maximale|الدرجة القصوى|الدرجة العظمى|التقدير الأقصى",
    Role.OPEN: "grade can be changed|la note peut être modifiée|يمكن تغيير الدرجة|يمكن تغيير التقدير",
    Role.CHANGED: "last modified (grade)|dernière modification (note)|آخر تعديل (التقدير)|آخر تعديل (الدرجة)",
    Role.SCALE: "scale|barème|المقياس",
    Role.FEEDBACK: "feedback comments|feedback par commentaires|commentaires de feedback|تعليقات الإفادة",
}
_CANVAS = {
    Role.NUMBER: "sis user id",
    Role.USERNAME: "sis login id",
    Role.NAME: "student",
    Role.FIRST_NAME: "firstname",
    Role.LAST_NAME: "lastname",
    Role.IDENTIFIER: "id",
    Role.SECTION: "section",
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """A platform: its headers, and those without which its file is another one."""

    name: str
    roles: Mapping[str, Role]
    required: frozenset[Role]


def _dialect(name: str, names: Mapping[Role, str], *required: Role) -> Dialect:
    roles = {folded(header): role for role, headers in names.items() for header in headers.split("|")}
    return Dialect(name, MappingProxyType(roles), frozenset(required))


MAX_BYTES = 64 * 2**20

WORKSHEET = _dialect("Moodle", _MOODLE, Role.IDENTIFIER, Role.GRADE)
PARTICIPANTS = _dialect("Moodle", _MOODLE, Role.EMAIL)
GRADEBOOK = _dialect("Canvas", _CANVAS, Role.IDENTIFIER, Role.SECTION)


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet whose columns are known; `head` is the header's row."""

    sheet: Sheet
    head: int
    columns: Mapping[Role, int]

    def value(self, row: int, role: Role) -> str:
        """A cell of a row by what it holds; empty where there is no such column."""
        return self.sheet.rows[row].value(self.columns[role]) if role in self.columns else ""

    @property
    def bodies(self) -> list[int]:
        """The rows below the header that hold something."""
        return [n for n, row in enumerate(self.sheet.rows) if n > self.head and not row.is_blank]


def headed(path: Path, dialect: Dialect) -> Headed:
    """The sheet in a file, its columns recognised.

    Raises:
        UsageError: the file cannot be read, or lacks the columns its platform writes.
    """
    text = _text(path)
    found = [_recognised(Sheet(text, separator), dialect) for separator in SEPARATORS]
    best = max(found, key=lambda one: len(one.columns))
    missing = sorted(role.value for role in dialect.required - set(best.columns))
    if missing:
        raise UsageError(
            say("{file} has no column “{names}”.", file=str(path), names=tuple(missing)),
            say("Give the file as {name} wrote it, in English, French or Arabic, with its header.", name=dialect.name),
        )
    return best


def _recognised(sheet: Sheet, dialect: Dialect) -> Headed:
    """The header is the first line that names most; an Excel line `sep=;` may stand before it."""
    best = Headed(sheet, 0, {})
    for number, row in enumerate(sheet.top(3)):
        places: dict[Role, int] = {}
        for column, cell in enumerate(row.values):
            role = dialect.roles.get(folded(cell))
            if role:
                places.setdefault(role, column)
        if len(places) > len(best.columns):
            best = Headed(sheet, number, places)
    return best


def _text(path: Path) -> Text:
    too_large = say("{file} is too large to be read", file=str(path))
    return Text.of(content_of(path, MAX_BYTES, UsageError, too_large))
