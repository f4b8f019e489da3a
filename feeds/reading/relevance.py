"""Whether an item touches the trade war between the two countries, why, and on which topics it says something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.records import PendingItem, Side

__all__ = ["Judgement", "judge", "topics_of"]

_LEAD = 700
"""Letters of the body that an item's subject shows in: what only comes later is a passing mention."""
_OPENING = 320
"""Letters of the body in which an item says what it is about."""
_FAR = 4_000
_SECURITY = re.compile(
    r"\b(?:Taiwan\w*|nuclear|missiles?|navy|naval|military|spy|spies|espionage|human rights|hacking|hackers|climate)\b"
)
_VENUE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|outside|leaves?|left|arrives? in|heads? (?:to|for)|way to)\s+(?:\w+,\s+)?\Z", re.IGNORECASE
)
_VENUE_AFTER = re.compile(r"\A\s+(?:meetings?|talks|summit|visit|round|negotiations?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgement:
    relevant: bool
    score: float
    """0 to 1; relevant from one half."""
    reasons: tuple[str, ...]


def judge(item: PendingItem, lexicon: Lexicon) -> Judgement:
    """Gives the judgement with the words it rests on.

    Relevant is what has both sides and a matter of trade in its headline and lead; a feed of one side brings that
    side along. A headline about a third country, an opinion column of an independent outlet, another matter (roaming
    tariffs, a ceasefire) or a digest is not, unless its headline itself names both sides and trade.
    """
    body = "\n".join(text for text in (item.summary, item.text) if text)
    title = item.title or body[:140]  # a post has no headline: how it begins is one
    lead = f"{title}\n{body[:_LEAD]}"
    state_voice = item.feed_side in (Side.US, Side.CHINA)
    if not state_voice and lexicon.opinion.search(f"{title}\n"):
        return Judgement(False, 0.1, ("an opinion column",))
    if not state_voice and lexicon.opinion.search(f"{item.feed_title} |"):
        return Judgement(False, 0.1, ("an opinion feed",))
    score, reasons = _trade(title, lead, lexicon)
    theirs = lexicon.between.search(f"{title}\n{body[:_OPENING]}")
    if theirs is not None:
        score, reasons = max(score, 0.4), (*reasons, f"between the two: {theirs.group()[:60]}")
    if score == 0:
        return Judgement(False, 0.0, ("no matter of trade",))
    sides = _sides(item, lead, body, lexicon)
    if len(sides) < 2:
        missing = "China" if "China" not in sides else "US"
        return Judgement(False, min(score, 0.3), (*reasons, f"{missing} is not in it"))
    score += _prominence(title, lead, lexicon, state_voice) + _between_leaders(title, lead, lexicon, "US" in sides)
    if theirs is not None:
        score = max(score, 0.55) + 0.1
    score -= _against(item, title, lead, lexicon, theirs is not None)
    score = max(0.0, min(1.0, score))
    named = tuple(f"{side}: {words}" for side, words in sides.items())
    return Judgement(score >= 0.5, round(score, 3), (*reasons, *named))


def topics_of(item: PendingItem, lexicon: Lexicon) -> tuple[str, ...]:
    """Gives the topics that the item's own text says something on, in the lexicon's order."""
    text = f"{item.title}\n{item.summary}\n{item.text}"
    found = tuple(topic for topic, pattern in lexicon.topics.items() if pattern.search(text))
    return found or ("tariffs",)


def _trade(title: str, lead: str, lexicon: Lexicon) -> tuple[float, tuple[str, ...]]:
    """Up to .6 for the terms of trade in headline and lead, with the words."""
    in_title = {match.group().lower() for match in lexicon.strong.finditer(title)}
    in_lead = {match.group().lower() for match in lexicon.strong.finditer(lead)}
    weak = {match.group().lower() for match in lexicon.weak.finditer(lead)}
    score = 0.45 * bool(in_title) + 0.35 * bool(in_lead) + 0.05 * min(len(in_lead), 3) + 0.04 * min(len(weak), 4)
    if not in_lead and len(weak) < (1 if lexicon.leaders.search(title) else 2):
        return 0.0, ()
    words = sorted(in_title) or sorted(in_lead) or sorted(weak)
    return min(score, 0.7), (f"trade: {', '.join(words[:4])}",)


def _sides(item: PendingItem, lead: str, body: str, lexicon: Lexicon) -> dict[str, str]:
    """The sides that headline, lead or the feed itself bring, with the word that shows it."""
    found: dict[str, str] = {}
    for side, pattern in lexicon.sides.items():
        match = pattern.search(lead) or (pattern.search(body[:_FAR]) if str(item.feed_side) != side else None)
        if match is not None:
            found[side] = match.group()
        elif str(item.feed_side) == side:
            found[side] = item.feed_title
    return found


def _prominence(title: str, lead: str, lexicon: Lexicon, official: bool) -> float:
    """Both sides in the headline count most, China in the lead at least."""
    china, us = lexicon.sides["China"], lexicon.sides["US"]
    trade = lexicon.strong.search(title)
    bonus = 0.15 if china.search(title) else (0.05 if china.search(lead) else -0.3)
    if not trade and not us.search(title) and not _opens_with(lead[len(title) :], lexicon):
        bonus -= 0.15
    return bonus + (0.1 if us.search(title) else 0.0) + (0.15 if official else 0.0)


def _opens_with(body: str, lexicon: Lexicon) -> bool:
    """Whether the first sentences have both a matter of trade and the American side."""
    opening = body[:260]
    return bool(lexicon.strong.search(opening) and lexicon.sides["US"].search(opening))


def _between_leaders(title: str, lead: str, lexicon: Lexicon, us: bool) -> float:
    """Talks of the two leaders or of both sides are about trade, where nothing else is said to be their matter.

    `us` says that the American side is in it, if only as the feed's own.
    """
    weak = {match.group().lower() for match in lexicon.weak.finditer(lead)}
    if lexicon.strong.search(lead) or not weak or _SECURITY.search(lead):
        return 0.0
    if us and lexicon.leaders.search(title) and lexicon.weak.search(title):
        return 0.5
    both = lexicon.sides["China"].search(title) and lexicon.sides["US"].search(title)
    return 0.25 if both and len(weak) > 1 else 0.0


def _third_country(title: str, lexicon: Lexicon) -> bool:
    """Whether the headline is about another country; where talks are held it is only their place."""
    return any(
        not _VENUE_BEFORE.search(title[: match.start()]) and not _VENUE_AFTER.match(title[match.end() :])
        for match in lexicon.others.finditer(title)
    )


def _against(item: PendingItem, title: str, lead: str, lexicon: Lexicon, theirs: bool) -> float:
    """What speaks against: third countries as the subject, other matters, digests, one passing mention of China."""
    minus = 0.0
    both = lexicon.sides["China"].search(title) and lexicon.sides["US"].search(title)
    # a truce that is named as theirs may be called a ceasefire in the next sentence
    if lexicon.other_subject.search(lead) and not (theirs and lexicon.strong.search(title)):
        minus += 0.6
    if lexicon.digest.search(title) and not (both and lexicon.strong.search(title)):
        minus += 0.4
    third = _third_country(title, lexicon)
    if third and not both:
        minus += (
            0.6
            if not lexicon.sides["China"].search(title) or not lexicon.sides["US"].search(lead[len(title) :])
            else 0.35
        )
    elif third:
        minus += 0.05 if lexicon.strong.search(title) else 0.3
    if not lexicon.sides["China"].search(title):
        mentions = len(lexicon.sides["China"].findall(lead))
        others = len(lexicon.others.findall(lead))
        if others > mentions and mentions <= 1:
            minus += 0.35
    return minus
