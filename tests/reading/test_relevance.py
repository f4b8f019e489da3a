"""What touches the trade war and what does not, in headlines of our own."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from tests.desk import READER, item
from tradewatch.feeds.reading.lexicon import load_lexicon
from tradewatch.feeds.reading.relevance import judge
from tradewatch.records import RELEVANT, Side


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("China halts rare earth exports to US carmakers", ""),
        ("Bessent and He Lifeng to meet in London", "The U.S. and Chinese teams will discuss tariffs."),
        (
            "Soybean growers count the cost",
            "China has not bought a cargo from the United States since the tariffs rose.",
        ),
        ("Court of appeals lets Trump keep tariffs on China", ""),
        ("商务部：中方对美方加征关税表示坚决反对", "中国商务部发言人回应美国关税。"),
    ],
)
def test_relevant(title: str, summary: str) -> None:
    reading = READER.read(item(title, summary))
    assert reading.relevant, reading.reasons


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Brussels offers Washington zero duties on cars", "EU negotiators met Greer."),
        ("Canada answers steel tariffs with levies of its own", "Ottawa said so on Wednesday."),
        ("Opinion: Tariffs on China will cost the US dearly", "A column."),
        ("New roaming tariffs for travellers to China", "US operators announce prices."),
        ("China and US play for the volleyball title", "The hosts won."),
        ("US sends destroyer through Taiwan Strait, China protests", "The navy said it was routine."),
        ("Weather: storms over Kansas", ""),
    ],
)
def test_not_relevant(title: str, summary: str) -> None:
    reading = READER.read(item(title, summary))
    assert not reading.relevant, reading.reasons


def test_a_state_voice_brings_its_side_along() -> None:
    reading = READER.read(
        item("We oppose the new tariffs of the United States", "", feed_side=Side.CHINA, feed_title="MOFCOM")
    )
    assert reading.relevant, reading.reasons


def test_reasons_name_the_words() -> None:
    reading = READER.read(item("China halts rare earth exports to US carmakers", ""))
    assert "rare earth" in " ".join(reading.reasons)


def test_the_score_tells_by_itself_what_the_rules_found() -> None:
    lexicon = load_lexicon()
    headline = item("China weighs port fees", "Shipping lines wait for word from Washington.")
    start = judge(headline, lexicon).score
    shift = lexicon.base_points - math.log(start / (1 - start))
    judged = [judge(headline, replace(lexicon, base_points=shift + step / 4000)) for step in range(-40, 41)]
    assert {one.relevant for one in judged} == {True, False}
    assert all(one.relevant is (one.score >= RELEVANT) for one in judged)


def test_what_a_person_wants_is_read_in_full() -> None:
    rain = item("Rain in Kent", "“It rains,” Treasury Secretary Scott Bessent told reporters on Thursday.")
    assert READER.read(rain).statements == ()
    wanted = READER.read(replace(rain, wanted=True))
    assert [one.speaker for one in wanted.statements] == ["Scott Bessent"]
    assert not wanted.relevant


@pytest.mark.parametrize(
    "title",
    [
        "China and the US trade blows over tariffs",
        "US and China agree hotline on tariffs and chips",
        "Trump tariffs on China spark price war",
        "China calls Security Council session over US tariffs",
    ],
)
def test_a_figure_of_speech_does_not_hide_the_trade_war(title: str) -> None:
    assert READER.read(item(title, f"{title}, officials of both sides said on Tuesday.")).relevant
