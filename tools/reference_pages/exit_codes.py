"""What the shell is told at the end, from the one place that knows."""

from bareme.errors import ExitCode
from bareme.text.language import Speech
from tools.reference_pages.markdown import Both, table

TITLE = Both("Exit codes", "Codes de sortie")
COLUMNS = (Both("code", "code"), Both("what it means", "ce qu’il signifie"))
WORST = Both(
    "Where a class is graded, the code is the worst of its students: 3 before 1 before 0. A reader that closes the pipe"
    " has what it wanted: the code stays the grade's.",
    "Pour une classe, le code est le pire de ses étudiants : 3 avant 1 avant 0. Un lecteur qui ferme le tube a ce qu’il"
    " voulait : le code reste celui de la note.",
)


def page(speech: Speech) -> str:
    """The page."""
    rows = [(f"`{one.value}`", speech.tell(one.meaning)) for one in ExitCode]
    return f"# {TITLE.of(speech)}\n\n{table([one.of(speech) for one in COLUMNS], rows)}\n{WORST.of(speech)}\n"
