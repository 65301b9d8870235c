"""The formats by name: how each is written, and what its file is called where the teacher gives no name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bareme.export.formats import (
    canvas,
    classroom50,
    excel,
    gradescope,
    moodle,
    moodle_feedback,
    moodle_gradebook,
    parquet,
    sqlite,
    xlsx,
)
from bareme.export.outcome import Written
from bareme.export.request import Order


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `per_student` ones write a file for each student."""

    write: Callable[[Order], Written]
    name: str
    per_student: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "moodle": Format(moodle.write, "moodle.csv"),
        "moodle-feedback": Format(moodle_feedback.write, "moodle-feedback.zip"),
        "moodle-gradebook": Format(moodle_gradebook.write, "moodle-gradebook.csv"),
        "canvas": Format(canvas.write, "canvas.csv"),
        "gradescope": Format(gradescope.write, "gradescope", per_student=True),
        "classroom50": Format(classroom50.write, "classroom50", per_student=True),
        "excel": Format(excel.write, "excel.csv"),
        "xlsx": Format(xlsx.write, "grades.xlsx"),
        "sqlite": Format(sqlite.write, "grades.sqlite"),
        "parquet": Format(parquet.write, "parquet"),
    }
)
