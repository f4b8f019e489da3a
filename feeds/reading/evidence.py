"""What speaks for and against an item being about the trade war: facts of its headline and text that can be counted."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.records import PendingItem, Side

__all__ = ["evidence"]

_LEAD = 700
"""Letters of the body that an item's subject shows in."""
_OPENING = 280
"""Letters in which an item says what it is about."""
_FAR = 3_500
_SENTENCE = re.compile(r"[.!?…]+[”\"’»)]*\s+|\n+|[。！？]")
_VENUE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|outside|leaves?|left|arrives? in|heads? (?:to|for)|way to)\s+(?:\w+,\s+)?\Z", re.IGNORECASE
)
_VENUE_AFTER = re.compile(r"\A\s+(?:meetings?|talks|summit|visit|round|negotiations?)\b", re.IGNORECASE)
_SECURITY = re.compile(
    r"\b(?:Taiwan\w*|nuclear|missiles?|navy|naval|military|spy|spies|espionage|human rights|hacking|hackers|climate|defen[cs]e (?:minister|secretary|chief)s?|Hegseth|hotline|[Mm]ilitary)\b"
)


def evidence(item: PendingItem, lexicon: Lexicon) -> dict[str, float]:
    """Gives each kind of evidence by name with how much of it there is, 0 to 1 or a small count; nothing is 0."""
    body = "\n".join(text for text in (item.summary, item.text) if text)[:_FAR]
    title = item.title or body[:140]  # a post has no headline: how it begins is one
    lead = f"{title}\n{body[:_LEAD]}"
    china, us = lexicon.sides["China"], lexicon.sides["US"]
    found: dict[str, float] = {
        "China in the headline": bool(china.search(title)),
        "US in the headline": bool(us.search(title)),
        "trade in the headline": bool(lexicon.strong.search(title)),
        "talks or goods in the headline": bool(lexicon.weak.search(title)),
        "China in the lead": bool(china.search(lead)),
        "US in the lead": bool(us.search(lead)),
        "an American place": bool(lexicon.us_places.search(lead)),
        "trade in the lead": min(len({one.group().casefold() for one in lexicon.strong.finditer(lead)}), 3) / 3,
        "talks or goods in the lead": min(len({one.group().casefold() for one in lexicon.weak.finditer(lead)}), 4) / 4,
        "theirs by name": bool(lexicon.between.search(lead)),
        "both leaders": bool(lexicon.leaders.search(title) and us.search(title)),
        "opinion": bool(lexicon.opinion.search(f"{title}\n") or lexicon.opinion.search(f"{item.feed_title} |")),
        "another matter": bool(lexicon.other_subject.search(lead)),
        "sport or stage": min(len({one.group().casefold() for one in lexicon.stage.finditer(lead)}), 2) / 2,
        "a digest": bool(lexicon.digest.search(title)),
        "an official feed of the US": item.feed_side is Side.US,
        "an official feed of China": item.feed_side is Side.CHINA,
        "security": bool(_SECURITY.search(lead)),
        "security in the headline": bool(_SECURITY.search(title)) and not lexicon.strong.search(title),
    }
    opening = f"{title}\n{body[:_OPENING]}"
    opens = bool(china.search(opening))
    found |= {
        "China and trade in the headline": found["China in the headline"] and found["trade in the headline"],
        "US and China in the headline": found["China in the headline"] and found["US in the headline"],
        "China and trade at the opening": opens and bool(lexicon.strong.search(opening)),
        "China and goods at the opening": opens and bool(lexicon.weak.search(opening)),
        "all three at the opening": opens and bool(us.search(opening)) and bool(lexicon.strong.search(opening)),
        "China in passing": not opens and item.feed_side is not Side.CHINA,
    }
    found |= _countries(title, lead, lexicon)
    found |= _sentences(f"{title}\n{body}", lexicon)
    return {name: float(value) for name, value in found.items() if value}


def _countries(title: str, lead: str, lexicon: Lexicon) -> dict[str, float]:
    """Third countries: in the headline other than as the place of talks, and as often named as China."""
    third = any(
        not _VENUE_BEFORE.search(title[: one.start()]) and not _VENUE_AFTER.match(title[one.end() :])
        for one in lexicon.others.finditer(title)
    )
    china, others = len(lexicon.sides["China"].findall(lead)), len(lexicon.others.findall(lead))
    return {
        "another country in the headline": third,
        "other countries more than China": others > china,
        "another country": min(others, 3) / 3,
        "China once": china == 1,
        "China often": min(max(china - 2, 0), 4) / 4,
    }


def _sentences(text: str, lexicon: Lexicon) -> dict[str, float]:
    """Sentences that have China and trade, and those that have the American side besides."""
    both = goods = three = weak_three = 0
    for sentence in _SENTENCE.split(text):
        if not lexicon.sides["China"].search(sentence):
            continue
        strong = bool(lexicon.strong.search(sentence))
        weak = strong or bool(lexicon.weak.search(sentence))
        us = bool(lexicon.sides["US"].search(sentence))
        both += us
        goods += weak
        three += strong and us
        weak_three += weak and us
    return {
        "US and China in one sentence": min(both, 3) / 3,
        "China and trade in one sentence": min(goods, 3) / 3,
        "US, China and trade in one sentence": min(three, 2) / 2,
        "US, China and talks or goods in one sentence": min(weak_three, 2) / 2,
    }
