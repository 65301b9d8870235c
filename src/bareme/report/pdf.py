"""The student's page as a PDF for archives and printers, for those who installed what makes one (WeasyPrint).

The same template as the page; tagged for screen readers (PDF/UA-1), on A4 as the style sheet's print rules say.
"""

import importlib
import logging
from pathlib import Path
from typing import Any

from bareme.errors import UsageError
from bareme.files.report_target import report_bytes
from bareme.text.message import say


def write_pdf(path: Path, page: str) -> None:
    """Write a self-contained HTML page as a PDF file.

    Raises:
        UsageError: WeasyPrint, or a library of the system that it needs, is not installed.
    """
    weasyprint = library()
    document = weasyprint.HTML(string=page, url_fetcher=_fetcher(weasyprint))
    with report_bytes(path) as stream:
        document.write_pdf(stream, pdf_variant="pdf/ua-1")


def library() -> Any:
    """WeasyPrint.

    Raises:
        UsageError: it cannot be loaded.
    """
    try:
        found = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise UsageError(
            say("WeasyPrint, which makes PDF files, is not installed or lacks Pango."),
            say("Install it with pip install 'bareme[pdf]', and Pango with your system's tools; or print the page."),
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each style for screens that paper ignores
    return found


def _fetcher(weasyprint: Any) -> Any:
    """Pages hold everything they need, as `data:` addresses: whatever else would be fetched was put there by others."""
    own = getattr(weasyprint.urls, "URLFetcher", None)
    if own is not None:
        return own(allowed_protocols=("data",), allow_redirects=False)

    def only_data(url: str, *words: object, **named: object) -> Any:  # before WeasyPrint 68
        if not url.startswith("data:"):
            raise ValueError(f"refused: {url[:80]}")
        return weasyprint.default_url_fetcher(url, *words, **named)

    return only_data
