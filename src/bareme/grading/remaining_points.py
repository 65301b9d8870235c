"""What a student can still gain: by doing it, by an answer that is judged, by evidence that can be read."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from bareme.grading.record import CriterionRecord, Record
from bareme.rubric import Rubric
from bareme.text.message import Message, say


def prospects(record: Record, rubric: Rubric) -> Iterator[Message]:
    """Sentences about the points not earned, each with the criteria it concerns; none where nothing is left."""
    points = {criterion.id: criterion.points for criterion in rubric.criteria}

    def left(*outcomes: str) -> tuple[Decimal, tuple[str, ...]]:
        return _left((one for one in record["criteria"] if one["outcome"] in outcomes), points)

    doing, todo = left("unmet", "partial", "blocked")
    if todo:
        yield say("Still to earn by doing it: {points} points ({criteria}).", points=doing, criteria=todo)
    pending = [one for one in record["criteria"] if one["outcome"] == "pending"]
    asking, asked = _left((one for one in pending if not _is_answered(one)), points)
    if asked:
        yield say("Questions to answer: {points} points ({criteria}).", points=asking, criteria=asked)
    judging, judged = _left((one for one in pending if _is_answered(one)), points)
    if judged:
        yield say("Waits for the teacher: {points} points ({criteria}).", points=judging, criteria=judged)
    reading, unread = left("unverifiable")
    if unread:
        yield say(
            "Could not be verified: {points} points ({criteria}); an earlier checkpoint, or access to the log,"
            " may still prove them.",
            points=reading,
            criteria=unread,
        )


def _is_answered(one: CriterionRecord) -> bool:
    return bool(one["answer"] or one["files"])


def _left(rows: Iterable[CriterionRecord], points: dict[str, Decimal]) -> tuple[Decimal, tuple[str, ...]]:
    """The points not earned yet, and the criteria they belong to; advice counts for neither."""
    own = [one for one in rows if points[one["id"]]]
    return sum((points[one["id"]] - Decimal(one["points"]) for one in own), Decimal(0)), tuple(one["id"] for one in own)
