"""Guarded pytest runs inside bareme's own commands.

`pytest.main` inherits the caller's world: an `addopts` or a `conftest.py` of the folder one stands in would run too.
The guards below keep both out: an empty ini file, this rubric's folder as root, no plugin autoload, no environment,
and no `conftest.py`, not even one that lies beside the rubric: whoever is given a rubric is not given code.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest

from bareme import plugin
from bareme.checking.finding import Finding
from bareme.errors import UsageError
from bareme.grading.record import Record
from bareme.plugin.settings import SETTINGS, Settings
from bareme.rubric import Criterion
from bareme.text.message import say

_UNUSED = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging", "monkeypatch"),
    *("pastebin", "recwarn", "setuponly", "setupplan", "skipping", "stepwise", "subtests", "threadexception"),
    *("tmpdir", "unittest", "unraisableexception", "warnings"),
)
"""pytest's own plugins that serve test functions: our items have none, and each would be asked about every item."""

QUIET = [
    *("-q", "--no-header", "--no-summary", "--tb=no", "--disable-plugin-autoload"),
    *(word for name in _UNUSED for word in ("-p", f"no:{name}")),
]
"""What a run of ours tells pytest: nothing but our items, and no output."""

_EMPTY_INI = Path(__file__).with_name("pytest.ini")


class _Guest:
    """A plugin of one run: brings the settings in, carries the values out."""

    def __init__(
        self,
        settings: Settings,
        on_record: Callable[[Record], None] | None = None,
        on_start: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self.on_record = on_record
        self.on_start = on_start
        self.findings: dict[str, Finding] = {}
        self.error: BaseException | None = None
        """What ended the run: pytest would make a fault of its own of it."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[SETTINGS] = self.settings

    def pytest_runtest_logstart(self, location: tuple[str, int | None, str]) -> None:
        if self.on_start:
            self.on_start(location[2])

    def pytest_bareme_finding(self, criterion: Criterion, finding: Finding | None) -> None:
        if finding is not None:
            self.findings[criterion.id] = finding

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Keep what no item answers for, to be raised outside: pytest would print it and go on."""
        self.error = self.error or excinfo.value
        return True

    def pytest_exception_interact(self, call: pytest.CallInfo[object]) -> None:
        """Keep what the machine refused while items were collected."""
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, OSError):
            self.error = self.error or error

    def pytest_bareme_record(self, record: Record) -> None:
        if self.on_record:
            try:
                self.on_record(record)
            except BaseException as error:
                self.error = error
                raise


def run_student(rubric: Path, settings: Settings) -> dict[str, Finding]:
    """The findings of one student's evidence, one pytest item per criterion."""
    guest = _Guest(settings)
    _run(rubric, guest)
    return guest.findings


def run_class(
    rubric: Path,
    settings: Settings,
    on_record: Callable[[Record], None],
    on_start: Callable[[str], None] | None = None,
) -> None:
    """Grade `settings.jobs`, one pytest item per student; each record is handed over as soon as it is made."""
    _run(rubric, _Guest(settings, on_record, on_start))


def _run(rubric: Path, guest: _Guest) -> None:
    words = [str(rubric), "-c", str(_EMPTY_INI), "--rootdir", str(rubric.parent), "--confcutdir", str(rubric.parent)]
    said = io.StringIO()
    with _clean_environment(), redirect_stdout(said):
        code = pytest.main([*words, *QUIET, "--noconftest"], plugins=[plugin, guest])
    if guest.error is not None:
        raise guest.error
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code in {pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERNAL_ERROR}:
        raise UsageError(say("{output}", output=said.getvalue().strip()))


@contextmanager
def _clean_environment() -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS") if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
