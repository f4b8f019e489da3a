"""The fast reader says what feedparser says, or leaves the document to it."""

from __future__ import annotations

import contextlib

import feedparser.mixin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk import NOW
from tests.feeds.comparing import compare, mutations
from tests.feeds.documents import DOCUMENTS, ROUTED, atom, rss
from tests.feeds.realistic import REALISTIC
from tradewatch.feeds.elements import KINDS, NAMESPACES
from tradewatch.feeds.fastparse import read_fast
from tradewatch.feeds.inline import HTML_ELEMENTS
from tradewatch.feeds.parse import parse_feed
from tradewatch.feeds.unusual import Unusual

_MIXIN = feedparser.mixin._FeedParserMixin


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_a_trap_is_read_as_feedparser_reads_it_or_left_to_it(number: int) -> None:
    said = compare(DOCUMENTS[number])
    assert said == "" or said.startswith("routed "), DOCUMENTS[number].decode()


def test_nearly_every_trap_is_read_fast() -> None:
    assert sum(compare(body) == "" for body in DOCUMENTS) > 0.9 * len(DOCUMENTS)


@pytest.mark.parametrize("reason", ROUTED)
def test_what_is_unusual_is_left_to_feedparser_with_the_reason(reason: str) -> None:
    assert compare(ROUTED[reason]) in (f"routed {reason}", "routed no-feed")
    with pytest.raises(Unusual) as caught:
        read_fast(ROUTED[reason], "https://example.org/f", "application/xml")
    assert caught.value.reason == reason


def test_mutations_are_never_read_differently() -> None:
    said = [compare(body) for body in mutations([*DOCUMENTS, *REALISTIC.values()], 400, seed=6)]
    assert [one for one in said if one and not one.startswith("routed ")] == []
    assert sum(one == "" for one in said) > 100


@pytest.mark.parametrize("name", REALISTIC)
def test_a_document_as_sites_send_it_is_read_as_feedparser_reads_it(name: str) -> None:
    said = compare(REALISTIC[name])
    assert said == "" or said.startswith("routed ")


def test_nine_of_ten_documents_of_sites_take_the_fast_path() -> None:
    slow = [name for name, body in REALISTIC.items() if compare(body)]
    assert len(slow) <= len(REALISTIC) / 10, slow


@pytest.mark.parametrize(
    ("charset", "header"),
    [
        ("iso-8859-1", "text/xml"),
        ("windows-1252", "application/xml"),
        ("gb2312", "text/xml; charset=gb2312"),
        ("shift_jis", "application/rss+xml"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", "application/xml; charset=windows-1251"),
        ("koi8-r", "application/xml; charset=no-such"),
        ("utf-16", "application/xml"),
        ("utf-8-sig", "text/xml; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_charsets_are_read_as_feedparser_reads_them(charset: str, header: str, declared: bool) -> None:
    letters = {"gb2312": "商务部", "shift_jis": "関税", "koi8-r": "Тариф"}.get(charset, "Café")
    name = charset.removesuffix("-sig")
    text = rss(f"<title>{letters}</title>").decode()
    text = text.replace('"utf-8"', f'"{name}"') if declared else text.replace(' encoding="utf-8"', "")
    said = compare(text.encode(charset), header)
    assert said == "" or said.startswith("routed ")


def test_the_reason_is_told_and_empty_where_nothing_was_unusual() -> None:
    read = {
        body: parse_feed(body, url="https://example.org/f", content_type="application/xml", now=NOW).fallback
        for body in (ROUTED["nested"], rss("<title>T</title>"))
    }
    assert list(read.values()) == ["nested", ""]


def test_a_torn_document_is_left_to_feedparser() -> None:
    whole = rss("<title>First</title><link>http://a.org/1</link>")
    found = parse_feed(whole[:-40], url="https://example.org/f", content_type="application/xml", now=NOW)
    assert (found.fallback, found.torn) == ("ill-formed", True)


def test_the_tables_are_those_of_the_installed_feedparser() -> None:
    starts = {name.removeprefix("_start_").lower() for name in dir(_MIXIN) if name.startswith("_start_")}
    ends = {name.removeprefix("_end_").lower() for name in dir(_MIXIN) if name.startswith("_end_")}
    assert (starts | ends) - KINDS.keys() == set()
    assert {address.lower(): word for address, word in _MIXIN.namespaces.items()} == NAMESPACES
    assert feedparser.sanitizer._HTMLSanitizer.acceptable_elements == HTML_ELEMENTS


@settings(max_examples=60)
@given(
    st.binary(max_size=200), st.sampled_from(["application/xml", "text/xml; charset=latin-1", "x; charset=\x00", ""])
)
def test_no_bytes_break_the_gate(body: bytes, content_type: str) -> None:
    for document in (body, b"<rss>" + body, rss("<title>T</title>").replace(b"Second", body)):
        with contextlib.suppress(Unusual):
            read_fast(document, "https://example.org/f", content_type)


_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@settings(max_examples=60, deadline=None)
@given(_TEXT, _TEXT, st.sampled_from(["html", "text", "xhtml"]))
def test_any_words_are_read_alike(title: str, text: str, kind: str) -> None:
    escaped = [one.replace("&", "&amp;").replace("<", "&lt;") for one in (title, text)]
    for body in (
        rss("<title>{}</title><description>{}</description>".format(*escaped)),
        atom(f"<title>{escaped[0]}</title><content type='{kind}'>{escaped[1]}</content>"),
        rss("<link>{}</link><guid>{}</guid><pubDate>{}</pubDate><author>{}</author>".format(*escaped, *escaped)),
    ):
        said = compare(body)
        assert said == "" or said.startswith("routed ")
