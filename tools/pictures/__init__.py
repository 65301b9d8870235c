"""The pictures of the docs: what the program shows of its demonstration class, in both languages."""
