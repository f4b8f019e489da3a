"""The look before the search: it may let a text through for nothing, it never keeps one back that the pattern matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.scoring import load
from tradewatch.feeds.reading.ends import _SURE, _TRUCE
from tradewatch.feeds.reading.lexicon import load_lexicon
from tradewatch.feeds.reading.literals import Sought, needed_letters
from tradewatch.feeds.reading.stancewords import load_stance_words
from tradewatch.feeds.reading.wordindex import WordIndex

TEXTS = [" ".join(str(case["item"].get(name, "")) for name in ("title", "summary", "content")) for cases in load().values() for case in cases]  # fmt: skip
LEXICON, STANCES = load_lexicon(), load_stance_words()
PATTERNS = {
    "truce": _TRUCE,
    "sure": _SURE,
    "other subject": LEXICON.other_subject,
    "strong": LEXICON.strong,
    **LEXICON.topics,
    **{f"around {name}": one.pattern for name, one in STANCES.around.items()},
    **{f"words {name}": one.pattern for name, one in STANCES.words.items()},
}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_text_that_a_pattern_matches_is_kept_back(name: str) -> None:
    sought = Sought(PATTERNS[name])
    kept_back = [text for text in TEXTS if PATTERNS[name].search(text) and not sought.may_be_in(text.lower())]
    assert kept_back == []


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("truce|pause", {"truce", "pause"}),
        (r"\b[Tt]ru(?:ce|ces)\b", {"truce"}),
        (r"(?:not )?den(?:y|ied)", {"deny", "denied"}),
        (r"\d+ points?", {" point"}),
        (r"wav(?:es|ed) (?:off|aside)", {"waves off", "waves aside", "waved off", "waved aside"}),
        ("关税|贸易战", {"关税", "贸易战"}),
        (r"\w+", None),
        (r"a?b?", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, letters: set[str] | None) -> None:
    assert needed_letters(pattern) == letters


@given(some.lists(some.sampled_from(["den", "y", "ied", " ", "x", "DEN", "Y", "(", "reject", "ed"]), max_size=8))
def test_a_look_never_hides_a_match(pieces: list[str]) -> None:
    text = "".join(pieces)
    pattern = re.compile(r"(?:re)?ject(?:s|ed)?\b|den(?:y|ied)", re.IGNORECASE)
    assert not pattern.search(text) or Sought(pattern).may_be_in(text.lower())


def test_an_index_finds_what_its_patterns_find_alone() -> None:
    rows = [
        ("ministry", "(?:China['’]s |Chinese )?[Cc]ommerce [Mm]inistry"),
        ("us", r"U\.S\.|US"),
        ("tax", "关税"),
        ("any", r"\w+ Council"),
    ]
    index = WordIndex(rows)
    text = "China’s commerce ministry and the Barge Council met US and U.S. envoys on 关税."
    assert sorted(index.find(text)) == [("any", 34, 47), ("ministry", 0, 25), ("ministry", 8, 25), ("tax", 74, 76), ("us", 52, 54), ("us", 59, 63)]  # fmt: skip


def test_without_a_parser_every_text_may_have_a_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewatch.feeds.reading.literals.parser", None)
    assert needed_letters("truce|pause") is None
    assert Sought(re.compile("truce")).may_be_in("nothing of the kind")
    index = WordIndex([("us", r"U\.S\.|US"), ("truce", "truce")])
    assert sorted(index.find("A US truce")) == [("truce", 5, 10), ("us", 2, 4)]
