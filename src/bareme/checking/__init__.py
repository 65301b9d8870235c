"""Checks, their findings, and the catalogue of them."""
