"""The export a student makes by himself in Cloud Shell: the script, the zip, the import."""
