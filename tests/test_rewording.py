"""The words that went and came between two wordings, and the passages shown of a long text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tradewatch.clean import clean_line
from tradewatch.rewording import passages, pieces, side_of

TEXTS = st.text(alphabet="ab 关税。\n", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_wordings_whole_again(before: str, after: str) -> None:
    row = pieces(before, after)
    assert side_of(row, "gone").replace(" ", "") == clean_line(before).replace(" ", "")
    assert side_of(row, "new") == clean_line(after)


@given(TEXTS, TEXTS)
def test_there_is_a_passage_just_where_words_differ(before: str, after: str) -> None:
    found = passages(before, after, around=2)
    words = "".join(one.words for row in found for one in row if one.kind == "new")
    assert words.replace(" ", "") == "".join(one.words for one in pieces(before, after) if one.kind == "new").replace(
        " ", ""
    )


def test_a_long_text_shows_each_changed_place_with_some_words_around_it() -> None:
    calm = " ".join(f"w{n}" for n in range(50))
    first, second = passages(f"{calm} one {calm} two {calm}", f"{calm} 1 {calm} 2 {calm}", around=2)
    assert [(one.kind, one.words) for one in first] == [
        ("same", "… w48 w49"), ("gone", "one"), ("new", "1"), ("same", "w0 w1 …"),
    ]  # fmt: skip
    assert side_of(second, "new") == "… w48 w49 2 w0 w1 …"


def test_chinese_is_compared_by_letters() -> None:
    assert [(one.kind, one.words) for one in pieces("关税上调至30%。", "关税下调至30%。")] == [
        ("same", "关税"), ("gone", "上"), ("new", "下"), ("same", "调至30%。"),
    ]  # fmt: skip


def test_texts_without_end_are_compared_in_a_moment() -> None:
    old, new = (" ".join(f"{mark}{n % 977}" for n in range(20_000)) for mark in "ab")
    assert [one.kind for one in pieces(f"x {old} y", f"x {new} y")] == ["same", "gone", "new", "same"]
