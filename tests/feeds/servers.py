"""A real server on loopback that answers what a test tells it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    place: str
    requests: list[tuple[str, dict[str, str]]]

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"


class _Quiet(ThreadingHTTPServer):
    """A poller that is killed breaks its connections off: that is no news."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(answer: Callable[[str, dict[str, str]], Answer]) -> Iterator[Server]:
    """Serves `answer(path, headers)` on a free port."""
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append((self.path, headers))
            found = answer(self.path, headers)
            self.send_response_only(found.status)
            if "Date" not in found.headers:
                self.send_header("Date", self.date_time_string())
            for name, value in found.headers.items():
                self.send_header(name, value)
            if found.status != 304:
                self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            if found.status != 304:
                self.wfile.write(found.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = _Quiet(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Server(f"127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{number}</link><guid>{number}</guid>"
        f"<description>China and the United States on tariffs</description></item>"
        for number, title in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>D</title>{items}</channel></rss>'.encode()
