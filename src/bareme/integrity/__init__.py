"""Whether a run is still what it was: a manifest of its files and evidence, a signature over it, its verification.

A signature says who vouches for a run and that nothing has changed since; it does not say that Azure looked like that.
"""
