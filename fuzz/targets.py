"""What may be thrown at each parser. A target takes bytes; it may raise what bareme documents and nothing else."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Template

from bareme.azure.cloud_shell.import_export import imported
from bareme.azure.http.errors import Unread, refusal
from bareme.azure.http.paging import items_of
from bareme.azure.readers.activity_log_event import reduced
from bareme.checking.catalogue import Catalogue, catalogue
from bareme.content import rubric_path
from bareme.errors import BaremeError
from bareme.evidence import read_collection
from bareme.evidence.collection import to_wire
from bareme.evidence.files import content_hash
from bareme.evidence.scrub import scrub
from bareme.export import FORMATS, Order, Provisional, graded_class
from bareme.files.json import parsed
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.record import Record
from bareme.marks import read_marks
from bareme.report.jinja_environment import environment
from bareme.report.markdown import Sheet, markdown_page
from bareme.report.student_view import student_view
from bareme.results.grades_csv import grades_file
from bareme.results.junit import write_junit
from bareme.results.rendering import Teller
from bareme.results.results_json import write_results
from bareme.roster import RosterOptions, Scope, Student, load_roster
from bareme.rubric import Rubric, load_rubric
from bareme.scripts import intended, read_script
from bareme.simulator import PERFECT, Subscription, do_lab
from bareme.submission import load_submission
from bareme.text.language import Language, Speech
from fuzz.spoil import spoiled

SUB = "11111111-2222-3333-4444-555555555555"
Target = Callable[[bytes], None]


@cache
def folder() -> Path:
    """Where the files are put; one a process."""
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


@cache
def checks() -> Catalogue:
    return catalogue()


@cache
def rubric() -> Rubric:
    return load_rubric(rubric_path("tp2-vm"), checks())


@cache
def evidence_document() -> dict[str, Any]:
    """A perfect student's last collection."""
    return to_wire(do_lab(Subscription(SUB), PERFECT, "vms", checkpoints=True)[-1])


@cache
def good_record() -> Record:
    return _graded(evidence_document())


def _put(name: str, content: bytes) -> Path:
    path = folder() / name
    path.write_bytes(content)
    return path


def evidence(data: bytes) -> None:
    """An evidence file, packed or not."""
    read_collection(_put("evidence.json", data))


def lab(data: bytes) -> None:
    """Evidence whose hash is right and whose content is not: read, joined, judged, and told in every way."""
    record = _graded(spoiled(evidence_document(), data))
    for language in Language:
        tell(record, Teller(rubric(), Speech(language)))


def _graded(document: dict[str, Any]) -> Record:
    place = folder() / "student"
    place.mkdir(exist_ok=True)
    document = {**document, "sha256": content_hash(document)}
    (place / "one.json").write_text(json.dumps(document), encoding="ascii")
    return Evaluator(rubric(), checks()).evaluate(
        Job(Student(id="E1", scope=Scope(SUB), line=2, slug="E1"), place, repo=folder() / "nobody")
    )


def tell(record: Record, teller: Teller) -> None:
    """Every way out of a record."""
    _page(teller.speech).render(student_view(record, teller), class_page=None)
    write_junit(folder() / "junit.xml", record, teller)
    write_results(folder() / "results.json", [record], teller)
    with grades_file(folder() / "grades.csv", teller) as add:
        add(record)


@cache
def _page(speech: Speech) -> Template:
    return environment(speech).get_template("student.html.j2")


def summary(data: bytes) -> None:
    """The same as the summary of a CI job, whose template is compiled each time."""
    record, teller = _graded(spoiled(evidence_document(), data)), Teller(rubric(), Speech(Language.FRENCH))
    sheet = Sheet(speech=teller.speech, student=teller.student(record), scale=Decimal(20), rubric=teller.rubric)
    markdown_page(sheet)


def answers(data: bytes) -> None:
    """A student's answers file."""
    load_submission(None, _put("reponses.yaml", data))


def teachers_rubric(data: bytes) -> None:
    """A rubric from anywhere."""
    load_rubric(_put("rubric.yaml", data), checks())


def spoiled_rubric(data: bytes) -> None:
    """A rubric that is nearly right: JSON is YAML."""
    document = rubric().model_dump(mode="json", by_alias=True, exclude={"file", "sha256", "lines"}, exclude_none=True)
    made = json.dumps(spoiled(document, data))
    loaded = load_rubric(_put("rubric.yaml", made.encode()), checks())
    Evaluator(loaded, checks()).evaluate(Job(Student(id="E1", scope=Scope(SUB), line=2, slug="E1"), folder() / "none"))


