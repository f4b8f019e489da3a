"""The replay: self-written items of the days around 5 June 2025, served from loopback as real feeds.

Items of the last half hour and the edited headline come with a feed's second answer, so that whoever watches sees
arrivals and a new version.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tradewatch.feeds.markup import plain_text
from tradewatch.records import Feed, Side

__all__ = ["START", "Replay"]

START = datetime.fromisoformat("2025-06-06T12:00:00-04:00")
"""Where the demo's clock starts."""
_LATE = datetime.fromisoformat("2025-06-06T11:15:00-04:00")

Row = dict[str, Any]


class Replay:
    """Serves the feeds on a free port of 127.0.0.1 while entered."""

    def __init__(self) -> None:
        text = resources.files("tradewatch.feeds.demo").joinpath("content.json").read_text("utf-8")
        content = json.loads(text)
        self._feeds: dict[str, Row] = {one["id"]: one for one in content["feeds"]}
        self._items: list[Row] = content["items"]
        self._asked: Counter[str] = Counter()
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                replay._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    def __enter__(self) -> Replay:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def place(self) -> str:
        """`host:port`, as `[poll] allow_private` spells it."""
        return f"127.0.0.1:{self._server.server_port}"

    def feeds(self) -> list[Feed]:
        """Gives the feeds with their addresses on this server."""
        return [
            Feed(
                f"http://{self.place}/{one['id']}", one["title"], Side(one["side"]), one["category"], one["language"],
                bool(one.get("official")) and not one.get("via"), one.get("via"),
            )
            for one in self._feeds.values()
        ]  # fmt: skip

    def document(self, feed_id: str, *, late: bool) -> tuple[str, str]:
        """Gives content type and text of a feed; `late` with what its second answer brings."""
        feed = self._feeds[feed_id]
        items = [_edited(one) if late else one for one in self._items if one["feed"] == feed_id]
        items = [one for one in items if late or _published(one) < _LATE or one["feed"] in ("whitehouse",)]
        items.sort(key=_published, reverse=True)
        write: Callable[[Row, list[Row]], str] = {"rss": _rss, "atom": _atom, "jsonfeed": _json}[feed["format"]]
        kinds = {"rss": "application/rss+xml", "atom": "application/atom+xml", "jsonfeed": "application/feed+json"}
        return kinds[feed["format"]] + "; charset=utf-8", write(feed, items)

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        feed_id = request.path.strip("/")
        if feed_id not in self._feeds:
            request.send_error(404)
            return
        kind, text = self.document(feed_id, late=self._asked[feed_id] > 0)
        etag = f'"{feed_id}-{int(self._asked[feed_id] > 0)}"'
        self._asked[feed_id] += 1
        if request.headers.get("If-None-Match") == etag:
            request.send_response(304)
            request.end_headers()
            return
        body = text.encode()
        request.send_response(200)
        for name, value in (("Content-Type", kind), ("ETag", etag), ("Content-Length", str(len(body)))):
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)


def _published(row: Row) -> datetime:
    return datetime.fromisoformat(row["published"])


def _edited(row: Row) -> Row:
    edit = row.get("edited")
    return row if edit is None else {**row, **{key: edit[key] for key in ("title", "summary") if key in edit}}


def _link(row: Row) -> str:
    return f"https://{row['feed']}.example/{_published(row):%Y/%m/%d}/{row['id']}"


def _rss(feed: Row, items: list[Row]) -> str:
    parts = []
    for row in items:
        author = f"<dc:creator>{escape(row['author'])}</dc:creator>" if row.get("author") else ""
        content = f"<content:encoded><![CDATA[{row['text']}]]></content:encoded>" if row.get("text") else ""
        parts.append(
            f'<item><title>{escape(row["title"])}</title><link>{_link(row)}</link><guid isPermaLink="false">{row["id"]}</guid>'
            f"<pubDate>{format_datetime(_published(row))}</pubDate>{author}<description>{escape(row['summary'])}</description>{content}</item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(feed['title'])}</title><link>https://{feed['id']}.example/</link><description>demo</description>"
        f"<language>{feed['language']}</language>{''.join(parts)}</channel></rss>"
    )


def _atom(feed: Row, items: list[Row]) -> str:
    parts = []
    for row in items:
        author = f"<author><name>{escape(row['author'])}</name></author>" if row.get("author") else ""
        content = f'<content type="html">{escape(row["text"])}</content>' if row.get("text") else ""
        when = _published(row).isoformat()
        parts.append(
            f"<entry><id>tag:{feed['id']}.example,2025:{row['id']}</id><title>{escape(row['title'])}</title>"
            f"<link href={quoteattr(_link(row))}/><published>{when}</published><updated>{when}</updated>{author}"
            f'<summary type="html">{escape(row["summary"])}</summary>{content}</entry>'
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed["language"]}">'
        f"<title>{escape(feed['title'])}</title><id>tag:{feed['id']}.example,2025:feed</id>"
        f"<updated>{START.isoformat()}</updated>{''.join(parts)}</feed>"
    )


def _json(feed: Row, items: list[Row]) -> str:
    rows = [
        {
            "id": row["id"],
            "url": _link(row),
            "title": row["title"],
            "summary": plain_text(row["summary"]),  # JSON Feed's summary is plain text
            "content_html": row.get("text") or row["summary"],
            "date_published": row["published"],
            "authors": [{"name": row["author"]}] if row.get("author") else [],
        }
        for row in items
    ]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": feed["title"], "items": rows}
    return json.dumps(document, ensure_ascii=False)
