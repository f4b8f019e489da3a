"""Words that a noun gives to somebody: `X's promise to “Q”`, `a note from X: “Q”`, `in her words, “Q”`, `as X put it`."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.phrases import FINITE
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.speakers import Speakers

__all__ = ["Told", "WordsOf"]

Told = tuple[Who | None, str, float]
"""Speaker, rule, confidence; None as the speaker says that it is nobody's whom the text names."""

_SPEECH = (
    r"(?:promise|pledge|vow|threat|claim|call|warning|demand|description|assertion|insistence|contention|assessment|phrase|words?"
    r"|remark|comment|line|telling|account|version|complaint|verdict|boast|offer|appeal|plea|suggestion|prediction|denial|admission)s?"
)
_PAPER = r"(?:message|letter|note|card|statement|post|posting|telegram|cable|e-?mail|text|poem|notice)"
_X = r"[^,.;:\x01]{2,70}?"
_OWN = re.compile(
    rf"(?:^|(?<=\s))(?:(?P<his>[Hh]is|[Hh]er|[Ii]ts)|(?P<x>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){{0,4}}?)['’]s?)\s+(?:[\w-]+\s+){{0,3}}?{_SPEECH}\b(?P<gap>[^.;\x01]{{0,60}})\Z"
)
_BY = re.compile(
    rf"\b(?:{_SPEECH}|{_PAPER})\s+(?:made\s+|issued\s+|given\s+|sent\s+|posted\s+)?(?:by|from)\s+(?P<x>{_X})(?P<gap>(?:\s+(?:to|that|about)\b|\s*:)[^.;\x01]{{0,50}})\Z"
)
_TELLING = re.compile(
    rf"\A\s*(?:But |And |Yet )?[Ii]n (?P<x>{_X})['’]s? (?:own )?(?:telling|account|version|words)\b[^\x01]{{0,120}}:\s*\W*\Z"
)
_IN_WORDS = re.compile(
    rf"\bin (?P<x>[Hh]is|[Hh]er|[Ii]ts|{_X}['’]s?) (?:own )?(?:words|phrase|telling|formulation|terms)\b,?\s*\W*\Z"
)
_IN_WORDS_OF = re.compile(rf"\bin the (?:words|view|opinion|phrase) of (?P<x>{_X}),?\s*\W*\Z")
_READ_OUT = re.compile(
    rf"\b(?:read(?:s|ing)?(?: (?:out|aloud))?|recit\w+|relay\w+|convey\w+|pass(?:ed|es|ing) on|brought|carried|deliver\w+|quot\w+)\b[^.;:\x01]{{0,40}}?"
    rf"\b(?:{_PAPER}|lines?|words?|passages?|greetings?|sentences?)\s+(?:(?:on|about|of)\s+[^,.;:\x01]{{2,30}}?\s+)?(?:from|by|of)\s+(?P<x>[^,.;:\x01]{{2,60}})"
)
_RECITED = re.compile(r"\s*[”\"’»]?,?\s*(?P<by>[^,.;:\x01]{2,60}?)\s+(?:read out|read aloud|recited|read from)\b")
_IN_HIS_WORDS = re.compile(rf"\bin words (?:that )?(?:{_X}) (?:recited|read|repeated|quoted|recalled)\b")
_PAPER_SAYS = re.compile(
    rf"\s*[”\"’»]?,?\s*(?:the|his|her|its|their)\s+(?:[\w-]+\s+)?(?P<paper>{_PAPER})\s+(?:said|says|read|reads|went on|continued|added|ended|began)\b"
)
_FROM = re.compile(
    rf"\b{_PAPER}\b(?:\s+of\s+[a-z]+)?[^:\x01]{{0,80}}?\s(?:from|by)\s+(?=[A-Z]|the |President )(?P<x>[^,.;:\x01]{{2,60}})"
)
_READS = re.compile(
    rf"\s*[”\"’»]?[,:]?\s*(?:so |thus )?(?:reads?|begins?|began|ran|runs|went|goes|said|says)\s+(?:the|an?|their|its|his|her)\s+(?:[\w-]+\s+){{0,2}}{_PAPER}\s+"
    rf"(?:(?:that |which )?(?P<x>{_X})\s+(?:had |has |have )?(?:sent|wrote|signed|issued|posted|mailed|published|filed|addressed)\b|(?:from|by|of|signed by)\s+(?P<y>[^,.;:\x01]{{2,60}}))"
    rf"|\s*[”\"’»]?[,:]?\s*(?:so|thus) (?:ran|went|read|runs|goes)\s+(?P<z>{_X})['’]s? (?:[\w-]+ )?(?:answer|reply|{_PAPER}|{_SPEECH})\b"
)
_AS_PUT = re.compile(
    rf"\s*[”\"’»]?,?\s*as (?P<x>{_X}) (?:has |had |have |once |later |likes to )*(?:put it|puts it|said|says|say|told|wrote|noted|called it|calls it)\b"
)
_WAS_HOW = re.compile(
    rf"\s*[”\"’»]?,?\s*(?:was|is|were) (?:how|the way|all|what|the most|as much as|as far as) (?P<x>{_X}) (?:[a-z]+ed|put|had|would|saw|sees|gave|chose|would say|sums?)\b"
)
_BY_ACCOUNT = re.compile(
    rf"\b(?:by|in) (?P<x>[Hh]is|[Hh]er|[Ii]ts|{_X}['’]s?) (?:own )?(?:account|reckoning|estimate|telling|view|reading|judg(?:e)?ment|phrase|word)s?\b,?\s*\W*\Z"
)
_BY_FIRST = re.compile(
    rf"\A\W*(?:By|In) (?P<x>{_X})['’]s? (?:own )?(?:account|reckoning|estimate|telling|view|reading|judg(?:e)?ment|phrase|words?)\b[^\x01]{{0,90}}\Z"
)
_AMID_WORDS = re.compile(
    rf",\s+in (?P<x>{_X})['’]s? (?:own )?(?:words|phrase|formulation|telling),[^.;:\x01]{{0,60}}\Z"
)
_IT_BEGAN = re.compile(
    r"\s*[”\"’»]?,?\s*it (?:began|begins|read|reads|ran|runs|ended|ends|went on|continued|concluded)\b"
)
_POST_OF = re.compile(rf"(?P<x>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){{0,4}})['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_PAPER}\b")
_CAME = re.compile(
    r"\s*[”\"’»]?,?\s*(?:came|comes|was) (?:the|his|her|back the) (?:[\w-]+ )?(?:answer|reply|response|retort)\b"
)
_QUOTED = re.compile(
    r"\b(?:was|is|were|are|has been|had been) (?:[a-z]+ly )?(?:quoted|cited|recorded|reported)\b(?: (?:by|in|on) [^,.;:\x01]{2,40}?)? as (?:saying|telling|calling|writing|warning|describing|having said)\b"
)
_LATER = re.compile(
    r"\A\W*(?:And |But )?(?:An? (?:moment|minute|few minutes|few hours|day|hour|week|little)|Minutes|Hours|Moments|Later|Then|Again|Earlier"
    r"|In (?:another|an? (?:second|further|later|separate|earlier|third|follow-up)|the same) (?:post|message|interview|line|breath|statement|note))\b[^.;\x01]{0,50}:\s*\W*\Z"
)
_BACK = 700
"""Letters before a quotation in which it is said whose letter is read."""
_NEAR = 160


