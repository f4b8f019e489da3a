"""Rates, days and counts of a draft, held against the book of its day."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.desk import READER
from tradewatch.book.asserting import Duties
from tradewatch.book.assertingdates import Days
from tradewatch.book.load import load_book
from tradewatch.feeds.reading.draft.counts import count_findings
from tradewatch.feeds.reading.draft.figures import date_findings, rate_findings
from tradewatch.feeds.reading.draft.numberwords import number_of
from tradewatch.feeds.reading.draft.sections import sections
from tradewatch.instants import parse_instant

JUNE, SEPTEMBER = "2025-06-06T12:00-04:00", "2025-09-01T12:00-04:00"


def found(text: str, day: str, *, counts_only: bool = False) -> list[tuple[str, str]]:
    """Words and verdict of each finding, in order of place."""
    at: datetime = parse_instant(day)
    book = load_book()
    duties, days = Duties(book, at), Days(book, at)
    every = [
        one
        for section in sections(text, READER, at)
        for one in (*rate_findings(section, duties), *date_findings(section, days), *count_findings(section, days))
    ]
    wanted = [one for one in every if one.kind == "count" or not counts_only]
    return [(one.text, str(one.verdict)) for one in sorted(wanted, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "day", "wanted"),
    [
        ("US tariffs on Chinese goods are 30%.", JUNE, [("30%", "agrees")]),
        ("US tariffs on Chinese goods are 145%.", JUNE, [("145%", "differs")]),
        ("US tariffs on Chinese goods are 145%.", "2025-04-20T12:00-04:00", [("145%", "agrees")]),
        ("US tariffs on Chinese goods stood at 145% in April.", JUNE, [("145%", "agrees")]),
        ("US tariffs on Chinese goods once reached 160%.", JUNE, [("160%", "differs")]),
        ("The US fentanyl duty of 20% on Chinese goods stays.", JUNE, [("20%", "agrees")]),
        ("Washington cut its tariffs on China from 145% to 30%.", JUNE, [("145% to 30%", "agrees")]),
        ("Washington cut its tariffs on China from 145% to 20%.", JUNE, [("20%", "differs")]),
        ("On 14 May, Washington cut its tariffs on China from 145% to 30%.", JUNE, [("145% to 30%", "agrees")]),
        ("On 9 May, Washington cut its tariffs on China from 145% to 30%.", JUNE, [("145% to 30%", "differs")]),
        ("China has charged 10% on US goods since 14 May.", JUNE, [("10%", "agrees")]),
        ("China has charged 10% on US goods since 4 April.", JUNE, [("10%", "differs")]),
        ("Without a deal, US tariffs on China would return to 54%.", JUNE, [("54%", "agrees")]),
        ("Without a deal, US tariffs on China would return to 74%.", JUNE, [("74%", "differs")]),
        ("Trump threatened a tariff of 174% on Chinese goods.", JUNE, [("174%", "not_found")]),
        ("Beijing charges 10% on US goods, down from 125%.", JUNE, [("10% on US goods, down from 125%", "agrees")]),
        ("Beijing charges 15% on US goods, down from 125%.", JUNE, [("15%", "differs")]),
        ("China on US goods now: 10%; before: 125%.", JUNE, [("10%", "agrees"), ("125%", "agrees")]),
        ("Only 14% of American imports come from China, against 21% before the tariffs.", JUNE, []),
        ("With US tariffs at 30%, inflation is running at 2.3%.", JUNE, [("30%", "agrees")]),
        ("Parcels from China sent by post now pay a US duty of 57%.", JUNE, []),
        (
            "What would come back at the end of the truce? China's duties on American goods, 34%.",
            JUNE,
            [("34%", "agrees")],
        ),
        (
            "The US fentanyl tariff on Chinese goods is 100 percent.",
            "2026-11-24T12:00-05:00",
            [("100 percent", "differs")],
        ),
        (
            "The reciprocal tariff of 10 percent on China remains in force.",
            "2026-11-24T12:00-05:00",
            [("10 percent", "differs")],
        ),
        ("If the truce fails, US tariffs on China remain 30 percent.", JUNE, [("30 percent", "differs")]),
        ("Without a deal, US tariffs on China go back to 30 percent.", JUNE, [("30 percent", "differs")]),
        ("Yesterday the US tariffs on Chinese goods stood at 145 percent.", JUNE, [("145 percent", "differs")]),
        ("China charges US goods 24 percent.", JUNE, [("24 percent", "differs")]),
        ("The US charges 10% on Chinese goods.", JUNE, [("10%", "differs")]),
        ("US tariffs on Chinese goods are 20%.", JUNE, [("20%", "differs")]),
        ("The United States has a 24% duty on Chinese goods.", JUNE, [("24%", "differs")]),
        (
            "US tariffs on Chinese goods are 30 percent, down from 145 percent in April.",
            JUNE,
            [("30 percent, down from 145 percent", "agrees")],
        ),
        ("US tariffs on Chinese goods rose to 145% on 10 April.", JUNE, [("145%", "agrees")]),
        ("US tariffs on Chinese goods rose to 145% on 2 April.", JUNE, [("145%", "differs")]),
        ("China cut its tariffs on US goods to 10% on 14 May.", JUNE, [("10%", "agrees")]),
        ("China cut its tariffs on US goods to 10% on 12 May.", JUNE, [("10%", "differs")]),
        (
            "Beijing lowered its duty from 125 percent to 10 percent in April.",
            JUNE,
            [("125 percent to 10 percent", "differs")],
        ),
        (
            "Beijing lowered its duty from 125 percent to 10 percent in May.",
            JUNE,
            [("125 percent to 10 percent", "agrees")],
        ),
        ("US tariffs on China will rise to 54% on 12 August if no deal is reached.", JUNE, [("54%", "agrees")]),
        ("US tariffs on China will rise to 54% on 10 August if no deal is reached.", JUNE, [("54%", "differs")]),
        ("If the truce lapses, the American total rises to 64%.", JUNE, [("64%", "differs")]),
        ("The European Union faces US tariffs of 50%.", JUNE, []),
        ("China's exports fell 34% in May, and its GDP grew 5%.", JUNE, []),
    ],
)
def test_rates(text: str, day: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text, day) == wanted


@pytest.mark.parametrize(
    ("text", "day", "wanted"),
    [
        ("The truce expires on August 12.", JUNE, [("August 12", "agrees")]),
        ("The truce expires on August 10.", JUNE, [("August 10", "differs")]),
        ("The truce ends at 12:01 a.m. in Washington on Aug. 12.", JUNE, [("Aug. 12", "agrees")]),
        ("The truce ends at 9 p.m. in Washington on Aug. 12.", JUNE, [("Aug. 12", "differs")]),
        ("The truce runs until November 10.", SEPTEMBER, [("November 10", "agrees")]),
        ("The truce was to expire on August 12 and was extended.", SEPTEMBER, [("August 12", "agrees")]),
        ("The truce took effect on May 14.", JUNE, [("May 14", "agrees")]),
        ("The truce took effect on May 12.", JUNE, [("May 12", "differs")]),
        ("The truce began in Geneva. It took effect on May 12.", JUNE, [("May 12", "differs")]),
        ("The truce ends on November 10, 2025.", "2025-11-20T12:00-05:00", [("November 10, 2025", "differs")]),
        ("The truce runs until August 12, 2025.", "2025-11-20T12:00-05:00", [("August 12, 2025", "differs")]),
        ("The ceasefire in Gaza expires on August 10.", JUNE, []),
    ],
)
def test_days(text: str, day: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text, day) == wanted


@pytest.mark.parametrize(
    ("text", "day", "verdict"),
    [
        ("The truce has 67 days left.", JUNE, "agrees"),
        ("The truce has 66 days left.", JUNE, "agrees"),
        ("The truce has 65 days left.", JUNE, "differs"),
        ("The truce expires in 67 days.", JUNE, "agrees"),
        ("The truce expires in sixty-seven days.", JUNE, "agrees"),
        ("The truce expires in ninety days.", JUNE, "differs"),
        ("The truce ends in about ten weeks.", JUNE, "agrees"),
        ("The truce ends in about four weeks.", JUNE, "differs"),
        ("The truce ends in two months.", JUNE, "agrees"),
        ("With 67 days to go, the truce holds.", JUNE, "agrees"),
        ("In 67 days, the truce expires.", JUNE, "agrees"),
        ("The 90-day truce holds.", JUNE, "agrees"),
        ("The 60-day truce holds.", JUNE, "differs"),
        ("The two agreed on a truce of 90 days.", JUNE, "agrees"),
        ("The two cut their tariffs for 90 days under the truce.", JUNE, "agrees"),
        ("The two extended the truce for another 90 days.", SEPTEMBER, "agrees"),
        ("The two extended the truce for another 60 days.", SEPTEMBER, "differs"),
        ("The one-year truce holds.", "2026-01-15T12:00-05:00", "agrees"),
        ("It is day 24 of the 90-day truce.", JUNE, "agrees"),
        ("It is day 30 of the 90-day truce.", JUNE, "differs"),
        ("The truce runs until 12 August, 67 days from today.", JUNE, "agrees"),
        ("The truce ends on 12 August, which leaves the two a little more than five weeks.", JUNE, "differs"),
        ("They took 115 points off each other's duties for 90 days.", JUNE, "agrees"),
        ("The truce runs for 90 days until 12 August.", JUNE, "agrees"),
        ("The truce has about 70 days left.", JUNE, "agrees"),
        ("The truce has about 74 days left.", JUNE, "differs"),
        ("The truce has about 61 days left.", JUNE, "differs"),
        ("The truce has less than 70 days left.", JUNE, "agrees"),
        ("The truce has more than 70 days left.", JUNE, "differs"),
        ("The six-month truce holds.", JUNE, "differs"),
        ("The three-month truce holds.", JUNE, "agrees"),
        ("The year-long truce holds.", "2026-01-15T12:00-05:00", "agrees"),
        ("The old 90-day truce is history.", "2025-11-20T12:00-05:00", "agrees"),
        ("The 90-day truce gives importers some air.", "2025-11-20T12:00-05:00", "differs"),
    ],
)
def test_counts(text: str, day: str, verdict: str) -> None:
    assert [one for _, one in found(text, day, counts_only=True)] == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "The call lasted 90 minutes.",
        "The visa is valid for 90 days.",
        "A 90-day ceasefire in Gaza holds.",
        "“The truce has 12 days left,” he said.",
        "When they met, the truce had 30 days left.",
        "He waited 12 days.",
    ],
)
def test_days_of_other_things_are_none_of_the_truce(text: str) -> None:
    assert found(text, JUNE) == []


def test_lines_of_a_fact_box_go_on_from_what_they_are_of() -> None:
    box = "The truce\n\nLength: 90 days\n\nEnds: 10 August 2025\n\nDays left today: 65\n"
    assert found(box, JUNE) == [
        ("Length: 90 days", "agrees"),
        ("10 August 2025", "differs"),
        ("Days left today: 65", "differs"),
    ]
    other = "The ceasefire in Gaza\n\nLength: 90 days\n\nEnds: 10 August 2025\n\nDays left today: 65\n"
    assert found(other, JUNE) == []


def test_a_count_told_in_two_units_is_two_counts() -> None:
    assert found("The truce has 67 days to run, or 12 weeks.", JUNE) == [
        ("67 days to run", "agrees"),
        ("12 weeks", "differs"),
    ]


def test_every_mention_is_held_against_the_book_not_only_the_first() -> None:
    text = "US tariffs on Chinese goods are 145%.\n\nThe US tariff on Chinese goods of 145% hurts."
    assert found(text, JUNE) == [("145%", "differs"), ("145%", "differs")]


def test_an_end_that_was_moved_since_is_told_with_the_new_one() -> None:
    assert found("The truce expired on November 10, 2025.", "2025-11-20T12:00-05:00") == [
        ("November 10, 2025", "agrees")
    ]
    at = parse_instant("2025-11-05T12:00-05:00")
    section = next(sections("The truce expires on November 10.", READER, at))
    answer = next(date_findings(section, Days(load_book(), at)))
    assert "10 Nov 2025" in answer.record or "2026" in answer.record


def test_before_any_truce_the_book_has_nothing_to_say() -> None:
    assert [one for _, one in found("The 90-day truce holds.", "2025-04-20T12:00-04:00")] == ["not_found"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("67", 67),
        ("ninety", 90),
        ("sixty-seven", 67),
        ("a hundred", 100),
        ("one hundred and twenty", 120),
        ("two hundred ten", 210),
    ],
)
def test_numbers_in_words(words: str, number: int) -> None:
    assert number_of(words) == number
