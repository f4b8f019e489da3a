"""Names, rates and quotations in an open text: where they are marked, and that no letter and no offset changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from tradewatch.book.load import load_book
from tradewatch.tui.panes.marking import RATE, Names, Place, marked, marked_field
from tradewatch.tui.panes.pointing import NAME, point, pointed_at
from tradewatch.tui.panes.versions import passage
from tradewatch.tui.themes import THEMES
from tradewatch.tui.wrap import wrapped

NAMES = Names(load_book().roster)
LOOK = THEMES["dark"]


def names(words: str, *also: str) -> list[tuple[str, str]]:
    return [(words[one.start : one.end], one.speaker) for one in NAMES.found(words, also)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Scott Bessent spoke", [("Scott Bessent", "Scott Bessent")]),
        ("the Ministry of Commerce said", [("Ministry of Commerce", "Ministry of Commerce (China)")]),
        ("China’s commerce ministry", [("commerce ministry", "Ministry of Commerce (China)")]),
        ("商务部说特朗普", [("商务部", "Ministry of Commerce (China)"), ("特朗普", "Donald Trump")]),
        ("USTR and MOFCOM’s", [("USTR", "Office of the U.S. Trade Representative"), ("MOFCOM", "Ministry of Commerce (China)")]),
        ("Trump说", [("Trump", "Donald Trump")]),
        ("Lan Fo’an", [("Lan Fo’an", "Lan Fo'an")]),
    ],
)  # fmt: skip
def test_persons_and_bodies_are_marked_by_name_and_alias(words: str, found: list[tuple[str, str]]) -> None:
    assert names(words) == found


@pytest.mark.parametrize(
    "words", ["Trumpet and Xiamen", "both sides, two sides", "citing the USTRs", "bis morgen", "Hong Kong"]
)
def test_no_name_is_marked_inside_a_word_or_in_common_words(words: str) -> None:
    assert names(words) == []


def test_a_surname_alone_is_a_name_only_where_its_bearer_is_named_too() -> None:
    assert names("Bessent said no") == []
    assert names("Bessent said no", "Scott Bessent") == [("Bessent", "Scott Bessent")]
    assert [one for one, _ in names("Hong Lei went to Hong Kong, where Hong spoke")] == ["Hong Lei", "Hong"]


@pytest.mark.parametrize(
    ("words", "rates"),
    [
        ("from 145% to 30 percent", ["145% to 30 percent"]),
        ("a 25-percent duty and 12.5 per cent", ["25-percent", "12.5 per cent"]),
        ("1,000% of 10％, 百分之三十", ["1,000%", "10％", "百分之三十"]),
        ("section 301, 2.5 percentage points; 30 percentile; A4%", ["2.5 percentage points"]),
    ],
)
def test_rates_are_marked_whole(words: str, rates: list[str]) -> None:
    assert [one.group() for one in RATE.finditer(words)] == rates


@given(st.text(max_size=300))
def test_marks_change_no_letter(words: str) -> None:
    assert marked(Text(words), NAMES, LOOK).plain == Text(words).plain


@given(
    st.lists(st.sampled_from(["Xi", "Trump", "30%", "商务部", " ", "x", "\n", "“", "’s", "Wang Yi", "."]), max_size=25),
    st.data(),
)
def test_a_quotation_is_marked_at_its_offsets_whatever_stands_around(pieces: list[str], data: st.DataObject) -> None:
    words = "a" + "".join(pieces).replace("  ", " ").strip() + "z"
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text = marked_field(words, False, [Place(start, end, "quote")], NAMES, LOOK)
    if text.plain == words:
        quotes = [(one.start, one.end) for one in text.spans if one.style == LOOK.tones["quote"]]
        assert quotes == [(start, end)]


def test_a_name_is_found_by_the_cell_under_the_pointer_after_wrapping() -> None:
    line = wrapped(point(Text("商务部 said so to everybody who asked"), NAME, "MOFCOM", 0, 3), 12)[0]
    assert [pointed_at(line, NAME, cell) for cell in (0, 5, 6, 40)] == ["MOFCOM", "MOFCOM", "", ""]


def test_of_a_changed_text_only_the_passage_is_shown() -> None:
    before = "one two three four five six seven 30% eight nine ten eleven twelve"
    assert passage(before, before.replace("30%", "10%")) == (
        "… four five six seven 30% eight nine ten eleven …",
        "… four five six seven 10% eight nine ten eleven …",
    )
    assert passage("a b", "a b c") == ("a b", "a b c")
    assert passage("a a", "a a a") == ("a a", "a a a")
