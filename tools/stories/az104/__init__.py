"""The labs of a whole course."""
