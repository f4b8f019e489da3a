"""Asking an address once, to see what it holds before it is added; nothing is stored. For the command line and the poller alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from tradewatch.errors import FeedError
from tradewatch.feeds.archive import ItemReader, read_surely
from tradewatch.feeds.came import is_page
from tradewatch.feeds.catalogue import via_of
from tradewatch.feeds.guard import shown
from tradewatch.feeds.pagelinks import feeds_of_page
from tradewatch.feeds.pool import ParsePool
from tradewatch.records import Entry, FeedState, FetchResult, ParsedFeed, PendingItem, Preview, PreviewEntry, Side

__all__ = ["known_as", "preview", "relevant_of"]

NEWEST = 5
READ_MOST = 40
"""So many of the newest entries are tried against the rules: a person waits for it."""
_NEVER = datetime.min.replace(tzinfo=UTC)


async def preview(
    url: str, fetch: Callable[[str], Awaitable[FetchResult]], parser: ParsePool, now: datetime
) -> tuple[Preview, ParsedFeed | None]:
    """Gives what the address holds, and the document where there is one. Raises nothing for what a server sent."""
    result: FetchResult | None = None
    try:
        result = await fetch(url)
        body = result.body or b""
        parsed = await parser.parse(body, url=result.url, content_type=result.content_type, now=now)
    except FeedError as error:
        answered = shown(result.url) if result is not None else ""
        page = result is not None and result.body is not None and is_page(result.body)
        found = feeds_of_page(result.body, result.url) if page and result is not None and result.body else ()
        return Preview(shown(url), answered, error=error.message, hint=error.hint, found=found), None
    return (
        Preview(
            shown(url),
            shown(result.url),
            result.permanent_url is not None,
            parsed.title[:200],
            len(parsed.entries),
            tuple(
                PreviewEntry(one.title[:300] or one.summary[:300], one.published) for one in _newest(parsed)[:NEWEST]
            ),
            language=_language(parsed),
            via=via_of(result.url) or via_of(url),
            fallback=parsed.fallback,
            warning=parsed.warning or ("" if parsed.entries else "the feed is empty: it lists no entry at all"),
        ),
        parsed,
    )


def known_as(url: str, answered: str, states: Sequence[FeedState]) -> FeedState | None:
    """Gives the feed that has this address already, or the one that answered for it."""
    wanted = {shown(url).rstrip("/"), answered.rstrip("/")} - {""}
    return next((one for one in states if shown(one.feed.url).rstrip("/") in wanted), None)


def relevant_of(parsed: ParsedFeed, reader: ItemReader, now: datetime) -> tuple[int, int]:
    """Gives how many of the newest entries were tried against the rules, and how many of them matter."""
    items = [_item(one, parsed.title, now) for one in _newest(parsed)[:READ_MOST]]
    return len(items), sum(read_surely(reader, one).relevant for one in items)


def _language(parsed: ParsedFeed) -> str:
    told = Counter(one.language for one in parsed.entries if one.language)
    return told.most_common(1)[0][0] if told else "en"


def _newest(parsed: ParsedFeed) -> list[Entry]:
    return sorted(parsed.entries, key=lambda one: one.published or _NEVER, reverse=True)


def _item(entry: Entry, feed_title: str, now: datetime) -> PendingItem:
    return PendingItem(
        0, 1, feed_title, Side.OTHER, "press", False, entry.title, entry.summary, entry.text, entry.author,
        entry.published or now, entry.language or "en",
    )  # fmt: skip
