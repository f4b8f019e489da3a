"""A draft's words and the way back to line and column, whatever the file is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewatch.errors import TradewatchError
from tradewatch.feeds.reading.draft.page import Page, read_page

LETTERS = st.text(
    st.sampled_from(list("ab.“”\"'*_`#>[]()!<&;\\~-1 \n\r\t|é中🙂\u00a0\u200b\ufeff\u2028")), max_size=120
)


def page(name: str, text: str) -> Page:
    return read_page(name, text.encode())


def at(one: Page, words: str) -> tuple[int, int]:
    return one.place(one.text.index(words))


@pytest.mark.parametrize(
    ("name", "source", "words", "place"),
    [
        ("a.txt", "One.\n\nTwo said it.", "said", (3, 5)),
        ("a.txt", "One.\r\n\r\nTwo said it.", "said", (3, 5)),
        ("a.txt", "One.\rTwo said it.", "said", (2, 5)),
        ("a.txt", "\ufeffTwo said it.", "said", (1, 5)),
        ("a.txt", "中文🙂 said it.", "said", (1, 5)),
        ("a.md", "# Head\n\n**Two** said [so](http://example.org) *now*.", "said so now.", (3, 9)),
        ("a.md", "> quoted\n> further", "further", (2, 3)),
        ("a.md", "- a point\n- *another* one", "another one", (2, 4)),
        ("a.md", "a \\*star\\* and a&nbsp;b", "*star* and a b", (1, 3)),
        ("a.md", "snake_case_word and 2 * 3 * 4", "snake_case_word and 2 * 3 * 4", (1, 1)),
        ("a.md", "---\ntitle: x\n---\nThe text", "The text", (4, 1)),
        ("a.md", "see[^1] here\n\n[^1]: a note", "see here", (1, 1)),
        ("a.md", "[“We will [sic] wait,”](http://x.example/a_(b)) he said", "he said", (1, 49)),
        ("a.html", "<p>One</p>\n<p>He <b>said</b>&nbsp;it</p>", "said it", (2, 10)),
        ("a.html", "<p>a&rsquo;b said</p>", "said", (1, 14)),
        ("a.html", "<q>We wait</q>", "“We wait”", (1, 1)),
        ("a", "<!DOCTYPE html><title>t</title><p>He said", "He said", (1, 35)),
    ],
)
def test_words_lead_back_to_their_place(name: str, source: str, words: str, place: tuple[int, int]) -> None:
    one = page(name, source)
    assert words in one.text
    assert at(one, words) == place


@pytest.mark.parametrize(
    ("name", "source", "hidden"),
    [
        ("a.html", "<style>p{x:1}</style><script>said('x')</script><!-- said --><p>Yes", "said"),
        ("a.html", "<head><title>said</title></head><body>Yes", "said"),
        ("a.md", "```\nsaid\n```\nYes", "said"),
        ("a.md", "~~~text\nsaid\n~~~\nYes", "said"),
        ("a.html", "<p>Yes <del>said</del> <span hidden>said</span> <b style='display: none'>said</b> no", "said"),
        ("a.md", "Yes ~~said~~ no", "said"),
        ("a.md", "Yes <!-- said\nsaid --> no", "said"),
        ("a.md", "Yes ![said](http://said.example/x.png) <https://said.example>", "said"),
        ("a.md", "Yes\n\n[x]: http://said.example", "said"),
    ],
)
def test_what_a_reader_does_not_see_is_not_read(name: str, source: str, hidden: str) -> None:
    one = page(name, source)
    assert "Yes" in one.text
    assert hidden not in one.text


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("One line\nwrapped by hand.\n\nAnother.", 3),
        ("A sentence.\nAnother sentence.", 2),
        ("Head\n\nA sentence\nthat goes on. And\non.", 3),
    ],
)
def test_a_paragraph_wrapped_by_hand_is_one_line(source: str, lines: int) -> None:
    assert len(page("a.txt", source).text.split("\n")) == lines


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.html", "<!doctype html><html><head><title>x</title><p>He said"),
        ("a.html", "<pre>He said</pre>"),
        ("a.md", "[Bessent]: “He said”"),
        ("a.md", "---\n\nHe said\n\n---\n"),
    ],
)
def test_what_a_reader_sees_is_read(name: str, source: str) -> None:
    assert "He said" in page(name, source).text


def test_marks_that_do_not_close_are_letters() -> None:
    assert page("a.md", "a [link( and **").text.strip().startswith("a [link( and")


@pytest.mark.parametrize("content", [b"\xff\xfe\xfa", b"abc\xff", b"a\0b", b"\x89PNG\r\n\x1a\n\0"])
def test_what_is_no_text_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(TradewatchError, match="text"):
        read_page("a.txt", content)


def test_a_file_in_utf_16_with_its_mark_is_read() -> None:
    assert "He said" in read_page("a.txt", "He said".encode("utf-16")).text


def test_a_book_of_many_megabytes_is_refused() -> None:
    with pytest.raises(TradewatchError, match="no draft"):
        read_page("a.txt", b"x" * 1_000_001)


@given(st.sampled_from(["a.txt", "a.md", "a.html"]), LETTERS)
def test_every_letter_stands_where_it_is_said_to_stand(name: str, source: str) -> None:
    """Whatever is typed: a place for each letter, in order, and the letter itself there unless it was written otherwise."""
    content = source.encode("utf-8")
    one = read_page(name, content)
    assert len(one.spots) == len(one.text)
    assert list(one.spots) == sorted(one.spots)
    lines = one.source.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")
    for offset, letter in enumerate(one.text):
        line, column = one.place(offset)
        assert line >= 1
        assert column >= 1
        written = one.source[one.spots[offset]]
        assert letter == written or letter.isspace() or written in "&<\\" or letter in "“”"
    assert len(lines) >= 1


def test_endless_brackets_and_stars_take_no_time() -> None:
    for mark in ("[", "*", "_", "`", "<", "![", "\\", "> ", "[^", "(", "<!--", "&#"):
        page("a.md", mark * 20_000)
        page("a.html", mark * 20_000)
