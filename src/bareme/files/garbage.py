"""How often Python looks for garbage that refers to itself."""

import gc


def relax_collector() -> None:
    """Look for it less often: modules stay, and evidence is large, short-lived and holds no cycles.

    For a process of our own. It saves a fifth of the time of a short command, which goes into importing, and of a run.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
