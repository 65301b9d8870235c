"""Which answers say the same, and which nearly."""

import pytest

from bareme.marking.grouping import folded, near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("127 Gio", "127 GiB"),
        ("127Gio", "  127   gio. "),
        ("4 Go", "4 GB"),
        ("Azure crée deux machines.", "azure cree deux machines"),
        ("VM1 : deux machines", "vm1: deux machines"),
        ("l’image", "l'image"),
        ("99,95 %", "99.95 %"),
        ("« deux »", '"deux"'),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("127 Gio", "127 Go"),
        ("127", "128"),
        ("zone 1", "zone 2"),
        ("C: et D:", "C et D"),
        ("2", "2 disques"),
        ("-1", "1"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_near_answers_are_told_the_nearest_first() -> None:
    others = [
        ("a", folded("La taille de la machine fixe le nombre de disque")),
        ("b", folded("La taille de la machine décide du nombre des disques")),
        ("c", folded("Il coûte plus cher")),
    ]
    found = [key for key, _ in near(folded("La taille de la machine fixe le nombre de disques"), others)]
    assert found[0] == "a"
    assert "c" not in found


def test_short_answers_are_never_near() -> None:
    assert list(near("127", [("a", "128"), ("b", "12")])) == []
