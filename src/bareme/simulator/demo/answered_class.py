"""Forty students who also hand in answers, screenshots and scripts: the class that is there to be marked."""

import shutil
from pathlib import Path

from bareme.simulator.demo import students
from bareme.simulator.demo.answers import ANSWERS
from bareme.simulator.demo.demo_class import DemoStudent, Story, write_students
from bareme.simulator.demo.hand_ins import HandIn

REPOS = "repos"

_FIRST = (
    "Salma", "Youssef", "Ghita", "Omar", "Hajar", "Mehdi", "Lina", "Anas", "Kenza", "Hamza", "Rim", "Ilyas", "Soukaïna",
    "Yasmine", "Imane", "Ayoub", "Nora", "Karim", "Inès", "Adam",
)  # fmt: skip
_LAST = (
    "El Amrani", "Benjelloun", "Chraïbi", "Tazi", "Bennani", "Alaoui", "Ouazzani", "Berrada", "Fassi Fihri", "Idrissi",
    "Zniber", "Kadiri", "Naciri", "Sqalli", "Lahlou", "Mernissi", "Slaoui", "Skalli", "Bouazza", "Cherkaoui",
)  # fmt: skip
_STORIES: tuple[Story, ...] = (
    students.everything_right, students.deleted_the_resource_group, students.chose_another_region,
    students.everything_right, students.kept_the_defaults, students.one_zone_and_no_resize,
    students.deleted_the_resource_group, students.server_2019, students.all_alike, students.everything_right,
    students.two_in_the_set, students.size_refused, students.log_denied,
)  # fmt: skip

SIZE = 40
COPIED = {13: 4, 22: 9, 31: 9}
"""Who handed in what somebody else had made, by their places from 0."""
_NOTHING_AT_ALL = {17, 28}
_ODD_STORIES: dict[int, Story] = {17: students.did_nothing, 33: students.no_access}


def write_answered_class(folder: Path) -> Path:
    """Write `roster.csv`, `evidence/<id>/` and `repos/<id>/` into a folder that has none yet; the folder."""
    write_students(folder, [_student(place) for place in range(SIZE)])
    repos = folder / REPOS
    for place in range(SIZE):
        if place in COPIED:
            shutil.copytree(repos / _id(COPIED[place]), repos / _id(place), dirs_exist_ok=True)
        elif place not in _NOTHING_AT_ALL:
            _hand_in(place).write(repos / _id(place))
    return folder


def _student(place: int) -> DemoStudent:
    story = _ODD_STORIES.get(place, _STORIES[place % len(_STORIES)])
    first, last = _FIRST[place % len(_FIRST)], _LAST[(place * 7 + place // len(_LAST)) % len(_LAST)]
    return DemoStudent(_id(place), last, first, f"G{1 + place // 20}", story)


def _id(place: int) -> str:
    return f"E{place + 1:03}"


def _hand_in(place: int) -> HandIn:
    names = tuple(ANSWERS)
    empty = frozenset(names[(place + step) % len(names)] for step in range(place % 5) if (place + step) % 3 == 0)
    return HandIn(place, strength=3 + (place * 3) % 7, empty=empty)
