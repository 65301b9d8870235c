"""The one `az` command that brings a student on at a criterion, complete with the names of what is his own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bareme.checking.finding import Outcome
from bareme.grading.assess import Task
from bareme.grading.own_names import own_name
from bareme.grading.verdict import Verdict
from bareme.lab import Lab
from bareme.rubric.of_lab import ROOT
from bareme.rubric.parameters import filled, references

LACKING = frozenset({Outcome.UNMET, Outcome.PARTIAL})


@dataclass(frozen=True, slots=True)
class Command:
    """A complete command; whether it only makes ready for the criterion's own: a machine that is gone is made first."""

    text: str
    prepares: bool = False


def commands(work: Iterable[Task], verdicts: Iterable[Verdict], lab: Lab) -> Mapping[str, Command]:
    """The commands of criteria that lack something, by their ids; none where nothing that is needed is there."""
    lacking = {one.criterion.id for one in verdicts if one.outcome in LACKING and _is_lost(one)}
    shown = ((task.criterion.id, command(task, lab)) for task in work if task.criterion.id in lacking)
    return {name: one for name, one in shown if one}


def command(task: Task, lab: Lab) -> Command | None:
    """The first of a criterion's commands that can be completed; `None` where none can."""
    for text in (*task.commands, *task.first):
        names = [name.partition(".")[2] for _, name in references(text, ())]
        values = {name: own_name(name, lab, task) for name in names}
        if all(values.values()):
            return Command(str(filled(text, {ROOT: values})), prepares=text not in task.commands)
    return None


def _is_lost(verdict: Verdict) -> bool:
    """Whether anything is to be gained: what is charged once, elsewhere, is not."""
    return verdict.points < verdict.criterion.points or not verdict.criterion.points
