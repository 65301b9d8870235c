"""From a run's folder to a graded class: its ledger, or the `results.json` that was kept of it."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from bareme.errors import UsageError
from bareme.export.from_results_json import from_results
from bareme.export.model import GradedClass, Line, Pupil
from bareme.grading.record import CriterionRecord, Record
from bareme.results.ledger import NAME, Ledger
from bareme.results.rendering import Teller
from bareme.roster import Student
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from bareme.text.message import say

Addresses = Mapping[str, Student]
"""Students by id, where a roster is at hand: the records themselves hold no address."""


@contextmanager
def graded_class(place: Path, lang: str | None = None, roster: Addresses | None = None) -> Iterator[GradedClass]:
    """The class graded in a folder, or in a `results.json`.

    Raises:
        UsageError: there is no run there.
    """
    if place.is_dir() and (place / NAME).is_file():
        with closing(Ledger.to_read(place)) as ledger:
            yield _from_ledger(ledger, lang, roster or {})
        return
    file = place / "results.json" if place.is_dir() else place
    if not file.is_file():
        raise UsageError(
            say("{folder} holds no graded run.", folder=str(place)),
            say("Give the folder of “bareme grade --out”, or a results.json."),
        )
    yield from_results(file, lang, roster or {})


def _from_ledger(ledger: Ledger, lang: str | None, roster: Addresses) -> GradedClass:
    rubric = Rubric.model_validate(ledger.fact("rubric"))
    speech = Speech(Language(lang or ledger.fact("lang") or Language.FRENCH))
    teller = Teller(rubric, speech)
    title = rubric.title.get(speech.language) or next(iter(rubric.title.values()))
    return GradedClass(
        rubric.id, title, rubric.scale, speech, lambda: (_pupil(record, teller, roster) for record in ledger.records())
    )


def _pupil(record: Record, teller: Teller, roster: Addresses) -> Pupil:
    kept: Mapping[str, Any] = record
    student = roster.get(record["id"])
    return Pupil(
        id=record["id"],
        name=record["name"],
        group=record["group"],
        slug=record["slug"],
        status=record["status"],
        score=Decimal(record["score"]),
        low=Decimal(record["low"]),
        high=Decimal(record["high"]),
        problem=teller.tell(record["problem"]),
        lines=tuple(_line(one, teller) for one in record["criteria"]),
        email=student.email if student else kept.get("email", ""),
        late=teller.tell(record["late"]["message"]) if "late" in record else "",
        username=student.github if student else kept.get("github", ""),
    )


def _line(one: CriterionRecord, teller: Teller) -> Line:
    criterion = teller.criteria[one["id"]]
    return Line(
        id=one["id"],
        title=teller.speech.pick(criterion.title),
        outcome=one["outcome"],
        points=Decimal(one["points"]),
        most=criterion.points,
        found=teller.tell(one["found"]),
        note=one["comment"] or teller.tell(one["remark"]),
        hint=teller.speech.pick(criterion.hint) if criterion.hint else "",
    )
