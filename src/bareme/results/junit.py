"""JUnit XML as GitHub, GitLab, Azure DevOps and Jenkins read it.

junit-xml gives the model; its own writer breaks on lone surrogates and knows no properties of a test case, so that the
tree it builds is completed and written here. One failure, error or skip per case, a time on every case, `file` and
`line` where the student's answer stands; what is wrong with his files is the suite's `system-err`. Jenkins' own schema
knows neither places nor properties of a case: `strict` leaves them out, for the readers that validate (Jenkins' xUnit
plugin; Jenkins' JUnit plugin, GitLab, GitHub and Azure DevOps do not).
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET  # only writes

from junit_xml import TestCase, TestSuite, to_xml_report_file

from bareme.files.problem import Problem
from bareme.files.report_target import report_text
from bareme.files.xml import fit
from bareme.grading.record import CriterionRecord, Record
from bareme.results.rendering import Teller
from bareme.text.language import labelled
from bareme.text.message import say


def write_junit(path: Path, record: Record, teller: Teller, *, strict: bool = False) -> None:
    """Write one student's results as a JUnit file."""
    suite = _suite(record, teller)
    element = suite.build_xml_doc()
    _complete(element, record, teller)
    root = ET.Element("testsuites", {"name": fit(teller.rubric.id)})
    root.attrib.update({name: element.attrib[name] for name in ("tests", "failures", "errors", "skipped", "time")})
    root.append(element)
    if strict:
        _restrict(root)
    ET.indent(root)
    with report_text(path) as stream:
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def write_junit_error(path: Path, rubric: str, cause: str) -> None:
    """Write a JUnit file that says why nothing could be evaluated: one error, no criterion."""
    case = TestCase(fit(rubric), classname=fit(rubric))
    case.add_error_info(message=fit(cause), error_type="unverifiable")
    with report_text(path) as stream:
        to_xml_report_file(stream, [TestSuite(fit(rubric), [case])], prettyprint=False)


def _suite(record: Record, teller: Teller) -> TestSuite:
    name = fit(f"{teller.rubric.id} – {record['id']}")
    properties = {"student_id": fit(record["id"]), "status": record["status"], "grade": record["score"]}
    properties |= {"grade_low": record["low"], "grade_high": record["high"], "grade_max": str(teller.rubric.scale)}
    cases = [_judged(_case(one, record, teller), one, teller) for one in record["criteria"]]
    return TestSuite(
        name,
        cases,
        properties=properties,
        hostname="bareme",
        timestamp=_collected(record),
        stderr=fit("\n".join(teller.speech.tell(Problem.from_wire(wire).told) for wire in record["problems"])) or None,
    )


def _collected(record: Record) -> str | None:
    return record["collections"][-1]["collected_at"][:19] if record["collections"] else None


def _case(one: CriterionRecord, record: Record, teller: Teller) -> TestCase:
    criterion = teller.criteria[one["id"]]
    section = teller.sections[one["id"]]
    file, line = one.get("place") or ("", 0)
    return TestCase(
        fit(f"{criterion.id} – {teller.speech.pick(criterion.title)}"),
        classname=fit(f"{teller.rubric.id}.{section.id}"),
        elapsed_sec=record["seconds"] / max(len(record["criteria"]), 1),
        file=fit(file) or None,
        line=str(line) if line else None,
    )


def _judged(case: TestCase, one: CriterionRecord, teller: Teller) -> TestCase:
    outcome = one["outcome"]
    if outcome in {"met", "waived"}:
        return case
    found = fit(teller.tell(one["found"])) or outcome
    detail = fit("\n".join(_lines(one, teller)))
    if outcome == "pending" or not teller.criteria[one["id"]].points:  # advice makes nobody's build unstable
        case.add_skipped_info(message=found, output=detail)
    elif outcome == "unverifiable":
        case.add_error_info(message=found, output=detail, error_type=outcome)
    else:
        case.add_failure_info(message=found, output=detail, failure_type=outcome)
    return case


def _lines(one: CriterionRecord, teller: Teller) -> Sequence[str]:
    told = [(say("expected"), teller.tell(one["expected"])), (say("found"), teller.tell(one["found"]))]
    told += [(say("note"), teller.tell(one["remark"]) or one["comment"])]
    told += [(say("how to fix"), teller.hint(one))]
    return [labelled(teller.speech, label, text) for label, text in told if text]


def _complete(element: ET.Element, record: Record, teller: Teller) -> None:
    """What junit-xml leaves out or writes wrong: times to the millisecond, points as properties."""
    element.attrib.pop("disabled", None)
    element.set("time", f"{record['seconds']:.3f}")
    for case, one in zip(element.findall("testcase"), record["criteria"], strict=True):
        case.set("time", f"{Decimal(case.get('time') or 0):.3f}")
        properties = ET.Element("properties")
        values = {"points": one["points"], "points_max": str(teller.criteria[one["id"]].points)}
        for name, value in {**values, "outcome": one["outcome"]}.items():
            ET.SubElement(properties, "property", name=name, value=fit(value))
        case.insert(0, properties)


def _restrict(root: ET.Element) -> None:
    """Only what Jenkins' schema (junit.xsd of its xUnit plugin) knows."""
    root.attrib.pop("skipped")
    for case in root.iter("testcase"):
        for name in ("file", "line"):
            case.attrib.pop(name, None)
        for properties in case.findall("properties"):
            case.remove(properties)
        for skipped in case.findall("skipped"):
            skipped.text = " – ".join(filter(None, (skipped.attrib.pop("message", ""), skipped.text)))
            skipped.attrib.clear()
