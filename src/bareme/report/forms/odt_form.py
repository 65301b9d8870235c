"""The form as a LibreOffice document, by odfdo."""

import io
from typing import Any

from bareme.report.forms.outline import Outline

_BORDER = "0.5pt solid #808080"


def odt_form(form: Outline) -> bytes:
    """The document; every question has a box to write into."""
    import odfdo  # noqa: PLC0415 - only where a form is written

    document = odfdo.Document("text")
    document.meta.title = form.title
    body = document.body
    body.clear()
    box = odfdo.Style("table-cell", name="box", border=_BORDER, padding="0.15cm")
    document.insert_style(box, automatic=True)
    body.append(odfdo.Paragraph(form.title, style="Title"))
    for text in form.intro:
        body.append(odfdo.Paragraph(text, style="Quotations"))
    number = 0
    for section in form.sections:
        body.append(odfdo.Header(1, section.title))
        for question in section.questions:
            number += 1
            body.append(odfdo.Header(2, question.heading))
            for text in question.asked:
                body.append(odfdo.Paragraph(text, style="Quotations"))
            body.append(_box(number))
            body.append(odfdo.Paragraph(""))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _box(number: int) -> Any:
    import odfdo  # noqa: PLC0415 - the same

    table = odfdo.Table(f"box{number}", width=1, height=1)
    cell = table.get_cell((0, 0))
    cell.style = "box"
    for _ in range(3):
        cell.append(odfdo.Paragraph(""))
    table.set_cell((0, 0), cell)
    return table
