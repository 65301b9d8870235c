"""What each platform gives for a class: whose each file is, and in which order."""

from pathlib import Path

import pytest

from bareme.handins.forms import claimed
from bareme.handins.items import Item, opened
from bareme.handins.people import People
from bareme.handins.receive import HandedIn, _grouped, _whose
from bareme.roster import RosterOptions, load_roster
from tests.handins.exports import zipped

ROSTER = """student_id,last_name,first_name,email,group,github,ID,Identifiant
E001,El Fassi,Zineb,z.elfassi@ecole.example,Groupe 3,zelfassi,771,Participant 5001
E002,Tazi,Omar,o.tazi@ecole.example,Groupe 3,omar-tazi,772,Participant 5002
E003,Martin,Anne-Marie,am@ecole.example,G1,amm,773,
E004,بوزيدي,أمين,,G1,bouzidi,774,
E005,Martin,Paul,p1@ecole.example,G1,,775,Participant 5005
E006,Martin,Paul,p2@ecole.example,G1,,776,Participant 5006
E007,Chraïbi,Ghita,gc@ecole.example,G1,ghita,777,
"""

GRADESCOPE = b"""---
submission_9001:
  :submitters:
  - :name: Zineb El Fassi
    :sid: E001
    :email: z.elfassi@ecole.example
  :created_at: 2026-11-19 16:20:00.123000000 Z
  :results: !ruby/object:Result
    x: 1
submission_9002:
  :submitters:
  - :name: Tazi Omar
    :sid:
    :email: o.tazi@ecole.example
  - :name: "Ghita Chra\xc3\xafbi"
    :sid: E007
    :email:
  :created_at: 2026-11-19 16:21:00 Z
"""

TABLE = {
    "moodle, folders": ({"Zineb El Fassi_42_assignsubmission_file_/a.zip": [["E001"], "a.zip", 0]}),
    "moodle, flat": ({"Zineb El Fassi_42_assignsubmission_file_my_export.zip": [["E001"], "my_export.zip", 0]}),
    "moodle, in a folder more": ({"TP2/EL FASSI Zineb_42_assignsubmission_file/d/a.zip": [["E001"], "d/a.zip", 0]}),
    "moodle, online text": (
        {"Omar Tazi_43_assignsubmission_onlinetext_/onlinetext.html": [["E002"], "onlinetext.html", 0]}
    ),
    "moodle, online text, flat": (
        {"Omar Tazi_43_assignsubmission_onlinetext_onlinetext.html": [["E002"], "onlinetext.html", 0]}
    ),
    "moodle, group before the name": ({"Groupe 3-Omar Tazi_43_assignsubmission_file_/a.zip": [["E002"], "a.zip", 0]}),
    "moodle, the group itself": ({"Groupe 3_43_assignsubmission_file_/a.zip": [["E001", "E002"], "a.zip", 0]}),
    "moodle, anonymous": ({"Participant_5002_assignsubmission_file_/a.zip": [["E002"], "a.zip", 0]}),
    "moodle, two of one name": ({"Paul Martin_5006_assignsubmission_file_/a.zip": [["E006"], "a.zip", 0]}),
    "moodle, hyphens": ({"ANNE MARIE martin_9_assignsubmission_file_/a.zip": [["E003"], "a.zip", 0]}),
    "moodle, arabic": ({"بوزيدى امين_9_assignsubmission_file_/a.zip": [["E004"], "a.zip", 0]}),
    "canvas": (
        {"elfassizineb_LATE_771_90210_export.zip": [["E001"], "export.zip", 0],
         "taziomar_772_90211_export-1.zip": [["E002"], "export.zip", 1],
         "chraibighita_777_text.html": [["E007"], "text.html", 0]}
    ),
    "gradescope": (
        {"assignment_1_export/submission_metadata.yml": None,
         "assignment_1_export/submission_9001/a.zip": [["E001"], "a.zip", 0],
         "assignment_1_export/submission_9002/a.zip": [["E002", "E007"], "a.zip", 0]}
    ),
    "teams": (
        {"Submitted files/Zineb El Fassi/TP2/Version 1/a.zip": [["E001"], "a.zip", 1],
         "Submitted files/Zineb El Fassi/TP2/Version 2/a.zip": [["E001"], "a.zip", 2],
         "Working files/Zineb El Fassi/TP2/b.zip": None,
         "Submitted files/Tazi, Omar/TP2/a.zip": [["E002"], "a.zip", 0]}
    ),
    "google classroom": (
        {"TP2/Zineb El Fassi - export.zip": [["E001"], "export.zip", 0],
         "TP2/Omar Tazi - mon rapport - final.docx": [["E002"], "mon rapport - final.docx", 0]}
    ),
    "cloned repositories": (
        {"tp2-azure-zelfassi/reponses.yaml": [["E001"], "reponses.yaml", 0],
         "tp2-azure-omar-tazi/scripts/a.sh": [["E002"], "scripts/a.sh", 0]}
    ),
    "folders by id": (
        {"E001/a.zip": [["E001"], "a.zip", 0], "e002_tazi/scripts/a.sh": [["E002"], "scripts/a.sh", 0]}
    ),
    "files by name": (
        {"El_Fassi_Zineb.zip": [["E001"], "El_Fassi_Zineb.zip", 0], "o.tazi@ecole.example.zip": [["E002"],
         "o.tazi@ecole.example.zip", 0]}
    ),
}  # fmt: skip

