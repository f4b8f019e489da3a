"""Small documents whose reading once took the square of their length in time or memory: all end at once, with their words."""

from __future__ import annotations

import pytest

from tests.feeds.comparing import NOW, URL
from tradewatch.errors import FeedError
from tradewatch.feeds.parse import parse_feed
from tradewatch.records import ParsedFeed

MANY = 30_000
"""So much of each that the square of it would meet the test's timeout."""


def parse(body: str) -> ParsedFeed:
    return parse_feed(body.encode("utf-8", "surrogatepass"), url=URL, content_type="application/xml", now=NOW)


def rss(more: str, before: str = "", title: str = "Tariffs") -> str:
    return f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><title>D</title><item><title>{title}</title>{more}</item></channel></rss>"


@pytest.mark.parametrize(
    "opened",
    [
        "&lt;a ",
        "&lt;a x='",
        "&lt;!-- ",
        "&lt;!-- &gt;",
        "&lt;![CDATA[",
        "&lt;/a ",
        "&lt;?x ",
        "&lt;![ endif",
        "&amp;lt;a ",
    ],
)
def test_markup_that_never_closes(opened: str) -> None:
    (one,) = parse(rss(f"<description>Before {opened * MANY} after</description>")).entries
    assert (one.title, one.summary[:6]) == ("Tariffs", "Before")


@pytest.mark.parametrize("more", ["<description>x<b/></description>", "", "<x:y/>"])
@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE rss>"])
def test_blanks_before_the_first_element(more: str, doctype: str) -> None:
    assert [one.title for one in parse(rss(more, doctype + "\n" * MANY)).entries] == ["Tariffs"]


@pytest.mark.parametrize("letters", ["\u0090", "\u009d", "&#144;", "a\u0301\u0316", "\u0301\u0316", "\u200d\u0301"])
def test_letters_that_wait_for_an_end_or_an_order(letters: str) -> None:
    (one,) = parse(rss("<link>https://example.org/1</link>", title=f"Tariffs {letters * MANY}")).entries
    assert one.title.startswith("Tariffs")
    assert len(one.title) <= 500


@pytest.mark.parametrize("author", ["a" * MANY * 3 + " @", "x@" + "a." * MANY * 3, "a@b." * MANY])
def test_bylines(author: str) -> None:
    (one,) = parse(rss(f"<author>{author}</author>")).entries
    assert len(one.author or "") <= 300


@pytest.mark.parametrize("ends", ["x", "Z", ""])
def test_dates(ends: str) -> None:
    (one,) = parse(rss(f"<pubDate>2025-03-04 05:06:07{' ' * MANY * 7}{ends}</pubDate>")).entries
    assert (one.title, len(one.published_raw or "") <= 200) == ("Tariffs", True)


def test_addresses_inside_addresses() -> None:
    nested = "<x xml:base='" + "a" * 300 + "/'>"
    with pytest.raises(FeedError, match="without end"):
        parse(rss(nested * 2_000 + "</x>" * 2_000))


def test_namespaces() -> None:
    bound = "".join(f"<a{n}:b xmlns:a{n}='urn:{n}'/>" for n in range(3_000))
    assert [one.title for one in parse(rss(bound)).entries] == ["Tariffs"]
