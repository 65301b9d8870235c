"""Conditions on resources of any type: what a rubric says in YAML, held against every record of a resource's life.

A condition is true of a record, false, or unknown: what a partial record does not tell is unknown, never false.
"""
