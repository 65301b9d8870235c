"""Whatever one student hands in, the others are graded as if he were not there, and he is told what is wrong."""

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, load_chain, write_collection
from bareme.evidence.collection import to_wire
from bareme.evidence.files import content_hash, evidence_paths
from tests.labs import lab_done, retold

Spoil = Callable[[Path], None]
SUB = "11111111-2222-3333-4444-{:012}"


def file(name: str, content: str | bytes) -> Spoil:
    """A file in the student's folder, beside good evidence."""

    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    return spoil


def evidence(**changes: Any) -> Spoil:
    """Evidence whose hash is right and which holds something that no collection writes."""

    def spoil(folder: Path) -> None:
        document = {**to_wire(lab_done()[-1]), **changes}
        document["sha256"] = content_hash(document)
        (folder / "z.json").write_text(json.dumps(document), encoding="ascii")

    return spoil


def as_written(item: str, source: Source = Source.ACTIVITY_LOG) -> Spoil:
    """The same to the byte as bareme writes a file, with a JSON text among the items of a source."""

    def spoil(folder: Path) -> None:
        last = load_chain(evidence_paths(folder))[-1]
        reading = replace(last.sources[source], items=(*last.items(source), {"id": "here"}))
        wire = to_wire(replace(last, sources={**last.sources, source: reading}))
        body = json.dumps(wire, sort_keys=True, separators=(",", ":")).replace('{"id":"here"}', item)
        digest = hashlib.sha256(body.encode()).hexdigest()
        (folder / "z.json.gz").write_bytes(gzip.compress(f'{{"sha256":"{digest}",{body[1:]}'.encode()))

    return spoil


def link(name: str, target: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(target)

    return spoil


def directory(folder: Path) -> None:
    (folder / "z.json").mkdir()


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "z.json")


def odd_name(folder: Path) -> None:
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\x1b[31m\n::error::x.sh"))).write_text("az vm create -n x\n")


def deep() -> Any:
    inner: Any = 1
    for _ in range(900):
        inner = [inner]
    return inner


UNREADABLE: Mapping[str, tuple[Spoil, str]] = {
    "a directory for evidence": (directory, "H00/z.json cannot be read: it is not a file"),
    "a pipe for evidence": (pipe, "H01/z.json cannot be read: it is not a file"),
    "a device for evidence": (link("z.json", "/dev/zero"), "cannot be read: it is not a file"),
    "a link to a file of the machine": (link("z.json", "/etc/passwd"), "is not complete JSON"),
    "nested a million times": (file("z.json", "[" * 10**6), "is not complete JSON: nested too deeply"),
    "a number of 10⁵ digits": (file("z.json", '{"a": ' + "9" * 10**5 + "}"), "is not complete JSON"),
    "no number": (file("z.json", '{"a": NaN}'), "is not complete JSON: NaN is no number"),
    "a number beyond measure": (file("z.json", '{"a": 1e999}'), "is not complete JSON: 1e999 is no number"),
    "a lone surrogate for text": (file("z.json", '"\udcff"'.encode("utf-8", "surrogatepass")), "not complete JSON"),
    "a date before dates": (evidence(collected_at="0001-01-01T00:00:00+14:00"), "a moment cannot be read"),
    "a stage that is a list": (evidence(stage=["built"]), "a text is expected, not list"),
    "a group that is an object": (evidence(resource_group={}), "a text is expected, not dict"),
    "an event's number beyond measure": (as_written('{"id":"e","properties":{"n":1e999}}'), "1e999 is no number"),
    "a disk's number beyond measure": (as_written('{"id":"d","n":1e999}', Source.DISKS), "1e999 is no number"),
    "an event nested very deep": (as_written('{"properties":' + "[" * 990 + "]" * 990 + "}"), "nested too deeply"),
    "a bomb": (file("z.json.gz", gzip.compress(b" " * (300 * 2**20), 1)), "larger than an evidence file can be"),
}
"""What cannot be used as evidence: his grade is open, and the sentence says why."""

NOTED: Mapping[str, tuple[Spoil, str]] = {
    "a number beyond measure that nobody asks for": (as_written('{"id":"e","level":1e999}'), ""),
    "answers nested a million times": (file("reponses.yaml", "[" * 10**6), "too large or too deeply nested"),
    "an answer of 5,000 digits": (
        file("reponses.yaml", f"answers:\n  E1-05: {'9' * 5000}\n"),
        "cannot be read as a num",
    ),
    "an answer with Python's tag": (
        file("reponses.yaml", "answers:\n  E1-05: !!python/object/apply:os.system [id]\n"),
        "reponses.yaml:2:10: the tag tag:yaml.org,2002:python/object/apply:os.system has no place in a rubric.",
    ),
    "a billion laughs": (
        file(
            "reponses.yaml", "a0: &a0 [x,x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]\n" for n in range(1, 40))
        ),
        "too large or too deeply nested",
    ),
    "answers that are another file": (
        link("reponses.yaml", "/etc/passwd"),
        "reponses.yaml: this is a link",
    ),
    "a script that is another file": (
        link("scripts/x.sh", "/etc/passwd"),
        "scripts/x.sh: this is a link",
    ),
    "scripts that are another folder": (link("scripts", "/etc"), "scripts: this is a link"),
    "a script of line ends": (file("tp2.txt", "\n" * 50_000), ""),
    "a script that doubles": (
        file("tp2.sh", 'for i in {1..99}; do for j in {1..99}; do a+=("${a[@]}" x); done; done\n'),
        "followed only in part",
    ),
    "a script nobody can parse": (file("tp2.sh", "a=(" * 16_000), "too tangled to be read"),
    "a script in a script in a script": (file("tp2.sh", "az x " + "${a:-" * 5000 + "}" * 5000), "too tangled"),
    "a file name that is a command": (odd_name, ""),
    "a whole page of nothing": (file("tp2.md", "```\n" * 12_000), ""),
}
"""What is passed over: the rest of him is graded, and a note says what was not used."""

