"""What speaks for and against an item being about the trade war: facts of its headline and text that can be counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.sightings import Sightings
from tradewatch.records import PendingItem, Side

__all__ = ["evidence"]

_VENUE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|outside|leaves?|left|arrives? in|heads? (?:to|for)|way to)\s+(?:\w+,\s+)?\Z", re.IGNORECASE
)
_VENUE_AFTER = re.compile(r"\s+(?:meetings?|talks|summit|visit|round|negotiations?)\b", re.IGNORECASE)
_NEAR = 24
"""Letters before a country in which it shows to be a place."""
_SEVERAL = re.compile(r",[^,]+,|;")
_PERCENT = re.compile(r"\d ?(?:%|percent\b|per cent\b|Prozent\b|pct\b)")


def evidence(item: PendingItem, seen: Sightings, lexicon: Lexicon) -> dict[str, float]:
    """Gives each kind of evidence by name with how much of it there is, 0 to 1 or a small count; nothing is 0."""
    title, small = seen.text[: seen.title], seen.small
    found = {
        "an American place": bool(lexicon.us_places.search(seen.text, 0, seen.lead)),
        "theirs by name": bool(lexicon.between.search(small, 0, seen.lead)),
        "opinion": bool(lexicon.opinion.search(f"{title}\n") or lexicon.opinion.search(f"{item.feed_title} |")),
        "another matter": bool(lexicon.other_subject.search(small, 0, seen.lead)),
        "sport or stage": _different(lexicon.stage.finditer(small, 0, seen.lead), 2),
        "a digest": bool(lexicon.digest.search(small, 0, seen.title)),
        "several subjects": bool(_SEVERAL.search(title)),
        "an official feed of the US": item.feed_side is Side.US,
        "an official feed of China": item.feed_side is Side.CHINA,
    }
    found |= _parts(seen)
    found |= _subjects(seen, lexicon)
    found |= _countries(seen)
    found |= _sentences(seen)
    if item.feed_side is Side.CHINA:  # it speaks for China without the name
        found |= {"China in passing": False, "both after the first sentence": False}
    found["both leaders"] = found["US in the headline"] and bool(lexicon.leaders.search(title))
    return {name: float(value) for name, value in found.items() if value}


def _parts(seen: Sightings) -> dict[str, float]:
    """What the headline, the opening and the lead name of China, the American side and trade."""
    in_title, in_opening, in_lead = (
        [_begins_before(matches, end) for matches in (seen.china, seen.us, seen.strong, seen.weak)]
        for end in (seen.title, seen.opening, seen.lead)
    )
    china, us, strong, weak = in_title
    early = _begins_before(seen.china, seen.first)
    early_trade = _begins_before(seen.strong, seen.first)
    return {
        "China in the headline": china,
        "US in the headline": us,
        "trade in the headline": strong,
        "talks or goods in the headline": weak,
        "China and trade in the headline": china and strong,
        "US and China in the headline": china and us,
        "China and goods at the opening": in_opening[0] and in_opening[3],
        "all three at the opening": in_opening[0] and in_opening[1] and in_opening[2],
        "China in the lead": in_lead[0],
        "US in the lead": in_lead[1],
        "trade in the lead": _different((one for one in seen.strong if one.start() < seen.lead), 3),
        "talks or goods in the lead": _different((one for one in seen.weak if one.start() < seen.lead), 4),
        "no word of trade policy": not in_lead[2],
        "no word of trade at all": not in_lead[2] and not in_lead[3],
        "China in passing": not in_opening[0],
        "China after the first sentence": in_lead[0] and not early,
        "both after the first sentence": not early and not early_trade,
    }


def _subjects(seen: Sightings, lexicon: Lexicon) -> dict[str, float]:
    """Other subjects that the opening has words of: the results of a firm, the figures of an economy, arms."""
    words: dict[str, set[str]] = {}
    found: dict[str, float] = {}
    for one in lexicon.subject_pattern.finditer(seen.small, 0, seen.opening):
        name = lexicon.subject_names[str(one.lastgroup)]
        words.setdefault(name, set()).add(one.group())
        if one.start() < seen.title:
            found[f"{name} in the headline"] = True
    return found | {name: min(len(different), 2) / 2 for name, different in words.items()}


def _countries(seen: Sightings) -> dict[str, float]:
    """Third countries: in the headline other than as the place of talks, and as often named as China."""
    named = [one for one in seen.others if not _a_venue(seen.text, one)]
    third = _begins_before(named, seen.title)
    china = sum(1 for one in seen.china if one.start() < seen.lead)
    us, strong = (_begins_before(matches, seen.title) for matches in (seen.us, seen.strong))
    return {
        "another country in the headline": third,
        "another country's trade": third and strong and not us,
        "other countries more than China": len(named) > china,
        "another country": min(len(named), 3) / 3,
        "China once": china == 1,
        "China often": min(max(china - 2, 0), 4) / 4,
    }


def _sentences(seen: Sightings) -> dict[str, float]:
    """Sentences that have China and trade, and those that have the American side besides."""
    china, us = seen.sentences_with(seen.china), seen.sentences_with(seen.us)
    strong = seen.sentences_with(seen.strong)
    weak = strong | seen.sentences_with(seen.weak)
    others = seen.sentences_with(seen.others)
    rated = china & strong - others
    return {
        "US and China in one sentence": min(len(china & us), 3) / 3,
        "China and trade in one sentence": min(len(china & weak), 3) / 3,
        "US, China and trade in one sentence": min(len(china & us & strong), 2) / 2,
        "US, China and talks or goods in one sentence": min(len(china & us & weak), 2) / 2,
        "a rate with China": any(_PERCENT.search(seen.sentence(number)) for number in rated),
        "another country beside China and trade": min(len(china & weak & others), 2) / 2,
    }


def _begins_before(matches: Sequence[re.Match[str]], end: int) -> bool:
    return bool(matches) and matches[0].start() < end


def _different(matches: Iterable[re.Match[str]], most: int) -> float:
    """How many different words there are, of so many that count."""
    return min(len({one.group() for one in matches}), most) / most


def _a_venue(text: str, country: re.Match[str]) -> bool:
    start = country.start()
    return bool(_VENUE_BEFORE.search(text, max(0, start - _NEAR), start) or _VENUE_AFTER.match(text, country.end()))
