"""How the percentages of a sentence belong together: changes, ranges, sums, halves, and the levels that are left."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from tradewatch.feeds.reading.percents import ABOUT, Percent

__all__ = ["Figure", "figures_in"]

_APART = 90
"""Letters between two numbers beyond which nothing ties them."""
_MOTION = (
    r"(?:rais\w+|lift\w*|cut\w*|lower\w*|slash\w*|reduc\w+|increas\w+|hik\w+|bring\w*|brought|mov\w+|went|goes|go|going|taken?|takes|taking|took|com(?:e|es|ing)|came|"
    r"push\w*|drop\w*|fall\w*|fell|ris(?:e|es|en|ing)|rose|climb\w*|jump\w*|return\w*|snap\w*|halv\w*|doubl\w*|trebl\w*|tripl\w*|sink\w*|sank|trim\w*|chang\w+|up|down|"
    r"senk\w+|erhöh\w+|steig\w*|gestiegen|sinken|fallen|passent|passer\w*|ramèn\w+|relèv\w+|baja\w*|sub\w+|elev\w+|reduc\w*)"
)
_MOVES = re.compile(rf"\b{_MOTION}\b[^.;]*\Z")
_ADDS = re.compile(r"\b(?:add\w*|plus)\b[^.;]*\Z")
_FROM = re.compile(rf"\b(?:from|von|vom|de|del|des|du) {ABOUT}\Z")
_HAN_FROM = re.compile(r"[由从]\Z")
_HAN_TO = re.compile(r"\A[^，。；]{0,8}[至到]\Z")
_SPREAD = re.compile(
    r"\b(?:rang\w+|anywhere|vary\w*|varies|run|runs|ran|running|span\w*|spread\w*|stretch\w*)\b[^.;]{0,24}\Z"
)
_DEPENDS = re.compile(r"\A[^.;%]{0,40}?\b(?:depending|by (?:product|list|good|type)|remain\w*|await|apply)\b")
_BETWEEN = re.compile(rf"\b(?:between|zwischen|entre) {ABOUT}\Z")
_AND = re.compile(rf"\A (?:and|und|et|y) {ABOUT}\Z")
_DASH = re.compile(r"\A\s?[–—-]\s?\Z")
_ARROW = re.compile(r"\A\s*(?:→|->|=>|–>)\s*\Z")
_PLAIN_TO = re.compile(rf"\A,? (?:to|bis|auf|à|au|al?|up to|down to) {ABOUT}\Z")
_TO = re.compile(
    rf"\A(?! ?(?:and|while|but|or|und)\b)(?:[^.;%]{{0,70}})?\b(?<!frente )(?:to|auf|à|au|al?|hasta) {ABOUT}\Z"
)
_JOINED = re.compile(r"\b(?:and|while|but|or|und|et|y|plus|which|who|said|after|as|since|when|once)\b")
_NOW = re.compile(rf"\b(?:currently|now|at present|today|so far)(?: at)? {ABOUT}\Z")
_WILL = re.compile(r"\A[,)]? (?:will|would|is to|are to|was|were|is being) [^.;%]{0,40}\Z")
_OTHERS_TO = re.compile(r"\b(?:china|beijing|washington|chinese|american|us|u\.s\.)(?:['’]s)? to ")
"""`To 54%, the Chinese to 34%`: two levels."""
_BECOMES = re.compile(
    rf"\A[^.;%]{{0,50}}?\b(?:becom\w+|became|(?:(?:was|is|are|were|be|been|being) )?replaced (?:by|with)|turn\w* into|g[ai]ve?s? way to|ma[dk]es? way for) {ABOUT}\Z"
)
_UNTIL = re.compile(
    rf"\A[^.;%]{{0,12}}\b(?:until|till|bis)\b[^.;%]{{0,40}}\b(?:is|now|stands at|goes to|will be|are) {ABOUT}\Z"
)
_WAS = re.compile(
    rf"\A(?:(?! ?(?:and|while|but) )[^.;%–]{{0,66}}?[ ,(])?(?:(?:up |down )?from|up from|down from|statt|instead of|in place of|au lieu de|desde(?: el)?|replac(?:e[sd]?|ing)) {ABOUT}\Z"
    rf"|\A[^.;%]{{0,60}}?,? (?:against|versus|contre|frente al?|frente a un|compared (?:with|to)|gegenüber|nach zuvor|having (?:stood at|been(?: at)?)|(?:where|which|when) (?:it|they)? ?(?:had been|was|were|stood)(?: at)?) {ABOUT}\Z"
    rf"|\A,?[\s:]*\(?(?:was|were|formerly|previously|before|zuvor|bisher|vorher|auparavant|antes) {ABOUT}\Z"
)
_VERSUS = re.compile(r"\b(?:against|versus|contre|frente|compared)\b")
_OTHERWISE_OF = re.compile(r"\A,? (?:for|on|from|charged|imposed|levied|by|auf|für|pour|sur|para)\b")
"""`31.9%, against 6.5% for others`: two sides are compared, not two times."""
_BY = re.compile(rf"\b(?:by|um) {ABOUT}(?:another |a further )?\Z")
_HALVED_BEFORE = re.compile(
    rf"\bhalv(?:e[sd]?|ing)\b(?! of)[^.;%]{{0,50}}?(?P<link>\bto|\bfrom|\bthe|\bits|\btheir|\ba) {ABOUT}\Z"
)
_HALVED_AFTER = re.compile(r"\A(?: [\w-]+){0,8}? (?:cut|reduced|lowered|slashed)[ -](?:by|in)[ -]half\b(?!,? to)")
_HALF_OF = re.compile(rf"\b(?:cut|reduced|lowered|slashed)(?: [\w-]+){{0,4}} (?:the|its|their) {ABOUT}\Z")
_IN_HALF = re.compile(r"\A(?: [\w-]+){0,6} (?:in|by) half\b(?!,? to)")
_DOUBLED_FROM = re.compile(rf"\bdoubl(?:e[sd]?|ing)\b[^.;%]{{0,40}}? from {ABOUT}\Z")
_SUM_BEFORE = re.compile(
    rf"\b(?:makes?|totals?|total(?:l?ing)? of|total (?:tariff|duty|rate|levy) of|adds? up to|comes? to|sums? to|(?:brings?|brought) [^.;%]{{0,40}}? to|together(?: to)?|in all) {ABOUT}\Z"
)
_SUM_AFTER = re.compile(r"\A,? (?:in all|all told|altogether|in total|combined|overall)\b")
_RAISED = re.compile(r"\b(?:rais\w+|increas\w+|hik\w+|lift\w*|ris\w+|rose|erhöh\w+)\b[^.;]*\Z")
_MORE = re.compile(r"\b(?:further|another|additional|extra|on top|more)\s(?:\w+\s){0,2}?\Z")
_FROM_BOTH = re.compile(r"\bfrom \Z")
_TIED = re.compile(r"\A (?:und|beziehungsweise|bzw\.?|and|et|y)(?: [^\W\d]+){0,4} \Z")
_PLACED = re.compile(rf"\b(?:to|at|auf|bei|à|al?|of|von) {ABOUT}\Z")


class Figure(Struct, frozen=True):
    """A level or a change in a sentence; offsets are the sentence's."""

    start: int
    end: int
    old: Decimal | None
    new: Decimal
    rule: str


