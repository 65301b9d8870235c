"""`pytest RUBRIC --evidence PATH`: items that read and behave like pytest's own."""

import os
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bareme.content import rubric_path
from bareme.evidence import Source, Status, write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, without

RUBRIC = str(rubric_path("tp2-vm"))
PLUGIN = ("-p", "bareme.plugin", "--lang", "en")
SLIPS = Plan(os_disk="Premium_LRS", zones=("1",))


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    write_collection(folder / "E001", lab_done()[-1])
    write_collection(folder / "E002", lab_done(SLIPS)[-1])
    write_collection(folder / "E003", without(lab_done(), Source, Status.DENIED)[-1])
    return folder


def run(pytester: pytest.Pytester, *words: str | os.PathLike[str]) -> pytest.RunResult:
    return pytester.runpytest_inprocess(*PLUGIN, "-p", "no:cacheprovider", RUBRIC, "--evidence", *words)


def test_a_perfect_student_passes_what_is_automatic(pytester: pytest.Pytester, evidence: Path) -> None:
    run(pytester, evidence / "E001").assert_outcomes(passed=25, skipped=11)


def test_a_slip_fails_with_expected_found_and_how_to_fix(pytester: pytest.Pytester, evidence: Path) -> None:
    result = run(pytester, evidence / "E002")
    result.assert_outcomes(passed=23, failed=2, skipped=11)
    result.stdout.fnmatch_lines(
        ["E1-08 *", "  expected: OS disk StandardSSD_LRS", "  found: *Premium_LRS*", "  how to fix: *"]
    )


def test_what_could_not_be_read_is_an_error_not_a_failure(pytester: pytest.Pytester, evidence: Path) -> None:
    run(pytester, evidence / "E003").assert_outcomes(errors=19, skipped=17)


def test_a_class_is_one_node_per_student(pytester: pytest.Pytester, evidence: Path) -> None:
    result = run(pytester, evidence, "-v")
    result.assert_outcomes(passed=48, failed=2, errors=19, skipped=39)
    result.stdout.fnmatch_lines(["*::E002::E1-08:vm.os_disk *FAILED*"])


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        (["-k", "E1-08"], {"passed": 1, "failed": 1, "errors": 1}),
        (["-k", "E001 and zones"], {"passed": 1}),
        (["-x", "-k", "E002"], {"passed": 3, "failed": 1}),
        (["-n", "2"], {"passed": 48, "failed": 2, "errors": 19, "skipped": 39}),
    ],
    ids=["-k criterion", "-k student and check", "-x", "xdist"],
)
def test_pytests_own_options_work(
    pytester: pytest.Pytester, evidence: Path, words: list[str], outcomes: dict[str, int]
) -> None:
    seen = run(pytester, evidence, *words).parseoutcomes()
    del_keys = {"deselected", "skipped"} - set(outcomes)
    assert {key: count for key, count in seen.items() if key not in del_keys} == outcomes


def test_last_failed_runs_only_what_failed(pytester: pytest.Pytester, evidence: Path) -> None:
    rubric = Path(shutil.copy(RUBRIC, pytester.path))
    words = (*PLUGIN, rubric, "--evidence", evidence / "E002")
    pytester.runpytest_inprocess(*words).assert_outcomes(passed=23, failed=2, skipped=11)
    pytester.runpytest_inprocess(*words, "--lf").assert_outcomes(failed=2)


def test_the_junit_file_holds_points_and_places(pytester: pytest.Pytester, evidence: Path) -> None:
    file = pytester.path / "out.xml"
    run(pytester, evidence / "E002", f"--junitxml={file}")
    cases = {case.get("name"): case for case in ET.parse(file).iter("testcase")}
    properties = {one.get("name"): one.get("value") for one in cases["E1-04:vm.zones"].iter("property")}
    assert properties == {"criterion": "E1-04", "outcome": "partial", "points": "0.5", "points_max": "1"}


def test_no_evidence_is_told_as_a_usage_error(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess(*PLUGIN, RUBRIC)
    assert result.ret == 2
    result.stdout.fnmatch_lines(["tp2-vm.yaml: which evidence? Give --evidence PATH."])


def test_a_wrong_rubric_is_told_in_its_own_words(pytester: pytest.Pytester, evidence: Path) -> None:
    file = pytester.makefile(".yaml", wrong="schema: bareme/rubric/v1\nid: x\ntitel: x\n")
    result = pytester.runpytest_inprocess(*PLUGIN, file, "--evidence", evidence)
    result.stdout.fnmatch_lines(["*wrong.yaml:3:1: there is no key “titel” here. Did you mean “title”?"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_other_yaml_files_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", workflow="on: push\njobs: {}\n")
    assert pytester.runpytest_inprocess(*PLUGIN, ".").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_damaged_evidence_is_an_error_of_its_own_student_only(pytester: pytest.Pytester, tmp_path: Path) -> None:
    write_collection(tmp_path / "A", lab_done()[-1])
    (tmp_path / "B").mkdir()
    (tmp_path / "B" / "x.json").write_text("{", encoding="utf-8")
    result = run(pytester, tmp_path)
    result.assert_outcomes(passed=25, errors=1, skipped=11)
    result.stdout.fnmatch_lines(["B/x.json is not complete JSON: *"])
