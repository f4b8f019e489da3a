"""Whatever comes from outside: the gate, the cleaner, dates, links and packed answers under texts that nobody meant."""

from __future__ import annotations

import contextlib
import gzip
import re
import unicodedata
import zlib
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from itertools import pairwise
from urllib.parse import urlsplit
from xml.parsers import expat

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.desk import NOW
from tests.feeds.comparing import URL, compare
from tests.feeds.nearly import BODIES, CONTENT_TYPES, one, row
from tradewatch.clean import clean_line, clean_text, takes_letters
from tradewatch.errors import FeedError
from tradewatch.feeds.dates import read_date, readable
from tradewatch.feeds.fastparse import read_fast
from tradewatch.feeds.gate import text_of
from tradewatch.feeds.jsonfeed import is_json
from tradewatch.feeds.links import lawful_link
from tradewatch.feeds.parse import parse_feed
from tradewatch.feeds.unpack import Unpacker
from tradewatch.feeds.unusual import Unusual

_many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A document may name a charset that warns of what it reads; the program lets it.
_warned = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def _declares(text: str) -> bool:
    """Whether the parser itself meets a declaration of an entity in the text."""
    met: list[object] = []
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = lambda *declared: met.append(declared)
    with contextlib.suppress(expat.ExpatError, UnicodeError):
        parser.Parse(text, True)
    return bool(met)


@_warned
@_many
@given(BODIES, CONTENT_TYPES)
@example(b"<!-- <a --><!DOCTYPE r [<!ENTITY e 'w'>]><r/>", "application/xml")
def test_the_gate_gives_text_that_declares_nothing_or_says_why_not(body: bytes, content_type: str) -> None:
    with contextlib.suppress(Unusual):
        assert not _declares(text_of(body, content_type))
    with contextlib.suppress(Unusual):
        read_fast(body, URL, content_type)


@_warned
@_many
@given(BODIES, CONTENT_TYPES)
def test_any_bytes_are_read_as_feedparser_reads_them_or_left_to_it_or_no_feed(body: bytes, content_type: str) -> None:
    with contextlib.suppress(FeedError):  # whatever else is raised is a failure
        parse_feed(body, url=URL, content_type=content_type, now=NOW)
    said = compare(body, content_type)
    assert said == "" or is_json(body) or said.startswith("routed "), said


_FILLERS = "\u115f\u1160\u3164\uffa0"
# Letters of category Cf that are seen all the same (Unicode's Prepended_Concatenation_Mark and what parts hieroglyphs), and joiners.
_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u200c\u200d\U000110bd\U000110cd\U00013430-\U0001343f]")  # fmt: skip
_LETTERS = (
    "a|e|Z|7|é|e\u0301|ö|\u212b|关税|가|\u1100|\u1161|\u11a8|ا|\u0645|क|\u0915\u094d|\u09c7|\u09be|👩|👩\u200d👧|☎|\ufe0f|\U0001f3fd|\u200c|\u200d|"
    "\u0301|\u0323|\u0338|=|\u064b|\u0653|\u0901|\u20dd|\U000e0101|\u034f|\u0344|\u0301\u0301\u0301\u0301\u0301|\u0901\u0901\u0901| |  |\n|\n\n\n|"
    "\r\n|\r|\t|\x0b|\x0c|\x85|\xa0|\u2003|\u2028|\u2029|\u3000|\u200b|\u2060|\u00ad|\ufeff|\u202e|\u2066|\u061c|\u115f|\u3164|\uffa0|"
    "\U000e0041|\ufff9|\U0001d173|\U0001bca0|\x00|\x07|\x1f|\x7f|\x80|\ud800|\udfff|\ufffe"
)
_BEGINNINGS = "\x1b|\x1b[31m|\x1b[|\x9b|\x9b7;1H|\x1b]0;t\x07|\x1b]0;t|\x9d|\x90q\x9c|\x1b\\|\x9c|\x1b(B|[|]|m|?"
_UNESCAPED = row(_LETTERS) | st.text(st.characters(exclude_characters="\x1b\x90\x98\x9b\x9d\x9e\x9f"), max_size=12)
_TEXTS = row(f"{_LETTERS}|{_BEGINNINGS}") | st.text(st.characters(exclude_categories=()), max_size=12)


def _assert_clean(text: str) -> None:
    kinds = [unicodedata.category(letter) for letter in _FORMATS.sub("", text.replace("\n", ""))]
    assert clean_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert not {"Cc", "Cs", "Cf", "Zl", "Zp"}.intersection(kinds)
    assert not set(_FILLERS).intersection(text)
    assert "MMMMM" not in "".join("M" if unicodedata.category(letter) in ("Mn", "Me") else "." for letter in text)


