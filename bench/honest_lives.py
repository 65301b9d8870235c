"""How many honest labs of a simulated class give something to look at: `python -m bench.honest_lives [STUDENTS]`."""

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial

from bareme.evidence import Collection
from bareme.suspicion import suspicions
from tests.suspicion.handing import traced
from tests.suspicion.lives import exported, honest


def main(students: int) -> None:
    """Print the kinds found, with everybody's evidence collected, and with everybody's exported."""
    lives = tuple(honest(students))
    ways: dict[str, Callable[[Collection], Collection]] = {"collected": lambda one: one, "exported": exported}
    for how, change in ways.items():
        everybody = [(f"E{number}", traced([change(one)])) for number, one in enumerate(lives)]
        found = Counter(one.kind.value for one in suspicions(partial(iter, everybody)))
        print(f"{students} honest lives, {how}: {sum(found.values())} to look at {dict(found)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 143)
