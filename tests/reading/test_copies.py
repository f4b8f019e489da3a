"""What is one story and what is two."""

from __future__ import annotations

import pytest

from tradewatch.feeds.reading.copies import are_copies
from tradewatch.feeds.reading.triples import word_triples

BODY = "the ministry in Beijing said on Thursday that its duty on goods from the United States would change at noon next week"


def same(one: str, other: str) -> bool:
    return are_copies(word_triples(f"{one} {BODY}"), word_triples(f"{other} {BODY}"), one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("China changes duty on US goods", "China changes duty on goods of US"),
        ("China sets duty at 34%", "China sets duty at 34% on US goods"),
        ("China to change its duty", "China will change duty, wire says"),
    ],
)
def test_copies(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("China sets duty at 84%", "China sets duty at 125%"),
        ("Ministry issues notice No. 61", "Ministry issues notice No. 62"),
        ("China will lift its duty", "China will not lift its duty"),
    ],
)
def test_two_events_in_the_same_words(one: str, other: str) -> None:
    assert not same(one, other)


def test_other_reports_are_no_copies() -> None:
    one, other = (
        word_triples(BODY),
        word_triples("Soy growers in Iowa wait for barges while Brazil ships more beans every week of spring"),
    )
    assert not are_copies(one, other, "a", "b")
    assert not are_copies((), (), "a", "b")
