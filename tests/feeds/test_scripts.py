"""Lawful texts of many scripts: cleaning leaves every letter of them as it came."""

from __future__ import annotations

import unicodedata

import pytest

from tradewatch.clean import clean_line, clean_text, takes_letters


@pytest.mark.parametrize(
    "text",
    [
        "ഇന്ത്യന്\u200d രൂപ", "ചൈനയില്\u200d നിന്ന്", "অর্থাত্\u200d, শুল্ক", "क्\u200dष", "می\u200cخواهم", "نیم\u200cفاصله",
        "کلمه\u200cها", "ශ්\u200dරී ලංකා", "תַּעֲרִיף", "关税", "관세", "ภาษีศุลกากร", "thuế quan Việt Nam",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 2, 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1",
        "👩\u200d👩\u200d👧\u200d👦", "👨🏽\u200d🚀", "🏳️\u200d🌈", "1️⃣", "👍🏿", "🇨🇳🇺🇸", "𝒙 = 𝟐", "e\u0301".encode().decode(),
    ],
)  # fmt: skip
def test_lawful_letters_stay(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)
    assert clean_line(f"Before {text} after") == unicodedata.normalize("NFC", f"Before {text} after")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\u200d b", "a b"),
        ("tar\u200ciff", "tariff"),
        ("क\u200d x", "क x"),
        ("🏴\U000e0067\U000e0062 x", "🏴 x"),
        ("x\U000e0067\U000e0062\U000e0065\U000e007f", "x"),
        ("ന്\u200d\u200d\u200d x", "ന്\u200d x"),
    ],
)
def test_letters_that_nobody_sees_go_where_nothing_needs_them(text: str, left: str) -> None:
    assert clean_text(text) == left
    assert takes_letters(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\u00e2\x80\x9d said Trump on tariffs \u00e2\x80\x9c rise", "\u00e2 said Trump on tariffs \u00e2 rise"),
        ("\x9b25% tariffs", "25% tariffs"),
        ("\x9b31mred\x9b0m", "red"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x1b]0;title\x07b \x1b[2Jc", "ab c"),
    ],
)
def test_what_is_left_of_a_quotation_mark_eats_no_word_and_an_escape_goes_whole(text: str, left: str) -> None:
    assert clean_text(text) == left
