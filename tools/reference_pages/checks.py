"""The checks that a rubric may name, with their parameters: what `bareme rubric checks` prints."""

from bareme.checking.catalogue import catalogue
from bareme.rubric.describe import checks_page
from bareme.text.language import Speech


def page(speech: Speech) -> str:
    """The page."""
    return checks_page(catalogue(), speech)
