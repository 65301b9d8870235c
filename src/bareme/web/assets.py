"""The files that pages load from their own server, by a table of names: no other file can be asked for."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bareme.content import root


def asset(files: Mapping[str, Path]) -> Callable[[Request], Awaitable[Response]]:
    """What answers `/static/{name}`; the paths are those below `reports`."""

    async def answer(request: Request) -> Response:
        found = files.get(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        return FileResponse(root() / "reports" / found, headers={"Cache-Control": "no-cache"})

    return answer
