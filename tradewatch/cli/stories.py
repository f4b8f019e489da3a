"""The command `stories`."""

from __future__ import annotations

from typing import Any

import click

from tradewatch.cli.items import item_filters, item_query, local
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.settings import Options

__all__ = ["stories"]


@click.command()
@item_filters
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="0 is all.")
@json_option
@pass_options
def stories(options: Options, /, limit: int, as_json: bool, **filters: Any) -> None:
    """Stories, newest first: the items of several outlets about the same event, once.

    \b
    Example:
      tradewatch stories --since 2026-11-24
    """
    from tradewatch.storage.export.answers import story_answer

    with open_pages(options) as pages:
        found = pages.stories(pages.story_ids(item_query(options, limit=limit, **filters)))
    if as_json:
        print_json_lines(story_answer(one) for one in found)
        return
    rows = [
        (
            f"y{one.id}" if one.id > 0 else f"i{-one.id}",
            local(options, one.latest),
            one.head.feed,
            f"{one.outlets} outlet{'' if one.outlets == 1 else 's'}",
            one.head.title or one.head.summary[:200],
        )
        for one in found
    ]
    print_table(("id", "latest", "first", "", "headline"), rows, wide="headline")
