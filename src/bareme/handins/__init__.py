"""Hand-ins as they come: a class's download taken apart, each file to its student, and what is missing told."""
