"""The form as a Word document, by python-docx."""

import io

from bareme.report.forms.outline import Outline


def docx_form(form: Outline, language: str) -> bytes:
    """The document; every question has a box to write into."""
    import docx  # noqa: PLC0415 - only where a form is written

    document = docx.Document()
    document.core_properties.title = form.title
    document.core_properties.language = language
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(form.title, 0)
    for text in form.intro:
        document.add_paragraph(text, style="Quote")
    for section in form.sections:
        document.add_heading(section.title, 1)
        for question in section.questions:
            document.add_heading(question.heading, 2)
            for text in question.asked:
                document.add_paragraph(text, style="Quote")
            box = document.add_table(1, 1, style="Table Grid").cell(0, 0)
            box.add_paragraph()
            box.add_paragraph()
            document.add_paragraph()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
