"""Words at second hand: a claim that somebody rejects, a question, a denial, a supposition, a correction, a passive.

The nearest verb of saying would give them to the one who rejects, asks or denies them. Here they go to whose claim the
text says it is, or to nobody.
"""

from __future__ import annotations

import re

from tradewatch.feeds.reading.clauses import TAKEN_BACK
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.wordsof import Told

__all__ = ["second_hand"]

_DENIED: Told = (None, "denied", 0.2)
_NOBODY: Told = (None, "nobody named", 0.2)
_CLAIMS = r"(?:charge|accusation|allegation|claim|assertion|contention|insistence|suggestion|complaint|boast|argument|denial|warning|threat)s?"
_OWNED = re.compile(
    rf"(?:^|(?<=\s))(?P<x>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){{0,4}}?)['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_CLAIMS}\s+that\s+(?P<rest>[^.;:\x01]{{0,80}})\W*\Z"
)
_SOME = re.compile(
    rf"\b(?:an?|the|any|such|media|press)\s+(?:[\w.-]+\s+){{0,2}}?{_CLAIMS}\s+(?:by\s+[^.;:\x01]{{2,40}}\s+)?that\s+(?P<rest>[^.;:\x01]{{0,80}})\W*\Z"
)
_SUBJECT = re.compile(r"(?:[\w’'.-]+\s+){1,6}?(?:(?:had|has|have|would|will|could|must|should)\s*)?\Z")
"""All that stands between a claim and its words: who is said to do it."""
_IS = re.compile(r"\b(?:is|are|was|were|be)\s*\W*\Z")
_ASKS = re.compile(r"\W*(?:When |Once )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Qq]uizzed|[Tt]old)\b")
_DENIED_THAT = re.compile(
    r"\bden(?:ied|ies|ying)\s+(?:that|having|telling|saying|calling|claiming|promising|threatening)\b[^.;:\x01]{0,90}\W*\Z"
)
_SUPPOSES = re.compile(r"\W*(?:If|Should|Were|Suppose|Supposing|Imagine|What if)\b[^,;:\x01]{0,70}\W*\Z")
_FAKED = re.compile(r"\b(?:deepfake|fake video|faked|parody|spoof|satirical|impersonator|doctored|AI-generated)\b")
_BY = re.compile(
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?:described|called|dubbed|labell?ed|termed|branded|hailed|praised|dismissed|condemned|denounced|criti[cs]i[sz]ed|characteri[sz]ed|accused)\s+by\s+(?P<x>[^,.;:\x01]{2,60}?)\s+(?:as|of)?\s*(?:an?\s+|the\s+)?\W*\Z"
)
_TOLD_BY = re.compile(
    r"[\s,”\"’»]*(?P<who>[^,.;:\x01]{2,60}?)\s+(?:was|were|has been|had been|is|gets|got)\s+(?:\w+ly\s+|once\s+|later\s+)?(?:told|informed|warned|asked|advised|reminded|assured)\b(?:\s+by\s+(?P<x>[^,.;:\x01]{2,60}))?"
)
_COLON = re.compile(
    r"(?:^|[,;.!?\x01”\"]\s*|\s(?:and|but)\s+)(?:(?:and|but|while|then)\s+)?(?P<x>[^,;:.\x01]{2,70}?)(?:\s+to\s+[^,;:\x01]{2,40})?:\s*\W*\Z"
)
_ONLY_TITLES = re.compile(r"\W*(?:(?:[Tt]he|[A-Z][\w.’-]*)\s+)*")
_NEAR = 160


def second_hand(masked: str, quote: Quote, start: int, end: int, speakers: Speakers) -> Told | None:
    """Gives whose words they are, or that they are nobody's; None where a sentence tells of nothing at second hand.

    The sentence is `start` to `end`. The rule `denied` says that they are no statement at all.
    """
    low = max(start, quote.start - _NEAR)
    before = masked[low : quote.start]
    if TAKEN_BACK.search(masked, start, end) or _SUPPOSES.match(masked[start : quote.start]):
        return _DENIED
    if _DENIED_THAT.search(before):
        return _DENIED
    if _FAKED.search(masked, start, end):
        return _NOBODY
    by = _BY.search(before)
    if by is not None:
        who = speakers.within(low + by.start("x"), low + by.end("x"))
        return who, "called by X", 0.8 if who else 0.2
    told = _TOLD_BY.match(masked, quote.end, end)
    if told is not None:
        who = speakers.within(told.start("x"), told.end("x")) if told["x"] else None
        return (who, "told by X", 0.8) if who is not None else _NOBODY
    return _claimed(before, low, speakers) or _asked(masked, quote, start, speakers)


def _claimed(before: str, low: int, speakers: Speakers) -> Told | None:
    """`Greer dismissed Beijing's charge that Washington “Q”`: the words are Beijing's, not Greer's."""
    owned = _OWNED.search(before)
    claim = owned or _SOME.search(before)
    if claim is None or not _SUBJECT.fullmatch(claim["rest"].rstrip('“"‘«„ ') + " ") or _IS.search(claim["rest"]):
        return None
    if owned is None:
        return _NOBODY
    named = speakers.cast.ending(low + owned.end("x"))
    names = speakers.cast.names
    who = named.who if named is not None else names.by_name(owned["x"]) or names.land(owned["x"])
    return (who, "X's claim", 0.75) if who is not None else _NOBODY


def _asked(masked: str, quote: Quote, start: int, speakers: Speakers) -> Told | None:
    """`Asked whether “Q”, Trump smiled`: the words are the question's; `Asked about it, Bessent: “Q”` is an answer."""
    colon = _COLON.search(masked, start, quote.start)
    if colon is not None:
        named = speakers.cast.ending(colon.end("x"))
        titles = masked[colon.start("x") : named.start] if named is not None else ""
        if named is not None and not named.country and _ONLY_TITLES.fullmatch(titles):
            return named.who, "X: “Q”", 0.85
    if _ASKS.match(masked, start, quote.start) and "," not in masked[start : quote.start]:
        return _NOBODY
    return None
