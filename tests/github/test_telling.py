"""What GitHub is told when names come from somebody who would like to be a command."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bareme.cli.commands.github import command
from bareme.report.github import Told, annotations, assignment
from bareme.report.markdown import LONGEST_PAGE, as_text, markdown_page
from bareme.text.language import Language, Speech

ENGLISH = Speech(Language.ENGLISH)
HOSTILE = (
    "x%0A::error::owned",
    "x\n::error::owned",
    "x\r\n::set-output name=grade::20",
    "x\n::add-mask::20",
    "|<script>alert(1)</script>",
    "x | met | 20 |\n\n# 20 / 20",
    "\\| `a` [b](javascript:c) ![d](e) **f** <!-- g",
    "\u202e0,02\u2028::error::owned",
    "\ud800\udfff",
    "file=/etc/passwd,line=1::owned",
)


def row(number: int, text: str, *, points: float = 0, most: float = 1, outcome: str = "unmet") -> dict[str, Any]:
    return {
        "id": f"E{number}", "title": text, "outcome": outcome, "points": points, "low": points, "high": points,
        "max": most, "expected": text, "found": text, "message": "", "hint": text, "evidence": [],
    }  # fmt: skip


def told(*rows: dict[str, Any], code: int = 0) -> Told:
    student = {"status": "final", "score": 1, "low": 1, "high": 1, "problem": None, "criteria": list(rows)}
    return Told(speech=ENGLISH, code=code, student=student, scale=Decimal(20))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_table_keeps_its_form(text: str) -> None:
    page = markdown_page(told(row(1, text), row(2, text, outcome="met")))
    table = [line for line in page.splitlines() if line.startswith("|")]
    assert len(table) == 4
    assert {line.count("|") for line in table} == {5}
    for forbidden in ("<", "`", "\\", "](", "# 20", "::", "\u202e"):
        assert forbidden not in page.replace("### ✔", "").replace("#### ", "").replace("---:", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_command_stays_one_line_and_its_text_stays_text(text: str) -> None:
    (line,) = annotations(told(row(1, text)))
    assert len(line.splitlines()) == 1
    head, _, _ = line.removeprefix("::warning title=").partition("::")
    assert "," not in head
    assert ":" not in head
    assert "%0A" not in line


def test_the_nine_dearest_and_how_many_more() -> None:
    rows = [row(number, "lost", most=number) for number in range(1, 31)]
    lines = annotations(told(*rows))
    assert len(lines) == 10
    assert lines[0].startswith("::warning title=E30 ")
    assert lines[-1] == "::warning::21 more: see the summary of the job"


def test_only_what_was_seen_to_be_wrong_is_an_error() -> None:
    outcomes = ("met", "unverifiable", "pending", "blocked", "waived")
    assert annotations(told(*(row(1, "x", outcome=one) for one in outcomes))) == []


def test_a_long_summary_is_cut_between_lines() -> None:
    page = markdown_page(told(*(row(number, "|" * 300) for number in range(2000))))
    assert len(page.encode()) <= LONGEST_PAGE
    assert page.startswith("### 1 / 20")
    assert page.rstrip().endswith("The rest is in the report among the artifacts.")


def test_an_output_cannot_end_itself() -> None:
    first, second = (assignment("result", "a\nresult<<x\n20") for _ in range(2))
    assert first.splitlines()[0] != second.splitlines()[0]
    assert first.splitlines()[-1] == first.splitlines()[0].partition("<<")[2]


def test_letters_of_every_language_stay_readable() -> None:
    assert as_text("Chraïbi أمين : 15,5 %") == "Chraïbi أمين &#58; 15,5 %"


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"students": []}', '{"students": [{}]}', "null"])
def test_results_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    (tmp_path / "results.json").write_text(content, encoding="utf-8")
    (tmp_path / "errors.txt").write_text("No credential.\n::error::owned\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    words = [str(tmp_path / "results.json"), "--code", "3", "--errors", str(tmp_path / "errors.txt"), "--lang", "en"]
    done = CliRunner().invoke(command, words)
    assert (done.exit_code, done.output) == (0, "::error::No credential.\n")
    page = (tmp_path / "summary").read_text(encoding="utf-8")
    assert page.startswith("### ⚠ The lab could not be evaluated")
    assert "No credential." in page
    assert "::error" not in page


def test_whatever_is_in_the_results_reaches_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(number, text) for number, text in enumerate(HOSTILE)]
    student = told(*rows).student
    (tmp_path / "results.json").write_text(json.dumps({"scale": 20, "students": [student]}), encoding="utf-8")
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.setenv(name, str(tmp_path / name))
    done = CliRunner().invoke(command, [str(tmp_path / "results.json"), "--lang", "fr"])
    assert done.exit_code == 0
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8").count("<<end-") == 8
    assert all(line.startswith(("::warning ", "::warning::")) for line in done.output.splitlines())
