"""Reading one plain feed of 73 kB: gate, fields, cleaning and the whole text, against feedparser alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from benchmarks.timing import seconds
from tradewatch.feeds.parse import parse_feed

__all__ = ["plain_feed", "run"]

NOW = datetime(2025, 6, 5, 12, tzinfo=UTC)
URL = "https://example.org/feed/"
ENTRIES = 30
ROUNDS = 60
_SENTENCE = (
    "The ministry said that tariffs on machine parts would stay where they are until the talks in Geneva end, and the"
    ' <a href="https://example.org/trade/{n}/{m}">other side</a> answered that it would <em>wait and see</em>. '
)


def plain_feed(letters: str = "'") -> bytes:
    """Gives the feed; `letters` stand where an apostrophe would."""
    items = "".join(_item(number, letters) for number in range(ENTRIES))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n<title>Desk</title>\n<link>https://example.org/</link>\n'
        '<atom:link href="https://example.org/feed/" rel="self" type="application/rss+xml"/>\n'
        f"<description>News of trade</description>\n<language>en</language>\n{items}</channel>\n</rss>\n"
    ).encode()


def _item(number: int, letters: str) -> str:
    paragraphs = "\n".join(
        f"<p>It{letters}s paragraph {part}. {_SENTENCE.format(n=number, m=part) * 2}</p>" for part in range(4)
    )
    text = escape(paragraphs, quote=False)
    link = f"https://example.org/2025/06/05/story-{number}.html"
    when = format_datetime(NOW - timedelta(minutes=7 * number))
    return (
        f"<item>\n<title>Talks on tariffs go on, day {number}: what each side{letters}s saying</title>\n<link>{link}</link>\n"
        f'<guid isPermaLink="true">{link}</guid>\n<pubDate>{when}</pubDate>\n<dc:creator>Ann Reporter</dc:creator>\n'
        f"<category>Trade</category>\n<category>Economy</category>\n<description>{text}</description>\n</item>\n"
    )


def run() -> Iterator[str]:
    """Prints ours, feedparser's and the ratio; the entries are counted, so that nothing is skipped."""
    import feedparser

    for what, letters in (("ASCII", "'"), ("curly quotation marks", "\u2019")):
        body = plain_feed(letters)
        headers = {"content-location": URL, "content-type": "application/xml"}

        def ours(body: bytes = body) -> None:
            found = parse_feed(body, url=URL, content_type="application/rss+xml; charset=utf-8", now=NOW)
            assert len(found.entries) == ENTRIES
            assert not found.fallback

        def lean(body: bytes = body, headers: dict[str, str] = headers) -> None:
            feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)

        def full(body: bytes = body, headers: dict[str, str] = headers) -> None:
            feedparser.parse(body, response_headers=headers)

        mine, theirs, whole = [], [], []
        for number in range(ROUNDS):
            mine.append(seconds(ours))
            if number % 6 == 0:
                theirs.append(seconds(lean))
                whole.append(seconds(full))
        a, b, c = (1000 * statistics.median(one) for one in (mine, theirs, whole))
        yield (
            f"parsing {len(body) / 1000:.0f} kB, {ENTRIES} entries, {what}: ours with cleaning {a:.2f} ms, feedparser"
            f" {b:.1f} ms (1/{b / a:.0f}), with its sanitizing and links {c:.1f} ms (1/{c / a:.0f})"
        )


if __name__ == "__main__":
    for line in run():
        print(line)
