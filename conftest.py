"""Wires the bareme plugin and pytest's own test helper into every test run of this checkout."""

pytest_plugins = ["bareme.plugin", "pytester"]