NOT_CERTAIN = {
    "two of one name": ("Paul Martin_9_assignsubmission_file_/a.zip", ("E005", "E006")),
    "a name less": ("Zineb Fassi_9_assignsubmission_file_/a.zip", ("E001",)),
    "spelt otherwise": ("Gita Chraibi_9_assignsubmission_file_/a.zip", ("E007",)),
    "number and name of two": ("Zineb El Fassi_5002_assignsubmission_file_/a.zip", ("E001", "E002")),
    "a name after a hyphen is no group": ("Jean-Omar Tazi_9_assignsubmission_file_/a.zip", ("E002",)),
    "nobody": ("Xavier Quelqu'un_9_assignsubmission_file_/a.zip", ()),
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    file = tmp_path_factory.mktemp("roster") / "roster.csv"
    file.write_text(ROSTER, encoding="utf-8")
    return People(load_roster(file, RosterOptions(needs_scope=False)).students)


def hand_ins(people: People, items: list[Item], source: str) -> list[HandedIn]:
    return list(_grouped(source, [one for one in claimed(items, people.knows, source) if one[1].people]))


@pytest.mark.parametrize("expected", TABLE.values(), ids=TABLE)
def test_whose_each_file_is(people: People, tmp_path: Path, expected: dict[str, list[object] | None]) -> None:
    zip_file = tmp_path / "download.zip"
    zip_file.write_bytes(zipped({name: GRADESCOPE if name.endswith(".yml") else b"x" for name in expected}))
    with opened(zip_file) as items:
        found = {
            (tuple(_whose(one.claim, people).students), "/".join(item.parts), one.claim.version)
            for one in hand_ins(people, items, zip_file.name)
            for item in one.items
        }
    assert found == {(tuple(one[0]), one[1], one[2]) for one in expected.values() if one}  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "candidates"), NOT_CERTAIN.values(), ids=NOT_CERTAIN)
def test_what_is_not_certain_is_nobodys(people: People, tmp_path: Path, name: str, candidates: tuple[str, ...]) -> None:
    zip_file = tmp_path / "download.zip"
    zip_file.write_bytes(zipped({name: b"x"}))
    with opened(zip_file) as items:
        (one,) = hand_ins(people, items, zip_file.name)
    found = _whose(one.claim, people)
    assert (found.students, found.candidates) == ((), candidates)
