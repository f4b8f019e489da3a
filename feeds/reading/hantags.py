"""Whose a quotation is in a Chinese sentence: whom the verb of saying stands next to."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.document import Sentence
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.wordsof import Told
from tradewatch.records import Side

__all__ = ["han_tag"]

_SAYS = re.compile(r"表示|指出|强调|回应|认为|宣布|写道|说|称")
_NOBODY = re.compile(r"(?:该)?(?:负责人|发言人|官员)|该部|他|她")
_THEIRS = re.compile(r"的(?:发言人|助手|幕僚|顾问|律师|代表)")
_BACK = 300
"""Letters before a pronoun in which somebody is named."""
_STRANGER = re.compile(
    r"(?:分析师|专家|教授|学者|研究员|总裁|经理|董事长|会长|主席|主任|律师|农户|农场主|商人|店主|货主|经济学家|负责人|议员|员)(?P<name>[\u4e00-\u9fff]{2,3}?)(?:表示|指出|强调|认为|写道|说|称|告诉)"
)
"""Somebody of no list, named behind what they do."""


def han_tag(masked: str, quote: Quote, sentence: Sentence, speakers: Speakers) -> Told | None:
    """Gives the speaker of `商务部发言人强调，“…”` and `“…”，何亚东说`; None where no Chinese verb stands beside it."""
    low, high = max(sentence.start, quote.start - 40), min(sentence.end, quote.end + 24)
    before, after = masked[low : quote.start], masked[quote.end : high]
    clause = before[max(before.rfind(mark) for mark in "，。；") + 1 :] if before.count("，") > 1 else before
    if "否认" in clause:
        return None, "denied", 0.2
    theirs = [one for one in speakers.cast.between(low, quote.start) if _THEIRS.match(masked, one.end)]
    if theirs and _SAYS.search(before):
        return None, "nobody named", 0.2
    if _SAYS.search(before):
        begins = low + max(before.rfind(mark) for mark in "。；\n") + 1
        who = _speaker(masked, begins, quote.start, speakers)
        if who is not None:
            return who, "X 说", 0.85
    if _SAYS.search(after):
        who = _speaker(masked, quote.end, high, speakers)
        if who is not None:
            return who, "X 说", 0.85
    return None


def _speaker(masked: str, start: int, end: int, speakers: Speakers) -> Who | None:
    stranger = _STRANGER.search(masked, start, end)
    named = [one for one in speakers.cast.between(start, end) if not one.country]
    if any(_THEIRS.match(masked, one.end) for one in named):
        return None  # 卢特尼克的发言人: somebody of theirs
    if stranger is not None and not any(stranger.start() < one.end and one.start < stranger.end() for one in named):
        return Who(stranger["name"], Side.OTHER, True, False)
    if named:
        return next((one.who for one in named if one.who.person), named[0].who)
    meant = _NOBODY.search(masked, start, end)
    if meant is not None:
        before = [one.who for one in speakers.cast.between(max(0, start - _BACK), start) if not one.country]
        people = [who for who in before if who.person]
        if meant.group() in ("他", "她"):
            return people[-1] if people else None
        body = next((who for who in reversed(before) if not who.person), None)
        spoke = people[-1] if people and speakers.cast.names.speaks_for_a_house(people[-1]) else None
        return spoke or body or speakers.last
    return None
