"""Asking one feed: from what is remembered of it to what the request came to, and what that tells of the network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from tradewatch.errors import FeedError
from tradewatch.feeds.came import is_page
from tradewatch.feeds.deciding import Present, well, wrong
from tradewatch.feeds.fetch import AnswerError, Fetcher, Trail
from tradewatch.feeds.guard import Target
from tradewatch.feeds.hostclock import HostClock
from tradewatch.feeds.hosts import HostTurns, HostWaits
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.reach import Finding, Sign, UnreachedError, place_of
from tradewatch.protocols import Clock
from tradewatch.records import FeedState, FetchOutcome, FetchResult, ParsedFeed
from tradewatch.settings import Poll
from tradewatch.silence import span_words

__all__ = ["Asker", "finding_of"]

_LOGIN_WANTED = 511
"""Network Authentication Required: sent by what stands between us and the host (RFC 6585, 6)."""


class Asker:
    """Asks feeds with courtesy towards their hosts; keeps what hosts say of the time and of being left alone."""

    def __init__(
        self, fetcher: Fetcher, parser: ParsePool, clock: Clock, settings: Poll, chance: Callable[[], float]
    ) -> None:
        self._fetcher, self._parser = fetcher, parser
        self._clock, self._settings, self._chance = clock, settings, chance
        self._waits = HostWaits()
        self.turns = HostTurns(settings.host_connections, settings.host_spacing_seconds)
        self.host_clock = HostClock()

    async def ask(self, state: FeedState) -> tuple[FetchOutcome, Finding]:
        """Gives what the request came to, and what it tells of the network. Never raises for what a server sent."""
        trail = Trail()
        result: FetchResult | None = None
        parsed: ParsedFeed | None = None
        try:
            result = await self._fetch(state, trail)
            if result.body is not None:
                now = self._clock() + self.host_clock.wrong_by(self._clock())
                parsed = await self._parser.parse(
                    result.body, url=result.url, content_type=result.content_type, now=now
                )
        except FeedError as error:
            page = result is not None and result.body is not None and is_page(result.body)
            finding = finding_of(state, trail, error, page=page)
            self._hear(finding, trail)
            return self.wrong(state, error), finding
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one feed, said in words, never the round
            fault = FeedError("this feed meets a fault of the program", type(error).__name__)
            return self.wrong(state, fault), Finding(place_of(state.feed.url), Sign.NOTHING)
        finding = finding_of(state, trail, None)
        self._hear(finding, trail)
        return well(state, result, parsed, self._present()), finding

    def wrong(self, state: FeedState, error: FeedError) -> FetchOutcome:
        """Gives what a failure comes to; a host that wants to be left alone is, from now on."""
        present = self._present()
        outcome = wrong(state, error, present)
        if outcome.retry_host and outcome.retry_until:
            self._waits.note(outcome.retry_host, outcome.retry_until, present.now)
        return outcome

    def host_waits(self, host: str) -> bool:
        """Whether a host wants to be left alone now."""
        return self._waits.asked_to_wait(host, self._clock())

    async def _fetch(self, state: FeedState, trail: Trail) -> FetchResult:
        return await self._fetcher.fetch(
            state.feed.url,
            now=self._clock(),
            etag=state.etag,
            last_modified=state.last_modified,
            between_hops=self._hop,
            trail=trail,
        )

    async def look_at(self, url: str) -> FetchResult:
        """Gives what an address answers that nobody polls yet, with the courtesy that feeds are asked with.

        Raises FeedError. What it tells of the network is not heard: a typed address may be wrong.
        """
        try:
            host = (urlsplit(url).hostname or "").lower()
        except ValueError:
            host = ""  # the fetcher says what is wrong with it
        if self.host_waits(host):
            left = timedelta(seconds=self._waits.seconds_left(host, self._clock()))
            raise FeedError(f"{host} asked to be left alone for {span_words(left)}", "check it again after that")
        async with self.turns.turn(host):
            return await self._fetcher.fetch(url, now=self._clock(), between_hops=self._hop)

    async def _hop(self, target: Target) -> None:
        now = self._clock()
        if self._waits.asked_to_wait(target.host, now):
            raise AnswerError(429, self._waits.seconds_left(target.host, now), target.host)
        await self.turns.pause(target.host)

    def _hear(self, finding: Finding, trail: Trail) -> None:
        """What a login page says of the time is nobody's word."""
        if finding.sign is Sign.ANSWERED and trail.heard and trail.ahead_seconds is not None:
            self.host_clock.note(trail.heard, trail.ahead_seconds, self._clock())

    def _present(self) -> Present:
        now = self._clock()
        return Present(now, self._settings.interval_minutes, self._chance(), self.host_clock.wrong_by(now))


def finding_of(state: FeedState, trail: Trail, error: FeedError | None, *, page: bool = False) -> Finding:
    """Gives what a request tells of the network; `page` says that HTML came where a feed was asked for."""
    place = place_of(state.feed.url)
    if error is None:
        return Finding(place, Sign.ANSWERED)
    if trail.led_to:
        return Finding(place, Sign.ELSEWHERE, trail.led_to)
    if isinstance(error, UnreachedError):
        return Finding(place, error.sign, error.thing)
    if isinstance(error, AnswerError) and error.status == _LOGIN_WANTED:
        return Finding(place, Sign.ELSEWHERE, str(_LOGIN_WANTED))
    if page:
        return Finding(place, Sign.ELSEWHERE, error.message)
    return Finding(place, Sign.ANSWERED if trail.heard else Sign.NOTHING)
