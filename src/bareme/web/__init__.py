"""Pages served to this machine alone: one loopback server, guarded the same way whatever it shows."""
