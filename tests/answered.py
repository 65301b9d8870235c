"""A small class with answers, screenshots and scripts, graded and not marked."""

from pathlib import Path
from typing import Any

import yaml

from bareme.__main__ import main
from bareme.simulator.demo import students
from bareme.simulator.demo.demo_class import DemoStudent, write_students
from bareme.simulator.demo.hand_ins import HandIn

IDS = ("E001", "E002", "E003", "E004", "E005", "E006")
SAME = "Azure crée deux machines, une par zone."
HOSTILE = "<script>document.title = 'owned'</script> & \"quotes\""
ANSWERS = (SAME, SAME.upper(), "azure cree deux machines , une par zone", "", "", HOSTILE)


def write_answered(folder: Path) -> Path:
    """The class, graded; the folder."""
    stories = [students.everything_right] * 5 + [students.kept_the_defaults]
    people = [DemoStudent(one, f"Nom{one}", "Prénom", "G1", story) for one, story in zip(IDS, stories, strict=True)]
    write_students(folder, people)
    for number, student in enumerate(IDS):
        HandIn(number, strength=4).write(folder / "repos" / student)
        answer_again(folder, student, E1_05={"answer": ANSWERS[number]}, E1_09="64 Go" if number % 2 else "127")
    own = ["grade", folder / "roster.csv", "-r", "tp2-vm", "--out", folder, "--offline", "--workers", "0", "-q"]
    assert main([str(word) for word in (*own, "--repos", folder / "repos", "--lang", "en")]) == 0
    return folder


def answer_again(folder: Path, student: str, **answers: Any) -> None:
    """Another answer in a student's file."""
    file = folder / "repos" / student / "reponses.yaml"
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    for name, answer in answers.items():
        told["answers"][name.replace("_", "-")] = answer
    file.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
