"""Names for files: safe everywhere, unique, and the same whoever else is in the class."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bareme.roster.slug import Slugs, slug

KEPT = ["E001", "G130012345", "zineb@ecole.example", "a.b-c_d", "0"]
CHANGED = {
    "../../x": "x-",
    "CON": "CON-",
    "con.txt": "con.txt-",
    "a b": "a-b-",
    "Éloïse": "Eloise-",
    "أمين": "student-",
    ".hidden": "hidden-",
    "-rf": "rf-",
    "dot.": "dot-",
    "a/b\\c:d": "a-b-c-d-",
    "": "student-",
    "x" * 300: "x" * 71 + "-",
}


@pytest.mark.parametrize("student_id", KEPT)
def test_safe_ids_stay(student_id: str) -> None:
    assert slug(student_id) == student_id


def named(ids: list[str]) -> list[str]:
    """The names of a class with these ids."""
    return list(map(Slugs().of, ids))


@pytest.mark.parametrize(("student_id", "start"), CHANGED.items())
def test_other_ids_get_a_fingerprint(student_id: str, start: str) -> None:
    name, _, fingerprint = slug(student_id).rpartition("-")
    assert f"{name}-" == start
    assert len(fingerprint) == 8


def test_ids_that_differ_only_in_what_is_lost_stay_apart() -> None:
    assert len(set(named(["a b", "a/b", "a?b", "أ", "ب"]))) == 5


def test_an_id_that_looks_like_another_ones_name() -> None:
    first = slug("a b")
    assert named(["a b", first, first.upper()]) == [first, f"{first}-2", f"{first.upper()}-3"]


@given(st.lists(st.text(max_size=120), unique=True, max_size=30))
def test_always_safe_and_unique(ids: list[str]) -> None:
    names = named(ids)
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(len(name) <= 80 and name.isascii() for name in names)
    assert not any(set(name) & set('/\\:*?"<>| ') or name.startswith((".", "-")) for name in names)
