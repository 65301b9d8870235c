"""Whose is it? By number, id, address, user name, else by name: certain, or not at all.

Keys that disagree, or a name that two students bear, decide nothing; who may be meant is told to the teacher.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bareme.handins.claim import Hint
from bareme.handins.person_names import joined, key, rotations, words
from bareme.reference.arm import fold
from bareme.roster import Student
from bareme.roster.cells import caseless, clean, folded

MOST_CANDIDATES = 5
_ALIKE = 0.8
_KEY_HEADERS = frozenset(
    map(
        folded,
        (
            "username", "user name", "nom d’utilisateur", "login", "sis login id", "sis user id", "id number",
            "numéro d’identification", "sid", "student id", "matricule", "identifier", "identifiant", "integration id",
            "canvas id", "cne", "code massar", "code apogée",
        ),
    )
)  # fmt: skip
"""Other columns that tell a person as surely as the id."""
_NUMBERS = {"moodle": frozenset({"identifier", "identifiant", "participant"}), "canvas": frozenset({"id"})}
_PARTICIPANT = re.compile(r"(?:\D*\s*)?(\d+)")
_GROUP_WORD = re.compile(
    r"(?:groupe?|équipe|equipe|team|binôme|binome|trinôme|trinome|td|tp|default group|g)\s*\w{0,3}", re.IGNORECASE
)

Ids = frozenset[str]
Index = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Whose:
    """The students a hint names for certain; where there is none, those who may be meant, the likeliest first."""

    students: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


class People:
    """A class, found by whatever a platform tells of somebody."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.by_id = {one.id: one for one in students}
        own = self.by_id.values()
        self._keys = _index((one.id, _keys(one)) for one in own)
        self._numbers = {name: _index((one.id, _numbers(one, headers)) for one in own)
                         for name, headers in _NUMBERS.items()}  # fmt: skip
        self._names = _index((one.id, _names(one, key)) for one in own)
        self._joined = _index((one.id, _names(one, rotations)) for one in own)
        self._subscriptions = _index((one.id, (fold(one.scope.subscription_id),)) for one in own)
        self._groups = _index((one.id, _groups(one)) for one in own)
        self.knows: Callable[[str], bool] = lru_cache(maxsize=4096)(self._knows)

    def whose(self, hint: Hint) -> Whose:
        """Whom a hint names, and who may be meant where it names nobody for certain."""
        found = self.certain(hint)
        return found if found.students or found.candidates else Whose(candidates=tuple(self._near(hint)))

    def certain(self, hint: Hint) -> Whose:
        """Whom it names; candidates only where keys disagree or a name is borne twice."""
        keyed = self._keyed(hint)
        named = self._named(hint.name)
        numbered = self._numbered(hint)
        for sure in (keyed, numbered):
            if sure and named and not sure & named:
                return self._unsure(sure | named)
            if sure:
                return Whose(tuple(sure)) if len(sure) == 1 else self._unsure(sure)
        if len(named) == 1:
            return Whose(tuple(named))
        if named:
            narrowed = named & self._number_like(hint.number)
            return Whose(tuple(narrowed)) if len(narrowed) == 1 else self._unsure(named)
        group = self._groups.get(key(hint.name), set())
        return Whose(self._in_order(group))

    def owners(self, subscriptions: Iterable[str]) -> tuple[str, ...]:
        """Whose these subscriptions are by the roster: a hint, and no more, since an export is easily passed on."""
        return self._in_order({one for text in subscriptions for one in self._subscriptions.get(fold(text), set())})

    def _knows(self, text: str) -> bool:
        return bool(self.certain(Hint(text)).students)

    def _keyed(self, hint: Hint) -> Ids:
        """By ids, addresses and user names, named as such or standing by themselves in the name."""
        whole = hint.name.strip()
        tokens = re.split(r"[_\s()\[\]]+", whole)
        found: set[str] = set()
        for text in (*hint.keys, whole, *tokens):
            found |= self._keys.get(caseless(text), set())
        return frozenset(found or self._by_ending(caseless(whole)))

    def _by_ending(self, name: str) -> set[str]:
        """A repository is called after its assignment and its owner: `tp2-azure-zelfassi`."""
        ends = (name[place + 1 :] for place, letter in enumerate(name) if letter == "-")
        return next((set(ids) for end in ends if (ids := self._keys.get(end)) and self._is_account(ids, end)), set())

    def _is_account(self, ids: set[str], text: str) -> bool:
        return all(text in {caseless(self.by_id[one].github), caseless(one)} for one in ids) and len(text) > 2

    def _numbered(self, hint: Hint) -> Ids:
        return frozenset(self._numbers.get(hint.platform, {}).get(hint.number, set()) if hint.number else ())

    def _number_like(self, number: str) -> Ids:
        """A number that stands in the roster as somebody's id helps to choose between two of one name, and no more."""
        return frozenset(self._keys.get(number, set())) if number else frozenset()

    def _named(self, name: str) -> Ids:
        for text in _spoken(name, self._groups):
            found = self._names.get(key(text)) or self._joined.get(joined(text))
            if found and key(text):
                return frozenset(found)
        return frozenset()

    def _near(self, hint: Hint) -> Iterator[str]:
        """Those whose names share words with it, or are spelt alike; never more than a suggestion."""
        own, text = set(words(hint.name)), joined(hint.name)
        likely = self._number_like(hint.number)
        scored = sorted(
            ((one.id in likely, _likeness(own, text, one), one.id) for one in self.by_id.values()), reverse=True
        )
        yield from [one for is_likely, score, one in scored if is_likely or score >= _ALIKE][:MOST_CANDIDATES]

    def _unsure(self, ids: Iterable[str]) -> Whose:
        return Whose(candidates=self._in_order(ids)[:MOST_CANDIDATES])

    def _in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda one: self.by_id[one].line))


