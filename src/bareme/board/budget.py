"""How many requests a round may send, so that Azure is never pressed and everybody is seen."""

from dataclasses import dataclass

WHOLE = 36.0
"""Requests of a whole collection, until one was counted."""
FOR_LOOKS = 0.5
"""The part of a round that looks may take: what has changed must be read as well."""
LEAST_SHARE = 0.125


@dataclass(slots=True)
class Budget:
    """So many requests a minute, in rounds of so many seconds; less for a while after Azure asked to wait."""

    a_minute: int
    every: float
    whole: float = WHOLE
    """Requests of a whole collection: the most that were counted, since whose Azure is full takes more."""
    share: float = 1.0

    @property
    def of_round(self) -> float:
        """What a round may send."""
        return self.a_minute * self.every / 60 * self.share

    @property
    def looks(self) -> int:
        """How many students may be looked at in a round, at one request each and a few for all; never none."""
        return max(int(self.of_round * FOR_LOOKS), 1)

    def logs(self, sent: int) -> int:
        """How many logs may be looked at after so many requests were sent, at one request each."""
        return max(int((self.of_round - sent) * FOR_LOOKS), 0)

    def collections(self, sent: int) -> int:
        """How many whole collections are left after so many requests; one at least, or nothing would ever be read."""
        return max(int((self.of_round - sent) / self.whole), 1)

    def counted(self, requests: int, students: int) -> None:
        """What so many whole collections took."""
        if students:
            self.whole = max(requests / students, self.whole)

    def heed(self, throttled: int) -> None:
        """Half as much after a round in which Azure asked to wait, twice as much again after another."""
        self.share = max(self.share / 2, LEAST_SHARE) if throttled else min(self.share * 2, 1.0)
