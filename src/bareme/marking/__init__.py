"""Marking in the browser: what a person judges, question by question, kept as it is decided and graded at once."""
