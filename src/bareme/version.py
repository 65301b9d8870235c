"""The version, in one place, importable before anything else."""

__version__ = "0.1.0"
