"""Rates: who charges whom what, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.desk import READER, item


def rates(words: str) -> list[tuple[str, str, str | None, str, bool]]:
    reading = READER.read(item("US and China at odds over tariffs", words))
    return [
        (
            one.imposed_by,
            one.target,
            str(one.from_rate) if one.from_rate is not None else None,
            str(one.to_rate),
            one.threat,
        )
        for one in reading.rates
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Washington will cut tariffs on Chinese goods from 145% to 30%.", [("US", "China", "145", "30", False)]),
        (
            "Beijing lowered its levies on American products to 10 percent from 125 percent.",
            [("China", "US", "125", "10", False)],
        ),
        ("The tariff on Chinese imports stands at 12.5 per cent.", [("US", "China", None, "12.5", False)]),
        ("Trump threatened a 100% tariff on goods from China.", [("US", "China", None, "100", True)]),
        ("China on US goods: duty 34% → 10%", [("China", "US", "34", "10", False)]),
    ],
)
def test_rates(words: str, expected: list[tuple[str, str, str | None, str, bool]]) -> None:
    assert rates(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Shares fell 3.4% after the tariffs on Chinese goods.",
        "Nvidia hands over 15% of its revenue from China while tariffs stay.",
        "The rule covers units owned 50% or more by listed firms in China.",
        "Tariffs on goods from Japan rise to 25%.",
    ],
)
def test_no_rates(words: str) -> None:
    assert rates(words) == []