def figures_in(low: str, percents: list[Percent]) -> list[Figure]:
    """Gives the figures of a sentence in small letters, in order; each percentage is in one of them at most."""
    found: list[Figure] = []
    at = 0
    while at < len(percents):
        both = _of_both(low, percents[at : at + 4])
        if both:
            found += both
            at += 2 * len(both) if both[0].old is not None else 2
            continue
        one = percents[at]
        after = percents[at + 1] if at + 1 < len(percents) else None
        pair = _pair(low, one, after) if after is not None else []
        found += pair or _alone(low, one, after)
        at += 2 if pair else 1
    return found


def _of_both(low: str, percents: list[Percent]) -> list[Figure]:
    """`From 145 and 125 percent to 30 and 10 percent`: the changes of the two sides, or what both had once."""
    if len(percents) < 2 or _FROM_BOTH.search(low[max(0, percents[0].start - 6) : percents[0].start]) is None:
        return []
    gaps = [low[one.end : other.start] for one, other in pairwise(percents)]
    if not _AND.match(gaps[0]) or percents[0].value == percents[1].value:
        return []
    if len(gaps) == 3 and _PLAIN_TO.match(gaps[1]) and _AND.match(gaps[2]):
        return [
            Figure(old.start, old.end, old.value, new.value, "both")
            for old, new in zip(percents[:2], percents[2:], strict=True)
        ]
    if len(gaps) > 1 and _PLAIN_TO.match(gaps[1]):
        return []
    return [Figure(one.start, one.end, None, one.value, "both, as it was") for one in percents[:2]]


