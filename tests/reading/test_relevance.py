"""What touches the trade war and what does not, in headlines of our own."""

from __future__ import annotations

import pytest

from tests.desk import READER, item
from tradewatch.records import Side


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
