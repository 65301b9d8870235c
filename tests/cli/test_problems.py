"""What is wrong with what was handed in: one list, in every report and at its place, or in none."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET  # our own file

import pytest

from bareme.__main__ import main
from bareme.cli.commands.github import command as github
from bareme.content import rubric_path
from bareme.evidence import write_collection
from bareme.text.message import Message
from tests.labs import lab_done

ANSWERS = """rubric: tp3
answers:
  E1-5: {answer: oui}
  E1_07: {answer: oui}
  E1-09:
    answr: 127
  E1-10: {réponse: voir, files: [captures/none.png, captures/there.png, ../../etc/passwd]}
"""
SAID = {
    "answers.yaml:1:9": "for the rubric “tp3”",
    "answers.yaml:3:3": "no question “E1-5”",
    "answers.yaml:4:3": "no question “E1_07”",
    "answers.yaml:6:5": "“answr” is no part of an answer. Did you mean “answer”?",
    "answers.yaml:7:34": "captures/none.png is not in the repository",
    "answers.yaml:7:73": "../../etc/passwd is not in the repository",
    "answers.yaml": "reponses.yaml, answers.yaml are both there",
    "scripts/tp2.sh:2": "a password is written in the script",
    "rubric.yaml": "this copy of the rubric",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every report of one check."""
    top = tmp_path_factory.mktemp("problems")
    repo = top / "repo"
    for folder in ("scripts", "captures", "evidence"):
        (repo / folder).mkdir(parents=True)
    (repo / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    (repo / "reponses.yaml").write_text("rubric: tp2-vm\nanswers:\n  E1-05: non\n", encoding="utf-8")
    (repo / "captures/there.png").write_bytes(b"x")
    (repo / "scripts/tp2.sh").write_text("az group list\naz vm create -n a -g b --admin-password Hunter2Hunter2\n")
    (repo / "rubric.yaml").write_text(f"id: x\ncopy_of:\n  rubric: {'0' * 64}\n")
    write_collection(repo / "evidence", lab_done()[-1])
    forms = ("json", "html", "markdown", "junit", "sarif", "code-quality")
    words = [f"--{form}={top / form}" for form in forms]
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(repo)
        main(["check", "-r", "tp2-vm", "--lang", "en", "--repo", ".", "--no-history", *words])
    return top


def listed(told: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((told / "json").read_text(encoding="utf-8"))["students"][0]["problems"]
    return found


def test_every_one_has_its_place_and_says_what_is_meant(told: Path) -> None:
    rows = {":".join(str(one[key]) for key in ("file", "line", "column") if one[key]): one for one in listed(told)}
    assert {place: text in rows.get(place, {}).get("message", "") for place, text in SAID.items()} == dict.fromkeys(
        SAID, True
    )
    assert len(rows) == len(SAID)


def texts(report: str, text: str) -> str:
    if report == "junit":
        return " ".join(one.text or "" for one in ET.fromstring(text).iter("system-err"))
    if report in {"sarif", "code-quality", "json"}:
        return json.dumps(json.loads(text), ensure_ascii=False)
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)


@pytest.mark.parametrize("report", ["json", "html", "markdown", "junit", "sarif", "code-quality"])
def test_every_report_tells_all_of_them(told: Path, report: str) -> None:
    said = texts(report, (told / report).read_text(encoding="utf-8")).replace('\\"', '"')
    missing = [one["message"] for one in listed(told) if one["message"] not in said]
    assert missing == []
    assert "Hunter2" not in said


def test_github_shows_each_at_its_line_and_none_as_an_error_on_a_green_job(
    told: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    github.main([str(told / "json"), "--code", "0", "--rubric", "tp2-vm", "--lang", "en"], standalone_mode=False)
    shown = capsys.readouterr().out.splitlines()
    assert "::warning file=answers.yaml,line=4,col=3::there is no question “E1_07”. Did you mean “E1-07”?" in shown
    assert [line for line in shown if line.startswith("::error")] == []
    github.main([str(told / "json"), "--code", "1", "--rubric", "tp2-vm", "--lang", "en"], standalone_mode=False)
    assert "::error file=answers.yaml,line=4,col=3::" in capsys.readouterr().out


def test_code_scanning_finds_the_files_from_the_top_of_the_repository(told: Path) -> None:
    (run,) = json.loads((told / "sarif").read_text(encoding="utf-8"))["runs"]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert {one["artifactLocation"]["uri"] for one in places} == {"answers.yaml", "scripts/tp2.sh", "rubric.yaml"}
    entries = json.loads((told / "code-quality").read_text(encoding="utf-8"))
    assert len({one["fingerprint"] for one in entries}) == len(entries) == len(SAID)
    assert {one["severity"] for one in entries} == {"major", "minor"}


@pytest.mark.parametrize(("quiet", "lines"), [([], 7), (["--all"], 9), (["-q"], 7)])
def test_the_terminal_tells_the_first_and_all_of_them_when_asked(
    told: Path, quiet: list[str], lines: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(told / "repo")
    monkeypatch.setenv("COLUMNS", "200")
    main(["check", "-r", "tp2-vm", "--lang", "en", "--repo", ".", "--no-history", *quiet])
    assert len(capsys.readouterr().err.splitlines()) == lines


@pytest.mark.parametrize(("text", "code"), [(ANSWERS, 2), ("rubric: tp2-vm\nanswers:\n  E1-05: deux\n", 0)])
def test_lint_tells_them_without_grading(
    tmp_path: Path, text: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("answers.yaml").write_text(text, encoding="utf-8")
    assert main(["check", "-r", "tp2-vm", "--lang", "en", "--lint"]) == code
    assert ("answers.yaml:4:3: there is no question “E1_07”" in capsys.readouterr().out) is bool(code)


def test_a_lab_repository_tells_its_rubric(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--lang", "en"]) == 2
    assert "By which rubric?" in capsys.readouterr().err
    Path("answers.yaml").write_text("rubric: tp2-vm\nanswers: {E1-05: deux}\n", encoding="utf-8")
    assert main(["check", "--lint", "--lang", "en"]) == 0
    bundled = rubric_path("tp2-vm").read_text(encoding="utf-8")
    Path("rubric.yaml").write_text(bundled.replace("id: E1-05", "id: E9-05"), encoding="utf-8")
    assert main(["check", "--lint", "--lang", "en"]) == 2
    assert "there is no question “E1-05”. Did you mean “E9-05”?" in capsys.readouterr().out


def test_two_answers_files_lose_nothing(told: Path) -> None:
    from bareme.submission import load_submission  # noqa: PLC0415 - the one test that looks inside

    answers = load_submission(told / "repo").answers
    assert (answers["E1-05"].text, answers["E1-10"].text) == ("non", "voir")
    assert (answers["E1-05"].file, answers["E1-10"].file) == ("reponses.yaml", "answers.yaml")


def test_junit_points_at_the_answer(told: Path) -> None:
    cases = {str(one.get("name"))[:5]: one for one in ET.parse(told / "junit").iter("testcase")}
    assert (cases["E1-10"].get("file"), cases["E1-10"].get("line")) == ("answers.yaml", "7")
    assert cases["E1-01"].get("file") is None


def test_a_problem_without_a_place_is_told_alone() -> None:
    from bareme.files.problem import Problem  # noqa: PLC0415 - as above

    assert str(Problem(0, 0, Message("so it is")).told) == "so it is"
