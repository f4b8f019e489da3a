"""Reported clauses that stand before their verb: `C, X said on Monday`, `C, according to X`, `X to reporters: C`."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.clauses import (
    ACCORDING_AMID,
    AGENCIES,
    AND_SO,
    FINITE,
    GOES_ON,
    NO_CLAUSE,
    NO_SUBJECT,
    NOT_A_TAG,
    PAPERS,
    RELATIVE,
    STRONG,
    TAG_ENDS,
    THAT_SOON,
    TRAILING,
    VERBS,
    lead_end,
    skip_gaps,
    stands,
    stripped,
    told_end,
)
from tradewatch.feeds.reading.frame import Frame
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.tags import BESIDE, DENIED, NO_INVERSION

__all__ = ["Tagged"]

_THAT_WHO = re.compile(r"\b(?:that|which|who|whom|whose)\b")
_VERB_NEXT = re.compile(rf"{STRONG.pattern}|[a-z]{{3,}}(?:s|ed)\b")
_NOTED = re.compile(
    r"([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,5})(?P<how>(?:,? (?:to|on|at|in|via|by|outside|aboard) [^.;:,\x01]{2,50}|, (?:speaking|talking|writing|asked|pressed|posting)[^.;:\x01]{0,60})?):\s+"
)
_TAIL = re.compile(r"\s(?:of|in|to|on|at|from|during|through|over|with)\s[^,.;:\x01]{2,80}(?=,)")
"""What a tag in the middle says besides: `it said of American tariffs`, `she argued in an interview with this paper`."""

_ACCORDING = re.compile(
    r"(?:According to|Según|Selon|Laut|Nach Angaben (?:von|des|der)) ([^,\x01]{2,80}(?:,[^,\x01]{2,50},)?),?\s+(?=\S)"
)
_TWO_LETTERS = re.compile(r"\w{2}")
_NOTING = re.compile(
    r"(?:Noting|Adding|Stressing|Saying|Arguing|Insisting|Warning|Claiming|Conceding) that ([^,\x01]{12,200}),\s+(?=\S)"
)
_BY_WHOM = re.compile(
    r"(?:,|(?<=\x01)[”\"’»])\s+(?:according to|in the (?:view|opinion|words|reckoning|judg(?:e)?ment) of) ([^\x01]+?)[.\s”\"]*$"
)


class Tagged:
    """Reads stretches of a sentence for clauses with a tag behind, amid or before them."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def clauses(self, start: int, end: int) -> tuple[list[Said], bool]:
        """Gives the statements of a stretch, and whether a tag gave them."""
        led = self._led(start, end) or self._announced(start, end)
        if led:
            return led, False
        return self._tagged(start, end), True

    def _led(self, start: int, end: int) -> list[Said]:
        """`According to X, C` and the first clause of `Noting that C1, X said C2`."""
        masked = self._frame.masked
        according = _ACCORDING.match(masked, start, end)
        if according is not None:
            who = self._frame.speakers.within(according.start(1), according.end(1))
            stop = stripped(masked, according.end(), end)
            if (
                who is not None
                and not re.match(r"(?:who|which|whose|where)\b", masked[according.end() : stop])
                and not PAPERS.search(according.group(1))
                and stands(masked[according.end() : stop])
            ):
                return [
                    self._frame.said(who, [(according.end(), stop)], masked[start : according.end()], "according to X")
                ]
        noting = _NOTING.match(masked, start, end)
        if noting is not None:
            verb = self._frame.verb.search(masked, noting.end(), end)
            who = self._frame.speakers.before(noting.end(), verb.start()) if verb else None
            pronoun = re.match(r"(?:he|she|it)\b", masked[noting.end() : end])
            if who is None and pronoun is not None:
                who = self._frame.speakers.pronoun(pronoun.group(), start)
            who = who or self._frame.speakers.subject(noting.end(), end)
            if who is not None:
                return [self._frame.said(who, [noting.span(1)], masked[noting.end() : end], "noting that C")]
        return []

    def _announced(self, start: int, end: int) -> list[Said]:
        """`Bessent, speaking in the driveway: C` and `X to reporters: C`: what a live report notes of somebody."""
        masked, sentence = self._frame.masked, self._frame.sentence
        lead = _NOTED.match(masked, sentence.start, start)
        if lead is None or lead.end() != start:
            return []
        named = [one for one in self._frame.speakers.cast.between(sentence.start, lead.end(1)) if not one.country]
        stop = stripped(masked, start, end)
        if not named or named[-1].end != lead.end(1) or not stands(masked[start:stop]):
            return []
        if masked[start].isupper() and not lead["how"]:
            return []
        return [self._frame.said(named[-1].who, [(start, stop)], masked[sentence.start : start], "X: C")]

    def _tagged(self, start: int, end: int) -> list[Said]:
        """`C, X said on Monday`, `C, said X`, `C1, X said, C2` and `C, according to X`."""
        masked = self._frame.masked
        lead = start + lead_end(masked[start:end])
        for verb in itertools.islice(self._frame.verb.finditer(masked, lead, end), VERBS):
            if verb.group().endswith("ing") or DENIED.search(masked[max(lead, verb.start() - 40) : verb.start()]):
                continue
            tag = self._tag_of(lead, end, verb)
            if tag is None:
                continue
            who, stop, rest = tag
            if not _TWO_LETTERS.search(masked, lead, stop):
                return []  # nothing but a quotation before the tag
            parts = self._with_rest(lead, stop, rest, end)
            words = " ".join(masked[one:other] for one, other in parts)
            foreign = verb.group() in self._frame.foreign
            only = masked[lead:stop]
            if len(parts) == 1 and (
                NO_CLAUSE.match(only) or (NO_SUBJECT.match(only) and not foreign and not STRONG.search(only))
            ):
                return []
            if not stands(words, foreign=foreign, least=3):
                return []
            if who.name in AGENCIES and self._inner(lead, stop):
                return []  # "Xi said C, Xinhua reported": the words are Xi's
            frame = f"{masked[stop:rest]} {masked[rest:end] if len(parts) == 1 else ''} {masked[start:lead]}"
            self._frame.tag_end = verb.end()
            return [self._frame.said(who, parts, frame, "C, X said")]
        amid = ACCORDING_AMID.search(masked, lead, end)
        if amid is not None and self._frame.verb.match(masked, amid.end() + 1, end):
            amid = None  # "Xi, according to the account, told him": the account does not speak
        if amid is not None and not PAPERS.search(amid["by"]):
            teller = self._frame.speakers.within(amid.start("by"), amid.end("by"))
            parts = self._with_rest(lead, amid.start(), amid.end() - 1, end)
            if teller is not None and len(parts) > 1 and stands(" ".join(masked[one:other] for one, other in parts)):
                self._frame.tag_end = end
                return [self._frame.said(teller, parts, masked[amid.start() : amid.end()], "C, according to X")]
        by = _BY_WHOM.search(masked[:end], lead)
        if by is not None and not PAPERS.search(by.group(1)) and stands(masked[lead : by.start()]):
            comma = re.search(r"[,;]", by.group(1))
            ends = by.start(1) + (comma.start() if comma else len(by.group(1)))
            teller = self._frame.speakers.within(by.start(1), ends)
            if teller is not None and self._inner(lead, by.start()):
                teller = None  # "Xi told Trump that C, according to Xinhua": the words are Xi's
            if teller is not None:
                self._frame.tag_end = ends
                return [self._frame.said(teller, [(lead, by.start())], masked[by.start() : end], "C, according to X")]
        return []

    def _inner(self, start: int, end: int) -> bool:
        masked = self._frame.masked
        for verb in itertools.islice(self._frame.verb.finditer(masked, start, end), VERBS):
            who = self._frame.speakers.before(start, verb.start())
            if who is not None and who.name not in AGENCIES:
                return True
        return False

    def _with_rest(self, lead: int, stop: int, rest: int, end: int) -> list[tuple[int, int]]:
        """Gives the clause before a tag, and with it what follows the tag where the clause goes on there."""
        masked = self._frame.masked
        parts = [(lead, stop)]
        tail = _TAIL.match(masked, rest, end)
        rest = tail.end() if tail is not None and not STRONG.search(tail.group()) else rest
        half = NO_CLAUSE.match(masked[lead:stop]) is not None  # "If neither appears, says X, Chinese duties ..."
        if rest >= end or not (GOES_ON.match(masked, rest, end) or (half and masked.startswith(", ", rest))):
            return parts
        begins = rest + len(masked[rest:end]) - len(masked[rest:end].lstrip(" ,"))
        cut = TRAILING.search(masked, begins, end)
        ends = stripped(masked, begins, cut.start() if cut else end)
        plain = re.findall(r"\w+", masked[begins:ends].replace("\x01", ""))
        whole = FINITE.search(masked[lead:stop]) and not NO_CLAUSE.match(masked[lead:stop])
        own = self._frame.verb.search(masked, begins, ends)  # "he said, and Li had replied that": Li's own clause
        if len(plain) > 1 and (
            not whole or (AND_SO.match(masked, begins, ends) and not own) or _VERB_NEXT.match(masked, begins, ends)
        ):
            parts.append((begins, ends))
        return parts

    def _tag_of(self, lead: int, end: int, verb: re.Match[str]) -> tuple[Who, int, int] | None:
        """Gives the speaker of a tag, where the clause before it stops and where the text goes on behind it."""
        masked = self._frame.masked
        rest = skip_gaps(masked, verb.end(), end)
        inverted = None
        if verb.group() not in NO_INVERSION:
            inverted = self._frame.speakers.inverted(verb.start(), verb.end(), end)
        if inverted is not None:
            stop = masked.rfind(",", lead, verb.start())
            if stop > lead and not masked[stop + 1 : verb.start()].strip():
                return inverted, stop, self._behind_subject(verb.end(), end)
            return None
        if RELATIVE.search(masked[max(lead, verb.start() - 80) : verb.start()]):
            return None
        if verb.group() in ("told", "tells", "assured", "informed", "advised"):
            rest = skip_gaps(masked, told_end(masked, verb.end(), end), end)
        if masked[:rest].rstrip().endswith(",") and rest > verb.end():
            rest = len(masked[:rest].rstrip()) - 1
        if not TAG_ENDS.match(masked[rest:end]) or THAT_SOON.match(masked[verb.end() : end]):
            return None
        stop = verb.start()
        for _ in range(4):
            stop = max(masked.rfind(",", lead, stop), *(masked.rfind(f"\x01{mark}", lead, stop) + 1 for mark in '”"’»'))
            if stop <= lead:
                return None
            by = masked[stop + 1 : verb.start()]
            if not by.strip(' ”"’»') or "\x01" in by:
                continue
            if _THAT_WHO.search(by):
                return None  # "C, a claim that Beijing denied": what somebody else makes of it
            if NOT_A_TAG.match(by) or BESIDE.search(by):
                return None  # "…, a day after the leaders agreed on talks": what happened, not who says so
            who = self._frame.speakers.before(stop + 1, verb.start(), origin=self._frame.sentence.start, until=lead)
            if who is not None:
                return who, stop, rest
        return None

    def _behind_subject(self, at: int, end: int) -> int:
        """Where a clause may go on behind `notes Arthur Feng, a lawyer in Long Beach`: at the comma that ends the tag."""
        masked = self._frame.masked
        comma = masked.find(",", at, min(end, at + 120))
        if comma < 0:
            return end
        apposed = re.match(r",\s+(?:an?|the|who|its|his|her|chief|head)\s[^,.;:\x01]{3,90}(?=,)", masked[comma:end])
        return comma + apposed.end() if apposed is not None else comma
