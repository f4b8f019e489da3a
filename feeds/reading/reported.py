"""Indirect statements: the clause that a verb of saying reports, without speaker and verb."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.clauses import (
    ACCORDING_AMID,
    ACTS,
    ADVERBIAL,
    AGENCIES,
    AND_SO,
    AUXILIARY,
    BARRED,
    FINITE,
    FRAME,
    GOES_ON,
    LONGEST,
    NO_CLAUSE,
    NO_SUBJECT,
    NOT_A_TAG,
    PAPERS,
    PARTICIPLE,
    PRONOUN_FIRST,
    RELATIVE,
    RULINGS,
    STRONG,
    SUBORDINATE,
    TAG_ENDS,
    TAKES_THINGS,
    THAT_SOON,
    TO_SOMEBODY,
    TOLD,
    TOLD_ANY,
    TOLD_THAT,
    TRAILING,
    VERB_FIRST,
    VERBS,
    WITHOUT_THAT,
    apart,
    lead_end,
    segments,
    skip_gaps,
    split_that,
    stripped,
    told_end,
)
from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.tags import BESIDE, DENIED
from tradewatch.records import Channel

__all__ = ["Reporter"]

_THAT = re.compile(r"that").match("that")
_ONLY_MARKS = re.compile(r"[\s”\"’»,]*")
_VERB_NEXT = re.compile(rf"{STRONG.pattern}|[a-z]{{3,}}(?:s|ed)\b")
_CLAIM = re.compile(
    r"(?<=\s)(?:to|of|about|at|with|by|on|despite|reject\w*|dismiss\w*|den(?:ied|ies|ying)|echo\w*|repeat\w*|dispute\w*|disputing|welcom\w+|contradict\w*|cit(?:ed|es|ing))\s+(?:[A-Z][a-z]+ (?:[Ss]ecretary|[Mm]inister|[Rr]epresentative) |President |Mr\. )?"
    r"([A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,4}?)['’]s?\s+(?:[\w-]+\s+){0,2}?(?:claim|assertion|assurance|contention|insistence|argument|warning|prediction|promise|pledge|suggestion|statement|remark|word|view)s?\s+(?:on \w+ )?that\s+"
)
_NOTED = re.compile(
    r"([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,5})(?P<how>(?:,? (?:to|on|at|in|via|by|outside|aboard) [^.;:,\x01]{2,50}|, (?:speaking|talking|writing|asked|pressed|posting)[^.;:\x01]{0,60})?):\s+"
)
_TAIL = re.compile(r"\s(?:of|in|to|on|at|from|during|through|over|with)\s[^,.;:\x01]{2,80}(?=,)")
"""What a tag in the middle says besides: `it said of American tariffs`, `she argued in an interview with this paper`."""
_WANTS_MORE = re.compile(r"(?:is|are|was|were|be|been|has|have|had|would|will|to|called|of|as)$")


class Reporter:
    """Reads sentences and gives the clauses that somebody is reported to have said."""

    def __init__(self, document: Document, speakers: Speakers, manner: Manner, lexicon: Lexicon) -> None:
        self._document, self._speakers, self._manner = document, speakers, manner
        self._verb, self._foreign = lexicon.report, lexicon.foreign_verbs
        self._tag_end = 0
        """Where the last tag's verb ended: what follows is another clause only with a verb of its own."""

    def sentence_clauses(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the reported clauses of a sentence; `previous` is the last statement of the paragraph."""
        masked = self._document.masked
        end = min(sentence.end, sentence.start + LONGEST)
        if not re.search(r"\w", masked[sentence.start : end].replace("\x01", "")):
            return []
        found: list[Said] = []
        self._frame = (sentence, paragraph, previous)
        for start, stop in segments(masked, sentence.start, end):
            led = self._led(start, stop) or self._announced(sentence, start, stop)
            tagged = self._tagged(start, stop) if not led else []
            found += led or tagged
            after = max((part[1] for one in (*led, *tagged) for part in one.parts), default=start)
            after = max(after, self._tag_end) if tagged else after
            found += self._after_the_verb(start, stop, after if led or tagged else start, bool(tagged))
            found += self._claimed(start, stop, found)
        return found

    # --- before its verb ---

    def _led(self, start: int, end: int) -> list[Said]:
        """`According to X, C` and the first clause of `Noting that C1, X said C2`."""
        masked = self._document.masked
        according = re.compile(
            r"(?:According to|Según|Selon|Laut|Nach Angaben (?:von|des|der)) ([^,\x01]{2,80}(?:,[^,\x01]{2,50},)?),?\s+(?=\S)"
        ).match(masked, start, end)
        if according is not None:
            who = self._speakers.within(according.start(1), according.end(1))
            stop = stripped(masked, according.end(), end)
            if (
                who is not None
                and not re.match(r"(?:who|which|whose|where)\b", masked[according.end() : stop])
                and not PAPERS.search(according.group(1))
                and self._stands(masked[according.end() : stop])
            ):
                return [self._said(who, [(according.end(), stop)], masked[start : according.end()], "according to X")]
        noting = re.compile(
            r"(?:Noting|Adding|Stressing|Saying|Arguing|Insisting|Warning|Claiming|Conceding) that ([^,\x01]{12,200}),\s+(?=\S)"
        ).match(masked, start, end)
        if noting is not None:
            verb = self._verb.search(masked, noting.end(), end)
            who = self._speakers.before(noting.end(), verb.start()) if verb else None
            pronoun = re.match(r"(?:he|she|it)\b", masked[noting.end() : end])
            if who is None and pronoun is not None:
                who = self._speakers.pronoun(pronoun.group(), start)
            who = who or self._speakers.subject(noting.end(), end)
            if who is not None:
                return [self._said(who, [noting.span(1)], masked[noting.end() : end], "noting that C")]
        return []

    def _announced(self, sentence: Sentence, start: int, end: int) -> list[Said]:
        """`Bessent, speaking in the driveway: C` and `X to reporters: C`: what a live report notes of somebody."""
        masked = self._document.masked
        lead = _NOTED.match(masked, sentence.start, start)
        if lead is None or lead.end() != start:
            return []
        named = [one for one in self._speakers.cast.between(sentence.start, lead.end(1)) if not one.country]
        stop = stripped(masked, start, end)
        if not named or named[-1].end != lead.end(1) or not self._stands(masked[start:stop]):
            return []
        if masked[start].isupper() and not lead["how"]:
            return []
        return [self._said(named[-1].who, [(start, stop)], masked[sentence.start : start], "X: C")]

    def _tagged(self, start: int, end: int) -> list[Said]:
        """`C, X said on Monday`, `C, said X`, `C1, X said, C2` and `C, according to X`."""
        masked = self._document.masked
        lead = start + lead_end(masked[start:end])
        for verb in itertools.islice(self._verb.finditer(masked, lead, end), VERBS):
            if verb.group().endswith("ing") or DENIED.search(masked[max(lead, verb.start() - 40) : verb.start()]):
                continue
            tag = self._tag_of(lead, end, verb)
            if tag is None:
                continue
            who, stop, rest = tag
            if not re.search(r"\w{2}", masked[lead:stop].replace("\x01", "")):
                return []  # nothing but a quotation before the tag
            parts = self._with_rest(lead, stop, rest, end)
            words = " ".join(masked[one:other] for one, other in parts)
            foreign = verb.group() in self._foreign
            only = masked[lead:stop]
            if len(parts) == 1 and (
                NO_CLAUSE.match(only) or (NO_SUBJECT.match(only) and not foreign and not STRONG.search(only))
            ):
                return []
            if not self._stands(words, foreign=foreign, least=3):
                return []
            if who.name in AGENCIES and self._inner(lead, stop):
                return []  # "Xi said C, Xinhua reported": the words are Xi's
            frame = f"{masked[stop:rest]} {masked[rest:end] if len(parts) == 1 else ''} {masked[start:lead]}"
            self._tag_end = verb.end()
            return [self._said(who, parts, frame, "C, X said")]
        amid = ACCORDING_AMID.search(masked, lead, end)
        if amid is not None and self._verb.match(masked, amid.end() + 1, end):
            amid = None  # "Xi, according to the account, told him": the account does not speak
        if amid is not None and not PAPERS.search(amid["by"]):
            teller = self._speakers.within(amid.start("by"), amid.end("by"))
            parts = self._with_rest(lead, amid.start(), amid.end() - 1, end)
            if (
                teller is not None
                and len(parts) > 1
                and self._stands(" ".join(masked[one:other] for one, other in parts))
            ):
                self._tag_end = end
                return [self._said(teller, parts, masked[amid.start() : amid.end()], "C, according to X")]
        by = re.compile(
            r"(?:,|(?<=\x01)[”\"’»])\s+(?:according to|in the (?:view|opinion|words|reckoning|judg(?:e)?ment) of) ([^\x01]+?)[.\s”\"]*$"
        ).search(masked[:end], lead)
        if by is not None and not PAPERS.search(by.group(1)) and self._stands(masked[lead : by.start()]):
            comma = re.search(r"[,;]", by.group(1))
            ends = by.start(1) + (comma.start() if comma else len(by.group(1)))
            teller = self._speakers.within(by.start(1), ends)
            if teller is not None and self._inner(lead, by.start()):
                teller = None  # "Xi told Trump that C, according to Xinhua": the words are Xi's
            if teller is not None:
                self._tag_end = ends
                return [self._said(teller, [(lead, by.start())], masked[by.start() : end], "C, according to X")]
        return []

    def _inner(self, start: int, end: int) -> bool:
        masked = self._document.masked
        for verb in itertools.islice(self._verb.finditer(masked, start, end), VERBS):
            who = self._speakers.before(start, verb.start())
            if who is not None and who.name not in AGENCIES:
                return True
        return False

    def _with_rest(self, lead: int, stop: int, rest: int, end: int) -> list[tuple[int, int]]:
        """Gives the clause before a tag, and with it what follows the tag where the clause goes on there."""
        masked = self._document.masked
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
        own = self._verb.search(masked, begins, ends)  # "he said, and Li had replied that": Li's own clause
        if len(plain) > 1 and (
            not whole or (AND_SO.match(masked, begins, ends) and not own) or _VERB_NEXT.match(masked, begins, ends)
        ):
            parts.append((begins, ends))
        return parts

    def _tag_of(self, lead: int, end: int, verb: re.Match[str]) -> tuple[Who, int, int] | None:
        """Gives the speaker of a tag, where the clause before it stops and where the text goes on behind it."""
        masked = self._document.masked
        rest = skip_gaps(masked, verb.end(), end)
        inverted = self._speakers.inverted(verb.start(), verb.end(), end)
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
            if NOT_A_TAG.match(by) or BESIDE.search(by):
                return None  # "…, a day after the leaders agreed on talks": what happened, not who says so
            who = self._speakers.before(stop + 1, verb.start(), origin=self._frame[0].start, until=lead)
            if who is not None:
                return who, stop, rest
        return None

    def _behind_subject(self, at: int, end: int) -> int:
        """Where a clause may go on behind `notes Arthur Feng, a lawyer in Long Beach`: at the comma that ends the tag."""
        masked = self._document.masked
        comma = masked.find(",", at, min(end, at + 120))
        if comma < 0:
            return end
        apposed = re.match(r",\s+(?:an?|the|who|its|his|her|chief|head)\s[^,.;:\x01]{3,90}(?=,)", masked[comma:end])
        return comma + apposed.end() if apposed is not None else comma

    # --- behind its verb ---

    def _after_the_verb(self, start: int, end: int, after: int, tagged: bool) -> list[Said]:
        """`X said (that) C`, `X rejected that, saying C`, `..., adding that C`."""
        masked = self._document.masked
        found: list[Said] = []
        who: Who | None = None
        for verb in itertools.islice(self._verb.finditer(masked, max(start, after), end), VERBS):
            inside = bool(found) and verb.start() < found[-1].parts[-1][1] - 1
            if inside and not masked[verb.start() - 2 : verb.start()].startswith(","):
                continue
            participle = verb.group().lower().endswith("ing")
            if participle and not PARTICIPLE.match(verb.group()):
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
            foreign = verb.group() in self._foreign
            least = 3 if masked[:begins].rstrip().endswith(" that") else 4
            for one in self._clauses(begins, stops):  # one after the other: each remembers the one before
                if self._stands(masked[one[0] : one[1]], foreign=foreign, least=least):
                    found += [self._said(speaker, [one], frame, "X said C")]
        return found

    def _claimed(self, start: int, end: int, others: list[Said]) -> list[Said]:
        """`referring to Li Chenggang's claim that C`: what a sentence says that somebody claimed, to its end."""
        masked = self._document.masked
        claim = _CLAIM.search(masked, start, end)
        if claim is None or any(low <= claim.start() < high for one in others for low, high in one.parts):
            return []
        who = self._speakers.cast.ending(claim.end(1))
        who = who if who is not None and who.start >= claim.start(1) else None
        name = who.who if who is not None and not who.country else self._speakers.cast.names.by_name(claim[1])
        if name is None:
            return []
        stop = stripped(masked, claim.end(), end)
        comma = masked.find(",", claim.end() + 20, stop)
        clause = (claim.end(), comma if comma > 0 else stop)
        if not self._stands(masked[slice(*clause)]):
            return []
        return [self._said(name, [clause], masked[start : claim.end()], "X's claim that C")]

    def _speaker_of(
        self, start: int, verb: re.Match[str], who: Who | None, participle: bool, tagged: bool
    ) -> Who | None:
        masked = self._document.masked
        sentence, _, previous = self._frame
        if participle:
            if who is not None:
                return who
            if tagged and self._speakers.last is not None:
                return self._speakers.last
            # "X rejected that, saying C": whose the verb before it is
            together = re.search(r"\bwith ([^,\x01]{3,60})\Z", masked[start : verb.start()].rstrip())
            if together is not None:
                return self._speakers.within(start + together.start(1), start + together.end(1))
            for earlier in reversed(list(ACTS.finditer(masked, start, verb.start()))):
                speaker = self._speakers.before(start, earlier.start(), origin=sentence.start)
                if speaker is not None:
                    return speaker
            return self._speakers.subject(start, verb.start()) or (previous.who if previous is not None else None)
        if self._speakers.inverted(verb.start(), verb.end(), sentence.end) is not None:
            return None
        if RELATIVE.search(masked[max(start, verb.start() - 80) : verb.start()]):
            return None
        begins = max(start, masked.rfind("\x01", start, verb.start()) + 1)
        speaker = self._speakers.before(begins, verb.start(), origin=sentence.start)
        if speaker is None and begins > start and _ONLY_MARKS.fullmatch(masked, begins, verb.start()):
            speaker = self._speakers.before(
                start, verb.start(), origin=sentence.start
            )  # "Trump, who called Xi “…”, said"
        if speaker is None and re.search(r"\b(?:and|but|then|y|et|und)(?:\s\w+ly)?\s*\Z", masked[start : verb.start()]):
            here = previous is not None and previous.sentence is sentence
            speaker = (
                who
                or (previous.who if previous is not None and here else None)
                or self._speakers.subject(start, verb.start())
            )
        if (
            verb.group() in RULINGS
            and not masked.startswith(" that ", verb.end())
            and (speaker is None or not re.search(r"Court|Circuit|panel|board|commission", speaker.name, re.IGNORECASE))
        ):
            return None
        return speaker

    def _clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """`that A and that B` is one clause, unless A is little more than a quotation: then B stands by itself."""
        masked = self._document.masked
        pieces = split_that(masked, start, end)
        both = len(pieces) > 1 and all(self._stands(masked[slice(*one)]) for one in pieces)
        if both:
            return pieces if apart(masked, pieces) else [(start, end)]
        return [(start, end)] if self._stands(masked[slice(*pieces[0])]) else pieces

    def _clause(self, verb: re.Match[str], limit: int) -> tuple[int, int] | None:
        """Offsets of the reported clause behind a verb, None where it governs something else."""
        masked = self._document.masked
        at = verb.end()
        word = verb.group().lower()
        rest = masked[at:limit]
        if word in TO_SOMEBODY:
            told = TOLD.match(rest)
            that = TOLD_THAT.match(rest)
            whom = TOLD_ANY.match(masked, at, limit)
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
        elif verb.group() in self._foreign:
            clause = re.match(r"[^.;:\x01]{0,90}?(?:,\s+(?=\w)|\s(?:que|dass)\s|\squ['’])", masked[verb.end() : limit])
            if clause is None:
                return None  # "a rejeté la décision": a thing, no clause
            at = verb.end() + clause.end()
        elif word not in WITHOUT_THAT or (
            re.match(r"\s*(?:an?|the|its|his|her|their|new|more|\d)\b", masked[at:limit])
            and not AUXILIARY.match(masked[at:limit])
            and word in TAKES_THINGS
        ):
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
        sentence = self._frame[0]
        if SUBORDINATE.match(masked, sentence.start, verb.start()) and "," not in masked[sentence.start : verb.start()]:
            comma = masked.find(",", at + 12, end)  # "After X said that C, Y answered": Y's is another clause
            end = comma if comma > 0 else end
        return (at, end) if end > at else None

    def _framed_that(self, at: int, limit: int) -> int | None:
        """Where the clause begins behind what frames its `that`: `said on arrival that C`, `said of Xi that C`."""
        masked = self._document.masked
        far = re.match(r"[^,.;:\x01]{1,80}?,?\s+that\b", masked[at:limit])
        if far is None or not FRAME.match(masked, at, at + far.end()) or STRONG.search(masked, at, at + far.end() - 5):
            return None
        return at + far.end()

    def _stands(self, clause: str, *, foreign: bool = False, least: int = 4) -> bool:
        """A clause of its own: several words outside quotation marks, the first ones not quoted."""
        unquoted = re.sub(r"[“\"‘«„]?\x01+[”\"’»“]?", " \x01 ", clause)
        words = unquoted.split()
        plain = [word for word in words if re.search(r"\w", word)]
        least = 3 if foreign or PRONOUN_FIRST.match(unquoted) else least
        if len(plain) < least and not (len(words) >= 4 and "\x01" not in unquoted):
            return False
        if not foreign and not FINITE.search(unquoted):
            return False
        first = words.index("\x01") if "\x01" in words else len(words)
        after = words[first + 1 :] if "\x01" in words else []
        whole = (
            first == 3 and FINITE.search(words[2]) and not _WANTS_MORE.match(words[2])
        )  # "guidance would follow “…”"
        if "\x01" in words and first < 4 and not whole and len([word for word in after if re.search(r"\w", word)]) < 3:
            return False
        return "\x01" not in words or first >= 4 or bool(after)

    def _said(self, who: Who, parts: list[tuple[int, int]], frame: str, rule: str) -> Said:
        sentence, paragraph, previous = self._frame
        channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        if previous is not None and previous.who == who and previous.paragraph is paragraph:
            day = day or previous.day
            channel = previous.channel if channel is Channel.UNKNOWN else channel
        self._speakers.spoke(who)
        said = Said(parts, False, who, channel, day, 0.75, rule, sentence, paragraph)
        self._frame = (sentence, paragraph, said)
        return said
