"""The server of `serve`: textual-serve's, behind an address that cannot be guessed, with a page of our own.

Any page that a browser shows may open a connection to this computer; a token in the path keeps all of them out, and
everybody else who is logged in here.
"""

from __future__ import annotations

import secrets
import socket

from aiohttp import web
from textual_serve.server import Server

from tradewatch.cli.servepage import page, page_headers
from tradewatch.errors import TradewatchError

__all__ = ["HOST", "ConsoleServer"]

HOST = "127.0.0.1"
_FONT_SIZE = 14
_END_SECONDS = 2.0
"""What open consoles get to end in when the server does."""


class ConsoleServer(Server):
    """Starts a console for each page that is opened, and ends it with the page."""

    def __init__(self, command: str, port: int, title: str) -> None:
        """Takes the port at once; 0 is any that is free. Raises TradewatchError where it is taken."""
        try:
            self._socket = socket.create_server((HOST, port))
        except OSError as error:
            raise TradewatchError(f"port {port} is taken or not allowed", "name another with --port") from error
        port = self._socket.getsockname()[1]
        self._path = f"/{secrets.token_urlsafe(16)}/"
        super().__init__(command, host=HOST, port=port, title=title)

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://{HOST}:{self.port}{self._path}"

    def run(self) -> None:
        """Serves until the process is interrupted."""
        web.run_app(self._make_app(), sock=self._socket, print=None, access_log=None, shutdown_timeout=_END_SECONDS)

    async def _make_app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get(self._path, self._page),
                web.get(f"{self._path}ws", self.handle_websocket),
                web.static(f"{self._path}static", self.statics_path),
            ]
        )
        app.on_response_prepare.append(self._say_rules)
        return app

    async def _page(self, request: web.Request) -> web.Response:
        websocket = f"ws://{HOST}:{self.port}{self._path}ws"
        words = page(self._path, websocket, title=self.title, size=_FONT_SIZE)
        return web.Response(text=words, content_type="text/html")

    async def _say_rules(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(page_headers(self.port))
