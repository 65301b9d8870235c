"""The checks, one family of Azure per file.

A check is a pure function of a lab: keyword-only parameters from the rubric, a finding back, no I/O, no clock, no
Azure. Its docstring's first line is the sentence a student reads. See CONTRIBUTING.md, "Add a check".
"""
