"""The class: who is in it, and which part of Azure is whose. The roster is the list; nobody drops out of it."""

from bareme.roster.load import load_roster
from bareme.roster.model import Roster, Scope, Student

__all__ = ["Roster", "Scope", "Student", "load_roster"]
