"""Whether a rate is in force or only threatened, since when, and for how long."""

from __future__ import annotations

import re
from datetime import date

from tradewatch.feeds.reading.days import named_days

__all__ = ["days_of", "is_suspended", "is_threat", "starts_on", "was_once", "whole_duration"]

_THREAT = re.compile(
    r"\b(?:[Tt]hreat\w*|[Vv]ow\w*|would|could|may|might|float\w*|[Pp]ropos\w+|plans? to|planned|consider\w*|[Ww]arn\w*|unless|if|[Ww]ithout|[Oo]therwise|had .{0,30} (?:passed|lapsed|expired)|weigh(?:s|ed|ing)|snap\w* back|was (?:to|due)|menac\w+|droht\w*|amenaz\w+|Andernfalls)\b|威胁|扬言"
)  # with its case: May is a month
_PLAIN_THREAT = re.compile(r"\bthreat\w*|\bvow\w*|威胁|扬言|\bamenaz\w+|\bmenace\w*|\bdroht\w*")
_THREATENED = re.compile(
    r"\b(?:threatened|proposed|planned|looming|floated)\s+(?:(?:an?|new|extra|additional|further|another|of|tariffs?)\s+){0,3}\Z"
)
"""`The threatened 100% tariff`, whatever has become of it since."""
_GOES = re.compile(
    r"\b(?:will|['’]ll|is going|are going) (?:then |soon |all )?(?:to )?(?:go|rise|jump|climb|soar)(?:ing)? (?:back )?(?:up )?(?:to|as high as) (?:about |at least |over )?\Z"
)
_SETTLED = re.compile(
    r"\b(?:effective|order(?:ed)?|signed|in force|takes? effect|took effect|starting|beginning|in place of|from|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b"
)
"""What makes `will go to 60%` more than a word said in anger."""
_STANDS = re.compile(r"\b(?:is|are|stands? at|sits? at|was|were) (?:now |still |already )?(?:about |just |only )?\Z")
_MODAL = re.compile(
    r"\b(?:would|could|may|might|if|unless|without|propos\w*|float\w*|consider\w*|plan\w*|warn\w*|was to|was due)\b",
    re.IGNORECASE,
)
_SUSPENDED = re.compile(
    r"\b(?:suspend(?:s|ed|ing)?|paus(?:e|es|ed|ing)|shelv(?:e|es|ed|ing))\s+(?:(?:its|his|the|their|an?|that|own|additional|extra|retaliatory|reciprocal|of|tariffs?|dut(?:y|ies)|lev(?:y|ies)|added|other|remaining)\s+){1,5}\Z|\bsuspension of (?:(?:its|his|the|their|an?|that)\s+)?(?:(?:additional|extra|remaining|retaliatory|reciprocal)\s+)?\Z|暂停[^，。；%]{0,12}\Z"
)
_IF_THEN = re.compile(r"(?:\A|[,;:“\"]\s*|\bthat )(?:if|unless)\b[^.;]{0,160}\bwill\b[^.;%]*\Z")
"""`If China does not withdraw it, the United States will impose 50%`."""
_LOOMS = re.compile(r"\A[^.;,%]{0,30}\b(?:looms?|looming|threatens)\b")
_CONDITION = re.compile(
    r"\bor (?:else )?(?:face|pay)\b[^.;]*\Z|\bif (?:the )?(?:us|u\.s\.|united states|washington|america|trump|china|beijing)\b[^.;,]*\Z"
)
_ORDERED = re.compile(
    r"\b(?:said (?:on \w+ )?it would|said the additional|will|imposed|raised|raising|hereby|effective|takes? effect|took effect|in force|signed)\b"
)
_STAYS = re.compile(r"\bwould (?:remain|stay|continue|keep|hold|still)\b|\bwould,? not\b")
_ALREADY = re.compile(r"\A[^,.;]{0,40}?\b(?:already|now|currently|they pay|pays? now|in force|today|en vigueur)\b")
_OTHERWISE = re.compile(
    r"\b(?:without (?:an? |the |that |his )?(?:extension|signature|deal|order|it)|otherwise|had the|snap\w* back|an increase in the|andernfalls|if (?:the|it|they|he) (?:truce|pause|extension|deal)|if no (?:deal|agreement|extension|accord)|(?:absent|failing) an?|de no haber\w*|sans cela|faute d['’]accord)\b"
)
_BEGINS = re.compile(
    r"\b(?:effective|from|starting|beginning|as of|takes? effect|taking effect|took effect|will apply|in force)\b[^.;%\d]{0,24}\Z",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\bfor (?:an? |the )?(?:initial |another |further |first |period of |more )*(?:period of )?(?P<n>\d{1,3}|ninety)(?:[- ]more)?[- ]days?\b|\brun for (?P<m>\d{1,3}) days\b|\b(?P<k>\d{2,3})-day (?:truce|pause|suspension|period)|(?P<j>\d{1,3})天"
)
_WHOLE = re.compile(
    r"\b(?:cuts?|reductions?|rates?|suspension|truce|pause)\s+(?:will\s+)?(?:runs?|lasts?|holds?|applies|apply) for (\d{1,3}) days\b"
)
_ONCE = re.compile(
    r"\b(?:peak\w*|had (?:been|reached|risen|climbed|hit|gone)|once|at (?:its|their|the) (?:height|peak|worst)|as high as|previous(?:ly)?|earlier|last year|a year (?:ago|earlier)|"
    r"(?:in|on|of) (?:early |late |mid-)?(?:[\w ]{0,4})?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2})?,? 20\d\d|in (?:february|march|april|may)|"
    r"before the (?:truce|deal|pause|geneva|agreement)|until (?:then|last|the)|used to|original(?:ly)?|down from|lowered from|cut from|instead of|were (?:at|as)|was (?:at|as))\b"
)
"""A rate told as one that was: it is compared with what was in force before the item's day."""


