"""Thousands of items within the reach of a story: the work for each has an end, and what tells them apart still does."""

from __future__ import annotations

from datetime import timedelta

from tests.desk import NOW
from tradewatch.feeds.archive import TELL_EVERY_SECONDS, next_tell
from tradewatch.feeds.reading.stories import _COMMON, Stories
from tradewatch.records import Told


def told(number: int, *traits: str) -> Told:
    return Told(number, number, NOW + timedelta(seconds=number), f"Report {number}", (), traits)


def crowd(stories: Stories, count: int) -> None:
    """So many stories that have one trait in common and one of their own that weighs more."""
    for number in range(count):
        stories.know(told(number, "crowdword", *(f"own{number}{letter}" for letter in "abcdefgh")))


def test_what_hundreds_of_stories_have_relates_none_of_them() -> None:
    few, many = Stories(), Stories()
    crowd(few, _COMMON)
    crowd(many, _COMMON + 1)
    late = told(9_000, "crowdword")
    assert few.place(late).head != 9_000
    assert many.place(late).head == 9_000


def test_what_few_stories_have_still_does_and_the_common_counts_with_it() -> None:
    stories = Stories()
    crowd(stories, _COMMON + 1)
    assert stories.place(told(9_000, "crowdword", "own7a", "own7b")).head == 7


def test_stories_are_worked_out_more_seldom_where_that_takes_long() -> None:
    assert next_tell(100.0, 100.1) == 100.1 + TELL_EVERY_SECONDS
    assert next_tell(100.0, 160.0) - 160.0 >= 3 * 60.0
