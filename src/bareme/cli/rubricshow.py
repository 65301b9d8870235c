"""A rubric as a table."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from bareme.content import Catalogue
from bareme.language import Speech
from bareme.message import Message, say
from bareme.rubric import Criterion, Rubric


def rubric_table(rubric: Rubric, catalogue: Catalogue, speech: Speech) -> Iterator[RenderableType]:
    """A title, then a table per section."""
    yield f"[bold]{escape(speech.pick(rubric.title))}[/] ({rubric.id}, {speech.number(rubric.points)})"
    for section in rubric.sections:
        points = sum((criterion.points for criterion in section.criteria), start=section.criteria[0].points * 0)
        yield f"\n[bold]{escape(speech.pick(section.title))}[/] ({speech.number(points)})"
        yield _section(section.criteria, catalogue, speech)


def _section(criteria: tuple[Criterion, ...], catalogue: Catalogue, speech: Speech) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (say("Id"), say("Points"), say("Title"), say("Judged by"), say("Check")):
        table.add_column(speech.tell(heading))
    for one in criteria:
        summary = speech.tell(say(catalogue[one.check].summary)) if one.check else ""
        shown = f"{one.check}: {summary}" if one.check else speech.pick(one.question or {})
        row = (one.id, speech.number(one.points), speech.pick(one.title), speech.tell(_judge(one)), shown)
        table.add_row(*(escape(cell) for cell in row))
    return table


def _judge(criterion: Criterion) -> Message:
    if criterion.is_manual:
        return say("a person")
    return say("a check, confirmed by a person") if criterion.question else say("a check")
