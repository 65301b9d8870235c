"""The roster and the evidence of the demonstration class, written out."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bareme.evidence import Collection, write_collection
from bareme.simulator import Subscription
from bareme.simulator.demo import students
from bareme.simulator.ids import guid

Story = Callable[[Subscription], list[Collection]]

HEADER = ("student_id", "last_name", "first_name", "email", "group", "github", "subscription_id")


@dataclass(frozen=True, slots=True)
class DemoStudent:
    """An invented student and what he did."""

    id: str
    last_name: str
    first_name: str
    group: str
    story: Story
    damaged: bool = False
    """Whether his evidence file breaks off in the middle."""

    @property
    def subscription_id(self) -> str:
        """His subscription."""
        return guid("demo", self.id)

    @property
    def row(self) -> tuple[str, ...]:
        """His line of the roster."""
        account = f"tp2-{self.id.casefold()}"
        email = f"{account}@etu.ecole.example"
        return (self.id, self.last_name, self.first_name, email, self.group, account, self.subscription_id)


CLASS = (
    DemoStudent("E001", "El Amrani", "Salma", "G1", students.everything_right),
    DemoStudent("E002", "Benjelloun", "Youssef", "G1", students.deleted_the_resource_group),
    DemoStudent("E003", "Chraïbi", "Ghita", "G1", students.chose_another_region),
    DemoStudent("E004", "Tazi", "Omar", "G1", students.kept_the_defaults),
    DemoStudent("E005", "Bennani", "Hajar", "G1", students.one_zone_and_no_resize),
    DemoStudent("E006", "Alaoui", "Mehdi", "G1", students.server_2019),
    DemoStudent("E007", "Ouazzani", "Lina", "G1", students.first_generation_still_billed),
    DemoStudent("E008", "Berrada", "Anas", "G1", students.lost_the_machine),
    DemoStudent("E009", "Fassi Fihri", "Kenza", "G2", students.two_in_the_set),
    DemoStudent("E010", "Idrissi", "Hamza", "G2", students.all_alike),
    DemoStudent("E011", "Zniber", "Rim", "G2", students.no_access),
    DemoStudent("E012", "Kadiri", "Ilyas", "G2", students.log_denied),
    DemoStudent("E013", "Naciri", "Soukaïna", "G2", students.did_nothing),
    DemoStudent("E014", "بوزيدي", "أمين", "G2", students.size_refused),
    DemoStudent("E015", "Sqalli", "Imane", "G2", students.everything_right, damaged=True),
    DemoStudent("E016", "Lahlou", "Ayoub", "G2", students.still_at_work),
)


def write_demo_class(folder: Path) -> Path:
    """Write `roster.csv` and `evidence/<id>/*.json.gz` into a folder that has none yet; the folder."""
    write_students(folder, CLASS)
    return folder


def write_students(folder: Path, students: Sequence[DemoStudent]) -> None:
    """Write the roster and the evidence of a class."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "roster.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *(student.row for student in students)])
    for student in students:
        _write_evidence(folder / "evidence" / student.id, student)


def _write_evidence(folder: Path, student: DemoStudent) -> None:
    azure = Subscription(student.subscription_id, student=student.id)
    paths = [write_collection(folder, collection) for collection in student.story(azure)]
    if student.damaged:
        whole = paths[-1].read_bytes()
        paths[-1].write_bytes(whole[: len(whole) // 2])
