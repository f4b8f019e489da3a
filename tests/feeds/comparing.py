"""Reading a document both ways, by the fast reader and by feedparser alone; and mutations of documents."""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from tradewatch.errors import FeedError
from tradewatch.feeds.parse import parse_feed, parse_thoroughly
from tradewatch.records import ParsedFeed

__all__ = ["NOW", "URL", "compare", "mutations"]

NOW = datetime(2025, 6, 5, 12, tzinfo=UTC)
URL = "https://example.org/blog/feed.xml"
_PIECE = re.compile(
    rb"<!--.*?-->|<(\w[\w:]*)[^<>]*>[^<>]{0,200}</\1>|<[^<>]{1,900}>|&[#\w]+;|[^<>&]{1,40}|.", re.DOTALL
)
_ODD = [
    b"&amp;lt;b&amp;gt;",
    b"<![CDATA[<p>a &amp; b</p>]]>",
    b"<link/>",
    b"<title>t</title>",
    b"<guid isPermaLink='false'>x</guid>",
    b"<author><name>n</name></author>",
    b"<item><title>in</title></item>",
    b"<media:title xmlns:media='http://search.yahoo.com/mrss/'>m</media:title>",
    b"<itunes:summary xmlns:itunes='http://www.itunes.com/DTDs/PodCast-1.0.dtd'>s</itunes:summary>",
    b"<description>d &lt;i&gt;e&lt;/i&gt;</description>",
    b"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>w</div></content>",
    b"<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2025-01-01</dc:date>",
    b"<source url='http://a.org/'>s</source>",
    b"<image><url>u</url><title>it</title></image>",
    "\u00c3\u00a9\u2019\u5546".encode(),
    b"<x:y xmlns:x='urn:x' z='1'>q</x:y>",
    b"<x:y xmlns:x='urn:x'><title>q</title></x:y>",
    b"<summary type='html'>&lt;p&gt;s</summary>",
    b"<link href='/r' rel='alternate' type='text/html'/>",
    b"<link rel='related' href='http://r.org/'/>",
    b"<updated>2025-03-04T05:06:07Z</updated>",
    b"<pubDate>Tue, 04 Mar 2025 05:06:07 +0100</pubDate>",
    b"<pubDate></pubDate>",
    b"<author>a@b.org (A B)</author>",
    b"<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>C</dc:creator>",
    b"<e:encoded xmlns:e='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;long&lt;/p&gt;</e:encoded>",
    b"<guid>/g?a=1&amp;b=2</guid>",
    b"<title type='html'>&amp;amp; &lt;b&gt;</title>",
    b"<textinput><title>ti</title><name>n</name></textinput>",
    b"<date>2025</date>",
    b"<!-- <title>c</title> -->",
    b"&#146;",
    b"&eacute;",
]
_ATTRIBUTES = [
    b" xml:base='http://b.org/c/'",
    b" base='/d/'",
    b" type='html'",
    b" type='text'",
    b" type='xhtml'",
    b" type='text/plain'",
    b" mode='base64'",
    b" href='/h'",
    b" rel='self'",
    b" isPermaLink='false'",
    b" xml:lang='fr'",
    b" x='1'",
]


def compare(body: bytes, content_type: str = "application/xml", url: str = URL) -> str:
    """Gives "" where both say the same, "routed reason", or what is different."""
    ours, error = _read(parse_feed, body, content_type, url)
    if ours is not None and ours.fallback:
        return f"routed {ours.fallback}"
    if error:
        return "routed no-feed"
    theirs, error = _read(parse_thoroughly, body, content_type, url)
    assert ours is not None
    if theirs is None:
        return f"feedparser refuses it: {error}"
    if ours == theirs:
        return ""
    return _difference(ours, theirs)


def _read(parse: Callable[..., ParsedFeed], body: bytes, content_type: str, url: str) -> tuple[ParsedFeed | None, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return parse(body, url=url, content_type=content_type, now=NOW), ""
        except FeedError as error:
            return None, str(error)


def _difference(ours: ParsedFeed, theirs: ParsedFeed) -> str:
    if replace(ours, entries=()) != replace(theirs, entries=()):
        return f"{replace(ours, entries=())} | {replace(theirs, entries=())}"
    if len(ours.entries) != len(theirs.entries):
        return f"{len(ours.entries)} entries, feedparser {len(theirs.entries)}"
    for one, other in zip(ours.entries, theirs.entries, strict=True):
        for name in one.__slots__:
            if getattr(one, name) != getattr(other, name):
                return f"{name}: {getattr(one, name)!r} | {getattr(other, name)!r}"
    return "?"


def mutations(bodies: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Gives documents with one to three changes each: pieces left out, doubled, exchanged, or something odd put in."""
    chance = random.Random(seed)
    for _ in range(count):
        pieces = [piece.group() for piece in _PIECE.finditer(chance.choice(bodies))]
        for _ in range(chance.randint(1, 3)):
            if len(pieces) > 2:
                _change(pieces, chance)
        yield b"".join(pieces)


def _change(pieces: list[bytes], chance: random.Random) -> None:
    whole = [at for at, piece in enumerate(pieces) if not piece.startswith(b"<") or b"</" in piece]
    if not whole:
        return
    at, other = chance.choice(whole), chance.choice(whole)
    kind = chance.randrange(8)
    if kind == 0:
        del pieces[at]
    elif kind == 1:
        pieces.insert(at, pieces[other])
    elif kind == 2:
        pieces[at], pieces[other] = pieces[other], pieces[at]
    elif kind == 3:
        pieces.insert(chance.randrange(len(pieces)), pieces[at])
    elif kind == 4:
        tags = [at for at, piece in enumerate(pieces) if re.match(rb"<\w", piece)]
        at = chance.choice(tags or whole)
        pieces[at] = re.sub(rb"^<[\w:]+", lambda tag: tag.group() + chance.choice(_ATTRIBUTES), pieces[at])
    else:
        after = [at for at, piece in enumerate(pieces) if b"</" in piece]
        pieces.insert(chance.choice(after or whole), chance.choice(_ODD))
