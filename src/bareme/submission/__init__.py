"""What a student hands in beside the Azure work: written answers and scripts."""

from bareme.submission.load import load_submission
from bareme.submission.model import NO_ANSWER, NOTHING, Answer, ScriptFile, Submission

__all__ = ["NOTHING", "NO_ANSWER", "Answer", "ScriptFile", "Submission", "load_submission"]
