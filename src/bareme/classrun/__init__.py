"""A whole class: engines, shards, merging, and who writes the outputs."""