def _pair(low: str, one: Percent, other: Percent) -> list[Figure]:
    """The change or the range that two neighbours are; nothing where each stands for itself."""
    if (one.bare and other.bare) or other.start - one.end > _APART or one.value == other.value:
        return []
    before, gap = low[max(0, one.start - 70) : one.start], low[one.end : other.start]
    if _BY.search(before) and not _DASH.match(gap) and not _plain_range(before, gap):
        return []  # "by 50% to 104%": the amount, then the level
    if _is_range(before, gap, low[other.end : other.end + 60], one, other):
        return [
            Figure(one.start, other.end, None, one.value, "range"),
            Figure(one.start, other.end, None, other.value, "range"),
        ]
    if _rises_to(before, gap):
        return [Figure(one.start, other.end, one.value, other.value, "from and to")]
    if _WAS.match(gap) and not (_VERSUS.search(gap) and _OTHERWISE_OF.match(low[other.end : other.end + 20])):
        return [Figure(one.start, other.end, other.value, one.value, "from and to")]
    return []


def _plain_range(before: str, gap: str) -> bool:
    return bool(_PLAIN_TO.match(gap) and re.search(r"\bby \Z", before) and gap.strip() in ("to", "bis"))


def _is_range(before: str, gap: str, after: str, one: Percent, other: Percent) -> bool:
    if one.value > other.value:
        return False  # nobody writes a range from above
    if _DASH.match(gap) or (_BETWEEN.search(before) and _AND.match(gap)):
        return True
    if not _PLAIN_TO.match(gap):
        return False
    if _plain_range(before, gap) or _SPREAD.search(before) or _DEPENDS.match(after):
        return True
    return not _FROM.search(before) and (not _MOVES.search(before) or bool(_ADDS.search(before)))


def _rises_to(before: str, gap: str) -> bool:
    """Whether the first number is the old one."""
    if _ARROW.match(gap) or _BECOMES.match(gap) or _UNTIL.match(gap):
        return True
    if _HAN_FROM.search(before):
        return bool(_HAN_TO.match(gap))
    if not _TO.match(gap):
        return False
    if _NOW.search(before) and _WILL.match(gap):
        return True
    if _FROM.search(before):
        return not _JOINED.search(gap)
    if "," in gap or _OTHERS_TO.search(gap) or _JOINED.search(gap) or _ADDS.search(before):
        return False
    return bool(_PLAIN_TO.match(gap) or _MOVES.search(before) or _MOVES.search(gap))


def _alone(low: str, one: Percent, after: Percent | None) -> list[Figure]:
    before, behind = low[max(0, one.start - 70) : one.start], low[one.end : one.end + 80]
    if _SUM_BEFORE.search(before) or _SUM_AFTER.match(behind):
        return [Figure(one.start, one.end, None, one.value, "sum")]
    if one.bare:
        tied = after is not None and not after.bare and _TIED.match(low[one.end : after.start]) is not None
        kept = tied and _PLACED.search(before) is not None
        return [Figure(one.start, one.end, None, one.value, "level")] if kept else []
    if "half" in behind or "halv" in before:
        halved = _halved(before, behind)
        if halved:
            return [Figure(one.start, one.end, one.value, one.value / 2, "halved")]
    if "doubl" in before and _DOUBLED_FROM.search(before):
        return [Figure(one.start, one.end, one.value, one.value * 2, "doubled")]
    if _BY.search(before) and not _RAISED.search(before):
        return []  # "cut by 50%" says neither rate
    if _BY.search(before) or _MORE.search(before):
        return [Figure(one.start, one.end, None, one.value, "increase")]
    return [Figure(one.start, one.end, None, one.value, "level")]


def _halved(before: str, behind: str) -> bool:
    match = _HALVED_BEFORE.search(before)
    if match is not None:
        return match["link"] != "to"
    return bool(_HALVED_AFTER.match(behind) or (_HALF_OF.search(before) and _IN_HALF.match(behind)))
