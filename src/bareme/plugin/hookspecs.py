"""Hooks that bareme adds to pytest, for whoever wants the values behind the dots."""

import pytest

from bareme.checking.finding import Finding
from bareme.grading.record import Record
from bareme.rubric import Criterion


@pytest.hookspec
def pytest_bareme_finding(student: str | None, criterion: Criterion, finding: Finding | None) -> None:
    """Called once a criterion is assessed; `finding` is `None` where only a person can judge."""


@pytest.hookspec
def pytest_bareme_record(record: Record) -> None:
    """Called once a student of a class run is graded."""