class WordsOf:
    """Tries what stands beside a quotation in one item."""

    def __init__(self, masked: str, speakers: Speakers) -> None:
        self._masked, self._speakers = masked, speakers

    def surely(self, quote: Quote, start: int, end: int) -> Told | None:
        """Gives whose words a text read out, an answer or `as X put it` makes them; the sentence is `start` to `end`."""
        masked, speakers = self._masked, self._speakers
        passed = self._passed_on(quote, start, end)
        if passed is not None:
            return passed
        put = _AS_PUT.match(masked, quote.end, end) or _WAS_HOW.match(masked, quote.end, end)
        if put is not None:
            who = speakers.within(put.start("x"), put.end("x"))
            if who is not None:
                return who, "as X put it", 0.85
        amid = _AMID_WORDS.search(masked, start, quote.start)
        if amid is not None and (who := self._one(amid.start("x"), amid.end("x"), start)) is not None:
            return who, "in X's words", 0.8
        if _CAME.match(masked, quote.end, end):
            who = speakers.asked or speakers.last or speakers.lately
            return who, "came the answer", 0.7 if who else 0.2
        quoted = _QUOTED.search(masked, max(start, quote.start - _NEAR), quote.start) or _QUOTED.search(
            masked, quote.end, min(end, quote.end + _NEAR)
        )
        if quoted is not None:
            begins = start if quoted.start() < quote.start else quote.end
            who = speakers.before(begins, quoted.start(), origin=start)
            if who is not None:
                return who, "X was quoted", 0.8
        return None

    def _passed_on(self, quote: Quote, start: int, end: int) -> Told | None:
        masked, speakers = self._masked, self._speakers
        before = _READ_OUT.search(masked, max(start, quote.start - _NEAR), quote.start)
        if before is not None:
            who = speakers.within(before.start("x"), before.end("x"))
            return who, "read out, of X", 0.75 if who else 0.2
        if _IN_HIS_WORDS.search(masked, max(start, quote.start - _NEAR), quote.start):
            who = speakers.subject(start, quote.start, sure=True)
            return who, "in words of X", 0.6 if who else 0.2
        reads = _READS.match(masked, quote.end, end)
        if reads is not None:
            name = next(one for one in "xyz" if reads[one])
            who = speakers.within(reads.start(name), reads.end(name))
            if who is not None:
                return who, "reads what X sent", 0.8
        if _IT_BEGAN.match(masked, quote.end, end):
            posts = list(_POST_OF.finditer(masked, max(0, quote.start - _BACK), quote.start))
            who = self._one(posts[-1].start("x"), posts[-1].end("x"), start) if posts else None
            if who is not None:
                return who, "read out, of X", 0.7
        if _RECITED.match(masked, quote.end, end) or _PAPER_SAYS.match(masked, quote.end, end):
            letters = list(_FROM.finditer(masked, max(0, quote.start - _BACK), quote.start))
            for letter in reversed(letters):
                who = speakers.within(letter.start("x"), letter.end("x"))
                if who is not None:
                    return who, "read out, of X", 0.7
            if _RECITED.match(masked, quote.end, end):
                return None, "read out", 0.2  # it is not the reader's own, and the text does not say whose
        return None

    def weakly(self, quote: Quote, start: int) -> Told | None:
        """Gives whose words a noun of speech before the quotation makes them."""
        masked, speakers = self._masked, self._speakers
        low = max(start, quote.start - _NEAR)
        before = masked[low : quote.start].rstrip('“"‘«„ ') + " "
        if _LATER.match(masked[start : quote.start]) and speakers.last is not None:
            return speakers.last, "X: “Q” later", 0.7
        for pattern in (_IN_WORDS, _IN_WORDS_OF, _BY_ACCOUNT, _TELLING, _BY_FIRST):
            whole = pattern in (_TELLING, _BY_FIRST)
            match = pattern.search(masked[start : quote.start] if whole else before)
            if match is not None:
                at = start if whole else low
                who = self._one(at + match.start("x"), at + match.end("x"), start)
                if who is not None:
                    return who, "in X's words", 0.75
        for pattern in (_BY, _OWN):
            match = pattern.search(before)
            if match is not None and not FINITE.search(match["gap"]):
                name = "his" if pattern is _OWN and match["his"] else "x"
                who = self._one(low + match.start(name), low + match.end(name), start)
                if who is not None:
                    return who, "X's words", 0.7
        return None

    def _one(self, start: int, end: int, sentence: int) -> Who | None:
        words = self._masked[start:end].casefold()
        pronoun = {"his": "he", "her": "she", "its": "it"}.get(words)
        if pronoun is not None:
            return self._speakers.pronoun_from(pronoun, sentence, start)
        end -= 2 if words.endswith(("’s", "'s")) else 0
        named = self._speakers.cast.ending(end)
        if named is not None and named.start >= start:
            return named.who
        return self._speakers.within(start, end) or self._speakers.cast.names.by_name(self._masked[start:end])
