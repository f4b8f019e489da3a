"""The briefs as a reader gets them: grouped, with answers and links, and nothing of a feed acts as markup."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from tests.storage.export.made import HOSTILE, WORDS, item, report, said
from tradewatch.book.sources import Source
from tradewatch.clean import clean_line
from tradewatch.records import Flagged, Side
from tradewatch.storage.export.brief import brief_of
from tradewatch.storage.export.documents import html_brief, markdown_brief
from tradewatch.storage.export.links import link_to, source_link, web_address

EVIL = (
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "https://example.org/\njavascript:",
    "//x",
    "",
)
OURS = {
    *"html head meta title style body header h1 p span section h2 ul li a main article h3 strong div br".split(),
}


class Page(HTMLParser):
    """What a browser makes of a page: its elements with attributes, and the words of each heading and paragraph."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self._open.append(tag)
            self.words.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words[self._open[-1]][-1] += data

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a"]


def test_each_item_stands_once_under_its_first_topic_and_what_has_none_last() -> None:
    topics = (("talks",), ("tariffs", "talks"), (), ("rare_earths", "tariffs"), ("tariffs",))
    found = brief_of(report(*(Flagged(item(number, topics=one), ()) for number, one in enumerate(topics, 1))))
    assert [(topic.name, [one.id for one in topic.items]) for topic in found.topics] == [
        ("Tariffs", ["i2", "i5"]), ("Rare earths", ["i4"]), ("Talks", ["i1"]), ("Other", ["i3"]),
    ]  # fmt: skip


def test_a_claim_stands_with_its_answers_and_the_book_with_its_sources() -> None:
    claim = said(1, answered_by=(2,), note="ask\nagain", tags=("key",))
    answer = said(2, speaker="Lin Jian", side=Side.CHINA, quote="That is not so", item_ids=(9,), parts=(), answers=(1,))
    made = report(Flagged(item(), (claim,)), others=(answer,), desk="World desk", as_of=True, demo="DEMO 6 Jun 2025")
    [[one]] = [topic.items for topic in brief_of(made).topics]
    [other] = one.said[0].answered_by
    assert (other.who, other.words, other.day, other.source.url) == (
        "Lin Jian", "“That is not so”", "2025-06-05", "https://example.org/1",
    )  # fmt: skip
    text, page = markdown_brief(made), html_brief(made)
    title = "DEMO 6 Jun 2025: Flagged items of World desk, as of 2025-06-06T16:00:00Z"
    assert text.startswith(f"# {title}\n")
    assert "\n  - answered by **Lin Jian** (China, interview, 2025-06-05): “That is not so”" in text
    assert "> ask customs" in text
    assert "US on China 30 %" in text
    assert "In force that day: US on China 30 %" in text
    links = [
        child
        for one in MarkdownIt("commonmark").parse(text)
        for child in one.children or ()
        if child.type == "link_open"
    ]
    assert len(links) > 10, "the book names its sources as links"
    read = Page(page)
    assert read.words["title"] == [title]
    assert dict(read.elements)["html"] == {"lang": "en"}
    assert "answered by" in read.words["span"]
    assert "https://example.org/1" in read.links


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_of_a_feed_stay_words(words: str) -> None:
    one = item(title=words, note=words, tags=(words,), feed=words, summary=words, topics=(words,))
    made = report(Flagged(one, (said(quote=words, speaker=words, note=words),)), desk=words)
    page = Page(html_brief(made))
    assert {tag for tag, _ in page.elements} <= OURS
    assert page.words["h3"] == [clean_line(words)]
    assert all(link.startswith(("https://", "http://")) for link in page.links)
    tokens = MarkdownIt("commonmark").parse(markdown_brief(made))
    assert not [one for one in tokens if one.type in ("html_block", "fence", "code_block", "table_open")]
    inline = [child for one in tokens for child in one.children or ()]
    assert {child.type for child in inline} <= {
        "text",
        "text_special",
        "softbreak",
        "strong_open",
        "strong_close",
        "link_open",
        "link_close",
    }
    heads = [after for before, after in pairwise(tokens) if before.type == "heading_open" and before.tag == "h3"]
    assert ["".join(child.content for child in one.children or ()) for one in heads] == [clean_line(words)]


@given(WORDS)
@settings(deadline=None, max_examples=100)
def test_a_headline_reads_back_from_both(words: str) -> None:
    made = report(Flagged(item(title=words, summary="", note=""), ()))
    wanted = clean_line(words) or "(no headline)"
    assert Page(html_brief(made)).words["h3"] == [wanted]
    tokens = MarkdownIt("commonmark").parse(markdown_brief(made))
    [head] = [after for before, after in pairwise(tokens) if before.type == "heading_open" and before.tag == "h3"]
    assert "".join(child.content for child in head.children or ()) == wanted


@pytest.mark.parametrize("address", EVIL)
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) == ""
    made = report(Flagged(item(url=address), ()))
    assert not [link for link in Page(html_brief(made)).links if not link.startswith(("https://", "http://"))]
    assert "](<javascript" not in markdown_brief(made).casefold()


def test_an_address_stands_in_ascii_and_without_what_ends_a_link() -> None:
    assert (
        web_address('https://ann:pw@example.org/a(b)?c="d"<e>\'商')
        == "https://example.org/a(b)?c=%22d%22%3Ce%3E'%E5%95%86"
    )
    assert web_address("https://b\u00fccher.example/") == "https://xn--bcher-kva.example/"
    assert link_to("ftp://example.org/x").words == "ftp://example.org/x"


def test_a_source_of_the_book_is_named_by_its_page() -> None:
    page = source_link(Source("page", "https://www.example.org/a/b.html"))
    assert (page.words, page.url) == ("example.org", "https://www.example.org/a/b.html")
    page = source_link(Source("ledger", "mofcom.gov.cn/a/1.html, 28 Sep 2026, item 8"))
    assert (page.words, page.url) == ("mofcom.gov.cn, 28 Sep 2026, item 8 (ledger)", "https://mofcom.gov.cn/a/1.html")
    assert source_link(Source("ledger", "ft.com headline 2026-09-24")).url == ""
    assert source_link(Source("article", "")).words == "not named (article)"


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    text = html_brief(report(Flagged(item(), (said(),))))
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    [policy] = [
        attributes["content"] for tag, attributes in page.elements if tag == "meta" and "http-equiv" in attributes
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
