"""`bareme check --fail-under`: an interval is not a point, and what a person marks is no part of the question."""

import json
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Collection, Source, Status, write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, without

LOG = (Source.ACTIVITY_LOG,)
SLIP = Plan(os_disk="Premium_LRS", data_disk_gb=0, bigger="")


def unread(sources: tuple[Source, ...], status: Status) -> Collection:
    return without(lab_done(), sources, status)[-1]


SITUATIONS: dict[str, tuple[Collection, str, int, str]] = {
    "passing": (lab_done()[-1], "10", 0, "reached"),
    "all a machine gives": (lab_done()[-1], "13,25", 0, "reached"),
    "a share": (lab_done()[-1], "65%", 0, "reached"),
    "below": (lab_done(SLIP)[-1], "12", 1, "below"),
    "log throttled": (unread(LOG, Status.THROTTLED), "10", 3, "undecided"),
    "log failing": (unread(LOG, Status.FAILED), "10", 3, "undecided"),
    "log denied": (unread(LOG, Status.DENIED), "10", 3, "undecided"),
    "log throttled, enough without it": (unread(LOG, Status.THROTTLED), "2", 0, "reached"),
    "nothing read": (unread(tuple(Source), Status.DENIED), "10", 3, "undecided"),
}


@pytest.mark.parametrize(("one", "threshold", "code", "decision"), SITUATIONS.values(), ids=SITUATIONS)
def test_the_gate(  # noqa: PLR0917 - a row of the table
    tmp_path: Path, one: Collection, threshold: str, code: int, decision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_collection(tmp_path / "evidence", one)
    out = tmp_path / "r.json"
    words = ["check", "-r", "tp2-vm", "--lang", "en", "--evidence", str(tmp_path / "evidence"), "--json", str(out)]
    assert main([*words, "--fail-under", threshold, "-q"]) == code
    assert json.loads(out.read_text(encoding="utf-8"))["threshold"]["decision"] == decision
    assert bool(capsys.readouterr().err) is (code == 3)
    assert main([*words, "--fail-under", threshold]) == code
    if decision != "undecided":
        assert "Asked for: " in capsys.readouterr().out


@pytest.mark.parametrize("threshold", ["nan", "", "-1", "21", "inf", "dix", "101%", "15", "13.26", "1e1"])
def test_what_can_never_be_reached_or_is_no_number_is_told_with_the_most(
    tmp_path: Path, threshold: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_collection(tmp_path, lab_done()[-1])
    words = ["check", "-r", "tp2-vm", "--lang", "en", "--evidence", str(tmp_path)]
    assert main([*words, f"--fail-under={threshold}"]) == 2
    said = capsys.readouterr().err
    assert "13.25" in said
    assert "Traceback" not in said


def test_the_cause_comes_first_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_collection(tmp_path, unread(LOG, Status.THROTTLED))
    main(["check", "-r", "tp2-vm", "--lang", "en", "--evidence", str(tmp_path), "--fail-under", "10", "-q"])
    said = capsys.readouterr().err
    assert said.startswith("Not read: activity log – Azure asked to wait too long")
    assert said.index("Asked for: 10. Undecided") > said.index("Not read")
