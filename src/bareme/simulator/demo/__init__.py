"""The demonstration class: invented students, whose evidence is simulated."""

from bareme.simulator.demo.demo_class import write_demo_class

__all__ = ["write_demo_class"]
