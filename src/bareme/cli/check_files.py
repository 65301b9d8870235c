"""The files of `bareme check`; imported only when one is asked for, since Jinja and XML take their time."""

from pathlib import Path
from typing import Any

from bareme.cli.check_options import Files
from bareme.cli.gate import Gate
from bareme.cli.json_output import print_json
from bareme.cli.problem_files import write_problem_files
from bareme.errors import ExitCode
from bareme.files.problem import Problem
from bareme.files.report_target import STANDARD_OUTPUT, report_text
from bareme.grading.record import Record
from bareme.report.markdown import Sheet, markdown_page
from bareme.report.pdf import write_pdf
from bareme.report.student_files import student_page
from bareme.results.junit import write_junit, write_junit_error
from bareme.results.rendering import Teller
from bareme.results.results_json import write_results


def write_files(files: Files, outcome: Record, teller: Teller, gate: Gate, repo: Path | None) -> None:
    """Write what was asked for, and what the gate decided; files that are wrong are named from the top of `repo`."""
    if files.junit and outcome["problem"]:
        write_junit_error(files.junit, teller.rubric.id, teller.tell(outcome["problem"]))
    elif files.junit:
        write_junit(files.junit, outcome, teller, strict=files.junit_strict)
    if files.html:
        with report_text(files.html) as stream:
            stream.write(student_page(outcome, teller, lambda _: repo))
    if files.pdf:
        write_pdf(files.pdf, student_page(outcome, teller, lambda _: repo))
    if files.markdown:
        with report_text(files.markdown) as stream:
            stream.write(markdown_page(_sheet(outcome, teller, gate)))
    if files.sarif or files.code_quality:
        problems = map(Problem.from_wire, outcome["problems"])
        write_problem_files(problems, repo, teller.speech, files.sarif, files.code_quality)
    if files.json_path == STANDARD_OUTPUT:
        print_json(teller.student(outcome) | {"threshold": gate.to_wire()})
    elif files.json_path:
        write_results(files.json_path, [outcome], teller, _decided(gate, teller))


def _decided(gate: Gate, teller: Teller) -> dict[str, Any]:
    """What the gate decided, or what kept it from it; nothing where nobody asked and all is well."""
    causes = [teller.speech.tell(one) for one in gate.causes] if gate.code == ExitCode.NOT_EVALUATED else []
    found = {"threshold": gate.to_wire(), "causes": causes}
    return {name: value for name, value in found.items() if value}


def _sheet(outcome: Record, teller: Teller, gate: Gate) -> Sheet:
    return Sheet(
        speech=teller.speech,
        student=teller.student(outcome),
        scale=teller.rubric.scale,
        rubric=teller.rubric,
        threshold=gate.to_wire(),
    )
