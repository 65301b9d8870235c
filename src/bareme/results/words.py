"""The words for how a criterion and a student stand: the same on the terminal, in pages and in tables."""

from bareme.text.message import say

OUTCOMES = {
    "met": say("met"),
    "partial": say("partly met"),
    "unmet": say("not met"),
    "unverifiable": say("could not be verified"),
    "pending": say("to be judged"),
    "blocked": say("blocked"),
    "waived": say("excused"),
}
"""Of a criterion, by its outcome."""
STATUSES = {
    "final": say("final"),
    "provisional": say("provisional"),
    "unreadable": say("could not be graded"),
}
"""Of a student."""
