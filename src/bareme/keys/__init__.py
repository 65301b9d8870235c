"""Ed25519 keys of whoever runs bareme: one signs runs, one signs what was collected."""
