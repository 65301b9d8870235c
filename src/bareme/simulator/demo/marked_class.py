"""What half of the demonstration class hands in beside its work, and what the teacher made of it so far."""

import csv
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bareme.simulator.demo.answered_class import REPOS
from bareme.simulator.demo.answers import ANSWERS
from bareme.simulator.demo.answers_english import ANSWERS_ENGLISH
from bareme.simulator.demo.hand_ins import HandIn
from bareme.text.language import Language

POINTS = {
    "E1-05": "0.25", "E1-07": "0.25", "E1-09": "0.25", "E1-10": "0.5", "E1-11": "0.5", "E1-13": "0.5", "E1-14": "0.5",
    "E1-18": "1", "E2-05": "1", "E2-07": "1.25", "E3-02": "0.75",
}  # fmt: skip
"""What the questions of the lab are worth."""
_SAID = {Language.FRENCH: "Expliquez ce que le nombre veut dire.", Language.ENGLISH: "Say what the number means."}


@dataclass(frozen=True, slots=True)
class Marked:
    """A student who hands in: how well he answers, and on how many questions he was marked, from the first on."""

    id: str
    strength: int
    marked: int = 0
    lacking: tuple[str, ...] = ()
    """Questions among those that got half of their points."""
    empty: tuple[str, ...] = ()
    """Questions without an answer."""


STUDENTS = (
    Marked("E001", 10, len(POINTS)),
    Marked("E002", 8, len(POINTS), ("E1-13", "E2-07")),
    Marked("E004", 7, 6, ("E1-09",), empty=("E2-07",)),
    Marked("E005", 6, 4, ("E1-07",)),
    Marked("E006", 5, 4, ("E1-05", "E1-10")),
    Marked("E007", 7, empty=("E2-07", "E3-02")),
    Marked("E008", 4),
    Marked("E014", 9, empty=("E2-07",)),
)
"""Half of the class; the first two are final, the first of them with all the points there are."""


def write_hand_ins(folder: Path, language: Language) -> None:
    """Write `repos/<id>/` and the table of marks of the demonstration class; pictures where something draws them."""
    answers = ANSWERS_ENGLISH if language is Language.ENGLISH else ANSWERS
    draws = find_spec("PIL") is not None
    for number, student in enumerate(STUDENTS):
        HandIn(number, student.strength, frozenset(student.empty), answers, draws).write(folder / REPOS / student.id)
    with (folder / "marks.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("student_id", "criterion", "points", "comment"))
        for student in STUDENTS:
            rows.writerows(_marks(student, _SAID[language]))


def _marks(student: Marked, said: str) -> list[tuple[str, str, str, str]]:
    return [
        (student.id, name, f"{float(POINTS[name]) / 2:g}" if name in student.lacking else POINTS[name],
         said if name in student.lacking else "")
        for name in tuple(POINTS)[: student.marked]
    ]  # fmt: skip
