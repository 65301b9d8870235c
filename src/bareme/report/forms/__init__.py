"""The report form of a rubric: one heading a question, in Word's, LibreOffice's and Markdown's way."""
