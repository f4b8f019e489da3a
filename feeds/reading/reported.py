"""Indirect statements: the clause that a verb of saying reports, without speaker and verb."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.attribution import DENIED, subject_of
from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel

__all__ = ["Reporter"]

_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_GAP = re.compile(
    r"^\s*(?:"
    rf",?\s*(?:on |late |early |last )*{_DAY}(?: (?:morning|afternoon|evening|night))?"
    r"|(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
    r"|(?:last|this|earlier this|late last|later that|that) (?:week|month|year|day|morning|afternoon|evening)"
    r"|all along|the same day|at the time|for (?:his|her|its) part|in turn|once more|again|publicly|privately|in public"
    r"|earlier|later|recently|today|yesterday|here|separately|repeatedly|also"
    r"|(?:late|early) on"
    r"|in (?:a|an|its|his|her|their|the) (?:[\w-]+ ){0,3}(?:statement|post|interview|response|briefing|speech|readout|letter|notice|report|call|message)(?: (?:on|with|to|of|from) (?:the )?[A-Z][\w’'. ]*?(?=\s(?:that|the|it|he|she|China|Beijing|on)\b|,|$))?"
    r"|(?:at|during) (?:a|an|the) (?:[\w-]+ ){0,3}(?:press conference|news conference|briefing|hearing|event|meeting)"
    r"|in (?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"|(?:aboard|at|from) (?:the )?(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"|to reporters|via [A-Z]\w+|on (?:X|Truth Social|social media|Weibo)(?=\s)"
    r"|,"
    r")(?=[\s,]|$)"
)
_TOLD = re.compile(
    r"^\s+(?:(?:[a-z]+ )?(?:reporters|journalists|lawmakers|senators|investors|analysts|farmers|Congress)|an? (?:daily |regular )?(?:news|press) conference|(?:[A-Z][\w’'.&\x01“”\"-]*\s?){1,5}|an? (?:[\w-]+ ){0,3}(?:broadcaster|newspaper|network|channel|audience|hearing|briefing|forum|conference|interviewer))"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|would|will|could|can|may|might|must|should|do|does|did|won['’]t|\w+n['’]t|isn['’]t|\w+['’](?:s|re|ve|ll|d)|[a-z]{2,}(?:ed|es)|[a-z]{3,}s|went|came|left|met|made|took|held|spoke|broke|saw|said|put|cut|set|let|kept|found|told|gave|got|began|ran|won|lost|want|need|remain|expect|believe|hope|agree|apply|face|pay)\b|ing\b.*\bto\b"
)
_LONGEST, _VERBS = 1_500, 12
"""Letters of a sentence, and verbs of saying in it, that are looked at: a text without end costs no more."""
_AUXILIARY = re.compile(
    r"\s*(?!\d)(?:[\w’',%-]+\s+){0,9}?(?:is|are|was|were|will|would|had|has|have|could|can|may|might|should|must|did|does|do)\b"
)
_TAKES_THINGS = frozenset(
    "announced announces pledged vowed promised disclosed revealed repeated signalled signaled posted wrote added adds adding confirmed".split()
)
"""Verbs that take a thing as often as a clause: `announced a duty` reports nothing."""
_NO_CLAUSE = re.compile(
    r"(?:Asked|Speaking|Referring|Answering|Responding|Commenting|Citing|Noting|Turning|Writing|Appearing|According|In|On|At"
    r"|When|While|After|Before|Since|Despite|Amid|With|For|By|As|If|But in|And in|Earlier|Later|Meanwhile|However)\b(?!.*,\s)"
)
_TOLD_THAT = re.compile(r"^[^,.;:]{1,80}?\bthat\b")
_TRAILING = re.compile(
    r"(?:;|,\s*according to\b|,\s*(?:adding|saying|noting|warning|arguing|insisting|claiming|stressing|calling|describing|urging|accusing|citing|referring)\b)"
)
_BARRED = re.compile(
    r"^\s*(?:of|about|for|by|with|to the|against|\x01|goodbye|no to|yes to|(?:so|as much|little|nothing|more)(?=[.,]|\s+(?:about|on|than|when|at)\b)|hello|(?:adding|saying|noting|calling|urging|describing|citing|warning|stressing)\b|(?:shortly |soon |just )?(?:after|before|during|when|amid|following|as|while|since|until|ahead of)\b)",
    re.IGNORECASE,
)
_TAIL_SAY = r"(?:said|says|told|added|adds|noted|insisted|argued|claimed|warned|wrote|explained|stated|stressed|acknowledged|announced|confirmed|estimated|reported|predicted|recalled|continued|revealed|disclosed|declared|maintained|suggested|conceded|admitted|testified|pointed out|indicated)"


_ENDS_A_TAG = re.compile(
    rf"\s*(?:$|[.,”\"]|(?:on|in|at|during|late|early|earlier|to|aboard|via|from|here|after|last|this|before|when|while|ahead|by|separately|{_DAY})\b)"
)


class Reporter:
    """Reads sentences and gives the clauses that somebody is reported to have said."""

    def __init__(self, document: Document, speakers: Speakers, manner: Manner, report: str) -> None:
        self._document = document
        self._speakers = speakers
        self._manner = manner
        self._verb = re.compile(rf"(?<![\w-])(?:{report})(?![\w-])")
        self._tail = re.compile(
            rf",\s+(?:(?P<by>[^,\x01]{{1,90}}(?:,[^,\x01]{{1,60}},)?)\s+{_TAIL_SAY}\b(?P<rest>.*)|according to (?P<acc>[^\x01]+?))[.\s”\"]*$"
        )

    def sentence_clauses(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the reported clauses of a sentence; `previous` is the last statement of the paragraph."""
        masked = self._document.masked[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
        if not re.search(r"\w", masked.replace("\x01", "")):
            return []
        found = self._led(masked, paragraph, sentence, previous)
        led = found[-1].parts[-1][1] - sentence.start if found else 0
        found += self._at_the_end(masked, paragraph, sentence, previous) if not found else []
        if not found or led:
            found += self._after_the_verb(masked, paragraph, sentence, previous)
        return found

    def _led(self, masked: str, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """`According to X, C` and the first clause of `Noting that C1, X said C2`."""
        according = re.match(r"^According to ([^,\x01]{2,80}),\s+", masked)
        if according is not None:
            who = self._speakers.resolve(according.group(1), before=False)
            start, end = according.end(), len(masked.rstrip(' .”"’»'))
            if who is not None and self._stands(masked[start:end]):
                frame = masked[: according.end()]
                return [
                    self._said(
                        who,
                        sentence.start + start,
                        sentence.start + end,
                        frame,
                        paragraph,
                        sentence,
                        previous,
                        "according to X",
                    )
                ]
        noting = re.match(
            r"^(?:Noting|Adding|Stressing|Saying|Arguing) that ([^,\x01]{12,160}),\s+(.{2,60}?)\s+(?:said|told|added)\b",
            masked,
        )
        if noting is not None:
            who = self._speakers.resolve(noting.group(2))
            if who is not None:
                start, end = noting.span(1)
                return [
                    self._said(
                        who,
                        sentence.start + start,
                        sentence.start + end,
                        masked[end:],
                        paragraph,
                        sentence,
                        previous,
                        "noting that C",
                    )
                ]
        return []

    def _at_the_end(self, masked: str, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """`C, X said on Monday.` and `C, according to X.`"""
        tail = self._tail.search(masked)
        if tail is None:
            return []
        subject = tail["by"] or tail["acc"] or ""
        if (
            tail["by"]
            and self._verb.search(masked[: tail.start()])
            and "\x01" not in masked[: tail.start()]
            and _reports(masked[: tail.start()], self._verb)
        ):
            return []
        if (
            tail["by"]
            and not _ENDS_A_TAG.match(tail["rest"])
            and not masked[tail.start() :].split(subject, 1)[1].lstrip().startswith("told")
        ):
            return []
        who = self._speakers.resolve(subject, before=tail["by"] is not None)
        if who is None or (
            tail["acc"] and re.search(r"\b(?:data|figures|document|bureau|survey|report|index)\b", subject)
        ):
            return []
        start, end = _lead_end(masked), tail.start()
        if _NO_CLAUSE.match(masked[start:end]):
            return []
        if not self._stands(masked[start:end]):
            return []
        frame = masked[tail.start() :] + " " + masked[:start]
        return [
            self._said(
                who, sentence.start + start, sentence.start + end, frame, paragraph, sentence, previous, "C, X said"
            )
        ]

    def _after_the_verb(
        self, masked: str, paragraph: Paragraph, sentence: Sentence, previous: Said | None
    ) -> list[Said]:
        """`X said (that) C`, `X rejected that, saying C`, `..., adding that C`."""
        found: list[Said] = []
        who: Who | None = None
        for verb in itertools.islice(self._verb.finditer(masked), _VERBS):
            if (
                found
                and verb.start() + sentence.start < found[-1].parts[-1][1] - 1
                and not masked[verb.start() - 2 : verb.start()].startswith(",")
            ):
                continue
            participle = verb.group().lower() in ("saying", "adding", "noting", "warning", "stating", "arguing")
            if DENIED.search(masked[: verb.start()]):
                continue
            subject = subject_of(masked[: verb.start()])
            speaker = who if participle and who is not None else self._speakers.resolve(subject)
            if speaker is None and participle:
                speaker = self._main_subject(masked[: verb.start()]) or (previous.who if previous else None)
            if speaker is None:
                continue
            clause = self._clause(masked, verb)
            if clause is None:
                continue
            who = speaker
            start, end = clause
            frame = masked[:start] + " " + masked[end:]
            for one_start, one_end in self._clauses(masked, start, end):
                if self._stands(masked[one_start:one_end]):
                    found.append(
                        self._said(
                            speaker,
                            sentence.start + one_start,
                            sentence.start + one_end,
                            frame,
                            paragraph,
                            sentence,
                            found[-1] if found else previous,
                            "X said C",
                        )
                    )
        return found

    def _clauses(self, masked: str, start: int, end: int) -> list[tuple[int, int]]:
        """`that A and that B` is one clause, unless A is little more than a quotation: then B stands by itself."""
        pieces = _split_that(masked, start, end)
        return [(start, end)] if self._stands(masked[slice(*pieces[0])]) else pieces

    def _main_subject(self, before: str) -> Who | None:
        return self._speakers.resolve(before.split(",")[0])

    def _clause(self, masked: str, verb: re.Match[str]) -> tuple[int, int] | None:
        """Offsets of the reported clause behind a verb, None where it governs something else."""
        at = verb.end()
        rest = masked[at:]
        if verb.group().lower() in ("told", "tell"):
            told = _TOLD.match(rest)
            that = _TOLD_THAT.match(rest)
            if that is not None:
                at += that.end()
            elif told is not None:
                at += told.end()
            else:
                return None
        at = _skip_gaps(masked, at)
        that = re.match(r"\s*that\b", masked[at:])
        if that is not None:
            at += that.end()
            at = _skip_gaps(masked, at) if masked[at : at + 2] == ", " else at
        elif verb.group().lower() in _TAKES_THINGS and re.match(
            r"\s*(?:an?|the|its|his|her|their|new|more|\d)\b", masked[at:]
        ):
            return None
        rest = masked[at:]
        if _BARRED.match(rest) and not rest.lstrip().startswith("\x01 "):
            return None
        at += len(rest) - len(rest.lstrip(" ,:"))
        end = len(masked.rstrip(' .”"’»'))
        trailing = _TRAILING.search(masked, at)
        if trailing is not None:
            end = trailing.start()
        return (at, end) if end > at else None

    def _stands(self, clause: str) -> bool:
        """A clause of its own: several words outside quotation marks, the first ones not quoted."""
        unquoted = re.sub(r"[“\"‘«„]?\x01+[”\"’»“]?", " \x01 ", clause)
        words = unquoted.split()
        if len([word for word in words if re.search(r"\w", word)]) < 4 and not (
            len(words) >= 4 and "\x01" not in unquoted
        ):
            return False
        if not _FINITE.search(clause):
            return False
        first = words.index("\x01") if "\x01" in words else len(words)
        after = words[first + 1 :] if "\x01" in words else []
        if first < 4:
            return False
        return "\x01" not in words or first >= 6 or bool(after)

    def _said(
        self, who: Who, start: int, end: int, frame: str, paragraph: Paragraph, sentence: Sentence,
        previous: Said | None, rule: str,
    ) -> Said:  # fmt: skip
        channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        if previous is not None and previous.who == who and previous.paragraph is paragraph:
            day = day or previous.day
            channel = previous.channel if channel is Channel.UNKNOWN else channel
        self._speakers.spoke(who)
        return Said([(start, end)], False, who, channel, day, 0.75, rule, sentence, paragraph)


def _reports(before: str, verb: re.Pattern[str]) -> bool:
    found = verb.search(before)
    return (
        found is not None
        and found.start() < 60
        and bool(re.search(r"\bthat\b", before[found.end() : found.end() + 40]))
    )


def _lead_end(masked: str) -> int:
    """Where a dateline ends: `LONDON (Wire) - `, `GENEVA, May 12 (Xinhua) -- `."""
    match = re.match(
        r"^[A-ZÀ-Ý][A-ZÀ-Ý .’'-]+(?:,\s+[A-Z][a-z]+\.?\s+\d{1,2})?(?:\s*\([^)]{1,40}\))?\s*[-–—]{1,2}\s+", masked
    )
    return match.end() if match else 0


def _skip_gaps(masked: str, at: int) -> int:
    while True:
        gap = _GAP.match(masked[at:])
        if gap is None or gap.end() == 0:
            return at
        at += gap.end()


def _split_that(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """`that A and that B` are two clauses; so are two of which one is nothing but a quotation."""
    match = re.search(r",? and that\s+", masked[start:end])
    if match is None:
        return [(start, end)]
    return [(start, start + match.start()), (start + match.end(), end)]
