"""Attested documents: what Azure signs of a running machine, verified without asking anybody."""
