"""One student from evidence to record, one way for everybody."""