def _seen(text: str) -> str:
    """The letters and figures of a text, taken apart, so that what stands between them does not matter."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parts if unicodedata.category(letter)[0] in "LN" and letter not in _FILLERS)


@_many
@given(_TEXTS, _TEXTS)
@example("👩\u200d\u200dx", "e\u200d\u0301")
@example("ا\u0301\u0301\u0301\u0301\u0653\u200dا", "👩\u200d\u0653\u200d\u0323")
@example("\x9d" * 200_000, "")  # takes minutes where each of them is taken for a beginning
def test_a_cleaned_text_is_clean_and_stays_so(text: str, other: str) -> None:
    whole, line = clean_text(text), clean_line(text)
    _assert_clean(whole)
    _assert_clean(line)
    assert clean_line(line) == line and "\n" not in line and "  " not in line
    _assert_clean(f"{whole} {clean_text(other)}".strip(" \n").replace(" \n", "\n").replace("\n ", "\n"))


@_many
@given(_UNESCAPED)
def test_cleaning_loses_no_letter_that_is_seen(text: str) -> None:
    assert _seen(clean_text(text)) == _seen(clean_line(text)) == _seen(text)


@_many
@given(st.lists(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)))
def test_plain_words_are_left_as_they_are(words: list[str]) -> None:
    assert clean_text(" ".join(words)) == clean_line("\n".join(words)) == " ".join(words)


@_many
@given(_TEXTS)
@example("\u0915" + "\u0901" * 5)
def test_a_loss_is_told_and_only_a_loss(text: str) -> None:
    came = "".join(unicodedata.normalize("NFC", text).replace("\x85", " ").split())
    # "\x1c" to "\x1f" are blanks to Python; they are controls here, and taken.
    lost = "".join(clean_text(text).split()) != came or re.search("[\x1c-\x1f]", text) is not None
    assert takes_letters(text) is lost


_ZONES = {
    "GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CEST": 2,
}  # fmt: skip
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_INSTANTS = st.integers(0, int((NOW - _FIRST).total_seconds())).map(lambda seconds: _FIRST + timedelta(seconds=seconds))
_OFFSETS = st.integers(-899, 899)
_BLANKS = st.text(" \t\r\n", max_size=70)
_DATES = row("Thu,|Thu|5|05|Jun|June|2025|25|0000|99999|-|09:00|09:00:00|24:61|.5|T|t|Z|GMT|+|+0100|-99:99|+23| |  |,|:|(c)|2025-06-05|٢")  # fmt: skip


def _local(when: datetime, minutes: int) -> datetime:
    return when.astimezone(timezone(timedelta(minutes=minutes)))


def _offset(minutes: int, form: str) -> str:
    return ("-" if minutes < 0 else "+") + form.format(*divmod(abs(minutes), 60))


@_many
@given(_DATES | st.text(max_size=12), st.none() | st.datetimes(timezones=st.just(UTC)), _BLANKS, _BLANKS)
def test_any_text_is_a_lawful_date_or_none(raw: str, parsed: datetime | None, before: str, after: str) -> None:
    found = read_date(raw, NOW, parsed)
    if found is not None:
        assert found.tzinfo is UTC and not found.microsecond
        assert _FIRST <= found <= NOW + timedelta(days=1)
    assert read_date(before + raw + after, NOW, parsed) == found
    assert readable(before + raw + after) == readable(raw)


@_many
@given(_INSTANTS, st.sampled_from(sorted(_ZONES)) | _OFFSETS, st.lists(st.booleans(), min_size=3, max_size=3))
def test_a_date_of_rfc_822_is_its_instant(when: datetime, zone: str | int, parts: list[bool]) -> None:
    weekday, century, seconds = parts
    when = when if seconds else when.replace(second=0)
    minutes, name = (_ZONES[zone] * 60, zone) if isinstance(zone, str) else (zone, _offset(zone, "{:02}{:02}"))
    words = format_datetime(_local(when, minutes)).split()  # Thu, 05 Jun 2025 09:00:00 +0000
    words[3], words[4] = words[3][0 if century else 2 :], words[4][: 8 if seconds else 5]
    raw = " ".join([*words[0 if weekday else 1 : 5], name])
    assert readable(raw) and read_date(raw, NOW) == when, raw


@_many
@given(_INSTANTS, _OFFSETS, one("Z|{:02}:{:02}|{:02}{:02}"), st.sampled_from("Tt "), st.text("0123456789", max_size=40))
def test_a_date_of_iso_8601_is_its_instant(when: datetime, minutes: int, zone: str, between: str, digits: str) -> None:
    name, minutes = (zone, 0) if zone == "Z" else (_offset(minutes, zone), minutes)
    raw = _local(when, minutes).strftime(f"%Y-%m-%d{between}%H:%M:%S") + (f".{digits}" if digits else "") + name
    assert readable(raw) and read_date(raw, NOW) == when, raw


@_many
@given(_INSTANTS, st.integers(900, 5999), one("%a, %d %b %Y %H:%M:%S |%d %b %y %H:%M |%Y-%m-%dT%H:%M:%S|%Y-%m-%d %H:%M:%S.123456789012345678901234567890"), one("{:02}{:02}|{:02}:{:02}|{:02}"), _BLANKS)  # fmt: skip
def test_an_offset_of_no_zone_tells_no_time(when: datetime, minutes: int, form: str, zone: str, after: str) -> None:
    for offset in (minutes, -minutes):
        assert read_date(when.strftime(form) + _offset(offset, zone) + after, NOW, when) is None


_ADDRESSES = st.text(max_size=12) | row(
    "http:|https:|HTTP:|ftp:|javascript:|//|/|\\|@|:|?|#|.|..|a.org|b|[::1]|[|%20|%00| |\t|\n|\xa0|\u2003|\u200b|\x9b|\x85|\x1b|é|\u212a|\uff20|"
    "-|9|80|\u202e|\ud800|\u0338|="
)


@_many
@given(_ADDRESSES | _ADDRESSES.map("http://".__add__), st.sampled_from([URL, "http://[::1]:80/?x#y", ""]))
@example("http://a\x9b?x@b/", URL)  # the sequence would take "?x" away, and what stood before it was a user
@example("http://[::1]@[[::1]", URL)
def test_a_link_is_a_clean_web_address_or_none(link: str, base: str) -> None:
    found = lawful_link(link, base)
    if found is not None:
        parts = urlsplit(found)
        assert parts.scheme in ("http", "https") and parts.hostname and parts.username is parts.password is None
        assert clean_line(found) == found and not re.search(r"[\s\x00-\x20\x7f-\x9f]", found)


_HOSTS = st.from_regex(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,3})?", fullmatch=True)
_PATHS = st.text("abcXYZ019-._~/%=&+,", max_size=20)


@_many
@given(one("http|https"), _HOSTS, _PATHS, _PATHS)
def test_a_plain_address_comes_back_as_it_is(scheme: str, host: str, path: str, query: str) -> None:
    for address in (f"{scheme}://{host}/{path}", f"{scheme}://{host}/{path}?q{query}#f{query}"):
        assert lawful_link(address, URL) == address


_PLAIN = st.binary(max_size=200) | st.builds(bytes.__mul__, st.binary(max_size=20), st.integers(0, 400))


def _packed(body: bytes, coding: str) -> bytes:
    if "gzip" in coding.lower():
        return gzip.compress(body, mtime=0)
    whole = zlib.compress(body)
    return whole[2:-4] if coding == "deflate" else whole  # the bare stream is what some servers send


def _unpacked(packed: bytes, coding: str, cuts: list[int], most: int) -> bytes:
    unpacker = Unpacker(coding, most)
    places = [0, *sorted(cut % (len(packed) + 1) for cut in cuts), len(packed)]
    try:
        for start, end in pairwise(places):
            unpacker.feed(packed[start:end])
        return unpacker.finish()
    finally:
        assert len(unpacker._body) <= most + 1  # the one byte by which it is known to be too many


@_many
@given(_PLAIN, one("gzip|X-GZIP|deflate| Deflate"), st.lists(st.integers(0, 9999), max_size=6), st.integers(1, 9000))  # fmt: skip
def test_a_packed_answer_comes_back_whole_or_not_at_all(body: bytes, coding: str, cuts: list[int], most: int) -> None:
    packed = _packed(body, coding)
    assert _unpacked(packed, coding, cuts, 10_000) == body
    with pytest.raises(FeedError):
        _unpacked(packed[: 1 + most % (len(packed) - 1)], coding, cuts, 10_000)
    if max(len(body), len(packed)) > most:
        with pytest.raises(FeedError, match="larger"):
            _unpacked(packed, coding, cuts, most)
