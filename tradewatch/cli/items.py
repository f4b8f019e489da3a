"""The command `items`, and the filters that `stories` and `export` share with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from tradewatch.cli.opening import open_book, open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import desk_zone, instant_option, now
from tradewatch.records import Item, Side
from tradewatch.settings import Options
from tradewatch.storage.queries import ItemQuery, Term
from tradewatch.storage.querylanguage import Asked, Bearings, of_items, parse_query

__all__ = ["asked_for", "item_filters", "item_query", "items", "local"]

_FILTERS = (
    click.argument("query", required=False, default=""),
    click.option("--all", "everything", is_flag=True, help="Also what is not relevant or not read by the rules yet."),
    click.option("--near", is_flag=True, help="Only near misses: nearly relevant by the rules, judged by nobody."),
    click.option("--since", type=instant_option, help="Published at or after this instant."),
    click.option("--until", type=instant_option, help="Published at or before this instant."),
    click.option("--side", type=click.Choice([str(side) for side in Side]), help="Of feeds of this side."),
    click.option("--topic", help="As tariffs, truce, talks, rare_earths."),
    click.option("--feed", help="Address or part of the title of a feed."),
    click.option("--flagged", is_flag=True, help="Only flagged ones."),
)


def item_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the filters of items to a command."""
    for one in reversed(_FILTERS):
        command = one(command)
    return command


def item_query(
    options: Options,
    query: str,
    everything: bool,
    near: bool,
    since: datetime | None,
    until: datetime | None,
    side: str | None,
    topic: str | None,
    feed: str | None,
    flagged: bool,
    limit: int = 0,
) -> ItemQuery:
    """Gives the filter; `--as-of` ends it where no earlier `--until` does. Raises QueryError for a wrong query."""
    ends = [one for one in (until, options.as_of) if one is not None]
    asked = (("side", side), ("topic", topic), ("feed", feed))
    base = ItemQuery(
        terms=tuple(Term(kind, (value,)) for kind, value in asked if value is not None),
        everything=everything,
        since=since,
        until=min(ends) if ends else None,
        flagged=flagged,
        limit=max(limit, 0),
        near=near,
    )
    return of_items(asked_for(options, query), base)


def asked_for(options: Options, text: str) -> Asked:
    """Gives what a query asks for, by the desk's days and the book's roster. Raises QueryError for a wrong one."""
    # the book takes a while to load, and only names want it
    roster = open_book(options).roster if "speaker:" in text.casefold() else None
    return parse_query(text, Bearings(desk_zone(options), now(options), roster))


def local(options: Options, instant: datetime) -> str:
    """Gives an instant in the desk's zone, `2026-11-24 14:05`."""
    return f"{instant.astimezone(desk_zone(options)):%Y-%m-%d %H:%M}"


@click.command()
@item_filters
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="0 is all.")
@json_option
@pass_options
def items(options: Options, /, limit: int, as_json: bool, **filters: Any) -> None:
    """Stored items, newest first; relevant ones unless --all.

    QUERY is words, "phrases" and terms as side:China since:3d -is:flagged; the README lists them. Days are those of the
    desk's zone: since: from their beginning, until: to their end. One that begins with a minus goes behind --.

    \b
    Examples:
      tradewatch items 'tariffs -topic:markets since:yesterday'
      tradewatch items "rare earths" --since 2026-11-20
      tradewatch items --flagged --json
      tradewatch items --near
    """
    from tradewatch.storage.export.answers import item_answer

    with open_pages(options) as pages:
        query = item_query(options, limit=limit, **filters)
        found = pages.items(pages.item_ids(query))
    if as_json:
        print_json_lines(item_answer(one) for one in found)
        return
    print_table(("id", "published", "feed", "", "headline"), [_row(options, one) for one in found], wide="headline")


def _row(options: Options, item: Item) -> tuple[str, ...]:
    mark = "⚑" if item.flag else ("" if item.relevant else ("…" if item.relevant is None else "–"))
    return (f"i{item.id}", local(options, item.published), item.feed, mark, item.title or item.summary[:200])
