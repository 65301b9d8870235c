"""The class: who is in it, and which part of Azure is whose. The roster is the list; nobody drops out of it."""

from bareme.roster.load import load_roster
from bareme.roster.model import Scope, Student
from bareme.roster.options import AS_WRITTEN, RosterOptions
from bareme.roster.students import Roster

__all__ = ["AS_WRITTEN", "Roster", "RosterOptions", "Scope", "Student", "load_roster"]
