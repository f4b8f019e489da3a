"""What an item is about and on what it says something: short items of our own, decided before any rule was written.

Every text and outlet in `subjects.jsonl` is invented; `kind` is what makes it hard.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.desk import item
from tests.scoring import Tally, load
from tradewatch.cli.read import row_item
from tradewatch.feeds.reading.evidence import evidence
from tradewatch.feeds.reading.lexicon import load_lexicon, small_letters, words_pattern
from tradewatch.feeds.reading.relevance import judge, topics_of
from tradewatch.feeds.reading.sightings import sightings_of
from tradewatch.records import PendingItem

LEXICON = load_lexicon()
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "subjects.jsonl").read_text("utf-8").splitlines()
]


def as_item(row: dict[str, Any]) -> PendingItem:
    return row_item(1, {**row, "content": row.get("text"), "published": "2025-11-04T12:00:00Z"})


def tally(pairs: Iterable[tuple[set[str], set[str]]]) -> Tally:
    counted = Tally()
    for said, true in pairs:
        counted.right += len(said & true)
        counted.wrong += len(said - true)
        counted.missed += len(true - said)
    return counted


# One in twenty may be wrong, and one in a small kind: weights fitted to the last one would be fitted to it alone.
@pytest.mark.parametrize("kind", sorted({row["kind"] for row in ROWS}))
def test_what_makes_an_item_hard_is_told_from_the_trade_war(kind: str) -> None:
    rows = [row for row in ROWS if row["kind"] == kind]
    wrong = [row["title"] for row in rows if judge(as_item(row), LEXICON).relevant is not row["relevant"]]
    assert len(wrong) <= max(1, len(rows) // 20), wrong


def test_topics_are_those_that_the_text_speaks_of() -> None:
    found = tally((set(topics_of(as_item(row), LEXICON)), set(row["topics"])) for row in ROWS if row["relevant"])
    assert found.precision >= 0.96
    assert found.recall >= 0.96


@pytest.mark.parametrize(
    ("title", "summary", "topic"),
    [
        ("China sees room on tariffs", "Curbs have grown since the talks in Madrid, it said.", "talks"),
        ("China sees room on tariffs", "It was ready before the Busan meeting.", "talks"),
        ("China sees room on tariffs", "Threats are not how to deal with us, it said.", "talks"),
        ("Beijing answers on tariffs", "The spokesman took no questions on soybeans.", "agriculture"),
        ("Xi and Trump speak by phone", "Neither account mentions tariffs.", "tariffs"),
        ("Visa plan for Chinese students", "It has nothing to do with magnets, she said.", "rare_earths"),
        ("China to levy port fees on US ships", "They start in October.", "tariffs"),
        ("Trump lifts China tariff to 125%", "Most other countries get a reprieve for 90 days.", "truce"),
    ],
)
def test_a_name_in_passing_is_no_topic(title: str, summary: str, topic: str) -> None:
    assert topic not in topics_of(item(title, summary), LEXICON)


def test_a_second_word_on_it_makes_it_one() -> None:
    summary = "Curbs have grown since the talks in Madrid. Both sides will hold talks again in May."
    assert "talks" in topics_of(item("China sees room on tariffs", summary), LEXICON)


@pytest.mark.parametrize(
    ("title", "relevant"),
    [
        ("Live: US-China trade talks in London", True),
        ("Geneva trade talks: as it happened", True),
        ("Morning briefing: budget vote, storm warning, China tariffs", False),
        ("Westminster live: chancellor grilled", False),
    ],
)
def test_a_live_blog_on_one_subject_is_no_digest(title: str, relevant: bool) -> None:
    found = judge(
        item(title, "Bessent and He Lifeng of China went on with talks on tariffs of the United States."), LEXICON
    )
    assert found.relevant is relevant, found.reasons


def test_another_countrys_senate_is_not_the_american_one() -> None:
    seen = sightings_of(item("Mexico’s Senate approves tariffs on Chinese cars", "The Senate voted."), LEXICON)
    assert [one.start() for one in seen.us] == [seen.text.index("The Senate") + 4]


def test_every_kind_of_evidence_with_points_can_be_found() -> None:
    rows = [as_item(row) for row in ROWS]
    rows += [row_item(number, case["item"]) for cases in load().values() for number, case in enumerate(cases, 1)]
    found = {name for one in rows for name in evidence(one, sightings_of(one, LEXICON), LEXICON)}
    assert LEXICON.points.keys() <= found


def test_the_lexicon_without_chinese_terms_finds_the_same_in_other_texts() -> None:
    whole = replace(LEXICON, western=None)
    for row in ROWS:
        one = as_item(row)
        assert judge(one, LEXICON) == judge(one, whole)
        assert topics_of(one, LEXICON) == topics_of(one, whole)


@given(st.text())
def test_small_letters_keep_their_places(text: str) -> None:
    assert len(small_letters(text)) == len(text)


def test_terms_in_capitals_match_small_letters_and_classes_stay() -> None:
    assert words_pattern([r"USDA\Wdata", "Barge"]).findall("usda data, barge") == ["usda data", "barge"]
    assert words_pattern([r"\u00c9tat"]).search("état")


@pytest.mark.parametrize(
    "long",
    [lambda: "not " * 60_000, lambda: "the deal " * 30_000, lambda: "x" * 200_000, lambda: "1,2" * 60_000],
    ids=["not", "deal", "x", "figures"],
)
def test_a_long_text_is_judged_all_the_same(long: Callable[[], str]) -> None:
    one = item("China and US extend tariff truce", long())
    assert judge(one, LEXICON).relevant
    assert "truce" in topics_of(one, LEXICON)


def test_a_post_in_capitals_names_third_countries_too() -> None:
    seen = sightings_of(item("", "BRAZIL AND THE BRAZILIANS WILL PAY 50% FROM AUGUST"), LEXICON)
    assert {one.group() for one in seen.others} == {"BRAZIL"}
