"""A simulated Azure subscription: a student acts, and evidence comes out as Azure would have given it.

Deterministic, offline, and small; it serves the tests and the bundled demonstration class.
"""

from bareme.simulator.events import Tool
from bareme.simulator.stories import PERFECT, Member, Plan, do_lab, exercise_1, exercise_2, exercise_3, perfect_student
from bareme.simulator.subscription import Subscription

__all__ = [
    "PERFECT",
    "Member",
    "Plan",
    "Subscription",
    "Tool",
    "do_lab",
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "perfect_student",
]
