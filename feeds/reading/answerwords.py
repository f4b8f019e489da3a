"""Why one statement is taken for the answer to another, as a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from tradewatch.feeds.reading.stems import stem_of
from tradewatch.records import Heard, Spoken

__all__ = ["SAME_ITEM", "SAME_STORY", "reason_words"]

SAME_ITEM, SAME_STORY = "item", "story"
_NUMBERS = ("", "", "two", "three", "four", "five")
_NAMED = 2
"""Traits that the sentence names; more would hide the words."""


def reason_words(one: Spoken, heard: Heard, other: Spoken, shared: Sequence[str], named: str, same: str = "") -> str:
    """Gives `rejects it in the same report (Bourse Today)` or, from another report, when and by what it was told.

    `shared` are the traits in common, the most telling first; `named` is the one whom the sentence names, or "";
    `same` is `item` or `story` where both stand in one.
    """
    verb = heard.stance if heard.stance == "replies" else f"{heard.stance} it"
    if same == SAME_ITEM:
        return f"{verb} in the same report ({heard.feed})"
    later = _later(one.published - other.published)
    if same == SAME_STORY:
        return f"{verb} {later} in another report of the story ({heard.feed})"
    subject = " and ".join(sorted(_spoken(trait, f"{one.quote} {other.quote}") for trait in shared[:_NAMED]))
    whom = f"it names {named}" if named else "it names the other side's words"
    return f"{verb} {later}: both speak of {subject}, and {whom}"


def _later(time: timedelta) -> str:
    hours = round(time.total_seconds() / 3600)
    if hours < 1:
        return "within the hour"
    if hours < 24:
        return f"{hours} hour{'s' if hours > 1 else ''} later"
    days = round(hours / 24)
    return f"{_NUMBERS[days]} days later" if days > 1 else "a day later"


def _spoken(trait: str, words: str) -> str:
    """A trait as people say it: the concept, the figure, or the word as one of the two has it."""
    kind, _, value = trait.partition(":")
    if kind != "w":
        return value
    return next((word.lower() for word in re.findall(r"[^\W\d_][\w’'-]*", words) if stem_of(word) == value), value)
