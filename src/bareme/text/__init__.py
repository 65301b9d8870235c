"""Sentences in the reader's language, and text made safe to show."""
