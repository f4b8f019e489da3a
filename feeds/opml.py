"""Lists of feeds as OPML 2.0, in from any reader and out again with what we know of each feed."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from tradewatch.addresses import without_credentials
from tradewatch.clean import clean_line
from tradewatch.errors import FeedError, TradewatchError
from tradewatch.feeds.catalogue import via_of
from tradewatch.feeds.guard import AddressGuard
from tradewatch.records import Feed, Side

__all__ = ["NAMESPACE", "read_opml", "write_opml"]

NAMESPACE = "https://github.com/tradewatch/tradewatch/opml"
"""Attributes of ours stand in this namespace, so that other readers pass over them (OPML 2.0 allows it)."""

_TITLE_MOST = 200
_FEEDS_MOST = 20_000


def read_opml(text: str | bytes) -> list[Feed]:
    """Gives the feeds of an OPML document in its order, nested outlines included, each address once.

    Outlines whose address is not http or https are left out. Raises TradewatchError where it is not OPML, or
    declares entities of its own.
    """
    reader = _Reader()
    reader.read(text)
    return list(reader.feeds.values())


def write_opml(feeds: Iterable[Feed]) -> str:
    """Gives an OPML 2.0 document, one folder a side; credentials in addresses are left out."""
    sides: dict[Side, list[str]] = {}
    for feed in feeds:
        sides.setdefault(feed.side, []).append(_outline(feed))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:tradewatch="{NAMESPACE}">',
        "<head><title>tradewatch feeds</title></head>",
        "<body>",
    ]
    for side, outlines in sides.items():
        lines += [f'<outline text="{side}">', *outlines, "</outline>"]
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _outline(feed: Feed) -> str:
    attributes = {
        "text": feed.title,
        "title": feed.title,
        "type": "rss",
        "xmlUrl": without_credentials(feed.url),
        "language": feed.language,
        "tradewatch:side": feed.side,
        "tradewatch:category": feed.category,
        "tradewatch:language": feed.language,
        "tradewatch:official": "true" if feed.official else "false",
        "tradewatch:via": feed.via or "",
        "tradewatch:enabled": "true" if feed.enabled else "false",
        "tradewatch:reason": feed.reason,
        "tradewatch:every": str(feed.every_minutes or ""),
    }
    written = " ".join(f"{name}={quoteattr(clean_line(value))}" for name, value in attributes.items() if value)
    return f"<outline {written}/>"


class _Reader:
    """Collects outlines as expat meets them; no tree is built, so depth costs nothing."""

    def __init__(self) -> None:
        self.feeds: dict[str, Feed] = {}
        self._guard = AddressGuard()
        self._root: str | None = None

    def read(self, text: str | bytes) -> None:
        as_text = isinstance(text, str)
        parser = expat.ParserCreate("utf-8" if as_text else None, namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EntityDeclHandler = self._entity
        document = text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace") if isinstance(text, str) else text
        try:
            parser.Parse(document, True)
        except expat.ExpatError as error:
            words = f"not a whole OPML document: line {error.lineno}, {expat.ErrorString(error.code)}"
            raise TradewatchError(words, "export it again from the other reader") from error
        if self._root != "opml":
            raise TradewatchError("the document is not OPML", "its outermost element is opml")

    def _entity(self, *_: object) -> None:
        raise TradewatchError("the document declares entities of its own", "a list of feeds needs none")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root is None:
            self._root = name.rpartition(" ")[2].lower()
        if name.rpartition(" ")[2].lower() != "outline" or len(self.feeds) >= _FEEDS_MOST:
            return
        plain = {key.lower(): value for key, value in attributes.items() if " " not in key}
        ours = {
            key.removeprefix(NAMESPACE + " "): value for key, value in attributes.items() if key.startswith(NAMESPACE)
        }
        url = plain.get("xmlurl", "").strip()
        if not url:
            return
        try:
            host = self._guard.check_url(url).host
        except FeedError as error:
            if "not public" not in error.message:  # private places are judged when they are polled
                return
            host = "private"
        self.feeds.setdefault(url, _feed(url, host, plain, ours))


def _feed(url: str, host: str, plain: dict[str, str], ours: dict[str, str]) -> Feed:
    via = clean_line(ours.get("via", "")) or via_of(url)
    title = clean_line(plain.get("title") or plain.get("text") or "")[:_TITLE_MOST] or host
    side = ours.get("side", "")
    every = ours.get("every", "")
    return Feed(
        url=url,
        title=title,
        side=Side(side) if side in list(Side) else Side.OTHER,
        category=clean_line(ours.get("category", "")) or "press",
        language=clean_line(ours.get("language") or plain.get("language") or "") or "en",
        official=ours.get("official") == "true" and via is None,
        via=via,
        enabled=ours.get("enabled", "true") != "false",
        reason=clean_line(ours.get("reason", "")),
        every_minutes=int(every) if every.isascii() and every.isdigit() and 1 <= int(every) <= 1440 else None,
    )
