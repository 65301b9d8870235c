"""Files: reading what others wrote, and writing whole or not at all."""
