"""What we could not see. It is never the same as what is not there."""

from bareme.message import Message


class Missing(Exception):  # noqa: N818 - reads as the fact it states: `except Missing`
    """Asked for something that no readable source tells: the criterion is unverifiable, never unmet."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Contradiction(Missing):
    """Two sources say different things about the same fact: both are named, and nobody is graded on it."""
