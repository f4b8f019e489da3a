"""A host of many feeds on loopback, in a process of its own: `python -m benchmarks.feedhost FEEDS ENTRIES [MINUTES]`.

Six in ten are RSS 2.0, three Atom, one RDF; nine in ten utf-8, the rest latin-1 and windows-1252; 60 % go out gzipped
where they are asked to; one in a hundred is not well-formed; all have ETag and Last-Modified. What it serves is a
function of the feed's number, the minutes between entries (one) and how many times `/new` was asked, so every reader is
given the same.

It prints its port, then answers `/feed/N` and `/new` (another entry in every twentieth feed; gives how many).
"""

from __future__ import annotations

import asyncio
import gzip
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from aiohttp import web

__all__ = ["SHARE", "START", "Shape", "document", "shape"]

SHARE = 20
"""Every so manieth feed has another entry in a later round: 5 %."""
_WORDS = (
    "customs vessel quota dock grain smelter magnet licence tonne berth carrier broker pallet cargo freight ledger "
    "clerk assembly valve cotton sorghum gauge notice order docket hearing levy duty rate ministry envoy round port "
    "ship crane steel wafer cobalt delay review reply offer draft clause annex and of to in for at with under after"
).split()
_MARKS = ("–", "“", "”", "’", "€")
_PLAIN = ("é", "ü", "ñ", "£", "°")
_WIDE = (*_MARKS, *_PLAIN, "中国", "关税", "→")
START = datetime(2025, 6, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shape:
    number: int
    kind: str
    encoding: str
    packed: bool
    broken: bool


def shape(number: int) -> Shape:
    """Gives what the feed of a number looks like, always the same."""
    luck = random.Random(number)
    kind = luck.choices(("rss", "atom", "rdf"), (6, 3, 1))[0]
    encoding = luck.choices(("utf-8", "iso-8859-1", "windows-1252"), (92, 4, 4))[0]
    return Shape(number, kind, encoding, luck.random() < 0.6, number % 100 == 37)


def document(feed: Shape, entries: int, newer: int, minutes: int = 1) -> bytes:
    """Gives the feed's bytes with so many entries so many minutes apart, the newest of them added since."""
    made = "".join(_entry(feed, number, minutes) for number in reversed(range(newer, entries + newer)))
    title = f"Desk {feed.number}" + (" & sons" if feed.broken else "")
    head = f'<?xml version="1.0" encoding="{feed.encoding}"?>\n'
    if feed.kind == "atom":
        text = (
            f'{head}<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><id>tag:example.org,2025:{feed.number}'
            f"</id><updated>{START.isoformat()}</updated>{made}</feed>"
        )
    elif feed.kind == "rdf":
        text = (
            f'{head}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/{feed.number}"><title>'
            f"{title}</title><link>https://example.org/{feed.number}</link></channel>{made}</rdf:RDF>"
        )
    else:
        text = (
            f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{title}'
            f"</title><link>https://example.org/{feed.number}</link>{made}</channel></rss>"
        )
    return text.encode(feed.encoding)


def _entry(feed: Shape, number: int, minutes: int) -> str:
    luck = random.Random(f"{feed.number}/{number}")
    extra = {"utf-8": _WIDE, "windows-1252": _MARKS + _PLAIN}.get(feed.encoding, _PLAIN)
    title = escape(_sentence(luck, 9, extra))
    link = f"https://example.org/{feed.number}/{number}"
    when = START + timedelta(minutes=number * minutes)
    summary = escape(f"<p>{_sentence(luck, 40, extra)}</p>")
    whole = escape("".join(f"<p>{_sentence(luck, 60, extra)}</p>" for _ in range(4)))
    if feed.kind == "atom":
        return (
            f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id><updated>{when.isoformat()}</updated>'
            f'<summary type="html">{summary}</summary><content type="html">{whole}</content></entry>'
        )
    if feed.kind == "rdf":
        return (
            f'<item rdf:about="{link}"><title>{title}</title><link>{link}</link><description>{summary}</description>'
            f"<dc:date>{when.isoformat()}</dc:date></item>"
        )
    return (
        f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{feed.number}-{number}</guid><pubDate>'
        f"{format_datetime(when)}</pubDate><description>{summary}</description><content:encoded>{whole}"
        "</content:encoded></item>"
    )


def _sentence(luck: random.Random, words: int, extra: tuple[str, ...]) -> str:
    return f"{' '.join(luck.choices(_WORDS, k=words))} {luck.choice(extra)}".capitalize()


class Host:
    """The feeds, made beforehand, and who asked for which state of them."""

    def __init__(self, feeds: int, entries: int, minutes: int) -> None:
        self._entries, self._minutes, self._newer = entries, minutes, 0
        self._shapes = [shape(number) for number in range(feeds)]
        self._bodies: dict[int, tuple[bytes, bytes]] = {}
        for feed in self._shapes:
            self._make(feed, 0)

    def _make(self, feed: Shape, newer: int) -> None:
        body = document(feed, self._entries, newer, self._minutes)
        self._bodies[feed.number] = (body, gzip.compress(body, 6))

    async def feed(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        newer = self._newer if number % SHARE == 0 else 0
        headers = {
            "ETag": f'"{number}-{newer}"',
            "Last-Modified": format_datetime(START + timedelta(hours=newer), True),
        }
        if self._unchanged(request, headers):
            return web.Response(status=304, headers=headers)
        plain, packed = self._bodies[number]
        if self._shapes[number].packed and "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(
                body=packed, headers={**headers, "Content-Encoding": "gzip"}, content_type="application/xml"
            )
        return web.Response(body=plain, headers=headers, content_type="application/xml")

    @staticmethod
    def _unchanged(request: web.Request, headers: dict[str, str]) -> bool:
        if known := request.headers.get("If-None-Match"):
            return known == headers["ETag"]
        return request.headers.get("If-Modified-Since") == headers["Last-Modified"]

    async def new(self, _: web.Request) -> web.Response:
        self._newer += 1
        changed = [feed for feed in self._shapes if feed.number % SHARE == 0]
        for feed in changed:
            self._make(feed, self._newer)
        return web.Response(text=str(len(changed)))


async def serve(feeds: int, entries: int, minutes: int = 1) -> None:
    """Serves until it is stopped."""
    host = Host(feeds, entries, minutes)
    app = web.Application()
    app.add_routes([web.get(r"/feed/{number:\d+}", host.feed), web.get("/new", host.new)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
