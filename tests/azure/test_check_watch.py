"""`bareme check --watch`: a cheap look, and the whole check again when something changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.cli.check_options import CheckOptions
from bareme.cli.check_watch import watch
from bareme.cli.one_check import StudentCheck
from bareme.errors import ExitCode
from bareme.grading.evaluate import Evaluator
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import COMPUTE, HOME, SUB

Step = Callable[[], object]
WHOLE = 20
"""Requests that no look makes and every whole reading does."""


class Session:
    """A check that is watched for as many looks as there are steps, with what each of them cost."""

    def __init__(self, server: ArmServer, check: StudentCheck, scratch: Path) -> None:
        self.server, self._check, self._scratch = server, check, scratch
        self.costs: list[int] = []

    def run(self, *steps: Step) -> int:
        left: Iterator[Step] = iter(steps)
        begun: list[int] = []

        def sleep(seconds: float) -> None:
            assert seconds == 30
            self.costs += [len(self.server.asked) - one for one in begun[-1:]]
            step = next(left, None)
            if step is None:
                raise KeyboardInterrupt
            step()
            begun.append(len(self.server.asked))

        return watch(self._check, self._scratch, sleep)

    def create(self) -> None:
        new = {"id": f"{COMPUTE}/virtualMachines/vm-new", "name": "vm-new", "type": "Microsoft.Compute/virtualMachines"}
        self.server.lists[f"{HOME}/resources".casefold()].append(new)


@pytest.fixture
def session(signed_in: ArmServer, tmp_path: Path, checks: Catalogue, tp2: Rubric) -> Session:
    (tmp_path / "repo").mkdir()
    asked = CheckOptions(
        speech=Speech(Language.ENGLISH), subscription=SUB, arm_endpoint=signed_in.url, repo=tmp_path / "repo"
    )
    (tmp_path / "scratch").mkdir()
    return Session(signed_in, StudentCheck(asked, Evaluator(tp2, checks), None), tmp_path / "scratch")


def nothing() -> None:
    """Nothing happens."""


def test_only_what_changed_is_read_again(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer() -> None:
        (tmp_path / "repo" / "answers.yaml").write_text("answers: {E1-05: deux}", encoding="utf-8")

    assert session.run(nothing, session.create, nothing, answer) == ExitCode.DONE
    quiet, changed, after, local = session.costs
    assert (quiet, after, local) == (2, 2, 2)
    assert changed > WHOLE
    printed = capsys.readouterr()
    assert printed.out.count("Between ") == 3
    assert "Questions answered: 1 of 11." in printed.out
    assert printed.err.rstrip().endswith("Ended. Nothing was changed in Azure; the last check stands above.")


@pytest.mark.usefixtures("hurried")
def test_a_network_that_goes_and_comes_ends_nothing(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    def goes() -> None:
        session.server.fail(".", arm.refuse(503, "ServerBusy"), times=200)

    def comes() -> None:
        session.server.faults.pop(0)

    assert session.run(goes, comes) == ExitCode.DONE
    assert capsys.readouterr().out.count("Between ") == 1


def test_nothing_read_is_told_once_and_ends_it(session: Session) -> None:
    session.server.graph = []
    session.server.fail(".", arm.refuse(403, "AuthorizationFailed"))
    assert session.run(nothing) == ExitCode.NOT_EVALUATED
    assert session.costs == []


def test_after_a_change_the_log_is_read_once_more(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bareme.cli.check_watch.AFTER", 0.0)
    session.run(session.create, nothing, nothing)
    assert [cost > WHOLE for cost in session.costs] == [True, True, False]
