"""Reported clauses behind their verb: `X said that C`, `X rejected it, saying C`, `referring to X's claim that C`."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.clauses import (
    ACTS,
    ADVERBIAL,
    BARRED,
    CLEARLY,
    FRAME,
    PARTICIPLE,
    PLAINLY,
    RELATIVE,
    RULINGS,
    STRONG,
    SUBORDINATE,
    TO_SOMEBODY,
    TOLD,
    TOLD_ANY,
    TOLD_THAT,
    TRAILING,
    VERB_FIRST,
    VERBS,
    WITHOUT_THAT,
    apart,
    skip_gaps,
    split_that,
    stands,
    stripped,
)
from tradewatch.feeds.reading.frame import Frame
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.tags import DENIED, NO_INVERSION

__all__ = ["Untagged"]

_IN_RELATIVE = re.compile(r"\s(?:that|which|who|whom|what)\s(?:[\w’'.-]+\s){0,4}\Z")
_DENIES = re.compile(r"den(?:y|ies|ied|ying)$")
_JOINT = re.compile(r",?[”\"’»]?\s+(?:and|while|but|whereas)\s+")
_SHORT = 12
_TAG_WORDS = 8
_TO_DO = re.compile(r"\s+[^.;:,\x01]{1,80}?\sto\s+(?:not\s+)?[a-z]+\b")
_WHICH = re.compile(
    r"(?:(?:\s|,\s*)(?:which|who|whom)|(?P<word>[\w’']+)\s+that)\s+(?:(?:the\s+)?[A-Z][\w’'.-]*\s+|he\s+|she\s+|they\s+|it\s+|the\s+[a-z]+\s+){1,4}\Z"
)
"""`The deal that Bessent said was done`: a relative clause."""
_THAT_IS_SAID = frozenset("and but or is was not so day out clear".split())
_THAT = re.compile(r"that").match("that")
_ONLY_MARKS = re.compile(r"[\s”\"’»,]*")
_CLAIM = re.compile(
    r"(?<=\s)(?:to|of|about|at|with|by|on|despite|reject\w*|dismiss\w*|den(?:ied|ies|ying)|echo\w*|repeat\w*|dispute\w*|disputing|welcom\w+|contradict\w*|cit(?:ed|es|ing))\s+(?:[A-Z][a-z]+ (?:[Ss]ecretary|[Mm]inister|[Rr]epresentative) |President |Mr\. )?"
    r"([A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,4}?)['’]s?\s+(?:[\w-]+\s+){0,2}?(?:claim|assertion|assurance|contention|insistence|argument|warning|prediction|promise|pledge|suggestion|statement|remark|word|view)s?\s+(?:on \w+ )?that\s+"
)


class Untagged:
    """Reads stretches of a sentence for clauses that a verb of saying governs."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def clauses(self, start: int, end: int, after: int, tagged: bool) -> list[Said]:
        """Gives the statements of a stretch from a place on; `tagged` says that another stands before its tag."""
        found = self._after_the_verb(start, end, after, tagged)
        return found + self._claimed(start, end, found)

    def _after_the_verb(self, start: int, end: int, after: int, tagged: bool) -> list[Said]:
        """`X said (that) C`, `X rejected that, saying C`, `..., adding that C`."""
        masked = self._frame.masked
        found: list[Said] = []
        who: Who | None = None
        for verb in itertools.islice(self._frame.verb.finditer(masked, max(start, after), end), VERBS):
            inside = bool(found) and verb.start() < found[-1].parts[-1][1] - 1
            if inside and not masked[verb.start() - 2 : verb.start()].startswith(","):
                continue
            participle = verb.group().lower().endswith("ing")
            if participle and not PARTICIPLE.match(verb.group()):
                continue
            if participle and masked.endswith("without ", start, verb.start()):
                continue
            if DENIED.search(masked[max(start, verb.start() - 60) : verb.start()]):
                continue
            speaker = self._speaker_of(start, verb, who, participle, tagged)
            if speaker is None:
                continue
            clause = self._clause(verb, end)
            if clause is None:
                continue
            who = speaker
            begins, stops = clause
            frame = masked[start:begins] + " " + masked[stops:end]
            foreign = verb.group() in self._frame.foreign
            least = 3 if masked[:begins].rstrip().endswith(" that") else 4
            for one in self._clauses(begins, stops):  # one after the other: each remembers the one before
                if stands(masked[one[0] : one[1]], foreign=foreign, least=least):
                    found += [self._frame.said(speaker, [one], frame, "X said C")]
        return found

    def _claimed(self, start: int, end: int, others: list[Said]) -> list[Said]:
        """`referring to Li Chenggang's claim that C`: what a sentence says that somebody claimed, to its end."""
        masked = self._frame.masked
        claim = _CLAIM.search(masked, start, end)
        if claim is None or any(low <= claim.start() < high for one in others for low, high in one.parts):
            return []
        who = self._frame.speakers.cast.ending(claim.end(1))
        who = who if who is not None and who.start >= claim.start(1) else None
        name = who.who if who is not None and not who.country else self._frame.speakers.cast.names.by_name(claim[1])
        if name is None:
            return []
        stop = stripped(masked, claim.end(), end)
        comma = masked.find(",", claim.end() + 20, stop)
        clause = (claim.end(), comma if comma > 0 else stop)
        if not stands(masked[slice(*clause)]):
            return []
        return [self._frame.said(name, [clause], masked[start : claim.end()], "X's claim that C")]

    def _speaker_of(
        self, start: int, verb: re.Match[str], who: Who | None, participle: bool, tagged: bool
    ) -> Who | None:
        masked = self._frame.masked
        sentence, previous = self._frame.sentence, self._frame.previous
        if participle:
            if who is not None:
                return who
            if tagged and self._frame.speakers.last is not None:
                return self._frame.speakers.last
            # "X rejected that, saying C": whose the verb before it is
            together = re.search(r"\bwith ([^,\x01]{3,60})\Z", masked[start : verb.start()].rstrip())
            if together is not None:
                return self._frame.speakers.within(start + together.start(1), start + together.end(1))
            for earlier in reversed(list(ACTS.finditer(masked, start, verb.start()))):
                if _IN_RELATIVE.search(masked, max(start, earlier.start() - 60), earlier.start()):
                    continue  # "the duty that Washington put on its goods, saying"
                speaker = self._frame.speakers.before(start, earlier.start(), origin=sentence.start)
                if speaker is not None:
                    return speaker
            return self._frame.speakers.subject(start, verb.start()) or (previous.who if previous is not None else None)
        if _DENIES.match(verb.group()):
            return None  # what somebody says not to be so is not what they say
        turned = verb.group() not in NO_INVERSION
        if turned and self._frame.speakers.inverted(verb.start(), verb.end(), sentence.end) is not None:
            return None
        if RELATIVE.search(masked[max(start, verb.start() - 80) : verb.start()]):
            return None
        which = _WHICH.search(masked, max(start, verb.start() - 60), verb.start())
        if which is not None and (which["word"] is None or not self._says(which["word"])):
            return None
        begins = max(start, masked.rfind("\x01", start, verb.start()) + 1)
        speaker = self._frame.speakers.before(begins, verb.start(), origin=sentence.start)
        if speaker is None and begins > start and _ONLY_MARKS.fullmatch(masked, begins, verb.start()):
            speaker = self._frame.speakers.before(
                start, verb.start(), origin=sentence.start
            )  # "Trump, who called Xi “…”, said"
        if speaker is None and re.search(r"\b(?:and|but|then|y|et|und)(?:\s\w+ly)?\s*\Z", masked[start : verb.start()]):
            here = previous is not None and previous.sentence is sentence
            speaker = (
                who
                or (previous.who if previous is not None and here else None)
                or self._frame.speakers.subject(start, verb.start())
            )
        if (
            verb.group() in RULINGS
            and not masked.startswith(" that ", verb.end())
            and (speaker is None or not re.search(r"Court|Circuit|panel|board|commission", speaker.name, re.IGNORECASE))
        ):
            return None
        return speaker

    def _says(self, word: str) -> bool:
        return word.lower() in _THAT_IS_SAID or self._frame.verb.fullmatch(word) is not None

    def _clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """`that A and that B` is one clause, unless A is little more than a quotation: then B stands by itself."""
        masked = self._frame.masked
        pieces = split_that(masked, start, end)
        both = len(pieces) > 1 and all(stands(masked[slice(*one)]) for one in pieces)
        if both:
            return pieces if apart(masked, pieces) else [(start, end)]
        return [(start, end)] if stands(masked[slice(*pieces[0])]) else pieces

    def _clause(self, verb: re.Match[str], limit: int) -> tuple[int, int] | None:
        """Offsets of the reported clause behind a verb, None where it governs something else."""
        masked = self._frame.masked
        at = verb.end()
        word = verb.group().lower()
        rest = masked[at:limit]
        if word in TO_SOMEBODY:
            told = TOLD.match(rest)
            that = TOLD_THAT.match(rest)
            whom = TOLD_ANY.match(masked, at, limit)
            if that is None and (to := _TO_DO.match(masked, at, limit)) and not STRONG.search(to.group()):
                return None  # "told airlines to stop taking U.S. jets"
            if that is not None:
                at += that.end() - 4
            elif told is not None and (whom is None or not told.group().lstrip()[:1].isupper()):
                at += told.end()
            elif whom is not None:
                at = whom.end()
            else:
                return None
        at = skip_gaps(masked, at, limit)
        that = re.match(r"\s*(?:that|dass|que)\b|\s*qu['’]", masked[at:limit])
        framed = None if that is not None else self._framed_that(at, limit)
        if framed is not None:
            at, that = framed, _THAT
        elif that is not None and VERB_FIRST.match(masked, at + that.end(), limit) and at == verb.end():
            pass  # "said that depended on Washington": the word stands for something
        elif that is not None:
            at += that.end()
            at = skip_gaps(masked, at, limit) if masked[at : at + 2] == ", " else at
        elif verb.group() in self._frame.foreign:
            clause = re.match(r"[^.;:\x01]{0,90}?(?:,\s+(?=\w)|\s(?:que|dass)\s|\squ['’])", masked[verb.end() : limit])
            if clause is None:
                return None  # "a rejeté la décision": a thing, no clause
            at = verb.end() + clause.end()
        elif word not in WITHOUT_THAT or (word not in PLAINLY and not CLEARLY.search(masked, at, min(limit, at + 90))):
            return None
        rest = masked[at:limit]
        if BARRED.match(rest) and not rest.lstrip().startswith("\x01 "):
            return None
        if that is None and ADVERBIAL.match(rest):
            return None
        if that is not None and VERB_FIRST.match(rest) and not rest.lstrip().startswith("that "):
            return None  # "in a post that wiped": it says more of the post
        at += len(rest) - len(rest.lstrip(" ,:"))
        end = stripped(masked, at, limit)
        trailing = TRAILING.search(masked, at, limit)
        if trailing is not None:
            end = min(end, trailing.start())
        sentence = self._frame.sentence
        if SUBORDINATE.match(masked, sentence.start, verb.start()) and "," not in masked[sentence.start : verb.start()]:
            comma = masked.find(",", at + 12, end)  # "After X said that C, Y answered": Y's is another clause
            end = comma if comma > 0 else end
        last = masked[at:end].rsplit(None, 1)[-1:]
        if that is None and last and self._frame.verb.fullmatch(last[0]) and len(masked[at:end].split()) <= _TAG_WORDS:
            return None  # "…, a Treasury official confirmed": a second tag
        end = self._before_another(at, end)
        return (at, end) if end > at else None

    def _before_another(self, at: int, end: int) -> int:
        """Where a clause ends before somebody else's: `said C1, and Jamieson Greer has said that C2`."""
        masked = self._frame.masked
        for verb in itertools.islice(self._frame.verb.finditer(masked, at, end), VERBS):
            joints = list(_JOINT.finditer(masked, at, verb.start()))
            if not joints or joints[-1].start() - at < _SHORT:
                continue
            named = self._frame.speakers.cast.between(joints[-1].end(), verb.start())
            if named and self._frame.speakers.before(joints[-1].end(), verb.start()) is not None:
                return joints[-1].start()
        return end

    def _framed_that(self, at: int, limit: int) -> int | None:
        """Where the clause begins behind what frames its `that`: `said on arrival that C`, `said of Xi that C`."""
        masked = self._frame.masked
        far = re.match(r"[^,.;:\x01]{1,80}?,?\s+that\b", masked[at:limit])
        if far is None or not FRAME.match(masked, at, at + far.end()) or STRONG.search(masked, at, at + far.end() - 5):
            return None
        return at + far.end()
