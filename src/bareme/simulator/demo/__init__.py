"""The demonstration class: invented students, whose evidence is simulated."""

from bareme.simulator.demo.answered_class import REPOS, write_answered_class
from bareme.simulator.demo.demo_class import write_demo_class
from bareme.simulator.demo.marked_class import write_hand_ins

__all__ = ["REPOS", "write_answered_class", "write_demo_class", "write_hand_ins"]
