"""What an export was asked to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bareme.errors import UsageError
from bareme.export.model import GradedClass, Pupil
from bareme.export.outcome import LeftOut
from bareme.export.provisional import Provisional, handed
from bareme.text.language import Speech
from bareme.text.message import Message, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The run, where it lies, where the file goes, and how to decide."""

    klass: GradedClass
    run: Path
    out: Path
    provisional: Provisional = Provisional.SKIP
    worksheet: Path | None = None
    student: str | None = None
    column: str | None = None

    @property
    def speech(self) -> Speech:
        """The language of what is written."""
        return self.klass.speech

    @property
    def title(self) -> str:
        """The name of the column or the assignment."""
        return self.column or self.klass.title

    @property
    def sheet(self) -> Path:
        """The worksheet of a format that fills one.

        Raises:
            UsageError: none was given.
        """
        if self.worksheet is None:
            raise UsageError(
                say("This format fills a file downloaded from the platform: “--worksheet FILE” is missing."),
                say("In Moodle: the assignment, View all submissions, Download grading worksheet."),
            )
        return self.worksheet

    def pupils(self) -> Iterator[Pupil]:
        """Everybody, or the one student asked for."""
        return (pupil for pupil in self.klass if self.student in {None, pupil.id})

    def graded(self, left_out: list[LeftOut]) -> Iterator[tuple[Pupil, Decimal]]:
        """Those whose grade is handed over, with it; the others are added to `left_out`."""
        for pupil in self.pupils():
            grade = handed(pupil, self.provisional)
            if isinstance(grade, Message):
                left_out.append(LeftOut(pupil.id, pupil.name, grade))
            else:
                yield pupil, grade
