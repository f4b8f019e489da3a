"""The bundled feeds, and lists of feeds as OPML."""

from __future__ import annotations

import pytest

from tradewatch.errors import FactsError, TradewatchError
from tradewatch.feeds.catalogue import bundled, read_catalogue, via_of
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.opml import read_opml, write_opml
from tradewatch.records import Feed, Side


def test_the_catalogue_is_what_the_product_promises() -> None:
    feeds = bundled()
    assert len(feeds) >= 60
    assert {Side.US, Side.CHINA, Side.OTHER} <= {one.side for one in feeds}
    for one in feeds:
        AddressGuard().check_url(one.url)
        assert one.title
        assert one.category
        assert not (one.official and one.via), one.url
        assert one.enabled or one.reason, one.url
        assert "{" not in one.url


@pytest.mark.parametrize(
    ("url", "via"),
    [
        ("https://news.google.com/rss/search?q=tariffs", "google-news"),
        ("https://rsshub.app/x", "rsshub"),
        ("https://rsshub.example.org/x", "rsshub"),
        ("https://trumpstruth.org/feed", "mirror"),
        ("https://notnews.google.com.example.org/", None),
        ("https://www.whitehouse.gov/feed/", None),
    ],
)
def test_mirrors_and_searches(url: str, via: str | None) -> None:
    assert via_of(url) == via


def test_a_mistake_names_row_and_field() -> None:
    with pytest.raises(FactsError, match=r"mine\.json, row 1, side"):
        read_catalogue(
            '{"feeds": [{"url": "https://e.org", "title": "T", "category": "press", "language": "en", "side": "CN"}]}',
            "mine.json",
        )


def test_opml_there_and_back() -> None:
    feeds = [
        Feed("https://example.org/f?a=1&b=2", 'T "quoted" & <b>', Side.US, "official", "en", True),
        Feed("https://example.org/g", "商务部", Side.CHINA),
    ]
    back = read_opml(write_opml(feeds))
    assert [(one.url, one.title, one.side) for one in back] == [(one.url, one.title, one.side) for one in feeds]


def test_opml_takes_only_web_addresses_once() -> None:
    text = (
        '<opml version="2.0"><body><outline text="folder"><outline text="a" xmlUrl="https://e.org/a"/></outline>'
        '<outline text="b" xmlUrl="file:///etc/passwd"/><outline text="c" xmlUrl="https://e.org/a"/><outline text="d"/></body></opml>'
    )
    assert [one.url for one in read_opml(text)] == ["https://e.org/a"]


@pytest.mark.parametrize(
    "text", ["", "no", "<html/>", '<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "<opml><body>"]
)
def test_what_is_no_opml(text: str) -> None:
    with pytest.raises(TradewatchError):
        read_opml(text)
