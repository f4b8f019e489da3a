"""When an item says that the truce ends or took effect, and what it says of other clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.desk import READER, item
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.ends import find_dates

NOW = datetime(2025, 7, 21, 12, tzinfo=UTC)


def found(
    text: str, title: str = "US and China talk about tariffs", published: datetime = NOW
) -> list[tuple[str, str, str]]:
    reading = READER.read(item(title, text, published=published))
    assert reading.relevant
    for one in reading.dates:
        assert one.part.end > one.part.start
    return [
        (
            one.subject,
            one.day.isoformat(),
            f"{one.clock:%H:%M} {(one.zone or '').rpartition('/')[2]}".strip() if one.clock else "",
        )
        for one in reading.dates
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US-China tariff truce expires on Aug. 12.", ("truce_end", "2025-08-12", "")),
        ("The tariff truce between China and the US runs through August 12, 2025.", ("truce_end", "2025-08-12", "")),
        ("Shippers rush before the Aug 12 deadline for the US-China truce.", ("truce_end", "2025-08-12", "")),
        (
            "The tariff pause between China and the US lapses at 12:01 a.m. Beijing time on 12 August.",
            ("truce_end", "2025-08-12", "00:01 Shanghai"),
        ),
        ("The US-China truce ends on August 12 at 12:01 a.m. EDT.", ("truce_end", "2025-08-12", "00:01 New_York")),
        ("The US-China truce took effect on 14 May.", ("truce_start", "2025-05-14", "")),
        ("On Aug. 12, the US-China truce comes to an end.", ("truce_end", "2025-08-12", "")),
        ("中美关税休战将于8月12日到期。", ("truce_end", "2025-08-12", "")),
        ("Die Zollpause zwischen den USA und China endet am 12. August.", ("truce_end", "2025-08-12", "")),
        ("La trêve douanière entre la Chine et les États-Unis expire le 12 août.", ("truce_end", "2025-08-12", "")),
        ("La tregua arancelaria entre China y Estados Unidos vence el 12 de agosto.", ("truce_end", "2025-08-12", "")),
    ],
)
def test_what_is_said_of_the_truce(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The US and China truce was announced on 12 May in Geneva.",
        "The United States and China meet on 28 July to discuss the tariff truce.",
        "China's pause on gallium exports to the US runs until 27 November.",
        "US port fees on Chinese ships are suspended until 9 November.",
        "The tariff pause for the EU ends on 1 August, US officials say; China was not named.",
        "The US-China truce could be extended to 10 November.",
        "Trump threatens a 100% tariff on China starting Nov. 1, which would end the truce.",
        "The US-China truce lasts 90 days.",
    ],
)
def test_what_is_said_of_something_else(text: str) -> None:
    assert found(text) == []


def test_a_weekday_and_next_year_count_from_the_day_of_publication() -> None:
    sunday = datetime(2025, 8, 10, 15, tzinfo=UTC)
    assert found("The US-China tariff truce expires on Tuesday.", published=sunday) == [("truce_end", "2025-08-12", "")]
    autumn = datetime(2026, 9, 28, 15, tzinfo=UTC)
    assert found("The US-China truce has been extended to 10 January next year.", published=autumn) == [
        ("truce_end", "2027-01-10", "")
    ]


def test_a_known_wrong_claim_is_found_by_its_signs_and_from_its_day_on() -> None:
    text = "China has not confirmed the extension of the tariff truce with the US to 10 January."
    for day, expected in ((24, ()), (29, ("extension-unconfirmed",))):
        reading = READER.read(item("US and China tariffs", text, published=datetime(2026, 9, day, tzinfo=UTC)))
        assert tuple(one.claim for one in reading.claims) == expected


def test_an_item_that_names_the_truce_as_theirs_matters_whatever_its_headline_says() -> None:
    text = "Officials left without a prolongation. Unless one is signed, the US-China truce will lapse on 12 August."
    assert READER.read(item("Talks end in Stockholm", text)).relevant


def test_a_rate_beside_the_date_is_no_clock_time() -> None:
    text = "The US-China tariff truce ends on August 12, with duties of 12.50 percent."
    assert found(text) == [("truce_end", "2025-08-12", "")]


@pytest.mark.parametrize(
    "words",
    [
        "The yuan weakened to 7.21 a dollar as the Aug. 12 deadline of the US-China truce neared.",
        "The yuan stood at 7.21 on Friday as the Aug. 12 deadline of the US-China truce neared.",
        "With duties of 12.30 yuan a kilo, the US-China truce expires on Aug. 12.",
        "A ton costs 3.45 dollars more when the US-China truce expires on Aug. 12.",
    ],
)
def test_a_price_beside_the_date_is_no_clock_time(words: str) -> None:
    assert ("truce_end", "2025-08-12", "") in found(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The US-China truce expires on Aug. 12 at 12.01 a.m. Beijing time.", "00:01 Shanghai"),
        ("The US-China truce expires on Aug. 12 at 0.01 Washington time.", "00:01 New_York"),
        ("Die Zollpause zwischen den USA und China endet am 12. August um 6.01 Uhr.", "06:01"),
        ("The US-China truce expires on Aug. 12 at 12:01.", "12:01"),
    ],
)
def test_a_clock_time_with_a_point_is_one_where_it_says_so(words: str, expected: str) -> None:
    assert found(words) == [("truce_end", "2025-08-12", expected)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The US-China truce does not expire on Nov. 10 but on Dec. 1.", ["2025-12-01"]),
        ("The US-China truce expires not on Nov. 10 but rather on Dec. 1.", ["2025-12-01"]),
        ("Contrary to reports, the US-China truce will not end on Nov. 10.", []),
        ("The US-China truce does not expire until Nov. 10.", ["2025-11-10"]),
        ("Die Zollpause zwischen den USA und China endet nicht am 10. November, sondern am 1. Dezember.", ["2025-12-01"]),
    ],
)  # fmt: skip
def test_a_day_on_which_it_does_not_end_is_none(words: str, expected: list[str]) -> None:
    assert [day for _, day, _ in found(words)] == expected


def test_a_sentence_of_countless_clauses_is_read() -> None:
    # what the whole sentence is of is asked once, not once a clause
    text = "The deal holds to 5 May; " * 2_500
    assert len(find_dates(Document(item("US and China talk", text, published=NOW)))) == 1


def test_a_text_of_one_endless_clause_is_read() -> None:
    text = "The US-China tariff truce " + "and 5 May " * 6_000
    # each date looks at what stands beside it: with the whole of it to look at, this would not end within the timeout
    assert len(READER.read(item("US and China talk about tariffs", text, published=NOW)).dates) <= 12
