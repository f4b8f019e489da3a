"""The command `feeds`: list, add, remove, enable, disable, check, import, export."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

import click

from tradewatch.cli.opening import open_pages, open_store
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import clock, now, user
from tradewatch.errors import FeedError, TradewatchError
from tradewatch.feeds.catalogue import via_of
from tradewatch.feeds.guard import AddressGuard, shown
from tradewatch.feeds.schedule import asked_at
from tradewatch.instants import iso_utc
from tradewatch.records import Feed, FeedState, Preview, Side
from tradewatch.settings import Options
from tradewatch.silence import silence_words

__all__ = ["feeds"]


@click.group()
def feeds() -> None:
    """The feeds that are polled.

    \b
    Examples:
      tradewatch feeds list
      tradewatch feeds add https://example.org/feed.xml --side other
    """


@feeds.command("list")
@json_option
@pass_options
def list_(options: Options, as_json: bool) -> None:
    """Every feed with its health."""
    with open_pages(options) as pages:
        states = pages.feed_states()
    present = now(options)
    if as_json:
        print_json_lines(_answer(one, present) for one in states)
        return
    rows = [
        (
            str(one.status) if one.feed.enabled else "off",
            str(one.feed.side),
            one.feed.title,
            str(one.items),
            _remark(one, present),
            shown(one.feed.url),
        )
        for one in states
    ]
    print_table(("status", "side", "title", "items", "error", "address"), rows, wide="address")
    fallbacks = Counter(one.fallback for one in states if one.fallback)
    if fallbacks:
        click.echo(f"read by feedparser: {', '.join(f'{count} {why}' for why, count in fallbacks.most_common())}")


def _remark(state: FeedState, present: datetime) -> str:
    """What is wrong with a feed, whether it is silent or why it is off, and what a person said of all its items."""
    wrong = state.error or (state.feed.reason if not state.feed.enabled else "")
    return "; ".join(words for words in (wrong, silence_words(state, present), state.judged.words) if words)


def _answer(state: FeedState, present: datetime) -> dict[str, Any]:
    feed = state.feed
    return {
        "url": shown(feed.url),
        "title": feed.title,
        "side": str(feed.side),
        "category": feed.category,
        "language": feed.language,
        "official": feed.official,
        "via": feed.via,
        "enabled": feed.enabled,
        "reason": feed.reason,
        "status": str(state.status),
        "error": state.error,
        "last_ok_at": _when(state.last_ok_at),
        "next_check_at": _when(asked_at(state)),
        "items": state.items,
        "judged": str(state.judged),
        "silent": silence_words(state, present),
        "newest": _when(state.habit.newest_at),
        "usual_gap_seconds": state.habit.usual_gap_seconds,
        "interval_seconds": state.feed.every_minutes * 60 if state.feed.every_minutes else state.learned_seconds,
        "moves_to": shown(state.move.to) if state.move else None,
        "fallback": state.fallback,
    }


def _when(instant: datetime | None) -> str | None:
    return iso_utc(instant) if instant else None


@feeds.command()
@click.argument("url")
@click.option("--title", help="Else the host's name, until the feed tells its own.")
@click.option("--side", type=click.Choice([str(side) for side in Side]), default="other", show_default=True)
@click.option("--category", default="press", show_default=True)
@click.option("--language", default="en", show_default=True)
@click.option(
    "--every", type=click.IntRange(1, 1440), help="Minutes between two polls; else learned from how often it changes."
)
@pass_options
def add(
    options: Options, url: str, title: str | None, side: str, category: str, language: str, every: int | None
) -> None:
    """Poll an address from now on."""
    from tradewatch.storage import changes

    target = AddressGuard(options.settings.poll.allow_private).check_url(url)
    feed = Feed(
        url.strip(),
        title or target.host,
        Side(side),
        category,
        language,
        False,
        via_of(target.url),
        every_minutes=every,
    )
    with open_store(options) as store:
        added = changes.add_feeds(store, [feed], by=user(options), at=clock(options)())
    click.echo("added" if added else "this address is in the list already; `feeds enable` polls a disabled one again")


@feeds.command()
@click.argument("url")
@pass_options
def remove(options: Options, url: str) -> None:
    """Stop polling an address; its items stay."""
    from tradewatch.storage import changes

    with open_store(options) as store:
        changes.remove_feed(store, url, by=user(options), at=clock(options)())
    click.echo("removed; its items stay")


@feeds.command()
@click.argument("url")
@pass_options
def enable(options: Options, url: str) -> None:
    """Poll an address again."""
    from tradewatch.storage import changes

    with open_store(options) as store:
        changes.enable_feed(store, url, True, by=user(options), at=clock(options)())
    click.echo("enabled")


@feeds.command()
@click.argument("url")
@pass_options
def disable(options: Options, url: str) -> None:
    """Leave an address alone for now."""
    from tradewatch.storage import changes

    with open_store(options) as store:
        changes.enable_feed(store, url, False, by=user(options), at=clock(options)())
    click.echo("disabled")


@feeds.command()
@click.argument("url")
@json_option
@pass_options
def check(options: Options, url: str, as_json: bool) -> None:
    """Ask an address once and say what is there; nothing is stored."""
    if options.offline:
        raise TradewatchError("offline by choice: no host is contacted", "leave --offline and TRADEWATCH_OFFLINE out")
    found = asyncio.run(_check(options, url))
    if found.error:
        named = f"the page names a feed: {found.found[0]}" if found.found else found.hint
        raise FeedError(found.error, named)
    newest = next((iso_utc(one.published) for one in found.newest if one.published), None)
    if as_json:
        print_json_lines(
            [
                {
                    "url": found.url,
                    "title": found.title,
                    "entries": found.entries,
                    "newest": newest,
                    "warning": found.warning,
                }
            ]
        )
        return
    click.echo(
        f"{found.title or 'a feed without a title'}: {found.entries} entries, newest {newest or 'without a date'}"
    )
    if found.warning:
        click.echo(found.warning)


async def _check(options: Options, url: str) -> Preview:
    from tradewatch.feeds.fetch import Fetcher
    from tradewatch.feeds.pool import ParsePool
    from tradewatch.feeds.preview import preview

    settings = options.settings.poll
    present = clock(options)()
    async with (
        Fetcher(AddressGuard(settings.allow_private), user_agent=settings.user_agent) as fetcher,
        ParsePool() as parser,
    ):
        found, _ = await preview(url, lambda address: fetcher.fetch(address, now=present), parser, present)
    return found


@feeds.command("import")
@click.argument("file", type=click.File("rb"))
@pass_options
def import_(options: Options, file: Any) -> None:
    """Add the feeds of an OPML file; those that are there stay as they are."""
    from tradewatch.feeds.opml import read_opml
    from tradewatch.storage import changes

    found = read_opml(file.read())
    with open_store(options) as store:
        added = changes.add_feeds(store, found, by=user(options), at=clock(options)())
    click.echo(f"{added} of {len(found)} feeds added")


@feeds.command("export")
@pass_options
def export(options: Options) -> None:
    """The feeds as OPML on standard output."""
    from tradewatch.feeds.opml import write_opml

    with open_pages(options) as pages:
        click.echo(write_opml([one.feed for one in pages.feed_states()]), nl=False)
