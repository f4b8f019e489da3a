"""One guarded request for one feed: checked addresses, redirects by hand, deadlines and counted bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from urllib.parse import urljoin

import aiohttp
from msgspec import Struct
from yarl import URL

from tradewatch import __version__
from tradewatch.errors import FeedError
from tradewatch.feeds.asked import fresh_seconds, read_retry_after
from tradewatch.feeds.broken import in_words
from tradewatch.feeds.guard import AddressGuard, Target
from tradewatch.feeds.hostclock import ahead_seconds
from tradewatch.feeds.reach import place_of
from tradewatch.feeds.resolve import GuardedResolver, Lookup, guarded_connector, system_lookup
from tradewatch.feeds.unpack import BODY_MOST, Unpacker
from tradewatch.feeds.validators import conditions, raw_header
from tradewatch.records import FetchResult

__all__ = ["USER_AGENT", "AnswerError", "Fetcher", "Limits", "Trail"]

USER_AGENT = f"tradewatch/{__version__} (+https://github.com/tradewatch/tradewatch)"
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_WORDS = {
    400: "the server does not understand the request",
    401: "the server wants a user and a password, or others than these",
    403: "the server refuses us",
    404: "there is nothing at this address",
    406: "the server does not want to answer programs like this",
    410: "the feed is gone for good",
    429: "the server asks us to slow down",
    451: "the server may not show this for legal reasons",
    500: "the server has a fault",
    502: "the server behind the server does not answer",
    503: "the server is not available now",
    504: "the server behind the server does not answer",
}


class AnswerError(FeedError):
    """The server answered, and not with a feed: its status, and how long it wants to be left alone."""

    def __init__(self, status: int, retry_after_seconds: int | None = None, host: str = "") -> None:
        words = _WORDS.get(status) or (
            "the server has a fault" if status >= 500 else "the server did not send the feed"
        )
        super().__init__(f"{words} ({status})")
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.host = host
        """Who answered, after redirects."""


class Limits(Struct, frozen=True):
    """How long and how much one request may take."""

    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    hops: int = 5
    body_bytes: int = BODY_MOST
    header_bytes: int = 64 * 1024


_USUAL = Limits()


@dataclass(slots=True)
class Trail:
    """What a request met on its way, whatever came of it in the end."""

    led_to: str = ""
    """`host:port` of another place than the first that it was sent on to."""
    heard: str = ""
    """`host:port` of the last one that was asked, once it has sent headers."""
    ahead_seconds: float | None = None
    """How far that one's clock is ahead of ours; None where it did not say."""


BetweenHops = Callable[[Target], Awaitable[None]]
"""Called before a redirect leads to another host, so that its spacing is kept there too."""


