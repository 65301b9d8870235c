"""The demonstration class: invented students, whose evidence is simulated."""

from bareme.demo.klass import write_demo_class

__all__ = ["write_demo_class"]
