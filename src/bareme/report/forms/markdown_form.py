"""The form in Markdown."""

from bareme.report.forms.outline import Outline


def markdown_form(form: Outline) -> str:
    """The text; what is asked stands in quotes, which no answer is read from."""
    lines = [f"# {form.title}", "", *_quoted(form.intro)]
    for section in form.sections:
        lines += [f"## {section.title}", ""]
        for question in section.questions:
            lines += [f"### {question.heading}", "", *_quoted(question.asked), f"<!-- {form.box} -->", "", ""]
    return "\n".join(lines).rstrip() + "\n"


def _quoted(texts: tuple[str, ...]) -> list[str]:
    """Paragraphs of a quote."""
    return ["> " + "\n>\n> ".join(text.replace("\n", " ") for text in texts), ""] if texts else []
