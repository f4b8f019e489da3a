"""The quick ways of cleaning, of markup and of dates give what the slow ones give."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk import NOW
from tests.feeds.slowly import slow_clean, slow_date, slow_line, slow_plain
from tradewatch.clean import _CALM, clean_line, clean_text
from tradewatch.feeds.bases import joined
from tradewatch.feeds.dates import read_date, readable
from tradewatch.feeds.links import PLAIN_ADDRESS, lawful_link
from tradewatch.feeds.markup import _quickly, plain_text

_PIECES = (
    "<p>|</p>|<br>|<br/>|<br />|<div class='x'>|</div>|<a href=\"u\">|</a>|<b>|</b>|<img src='x' alt='y'/>|&amp;|&lt;|&am|p;|"
    "&#160;|&nbsp;|&#12;|&#10;|&#1;|&Tab;|&notit;|&copy|<|>|\"|'|=| |  |\n|\n\n|\r|\t|\x0b|\x0c|\x1c|\x85|\xa0|\u2028|\u2029|\u200b|\u200d|"
    "\u0301|\u0301\u0301\u0301\u0301\u0301\u0301|关税|\u2019|é|Ш|text|More words. |<table>|<tr>|<td>|</td>|</tr>|</table>|<p/>|"
    '<script>|</script>|<!-- c -->|<li>|</li>|<P>|<h2 id=a>|<p title="<b>">|<p title="|<a href=x/y>|<b|<hr>|<span\n style=\'a\'>|'
    "</p >|\x1b[31m|\x9b|\x00|\x01|\x02|\ud800|\ufeff|\U0001f468|ſ|<ſ>|<title>|</title>|<svg>|<![CDATA[x]]>|<?x?>|<a a=1 b>|<a b/>|"
    "<img/>|<i/>|</br>|&#x80;|&#xd800;|&#xfdd0;|<div/>|<p/ >|<a/b>|<p x=1/>|<img alt='>'>|</a b>|<p><p>"
).split("|")
_MIXED = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=14).map("".join)


@settings(max_examples=300)
@given(_MIXED)
def test_cleaning_quickly_is_cleaning(text: str) -> None:
    assert clean_text(text) == slow_clean(text)
    assert clean_line(text) == slow_line(text)


@settings(max_examples=300)
@given(_MIXED)
def test_markup_read_quickly_is_markup_read(text: str) -> None:
    assert plain_text(text) == slow_plain(text)


def test_usual_markup_needs_no_parser() -> None:
    markup = '<p class="a">One <a href="http://a.org/?b=1&amp;c" target=_blank>two</a></p>\n<ul><li>x<br /></li></ul><img src="s"/>'
    assert _quickly(markup) is not None
    assert plain_text(markup) == slow_plain(markup) == "One two\n\nx"


def test_calm_letters_are_calm_in_every_company() -> None:
    calm = [chr(point) for point in range(0x80, 0x20000) if _CALM.fullmatch(chr(point))]
    assert len(calm) > 30_000
    text = "a" + "a".join(calm) + "".join(calm)
    assert unicodedata.is_normalized("NFC", text)
    assert slow_clean(text) == clean_text(text) == text.replace("\u00a0", " ").replace("  ", " ")
    assert not any(unicodedata.category(letter).startswith("M") for letter in calm)


@settings(max_examples=200)
@given(
    st.datetimes(min_value=NOW.replace(tzinfo=None) - timedelta(days=9999), max_value=NOW.replace(tzinfo=None)),
    st.sampled_from(["GMT", "UTC", "+0000", "-0000", "-0530", "+1400", "+1459", "+9999", "EST", "Z", "+01:00", ""]),
    st.sampled_from(["%a, %d %b %Y %H:%M:%S ", "%a, %d %b %Y %H:%M ", "%d %b %Y %H:%M:%S ", "%a, %d %b %Y 24:61:61 "]),
)
def test_the_usual_dates_are_read_as_the_library_reads_them(when, zone: str, form: str) -> None:  # type: ignore[no-untyped-def]
    raw = when.strftime(form) + zone
    expected = slow_date(raw)
    assert readable(raw) == (expected is not None or zone == "+9999")  # no zone: nobody else is asked
    if expected is not None and expected <= NOW:
        assert read_date(raw, NOW) == expected


@pytest.mark.parametrize(
    "link", ["http://a.org/", "https://a.org:80/b/../c?d=1&e=?#f", "http://a.org/x;", "http://a.org/?", "http://a/#"]
)
def test_a_plain_address_is_itself_under_every_base(link: str) -> None:
    from urllib.parse import urljoin

    for base in ("http://a.org/b/c", "https://z.org/", ""):
        assert joined(base, link) == urljoin(base, link)
        if PLAIN_ADDRESS.match(link):
            assert urljoin(base, link) == link == lawful_link(link, base)


@pytest.mark.parametrize("raw", ["Fri, 20 Nov 0026 10:00:00 GMT", "Fri, 20 Nov 26 10:00:00 GMT"])
def test_a_short_year_is_one_of_ours_however_it_is_written(raw: str) -> None:
    assert read_date(raw, datetime(2026, 12, 1, tzinfo=UTC)) == datetime(2026, 11, 20, 10, tzinfo=UTC)
