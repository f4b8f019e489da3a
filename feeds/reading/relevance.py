"""Whether an item touches the trade war between the two countries, why, and on which topics it says something."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set

from msgspec import Struct

from tradewatch.feeds.reading.evidence import evidence
from tradewatch.feeds.reading.lexicon import Lexicon, small_letters
from tradewatch.feeds.reading.sightings import Sightings, sightings_of
from tradewatch.records import NEAR, RELEVANT, PendingItem, Side

__all__ = ["NEAR", "Judgement", "judge", "topics_of"]

_BEFORE = 80
"""Letters before a term in which it shows to be said in passing."""
_REASONS = 3
"""Points for and points against that are told."""


class Judgement(Struct, frozen=True):
    relevant: bool
    score: float
    """0 to 1 in thousandths; relevant from one half."""
    reasons: tuple[str, ...]


def judge(item: PendingItem, lexicon: Lexicon) -> Judgement:
    """Gives the judgement with the words it rests on and what spoke most for and against.

    Each kind of evidence has its points in the lexicon; their sum is the logarithm of the odds. The points were fitted
    to the project's own items (tests/reading: cases but `held`, subjects.jsonl) and rounded. An opinion column of an independent outlet, a digest,
    another matter (roaming tariffs, a ceasefire of armies), sport and the stage are not relevant whatever else they say.
    """
    seen = sightings_of(item, lexicon)
    found = evidence(item, seen, lexicon)
    words = _words(item, seen)
    veto = _veto(found)
    if veto:
        return Judgement(False, 0.1, (*words, f"against: {veto}"))
    if "no word of trade at all" in found and "US and China in the headline" not in found:
        return Judgement(False, 0.0, ("no matter of trade", *words))
    points = {name: lexicon.points.get(name, 0.0) * value for name, value in found.items()}
    odds = lexicon.base_points + sum(points.values())
    # rounded first: what is stored tells by itself what the rules found
    score = round(1 / (1 + math.exp(-odds)), 3)
    return Judgement(score >= RELEVANT, score, (*words, *_told(points)))


def topics_of(item: PendingItem, lexicon: Lexicon) -> tuple[str, ...]:
    """Gives the topics that the item's own text says something on, in the lexicon's order."""
    text = small_letters(f"{item.title}\n{item.summary}\n{item.text}")
    words = lexicon.for_text(text)
    found = tuple(topic for topic in words.topics if _speaks_of(topic, text, words))
    return found or ("tariffs",)


def _speaks_of(topic: str, text: str, lexicon: Lexicon) -> bool:
    """Whether a term of the topic stands there other than in passing: `since the talks`, `made no mention of soybeans`."""
    passing = [lexicon.passing[name] for name in (topic, "any") if name in lexicon.passing]
    for one in lexicon.topics[topic].finditer(text):
        start = one.start()
        if not any(before.search(text, max(0, start - _BEFORE), start) for before in passing):
            return True
    return False


def _veto(found: Mapping[str, float]) -> str:
    """Gives what an item is that makes it another matter, "" where nothing does."""
    if "opinion" in found and not {"an official feed of China", "an official feed of the US"} & found.keys():
        return "an opinion column"
    # a headline with both sides and a word of trade is of the trade war, whatever figure of speech stands beside it
    theirs = (
        "theirs by name" in found
        or {"China in the headline", "US in the headline", "trade in the headline"} <= found.keys()
    )
    if "another matter" in found and not theirs:
        return "another matter by the same words"
    if "a digest" in found and ("several subjects" in found or not _one_subject(found.keys())):
        return "a digest"
    return "sport or stage" if found.get("sport or stage", 0) >= 1 else ""


def _one_subject(found: Set[str]) -> bool:
    """Whether the headline of a live blog names the trade war: the two sides, or trade where the lead names both."""
    return (
        "both leaders" in found
        or {"China in the headline", "trade in the headline"} <= found
        or "US and China in the headline" in found
        or {"trade in the headline", "China in the lead", "US in the lead"} <= found
    )


def _words(item: PendingItem, seen: Sightings) -> tuple[str, ...]:
    """The words that show trade and the two sides."""
    strong, weak = ({one.group() for one in matches if one.start() < seen.lead} for matches in (seen.strong, seen.weak))
    reasons = [f"trade: {', '.join(sorted(strong or weak)[:4])}"] if strong or weak else []
    for side, matches in (("US", seen.us), ("China", seen.china)):
        if matches:
            reasons.append(f"{side}: {matches[0].group()}")
        elif item.feed_side is Side(side):
            reasons.append(f"{side}: {item.feed_title}")
    return tuple(reasons)


def _told(points: Mapping[str, float]) -> tuple[str, ...]:
    ordered = sorted(points.items(), key=lambda one: -one[1])
    good = [name for name, value in ordered if value >= 0.3][:_REASONS]
    bad = [name for name, value in reversed(ordered) if value <= -0.3][:_REASONS]
    told = (f"for: {', '.join(good)}",) if good else ()
    return (*told, f"against: {', '.join(bad)}") if bad else told
