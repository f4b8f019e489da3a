"""Forms of the same words: what is one statement, and what only looks like it."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tests.desk import NOW
from tests.hearing import heads_of
from tradewatch.feeds.reading.variants import Variants, are_forms, order_of
from tradewatch.records import Worded

FULL = (
    "We were straightening out some of the points, having to do mostly with rare earth magnets and some other things."
)
EXCERPT, OTHER = " ".join(FULL.split()[:12]), "The truce will end in August for them"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FULL, "were straightening out some of the points, having to do mostly with rare earth magnets"),
        ("Chinese students are coming, no problem, and it’s our honor to have them.", "Chinese students are coming, no problem. It’s our honor to have them, frankly."),
        ("The tariff stays at 30 percent until August", "The tariff stays at 30% until August!"),
        ("We will not accept new tariffs on our ships", "We will not accept any new tariffs on our ships"),
        ("中方将坚决维护自身的正当合法权益", "中方将坚决维护自身正当合法权益"),
        ("I would say we have a deal, and we’re going to make sure", "we have a deal, and we’re going"),
        ("The U.S. side broke its word in Geneva", "The US side broke its word in Geneva,"),
    ],
)  # fmt: skip
def test_the_same_words_once_more(one: str, other: str) -> None:
    assert are_forms(one, other)
    assert are_forms(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will extend the truce in August", "We will not extend the truce in August"),
        ("The tariff will rise to 30 percent in August", "The tariff will rise to 34 percent in August"),
        ("I would not say that we have a deal", "we have a deal"),
        ("The truce will end in August for them", "Soybeans will be bought in August from them"),
        ("a good deal", "It is a good deal for both of us"),
        ("It was a great call today", "It was a very bad call"),
        ("维护权益", "中方将坚决维护权益"),
        ("We will talk to them in Geneva on Monday", "We won’t talk to them in Geneva on Monday"),
    ],
)
def test_words_that_only_look_alike(one: str, other: str) -> None:
    assert not are_forms(one, other)
    assert not are_forms(other, one)


def test_the_first_published_heads_and_a_form_heads_none() -> None:
    assert heads_of(FULL[3:], FULL, EXCERPT[3:], OTHER) == [0, 0, 0, 3]


def test_two_longer_statements_stay_apart_though_both_have_the_short_one() -> None:
    short = "we have kept our word"
    longer = f"In Geneva {short} on every single line of the text"
    other = f"With soybeans and ships {short} and will do so next year"
    assert heads_of(short, longer, other) == [0, 0, 2]


def test_after_three_days_it_is_said_anew() -> None:
    rows = [Worded(n, "Scott Bessent", NOW + timedelta(hours=n * 73), FULL) for n in range(2)]
    assert heads_of(*rows) == [0, 1]


def test_another_speaker_s_words_are_another_statement() -> None:
    rows = [Worded(n, name, NOW, FULL) for n, name in enumerate(("Scott Bessent", "Jamieson Greer"))]
    assert heads_of(*rows) == [0, 1]


def test_of_two_published_at_once_the_longer_heads() -> None:
    rows = [Worded(0, "Scott Bessent", NOW, EXCERPT), Worded(1, "Scott Bessent", NOW, FULL)]
    assert heads_of(*rows) == [1, 1]


def test_what_a_person_touched_or_an_outlet_took_back_stays_by_itself() -> None:
    def row(number: int, **more: bool) -> Worded:
        return Worded(
            number, "Scott Bessent", NOW + timedelta(hours=number), FULL.replace("some", "a" * number), **more
        )

    assert heads_of(row(0), row(1, stays=True), row(2)) == [0, 1, 0]
    assert heads_of(row(0, stays=True, leads=False), row(1), row(2)) == [0, 1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_numbers_given_in_another_order_change_nothing(seed: int) -> None:
    texts = [FULL, FULL[3:], EXCERPT, FULL.replace("mostly", "partly"), OTHER]
    numbers = list(range(len(texts)))
    random.Random(seed).shuffle(numbers)
    rows = [Worded(number, "Scott Bessent", NOW, text) for number, text in zip(numbers, texts, strict=True)]
    known = Variants()
    placed = {one.statement_id: one.head for one in map(known.place, sorted(rows, key=order_of))}
    by_text = {text: placed[number] for number, text in zip(numbers, texts, strict=True)}
    assert by_text[FULL] is None
    assert {by_text[one] for one in texts[1:4]} == {numbers[0]}
    assert by_text[texts[4]] is None