class Fetcher:
    """Fetches feeds over one set of connections; use as an async context manager."""

    def __init__(
        self,
        guard: AddressGuard,
        *,
        user_agent: str = "",
        limits: Limits = _USUAL,
        lookup: Lookup = system_lookup,
    ) -> None:
        self._guard = guard
        self._limits = limits
        self._user_agent = user_agent or USER_AGENT
        self._resolver = GuardedResolver(guard, lookup)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        self._session = aiohttp.ClientSession(
            connector=guarded_connector(self._resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect_seconds),
            headers={"User-Agent": self._user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            max_line_size=16 * 1024,
            max_field_size=16 * 1024,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(
        self,
        url: str,
        *,
        now: datetime,
        etag: str | None = None,
        last_modified: str | None = None,
        between_hops: BetweenHops | None = None,
        trail: Trail | None = None,
    ) -> FetchResult:
        """Gives what the address answers now; `body` is None for 304.

         `now` is what a Retry-After date is counted from; `trail` is filled on the way. Raises AnswerError for every
        other status, UnreachedError where nobody answered, FeedError for an address that may not be contacted, for
        limits and for broken connections; no message holds credentials.
        """
        first = self._guard.check_url(url)
        loop = asyncio.get_running_loop()
        journey = _Journey(first, conditions(etag, last_modified), trail or Trail(), loop.time())
        left = self._limits.total_seconds
        while True:
            started = loop.time()
            try:
                async with asyncio.timeout(left):
                    result = await self._hop(journey, now)
            except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
                raise self._in_words(error, journey) from error
            if result is not None:
                return result
            left -= loop.time() - started  # waiting for the next host's turn does not count
            if between_hops is not None and journey.target.host != journey.previous_host:
                await between_hops(journey.target)

    def _in_words(self, error: Exception, journey: _Journey) -> FeedError:
        limits, heard = self._limits, bool(journey.trail.heard)
        seconds = {"connect_seconds": limits.connect_seconds, "total_seconds": limits.total_seconds}
        return in_words(error, journey.target, heard=heard, **seconds)

    async def _hop(self, journey: _Journey, now: datetime) -> FetchResult | None:
        """Sends one request; gives the answer, or None where it leads on, noted in the journey."""
        assert self._session is not None, "enter the fetcher first"
        target = journey.target
        self._resolver.admit_literal(target)
        headers = dict(journey.conditions)
        if journey.credentials is not None:
            headers["Authorization"] = aiohttp.encode_basic_auth(*journey.credentials)
        clock = asyncio.get_running_loop().time
        asked, journey.trail.heard = clock(), ""
        async with self._session.get(_as_url(target.url), headers=headers, allow_redirects=False) as response:
            journey.trail.heard = target.place
            waited = (asked + clock()) / 2 - journey.began
            journey.trail.ahead_seconds = ahead_seconds(response.headers, now + timedelta(seconds=waited))
            if sum(len(name) + len(value) + 4 for name, value in response.raw_headers) > self._limits.header_bytes:
                raise FeedError("the answer has too many headers")
            if response.status in _REDIRECTS:
                journey.follow(response, self._guard, self._limits.hops)
                return None
            return await self._answer(response, journey, now)

    async def _answer(self, response: aiohttp.ClientResponse, journey: _Journey, now: datetime) -> FetchResult:
        status = response.status
        body: bytes | None = None
        if status == 304:
            if not journey.conditions:
                raise FeedError("the server says that nothing changed, but nothing was asked (304)")
        elif status != 200:
            wait = read_retry_after(response.headers.get("Retry-After"), now)
            raise AnswerError(status, wait, journey.target.host)
        else:
            body = await self._body(response)
        return FetchResult(
            status=status,
            url=journey.target.url,
            body=body,
            content_type=response.headers.get("Content-Type", ""),
            etag=raw_header(response, b"etag"),
            last_modified=raw_header(response, b"last-modified"),
            permanent_url=journey.target.url if journey.permanent and journey.hops else None,
            fresh_seconds=fresh_seconds(response.headers, now),
        )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), self._limits.body_bytes)
        async for piece in response.content.iter_any():
            unpacker.feed(piece)
        body = unpacker.finish()
        if not body.strip():
            raise FeedError("the server answered well and sent nothing", "an empty answer is no feed")
        return body


class _Journey:
    """Where a request has got to on its way over redirects."""

    def __init__(self, target: Target, conditions: dict[str, str], trail: Trail, began: float) -> None:
        self.first = self.target = target
        self.conditions = conditions
        self.trail = trail
        self.began = began
        """By the loop's clock."""
        self.credentials = target.credentials
        self.previous_host = target.host
        self.hops = 0
        self.permanent = True

    def follow(self, response: aiohttp.ClientResponse, guard: AddressGuard, most: int) -> None:
        """Takes the next hop. Raises FeedError where it must not be taken."""
        self.hops += 1
        if self.hops > most:
            raise FeedError(f"the address leads on more than {most} times")
        location = response.headers.get("Location", "").strip()
        if not location:
            raise FeedError(f"the server sends us on and does not say where ({response.status})")
        try:
            address = urljoin(self.target.url, location)
            self.trail.led_to = place_of(address) if place_of(address) != self.first.place else ""
            following = guard.check_url(address)
        except ValueError as error:
            raise FeedError("the server sends us on to something that is no address") from error
        if self.target.scheme == "https" and following.scheme == "http":
            raise FeedError("the server sends us from https to http", "the way would no longer be private")
        if not _same_place(self.target, following):
            self.credentials = None
        if _same_place(self.first, following):
            self.trail.led_to = ""
        self.permanent = self.permanent and response.status in _PERMANENT
        self.previous_host = self.target.host
        self.target = following


def _same_place(one: Target, other: Target) -> bool:
    """Whether credentials for the one may go to the other: same origin, or the same host's step up to https."""
    if one.host != other.host:
        return False
    upgrade = (one.scheme, one.port, other.scheme, other.port) == ("http", 80, "https", 443)
    return upgrade or (one.scheme, one.port) == (other.scheme, other.port)


def _as_url(address: str) -> URL:
    """The address as it came where it is plain ASCII, so that its percent signs stay; else quoted."""
    return URL(address, encoded=address.isascii() and " " not in address)
