"""A student's subscription, or a class's, read once and written as evidence."""
