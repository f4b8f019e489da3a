"""Documents as servers send them, well-formed and not."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk import NOW
from tradewatch.errors import FeedError
from tradewatch.feeds.dates import read_date
from tradewatch.feeds.links import lawful_link
from tradewatch.feeds.markup import plain_text
from tradewatch.feeds.parse import parse_feed
from tradewatch.records import ParsedFeed

RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>{}</channel></rss>'


def parse(text: str | bytes, url: str = "https://example.org/feed") -> ParsedFeed:
    body = text if isinstance(text, bytes) else text.encode()
    return parse_feed(body, url=url, content_type="application/xml", now=NOW)


def item(title: str = "T", link: str = "https://example.org/1", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def test_markup_goes_and_the_words_stay() -> None:
    markup = "&lt;p&gt;Tariffs &amp;amp; talks&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;go on&lt;/p&gt;"
    more = f"<description>{markup}</description>"
    one = parse(RSS.format(item("Xi &amp; Trump", more=more))).entries[0]
    assert (one.title, one.summary) == ("Xi & Trump", "Tariffs & talks\n\ngo on")


def test_escape_sequences_and_reversed_letters_do_not_get_in() -> None:
    one = parse(
        RSS.format(item("Rate \u202e52\u202c % \u200bnow", more="<description>a&#x9b;31mb</description>"))
    ).entries[0]
    assert "\u202e" not in one.title
    assert "\x9b" not in one.summary


def test_atom_plain_titles_keep_their_angle_brackets() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><entry><id>1</id>'
        '<title type="text">Duty &lt; 10 and &lt;b&gt; is a letter</title><link href="/a"/></entry></feed>'
    )
    one = parse(text).entries[0]
    assert one.title == "Duty < 10 and <b> is a letter"
    assert one.url == "https://example.org/a"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", ""])
def test_only_web_addresses_are_links(link: str) -> None:
    assert lawful_link(link, "https://example.org/feed") in (None, "https://example.org/feed")
    assert parse(RSS.format(item(link=link))).entries[0].url is None


def test_one_guid_for_all_entries_tells_nothing() -> None:
    items = "".join(item(f"T{n}", f"https://example.org/{n}", "<guid>same</guid>") for n in range(3))
    found = parse(RSS.format(items)).entries
    assert len({one.key for one in found}) == 3


def test_a_document_that_ends_too_early_gives_what_was_whole() -> None:
    whole = RSS.format(
        item("First, whole") + item("Second, whole", "https://example.org/2") + item("Third", "https://example.org/3")
    )
    cut = whole[: whole.index("Third") + 2]
    found = parse(cut)
    assert [one.title for one in found.entries] == ["First, whole", "Second, whole"]
    assert found.torn


def test_a_page_is_no_feed() -> None:
    with pytest.raises(FeedError, match="no feed"):
        parse("<html><body><p>Sign in</p></body></html>")


def test_an_empty_feed_is_a_feed() -> None:
    assert parse(RSS.format("")).entries == ()


def test_json_feed() -> None:
    rows = [
        {
            "id": 7,
            "url": "https://example.org/7",
            "title": "T",
            "content_html": "<p>A &amp; B</p>",
            "date_published": "2025-06-05T10:00:00-04:00",
        },
        "not an item",
    ]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": rows}
    found = parse(json.dumps(document))
    assert [(one.key, one.text) for one in found.entries] == [("7", "A & B")]
    assert found.entries[0].published == datetime(2025, 6, 5, 14, tzinfo=UTC)
    assert found.damaged


@pytest.mark.parametrize("text", ["{", '{"items": 3}', "{}", "[" * 100_000])
def test_json_that_is_no_feed(text: str) -> None:
    with pytest.raises(FeedError):
        parse(text)


def test_entities_that_unfold_into_a_billion_letters_do_not() -> None:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "0123456789">{nested}]>'
    found = parse(bomb + RSS.format(item("&a8;"))[21:])
    assert all(len(one.title) < 10_000 for one in found.entries)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Thu, 05 Jun 2025 09:00:00 EST", "2025-06-05T14:00:00+00:00"),
        ("Thu, 05 Jun 2025 09:00:00 BST", "2025-06-05T08:00:00+00:00"),
        ("2025-06-05T09:00:00+0800", "2025-06-05T01:00:00+00:00"),
        ("2025-06-05", "2025-06-05T00:00:00+00:00"),
        ("2025-06-05 09:00:00", "2025-06-05T09:00:00+00:00"),
        ("1970-01-01T00:00:00Z", None),
        ("2099-01-01T00:00:00Z", None),
        ("next Tuesday", None),
        ("2025-13-45T99:99:99Z", None),
        ("", None),
    ],
)
def test_dates(raw: str, expected: str | None) -> None:
    found = read_date(raw, NOW)
    assert (found.isoformat() if found else None) == expected


@given(st.text())
def test_any_text_becomes_plain_and_stays_plain(text: str) -> None:
    once = plain_text(text)
    assert not any(letter in once for letter in "\x1b\x9b\x00\u202e")


@given(st.text(), st.text())
def test_no_date_breaks_the_reader(raw: str, other: str) -> None:
    for text in (raw, f"{raw} {other}", f"2025-06-05T{raw}"):
        found = read_date(text, NOW)
        assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    "header",
    ["text/xml; charset=iso-8859-1", "text/xml; charset=us-ascii", "text/xml", "application/rss+xml; charset=UTF-8"],
)
def test_a_wrong_default_charset_changes_no_word(header: str) -> None:
    body = RSS.format(item("商务部：关税 “10 %”")).encode()
    assert (
        parse_feed(body, url="https://example.org/f", content_type=header, now=NOW).entries[0].title
        == "商务部：关税 “10 %”"
    )


def test_a_document_that_names_its_encoding_is_believed() -> None:
    body = (
        RSS.format(item("商务部回应关税")).replace('version="1.0"', 'version="1.0" encoding="gb2312"').encode("gb2312")
    )
    found = parse_feed(body, url="https://example.org/f", content_type="text/xml; charset=ISO-8859-1", now=NOW)
    assert found.entries[0].title == "商务部回应关税"


def test_latin_letters_stay_latin_letters() -> None:
    body = RSS.format(item("Señor Muñoz")).encode("latin-1")
    found = parse_feed(body, url="https://example.org/f", content_type="text/xml; charset=ISO-8859-1", now=NOW)
    assert found.entries[0].title == "Señor Muñoz"


def test_one_odd_date_costs_one_date() -> None:
    entries = "".join(
        f"<entry><id>{n}</id><title>T{n}</title><link href='/a{n}'/><updated>{when}</updated></entry>"
        for n, when in enumerate(
            [
                "2025-06-05T10:00:00Z",
                "9999-12-31T23:59:59-12:00",
                "0001-01-01T00:00:00+14:00",
                "-5",
                "2025-06-05T11:00:00Z",
            ]
        )
    )
    found = parse(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>{entries}</feed>').entries
    assert len(found) == 5
    assert sum(one.published is not None for one in found) == 2


def test_a_key_is_something_a_database_can_keep() -> None:
    rows = [{"id": "a\ud800\x00", "url": "https://example.org/7", "title": "T"}]
    found = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": rows}))
    found.entries[0].key.encode()
    assert "\x00" not in found.entries[0].key


@pytest.mark.parametrize(
    "odd",
    [
        "<links><link>https://example.org/1</link></links><link/>",
        "<published_parsed>x</published_parsed>",
        "<title_detail>x</title_detail><summary_detail/><content_detail>y</content_detail>",
        "<author_detail>x</author_detail><authors/><contributors>z</contributors>",
        "<updated_parsed/><created_parsed>t</created_parsed><id_detail/>",
        "<entries><title>n</title></entries>",
        "<image><dc:author><email>e</email><name>n</name><name>m</name></dc:author></image>",
    ],
)
def test_elements_that_are_named_like_what_feedparser_keeps_cost_nothing_else(odd: str) -> None:
    found = parse(
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>D</title>'
        f"<item>{odd}<title>Odd</title></item><item><title>Other</title><link>https://example.org/o</link></item></channel></rss>"
    )
    assert (found.entries[-1].title, found.entries[-1].url) == ("Other", "https://example.org/o")


def test_a_fault_of_the_fast_reader_costs_time_and_not_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise IndexError("a fault of ours")

    monkeypatch.setattr("tradewatch.feeds.parse.read_fast", broken)
    found = parse(RSS.format(item("Tariffs")))
    assert ([one.title for one in found.entries], found.fallback) == (["Tariffs"], "fault")


WIDE = '<?xml version="1.0" encoding="utf-16"?>' + RSS.format(item("Zölle – 关税")).partition("?>")[2]


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize(
    "kind", ["", "text/xml", "application/rss+xml", "text/xml; charset=utf-16", "text/html; charset=utf-8"]
)
def test_a_feed_that_only_says_it_is_utf_16_is_read_as_the_utf_8_that_it_is(kind: str, blank: str) -> None:
    found = parse_feed((WIDE + blank).encode(), url="https://example.org/f", content_type=kind, now=NOW)
    assert [one.title for one in found.entries] == ["Zölle – 关税"]


@pytest.mark.parametrize("kind", ["", "text/xml", "application/rss+xml", "text/xml; charset=utf-8"])
@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_feed_of_more_than_a_byte_a_letter_is_read_by_its_bytes(name: str, kind: str) -> None:
    found = parse_feed(WIDE.encode(name), url="https://example.org/f", content_type=kind, now=NOW)
    assert ([one.title for one in found.entries], found.fallback) == (["Zölle – 关税"], "charset")


@pytest.mark.parametrize("blanks", ["\n", " \r\n\t", "\ufeff\n", "\n\ufeff"])
@pytest.mark.parametrize(("name", "fallback"), [("utf-8", ""), ("gb2312", "blank")])
def test_blanks_before_the_declaration_change_no_word(blanks: str, name: str, fallback: str) -> None:
    if name != "utf-8" and "\ufeff" in blanks:
        blanks = "\n\n"
    body = (
        f'{blanks}<?xml version="1.0" encoding="{name}"?>'
        + RSS.format(item("关税 – A").replace("</link>", "?a=1&amp;amp;b=2</link>").replace("–", "-")).partition("?>")[
            2
        ]
    )
    found = parse_feed(body.encode(name), url="https://example.org/f", content_type="text/xml", now=NOW)
    assert (found.entries[0].title, found.fallback) == ("关税 - A", fallback)
    assert (found.entries[0].url or "").endswith("?a=1&b=2")


@pytest.mark.parametrize(
    ("link", "given"),
    [
        ("<link>/-x</link>", "https://example.org/-x"),
        ("<link>./(x</link>", "https://example.org/(x"),
        ("<link>https://example.org/&amp;x</link>", "https://example.org/&x"),
        ("<guid>/(x</guid>", "https://example.org/(x"),
        ("<link>https://example.org/《关》.html</link>", "https://example.org/《关》.html"),
        ("<link>-x</link>", None),
        ("<link> |x </link>", None),
        ("<guid>-x</guid>", None),
    ],
)
@pytest.mark.parametrize("routed", ["", "<date/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_only_a_link_that_itself_begins_oddly_is_none(link: str, given: str | None, routed: str, encoding: str) -> None:
    body = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        + RSS.format(f"<item><title>T</title>{link}{routed}</item>").partition("?>")[2]
    )
    found = parse(body.encode(encoding)).entries
    assert found[0].url == given


@pytest.mark.parametrize(
    "markup", ["a <![ endif]--><p>Tariffs</p>", "<![if !x]>Tariffs<![endif]>", "Tariffs <![b</b>", "<![x]> Tariffs"]
)
def test_sections_of_word_processors_cost_no_feed(markup: str) -> None:
    found = parse(RSS.format(item(more=f"<description><![CDATA[{markup.replace(']]>', '')}]]></description>")))
    assert "Tariffs" in found.entries[0].summary


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#55357;&#56832;", "😀"),
        ("&#xd83d;&#56832; go", "😀 go"),
        ("&#xD83D; alone", "\ufffd alone"),
        ("&#xDE00;&#xD83D;", "\ufffd\ufffd"),
        ("&#x1F600;", "😀"),
        ("&#55295;&#57344;", "\ud7ff\ue000"),
    ],
)
def test_letters_that_are_written_as_two_halves(written: str, read: str) -> None:
    found = parse(RSS.format(item(f"Talks {written}")))
    assert found.entries[0].title == f"Talks {read}"


def test_a_namespace_that_is_bound_inside_an_open_element_changes_nothing() -> None:
    for odd in (
        "<encoded xmlns='urn:f'>x<q xmlns:content='urn:f'/></encoded>",
        "<creator xmlns='urn:f'>x<q xmlns:dc='urn:f'/></creator>",
        "<a xmlns='urn:x&#9;title'>hello</a>",
    ):
        found = parse(RSS.format(f"<item>{odd}<title>T</title><link>https://example.org/1</link></item>"))
        assert found.fallback == "prefix"


CHINESE = RSS.format(item("美国对华关税 café") + item("商务部回应", link="https://example.org/2"))


@pytest.mark.parametrize("kind", ["", "text/xml", "application/rss+xml; charset=utf-8", "text/xml; charset=ISO-8859-1"])
@pytest.mark.parametrize("declaration", ['<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>'])
def test_one_letter_that_was_cut_costs_itself_and_no_other_word(kind: str, declaration: str) -> None:
    body = (declaration + CHINESE.partition("?>")[2]).encode().replace("部".encode(), "部".encode()[:2])
    found = parse_feed(body, url="https://example.org/f", content_type=kind, now=NOW)
    assert [one.title for one in found.entries] == ["美国对华关税 café", "商务\ufffd回应"]
    assert found.damaged and "damaged" in found.warning


@pytest.mark.parametrize("name", ["latin-1", "windows-1252"])
def test_another_encoding_that_calls_itself_utf_8_is_not_taken_for_a_cut_one(name: str) -> None:
    body = ('<?xml version="1.0" encoding="utf-8"?>' + RSS.format(item("Señor Muñoz, café")).partition("?>")[2]).encode(
        name
    )
    found = parse_feed(body, url="https://example.org/f", content_type="text/xml", now=NOW)
    assert found.entries[0].title == "Señor Muñoz, café"


@pytest.mark.parametrize("header", ["gb2312", "GBK", "windows-1251", "koi8-r", "iso-8859-2", "utf-8", "utf-16", "big5"])
@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-32"])
def test_bytes_that_tell_their_own_width_win_over_any_header(name: str, header: str) -> None:
    found = parse_feed(
        WIDE.encode(name), url="https://example.org/f", content_type=f"text/xml; charset={header}", now=NOW
    )
    assert found.entries[0].title == "Zölle – 关税"


@pytest.mark.parametrize(
    ("name", "larger", "words"),
    [
        ("euc-kr", "cp949", "관세 똠방각하"),
        ("shift_jis", "cp932", "関税 ①②"),
        ("big5", "big5hkscs", "關稅 深圳啲嘢"),
        ("gb2312", "gb18030", "关税 镕"),
    ],
)
@pytest.mark.parametrize("told", ["declaration", "header"])
def test_the_larger_sets_that_browsers_read_under_an_older_name(name: str, larger: str, words: str, told: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{name}"?>' if told == "declaration" else '<?xml version="1.0"?>'
    kind = "text/xml" if told == "declaration" else f"text/xml; charset={name}"
    body = (declaration + RSS.format(item(words)).partition("?>")[2]).encode(larger)
    assert parse_feed(body, url="https://example.org/f", content_type=kind, now=NOW).entries[0].title == words


def test_a_json_feed_with_a_cut_letter_keeps_its_other_words() -> None:
    rows = [{"id": "1", "title": "关税"}, {"id": "2", "title": "商务部"}]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": rows}, ensure_ascii=False)
    found = parse(text.encode().replace("部".encode(), "部".encode()[:2]))
    assert [one.title for one in found.entries] == ["关税", "商务\ufffd"]
    assert found.damaged
