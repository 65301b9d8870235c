"""One file a platform or file format that grades are handed over to."""
