"""How far a script is followed: whoever writes one must not be able to keep the reader busy."""

MAX_CHARACTERS = 50_000
MAX_STEPS = 20_000
MAX_COMMANDS = 1_000
MAX_TURNS = 100
MAX_DEPTH = 40
MAX_FIELDS = 500
MAX_VALUE = 2_000
