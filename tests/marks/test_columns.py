"""Where the columns of a marks file stand, in either language, and which of them are not there."""

from collections.abc import Sequence

import pytest

from bareme.marks.columns import COLUMNS, header, places
from bareme.text.language import Language


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["student_id", "criterion", "points"], {"student": 0, "criterion": 1, "points": 2}),
        (["points", "critere", "etudiant"], {"student": 2, "criterion": 1, "points": 0}),
        ([" Points ", "CRITERION"], {"criterion": 1, "points": 0}),
        (["other", "points", "points"], {"points": 1}),
        (["etudiant", "student_id"], {"student": 0}),
        ([], {}),
    ],
)
def test_each_column_stands_where_its_name_does(cells: Sequence[str], found: dict[str, int]) -> None:
    assert places(cells) == found


@pytest.mark.parametrize("language", list(Language))
def test_the_header_that_is_written_is_read(language: Language) -> None:
    assert places(header(language)) == {name: place for place, name in enumerate(COLUMNS)}
