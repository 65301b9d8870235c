"""Pages: records in, HTML, Markdown and PDF out. Arithmetic and views; the words stand in the templates."""
