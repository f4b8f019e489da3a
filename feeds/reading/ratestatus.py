"""Whether a rate is in force or only threatened, since when, and for how long."""

from __future__ import annotations

import re
from datetime import date

from tradewatch.feeds.reading.days import named_days

__all__ = ["days_of", "is_threat", "starts_on", "was_once", "whole_duration"]

_THREAT = re.compile(
    r"\b(?:[Tt]hreat\w*|[Vv]ow\w*|would|could|may|might|float\w*|[Pp]ropos\w+|plans? to|planned|consider\w*|[Ww]arn\w*|unless|if|[Ww]ithout|[Oo]therwise|had .{0,30} (?:passed|lapsed|expired)|snap\w* back|was (?:to|due)|menac\w+|droht\w*|amenaz\w+|Andernfalls|威胁)\b|威胁"
)  # with its case: May is a month
_PLAIN_THREAT = re.compile(r"\bthreat\w*|\bvow\w*|威胁|\bamenaz\w+|\bmenace\w*|\bdroht\w*")
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
    if _ALREADY.match(low[end : end + 60]) or _STAYS.search(low):
        return False
    if _PLAIN_THREAT.search(low[max(0, start - 90) : end + 60]):
        return True
    if _CONDITION.search(low[max(0, start - 90) : start]):
        return True
    near = slice(max(0, start - 90), end + 60)
    return bool(_THREAT.search(text[near])) and not _ORDERED.search(low[near])


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
