"""How much of a document is taken, and what is kept of what was taken away."""

from __future__ import annotations

import json
import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk import NOW, deliver, entry
from tests.feeds.test_parse import RSS, item, parse
from tradewatch.clean import clean_text, takes_letters
from tradewatch.errors import FeedError
from tradewatch.feeds.dates import read_date
from tradewatch.feeds.limits import ENTRIES_MOST, TEXT_MOST, TITLE_MOST, within_limits
from tradewatch.records import Entry, ParsedFeed, Raw
from tradewatch.storage.store import Store


def bounded(one: Entry) -> Entry:
    return within_limits(ParsedFeed("D", (one,))).entries[0]


def test_a_long_title_is_cut_at_a_word_and_kept_raw() -> None:
    title = "tariff " * 200
    one = bounded(entry(1, title))
    assert len(one.title) <= TITLE_MOST
    assert one.title.endswith("tariff…")
    assert one.raw == (Raw("title", title),)


@given(st.text(min_size=TITLE_MOST - 5, max_size=TITLE_MOST * 2))
def test_no_title_is_longer_than_the_limit_and_short_ones_stay(title: str) -> None:
    one = bounded(entry(1, title))
    assert len(one.title) <= TITLE_MOST
    assert (one.title == title) == (len(title) <= TITLE_MOST)


def test_a_title_of_one_word_is_cut_all_the_same() -> None:
    assert bounded(entry(1, "B" * 10**6)).title == "B" * (TITLE_MOST - 1) + "…"


def test_a_cut_never_parts_a_letter_from_its_marks() -> None:
    assert bounded(entry(1, "B" * (TITLE_MOST - 2) + "e\u0301\u0302" * 9)).title == "B" * (TITLE_MOST - 2) + "…"


def test_a_text_as_long_as_a_book_is_cut_and_the_feed_says_so() -> None:
    found = within_limits(ParsedFeed("D", (entry(1, text="word " * 50_000), entry(2))))
    assert len(found.entries[0].text) <= TEXT_MOST
    assert "cut" in found.warning
    assert found.entries[1] == entry(2)


def test_other_fields_have_limits_too() -> None:
    far = "https://example.org/" + "x" * 9000
    one = bounded(entry(1, key="k" * 5000, url=far, url_raw=far, author="a " * 500, published_raw="d" * 999))
    assert one.key.startswith("sha256:")
    assert one.url is None
    assert len(one.url_raw or "") == 4096
    assert len(one.author or "") <= 300
    assert len(one.published_raw or "") == 200


@pytest.mark.parametrize("oldest_first", [False, True])
def test_of_too_many_entries_the_newest_are_taken(oldest_first: bool) -> None:
    entries = [entry(n, published=NOW - timedelta(minutes=n)) for n in range(5000)]
    found = within_limits(ParsedFeed("D", tuple(reversed(entries) if oldest_first else entries)))
    assert len(found.entries) == ENTRIES_MOST
    assert max(one.published for one in found.entries if one.published) == NOW
    assert "5000" in found.warning


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("plain words, “quoted”, 关税, Ünï\tcödé\r\n", False),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", False),
        ("👩‍👩‍👧", False),
        ("a\u200cb", True),
        ("52 \u202e25", True),
        ("a\x1b[31mb", True),
        ("a\x00b", True),
        ("zero\u200bwidth", True),
        ("z" + "\u0300" * 9, True),
    ],
)  # fmt: skip
def test_what_counts_as_taken(text: str, taken: bool) -> None:
    assert takes_letters(text) is taken


@given(st.text())
def test_what_is_not_taken_is_all_there(text: str) -> None:
    if not takes_letters(text):
        kept, came = clean_text(text), unicodedata.normalize("NFC", text)
        assert "".join(kept.split()) == "".join(came.split()).replace("\x85", "")


def test_what_cleaning_took_is_kept_with_the_item_and_its_version(store: Store) -> None:
    text = RSS.format(
        item("Rate \u202e52\u202c %", more="<description>&lt;b&gt;a&amp;#x202e;b&lt;/b&gt;</description>")
    )
    one = parse(text).entries[0]
    assert one.title == "Rate 52 %"
    assert one.raw == (Raw("title", "Rate \u202e52\u202c %"), Raw("summary", "<b>a&#x202e;b</b>"))
    deliver(store, one)
    deliver(store, parse(text.replace("Rate", "Duty")).entries[0])
    rows = store.connection.execute("select version, field, raw from item_raw where field = 'title' order by 1")
    assert rows.fetchall() == [(1, "title", "Rate \u202e52\u202c %"), (2, "title", "Duty \u202e52\u202c %")]


def test_ordinary_items_keep_nothing_twice(store: Store) -> None:
    deliver(
        store,
        parse(
            RSS.format(item("Xi &amp; Trump “talk”", more="<description>&lt;p&gt;a&lt;/p&gt;</description>"))
        ).entries[0],
    )
    assert store.connection.execute("select count(*) from item_raw").fetchone() == (0,)


def test_half_a_surrogate_pair_can_be_kept(store: Store) -> None:
    rows = [{"id": "1", "url": "https://example.org/7", "title": "a\ud800b"}]
    one = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": rows})).entries[0]
    assert one.title == "ab"
    assert one.raw == (Raw("title", "a\\ud800b"),)
    deliver(store, one)


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 05 Jun 2025 09:00:00 +9999",
        "2025-06-05T09:00:00+99:99",
        "Thu, 05 Jun 2025 09:00:00 -1500",
        "Thu, 05 Jun 2025 09:00:00 +1500 (X)",
    ],
)
def test_an_offset_that_no_zone_has_tells_no_time(raw: str) -> None:
    assert read_date(raw, NOW, NOW) is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><head><title>Sign in</title>", "an HTML page (“Sign in”)"),
        (b"<html><body><h1>Maintenance</h1></body></html>", "an HTML page (“Maintenance”)"),
        (b'<?xml version="1.0"?><!-- a --><html xmlns="http://www.w3.org/1999/xhtml"><item><title>x</title></item></html>', "an HTML page"),
        ("\ufeff<!doctype HTML><p>x".encode("utf-16"), "an HTML page"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"PK\x03\x04", "a packed file"),
        (b"<?xml version='1.0'?><sitemapindex><sitemap/></sitemapindex>", "<sitemapindex>"),
        (b"Not Found", "plain text"),
        (b"", "nothing"),
    ],
)  # fmt: skip
def test_what_came_instead_of_a_feed_is_said(body: bytes, words: str) -> None:
    with pytest.raises(FeedError) as found:
        parse(body)
    assert found.value.message.startswith("this is no feed: ")
    assert words in found.value.message
