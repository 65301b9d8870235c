"""The one address under which students' files are served: as the pictures they are, and as nothing else."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bareme.marking.desk import Desk
from bareme.marking.hand_in import PDF, content_of
from bareme.marking.pdf_pages import PdfPages

_POLICY = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}


async def picture(desk: Desk, pdf: PdfPages, request: Request) -> Response:
    """A picture of a hand-in, or a page of a PDF file of it.

    Raises:
        HTTPException: there is none.
    """
    asked = request.path_params
    student, criterion = desk.sids.get(asked["sid"]), asked["criterion"]
    if student is None or criterion not in desk.teller.criteria:
        raise HTTPException(404)
    files = desk.pictures(desk.item(student, criterion))
    if asked["place"] >= len(files):
        raise HTTPException(404)
    file = files[asked["place"]]
    kind, content = file.kind, content_of(file)
    if file.kind == PDF and file.path is not None:
        page = request.query_params.get("page", "0")
        kind, content = "image/png", await pdf.page(file.path, int(page)) if page.isdecimal() else None
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=kind, headers=_POLICY)
