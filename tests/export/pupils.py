"""Invented classes, and the shortest way to an export of them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from bareme.export import GradedClass, Line, Order, Provisional, Pupil, Written
from bareme.text.language import Language, Speech

LOST = Line("E1-02", "Région", "unmet", Decimal(0), Decimal("0.5"), "VM1: westeurope", "", "Choisissez <France>")
EARNED = Line("E1-01", "Image", "met", Decimal(1), Decimal(1), "VM1: 2016", "", "")
OPEN = Line("E1-05", "Observation", "pending", Decimal(0), Decimal("0.25"), "", "", "")


def pupil(student: str = "E001", name: str = "Salma El Amrani", score: str = "15.5", **other: Any) -> Pupil:
    told = {
        "group": "G1",
        "slug": student,
        "status": "final",
        "low": Decimal(score),
        "high": Decimal(score),
        "problem": "",
        "lines": (EARNED, LOST),
        **other,
    }
    return Pupil(id=student, name=name, score=Decimal(score), **told)


def not_final(student: str, name: str = "Omar Tazi") -> Pupil:
    lines = (EARNED, OPEN)
    return pupil(student, name, "12", status="provisional", low=Decimal(11), high=Decimal("19.5"), lines=lines)


def unreadable(student: str, name: str = "Rim Zniber") -> Pupil:
    return pupil(student, name, "0", status="unreadable", high=Decimal(20), problem="Azure refused")


def order(folder: Path, *pupils: Pupil, **options: Any) -> Order:
    speech = Speech(Language(options.pop("lang", "fr")))
    klass = GradedClass("tp2-vm", "TP 2 : créer une VM", Decimal(20), speech, lambda: iter(pupils))
    return Order(klass=klass, run=folder, out=folder / "out", **{"provisional": Provisional.SKIP, **options})


def left(done: Written, where: str = "run") -> dict[str, str]:
    return {one.id: str(one.reason) for one in done.left_out if one.where == where}


Write = Callable[[Order], Written]
