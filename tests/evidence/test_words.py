"""What sources are called."""

import pytest

from bareme.evidence import Source
from bareme.evidence.words import NAMES, source_name
from bareme.text.language import Language, Speech


def test_every_source_has_a_name_in_french_and_english() -> None:
    assert set(NAMES) == set(Source)
    french, english = (Speech(one) for one in (Language.FRENCH, Language.ENGLISH))
    same = {"budgets", "images", "Resource Graph"}
    told = {source: (french.tell(name), english.tell(name)) for source, name in NAMES.items()}
    assert {source for source, (one, other) in told.items() if one == other and one not in same} == set()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("activity-log", "activity log"),
        ("resource-graph dnsresources", "Resource Graph (dnsresources)"),
        ("new", "new"),
    ],
)
def test_a_part_and_what_another_version_knows(source: str, name: str) -> None:
    assert str(source_name(source)) == name
