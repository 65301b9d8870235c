"""A student's report as Markdown, for job summaries and pull requests.

Names, answers and resource names come from students. Whatever is put into the page is text and nothing but text: every
sign that Markdown or HTML might read becomes its number, whoever wrote the template.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from bareme.grading.next_steps import steps_shown
from bareme.report.jinja_environment import environment
from bareme.rubric import Rubric
from bareme.text.language import Speech
from bareme.text.message import say
from bareme.text.sanitize import clipped, visible

LONGEST_PAGE = 2**20 - 2**14
"""Bytes: GitHub refuses a job summary over 1 MiB."""

_PLAIN = frozenset(" -.,()/+%='’«»°…–—−✔◐✘?✎⊘\u202f\u00a0")

Row = Mapping[str, Any]
"""One criterion of `results.json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What there is to tell: a student as `results.json` has him, or why there is none."""

    speech: Speech
    student: Mapping[str, Any] = field(default_factory=dict)
    scale: Decimal = Decimal(20)
    rubric: Rubric | None = None
    threshold: Mapping[str, Any] | None = None
    """What a gate asked for and decided, as `results.json` tells it; `None` without a gate."""
    errors: Sequence[str] = ()
    is_empty: bool = False
    """Whether there is nothing to grade yet, and nothing wrong with that."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The criteria, in the rubric's order."""
        return tuple(self.student.get("criteria", ()))

    @property
    def is_graded(self) -> bool:
        """Whether there is a grade: what could not be read has none, rather than 0."""
        return bool(self.student) and self.student["status"] != "unreadable"

    @property
    def lost(self) -> tuple[Row, ...]:
        """What costs points, the dearest first. What is blocked rests on one of these, and is said once."""
        own = [row for row in self.rows if row["outcome"] in {"unmet", "partial"} and row["max"] > row["points"]]
        return tuple(sorted(own, key=lambda row: row["points"] - row["max"]))


def markdown_page(sheet: Sheet) -> str:
    """The report: the verdict, a table per exercise, what to do; cut between lines before it is too long."""
    env = environment(sheet.speech, finalize=_finalized)
    env.filters["clip"] = clipped
    page = env.get_template("student.md.j2").render(
        student=sheet.student,
        graded=sheet.is_graded,
        empty=sheet.is_empty,
        rubric=sheet.rubric,
        threshold=sheet.threshold,
        scale=sheet.scale,
        problems=[text for text in (sheet.student.get("problem"), *sheet.errors) if text],
        refused=sheet.student.get("coaching", {}).get("refused", ()),
        handed_in=sheet.student.get("problems", ()),
        sections=list(_sections(sheet)),
        lost=sheet.lost,
        steps=steps_shown(sheet.student.get("coaching"), {row["id"]: row for row in sheet.rows}),
    )
    return _cut(page, as_text(sheet.speech.tell(say("The rest is in the report among the artifacts."))))


def as_text(text: str) -> str:
    """Text that is nothing but text in Markdown."""
    line = visible(" ".join(text.split()))
    return "".join(char if char.isalnum() or char in _PLAIN else f"&#{ord(char)};" for char in line)


def _finalized(value: Any) -> Markup:
    return value if isinstance(value, Markup) else Markup(as_text(str(value)))  # noqa: S704 - this is the escaping


def _sections(sheet: Sheet) -> Iterator[tuple[str, list[Row]]]:
    """The rows by exercise; all in one where the rubric is not at hand."""
    own = {row["id"]: row for row in sheet.rows}
    for section in sheet.rubric.sections if sheet.rubric else ():
        rows = [own.pop(criterion.id) for criterion in section.criteria if criterion.id in own]
        if rows:
            yield sheet.speech.pick(section.title), rows
    if own:
        yield sheet.speech.tell(say("Criteria")), list(own.values())


def _cut(page: str, sentence: str) -> str:
    """The lines that fit, and then the sentence; the page as it is where all of it fits."""
    if len(page.encode("utf-8", "replace")) <= LONGEST_PAGE:
        return page
    kept: list[str] = []
    size = len(sentence.encode()) + 4
    for line in page.splitlines():
        size += len(line.encode("utf-8", "replace")) + 1
        if size > LONGEST_PAGE:
            break
        kept.append(line)
    return "\n".join([*kept, "", sentence, ""])