def is_threat(text: str, low: str, start: int, end: int) -> bool:
    """Whether the rate at a place of a sentence is a threat, a proposal or what would apply otherwise."""
    if _OTHERWISE.search(low):
        return not _ALREADY.match(low[end:])
    if _THREATENED.search(low[max(0, start - 60) : start]):
        return True
    if _ALREADY.match(low[end : end + 60]) or _STAYS.search(low):
        return False
    if _PLAIN_THREAT.search(low[max(0, start - 90) : end + 60]):
        return True
    if _CONDITION.search(low[max(0, start - 90) : start]) or _LOOMS.match(low[end : end + 60]):
        return True
    if _IF_THEN.search(low[max(0, start - 260) : start]):
        return True
    if _GOES.search(low[max(0, start - 60) : start]) and not _SETTLED.search(low):
        return True
    stands = _STANDS.search(low[max(0, start - 40) : start]) and low[end : end + 1] in tuple(",;)")
    if stands and not _MODAL.search(low[max(0, start - 90) : start]):
        return False  # "whose tariffs are 13%, could buy more"
    near = slice(max(0, start - 90), end + 60)
    return bool(_THREAT.search(text[near])) and not _ORDERED.search(low[near])


def is_suspended(low: str, start: int) -> bool:
    """Whether the rate at a place is one that is suspended, and so neither in force nor threatened."""
    return _SUSPENDED.search(low[max(0, start - 60) : start]) is not None


def was_once(low: str) -> bool:
    return bool(_ONCE.search(low))


def days_of(low: str) -> int | None:
    """Gives for how many days a sentence says that its rates hold."""
    match = _DAYS.search(low) if "day" in low or "天" in low else None
    if match is None:
        return None
    words = match["n"] or match["m"] or match["k"] or match["j"]
    return 90 if words == "ninety" else int(words)


def whole_duration(low: str) -> int | None:
    """Gives for how many days a text says that all its rates hold: `the cuts run for 90 days`."""
    match = _WHOLE.search(low)
    return int(match.group(1)) if match else None


def starts_on(sentence: str, published: date) -> date | None:
    """The day that a sentence names for the beginning: `effective December 15`, `from 1 November`."""
    for day in named_days(sentence, published):
        if day.dated and _BEGINS.search(sentence[max(0, day.start - 40) : day.start]):
            return day.day
    return None
