"""Our list of feeds as another program reads it."""

from __future__ import annotations

import listparser
from hypothesis import given, settings
from hypothesis import strategies as st

from tradewatch.clean import clean_line
from tradewatch.feeds.opml import read_opml, write_opml
from tradewatch.records import Feed, Side

TITLES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(clean_line).filter(bool)


@given(st.lists(st.tuples(TITLES, st.sampled_from(Side)), min_size=1, max_size=8))
@settings(deadline=None, max_examples=60)
def test_another_reader_finds_every_feed_with_title_address_and_side(found: list[tuple[str, Side]]) -> None:
    feeds = [
        Feed(f"https://outlet{number}.example/f?a=1&b=2", title, side=side)
        for number, (title, side) in enumerate(found)
    ]
    text = write_opml(feeds)
    read = listparser.parse(text)
    assert not read.bozo, read.get("bozo_exception")
    assert {(one.url, one.title, one.categories[0][0]) for one in read.feeds} == {
        (feed.url, feed.title, str(feed.side)) for feed in feeds
    }
    assert {(feed.url, feed.title, feed.side) for feed in read_opml(text)} == {
        (feed.url, feed.title, feed.side) for feed in feeds
    }