def _index(pairs: Iterable[tuple[str, Iterable[str]]]) -> Index:
    found: dict[str, set[str]] = defaultdict(set)
    for student, texts in pairs:
        for text in filter(None, texts):
            found[text].add(student)
    return found


def _keys(student: Student) -> Iterator[str]:
    yield from map(caseless, (student.id, student.slug, student.email, student.github))
    for header, value in student.extra.items():
        if folded(header) in _KEY_HEADERS:
            yield caseless(value)
    local = student.email.partition("@")[0]
    if "." in local or any(letter.isdigit() for letter in local):
        yield caseless(local)


def _numbers(student: Student, headers: frozenset[str]) -> Iterator[str]:
    cells = [value for header, value in student.extra.items() if folded(header) in headers]
    if re.fullmatch(r"[^\W\d_]{5,}\s?\d+", student.id):  # a worksheet's own: `Participant123`
        cells.append(student.id)
    for cell in cells:
        found = _PARTICIPANT.fullmatch(cell)
        if found:
            yield found[1]


def _names(student: Student, form: Callable[[str], str | Iterator[str]]) -> Iterator[str]:
    if student.name == student.id:
        return
    for name in (student.name, f"{student.last_name} {student.first_name}"):
        made = form(name)
        yield from [made] if isinstance(made, str) else made


def _groups(student: Student) -> Iterator[str]:
    for name in re.split(r"[,;|]", student.group):
        yield key(name)


def _spoken(name: str, groups: Index) -> Iterator[str]:
    """The name, and what follows a group's in Moodle's: `Groupe 3-Zineb El Fassi`."""
    yield name
    before, dash, after = name.partition("-")
    if dash and (key(before) in groups or _GROUP_WORD.fullmatch(clean(before))):
        yield after
    for text in re.split(r"_| - |[(\[]", name):
        if text != name and len(words(text)) > 1:
            yield text.rstrip(")]")


def _likeness(own: set[str], text: str, student: Student) -> float:
    theirs = set(words(student.name))
    if own and theirs and (own <= theirs or theirs <= own):
        return 1.0
    if len(own & theirs) > 0 and max(map(len, own & theirs)) > 3:
        return 0.9
    return SequenceMatcher(None, "".join(sorted(text)), "".join(sorted(joined(student.name)))).ratio()
