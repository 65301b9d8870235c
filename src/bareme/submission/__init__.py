"""What a student hands in beside the Azure work: written answers and scripts."""

from bareme.submission.load import load_submission
from bareme.submission.model import NOTHING, Answer, ScriptFile, Submission

__all__ = ["NOTHING", "Answer", "ScriptFile", "Submission", "load_submission"]
