"""What `make docs` does to a French page: spaces and apostrophes of the prose, nothing of the code."""

from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def typeset(tool: Callable[[str], ModuleType]) -> Callable[[str], str]:
    found: Callable[[str], str] = tool("pages").typeset
    return found


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("l'abonnement d'`az` : « ici » ?", "l’abonnement d’`az`\u202f: «\u202fici\u202f»\u202f?"),
        ("100 000 étudiants, 14 jours, 36 Ko", "100\u202f000\u00a0étudiants, 14\u00a0jours, 36\u00a0Ko"),
        ("`l'un : 3 min` ; fin", "`l'un : 3 min`\u202f; fin"),
        ("```sh\nbareme x  # l'un : 3 min\n```\nl'un", "```sh\nbareme x  # l'un : 3 min\n```\nl’un"),
        ("[l'un](d'ici.md)", "[l’un](d'ici.md)"),
        ("https://a.example et 10:30", "https://a.example et 10:30"),
    ],
)
def test_prose_is_set_and_code_is_not(typeset: Callable[[str], str], written: str, printed: str) -> None:
    assert typeset(written) == printed
    assert typeset(printed) == printed
