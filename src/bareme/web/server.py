"""A server on the loopback address: its address is told before anything is served; Ctrl-C and SIGTERM end it."""

import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from bareme.errors import MachineError
from bareme.text.message import say
from bareme.web.guard import TOKEN, Guard, Secrets

LOOPBACK = "127.0.0.1"
_PATIENCE_SECONDS = 3
"""For answers that are under way when the server is asked to end."""


@dataclass(frozen=True, slots=True)
class Door:
    """A port that is taken, and the secrets of whoever serves there."""

    socket: socket.socket
    secrets: Secrets

    @classmethod
    def taken(cls, port: int) -> "Door":
        """Take a port; a free one for 0.

        Raises:
            MachineError: another program has it.
        """
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind((LOOPBACK, port))
            taken.listen(128)  # whoever asks before anything is served waits a moment, and is not turned away
        except OSError as error:
            taken.close()
            reason = error.strerror or str(error)
            raise MachineError(
                say("Port {port} cannot be used: {reason}", port=str(port), reason=reason),
                say("Leave --port out, and a free one is taken."),
            ) from error
        return cls(taken, Secrets(taken.getsockname()[1]))

    def address(self, path: str = "/") -> str:
        """Where to go, with the token."""
        return f"http://{LOOPBACK}:{self.secrets.port}{path}?{TOKEN}={self.secrets.token}"


def serve(door: Door, app: ASGIApp, tell: Callable[[str], None], *, browser: bool) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    address = door.address()
    config = uvicorn.Config(
        Guard(app, door.secrets), log_config=None, access_log=False, server_header=False, lifespan="off", ws="none",
        timeout_graceful_shutdown=_PATIENCE_SECONDS, proxy_headers=False,
    )  # fmt: skip
    try:
        tell(address)
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[door.socket])
    except KeyboardInterrupt:
        return
    finally:
        door.socket.close()