IN_PART: Mapping[str, tuple[Spoil, str]] = {
    "a size's number beyond measure": (as_written('{"n":1e999}', Source.SKUS), "1e999 is no number"),
}
"""What leaves open what rests on it, and nothing else."""

EVERYBODY = {**UNREADABLE, **NOTED, **IN_PART}


def folder_of(root: Path, name: str, subscription: str) -> Path:
    folder = root / "evidence" / name
    for collection in lab_done():
        write_collection(folder, retold(collection, subscription))
    return folder


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """A class in which everybody but the first and the last hands in something hostile, graded: students by id."""
    root = tmp_path_factory.mktemp("class")
    ids = ["GOOD1", *(f"H{number:02}" for number in range(len(EVERYBODY))), "GOOD2"]
    for number, name in enumerate(ids):
        folder_of(root, name, SUB.format(number))
    for name, (spoil, _) in zip(ids[1:-1], EVERYBODY.values(), strict=True):
        spoil(root / "evidence" / name)
    rows = [f"{name},{SUB.format(number)}" for number, name in enumerate(ids)]
    (root / "roster.csv").write_text("\n".join(["student_id,subscription_id", *rows]), encoding="utf-8")
    words = ["grade", root / "roster.csv", "--rubric", "tp2-vm", "--out", root / "run", "--evidence", root / "evidence"]
    assert main([*map(str, words), "--offline", "--quiet", "--lang", "en", "--workers", "1"]) == 0
    document = json.loads((root / "run" / "results.json").read_text(encoding="utf-8"))
    pages = {name: (root / "run" / "students" / f"{name}.html").read_text(encoding="utf-8") for name in ids}
    return {one["id"]: {**one, "page": pages[one["id"]]} for one in document["students"]}


def test_the_others_are_graded_as_if_nothing_were(told: Mapping[str, Mapping[str, Any]]) -> None:
    first, last = (dict(told[name]) for name in ("GOOD1", "GOOD2"))
    assert first["score"] == last["score"] > 10
    assert [one["outcome"] for one in first["criteria"]] == [one["outcome"] for one in last["criteria"]]


@pytest.mark.parametrize(("number", "name"), list(enumerate(UNREADABLE)), ids=UNREADABLE)
def test_what_cannot_be_read_is_open_and_told(told: Mapping[str, Mapping[str, Any]], number: int, name: str) -> None:
    student = told[f"H{number:02}"]
    assert student["status"] == "unreadable"
    assert UNREADABLE[name][1] in student["problem"]
    assert "root:" not in student["page"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(NOTED, len(UNREADABLE))), ids=NOTED)
def test_what_is_passed_over_costs_nothing_else(told: Mapping[str, Mapping[str, Any]], number: int, name: str) -> None:
    student, good = told[f"H{number:02}"], told["GOOD1"]
    checked = [one["id"] for one in good["criteria"] if one["outcome"] == "met"]
    assert [one["id"] for one in student["criteria"] if one["outcome"] == "met" and one["id"] in checked] == checked
    assert NOTED[name][1] in student["page"].replace("&#39;", "'")
    assert "root:" not in student["page"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(IN_PART, len(UNREADABLE) + len(NOTED))), ids=IN_PART)
def test_what_is_damaged_in_part_leaves_open_what_rests_on_it(
    told: Mapping[str, Mapping[str, Any]], number: int, name: str
) -> None:
    student, good = ({one["id"]: one["outcome"] for one in told[id_]["criteria"]} for id_ in (f"H{number:02}", "GOOD1"))
    other = {id_ for id_ in good if student[id_] != good[id_]}
    assert {student[id_] for id_ in other} == {"unverifiable"}
    assert {id_ for id_ in good if good[id_] == "met"} > other
    assert IN_PART[name][1] in told[f"H{number:02}"]["page"]