def script(name: str, data: bytes) -> None:
    """A script, read and followed."""
    intended([read_script(data.decode("utf-8", "replace"), name)])


def roster(data: bytes) -> None:
    """A class list, text or workbook."""
    load_roster(_put("roster.csv", data), RosterOptions(subscription_id=SUB, resource_group_pattern="rg-{student_id}"))


def marks(data: bytes) -> None:
    """A marks file; its header is right, so that the rows are reached."""
    head = b"student_id,criterion,points,comment,basis\n"
    read_marks(_put("marks.csv", data if data.startswith(b"!") else head + data), rubric())


_HEADS = (
    b"Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments\n",
    b"Student,ID,SIS User ID,SIS Login ID,Section,tp2\nPoints Possible,,,,,20\n",
)


def worksheet(data: bytes) -> None:
    """A file that Moodle is said to have written."""
    head = _HEADS[data[:1] >= b"\x80"]
    sheet = _put("sheet.csv", head + data)
    with graded_class(_good_results()) as klass:
        for name in ("moodle", "canvas", "moodle-gradebook"):
            order = Order(klass=klass, run=folder(), out=folder() / "out", worksheet=sheet)
            with suppress(BaremeError):
                FORMATS[name].write(order)


def export_zip(data: bytes) -> None:
    """A zip that no zip program made."""
    imported(_put("export.zip", data), None, datetime.now(UTC))


def export_pages(data: bytes) -> None:
    """A whole zip of pages that Azure never sent."""
    about = {"subscription_id": SUB, "exported_at": "2026-11-22T10:00:00Z", "since": "2026-08-24T10:00:00Z"}
    sources = evidence_document()["sources"]
    pages = {f"{name}~1": {"value": reading["items"][:5]} for name, reading in sources.items()}
    made = spoiled({"about": about, **pages}, data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, page in made.items() if isinstance(made, dict) else ():
            archive.writestr(f"{name}.json", json.dumps(page))
    imported(_put("export.zip", stream.getvalue()), None, datetime.now(UTC))


def azure(data: bytes) -> None:
    """A body that is said to come from Azure Resource Manager, good or refusing."""
    with suppress(ValueError):
        body = parsed(data)
        refusal(403, body)
        for item in items_of(body):
            scrub(item)
            reduced(item)


def azure_item(data: bytes) -> None:
    """An item of Azure's in the wrong shape."""
    for reading in spoiled(evidence_document()["sources"], data).values() if data else ():
        items = reading.get("items") if isinstance(reading, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                scrub(item)
                reduced(item)


@cache
def _good_results() -> Path:
    write_results(folder() / "good.json", [good_record()], Teller(rubric(), Speech(Language.ENGLISH)))
    return folder() / "good.json"


def kept_results(data: bytes) -> None:
    """A `results.json` from elsewhere, exported again in every format that needs no file."""
    document = parsed(_good_results().read_bytes())
    place = _put("kept.json", json.dumps(spoiled(document, data)).encode())
    with graded_class(place) as klass:
        for name in ("excel", "xlsx", "sqlite", "gradescope", "classroom50", "moodle-feedback"):
            order = Order(klass=klass, run=folder(), out=folder() / f"out-{name}", provisional=Provisional.SCORE)
            with suppress(BaremeError):
                FORMATS[name].write(order)


TARGETS: Mapping[str, Target] = {
    "evidence": evidence,
    "lab": lab,
    "summary": summary,
    "answers": answers,
    "rubric": teachers_rubric,
    "spoiled-rubric": spoiled_rubric,
    "bash": partial(script, "a.sh"),
    "powershell": partial(script, "a.ps1"),
    "batch": partial(script, "a.bat"),
    "markdown": partial(script, "a.md"),
    "unknown-script": partial(script, "a.txt"),
    "roster": roster,
    "marks": marks,
    "worksheet": worksheet,
    "export-zip": export_zip,
    "export-pages": export_pages,
    "azure": azure,
    "azure-item": azure_item,
    "kept-results": kept_results,
}


def throw(name: str, data: bytes) -> None:
    """Throw bytes at a target; what it documents is no finding."""
    with suppress(BaremeError, Unread):
        TARGETS[name](data)
