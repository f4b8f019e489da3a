"""Direct statements: each quotation to the one whose verb of saying governs it, split ones joined."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel, Field

__all__ = ["DENIED", "Attributer", "subject_of"]

_TITLE_OF_A_WORK = re.compile(
    r"(?:\b(?:on|titled|entitled|called|film|movie|novel|book|song|album|show|program|programme|series|podcast|column|headlined|nicknamed|dubbed|magazine|documentary)|\b[A-Z]{2,4}['’]s|\bFox['’]s)\s*[“\"‘«„]?\Z"
)
_HAN_SAYS = re.compile(r"表示|指出|强调|回应|认为|宣布|写道|说|称")
_CONTINUES = re.compile(
    r"^[\s,;—–-]*(?:and|but|while|as|because|by|in|on|at|of|for|to|with|that|which|who|after|before|when|if|over|from|or)\b"
)
_VERBS, _FAR = 12, 600
"""Verbs of saying looked at in a sentence, and letters that a subject may be away: a text without end costs no more."""
DENIED = re.compile(
    r"\b(?:(?:did|does|do|has|had|have|would|will|could) ?(?:not|n['’]t)|didn['’]t|never|[Nn]either\b.*\bnor\b.*|denied (?:that )?\w+|否认.*)\s*\Z"
)
"""Words that somebody is said not to have said are nobody's."""
_PASSED_ON = re.compile(r"\b(?:(?:quot|cit)(?:ed|es|ing)\s+([^,]{2,60}?)\s+as|what\s+([^,]{2,60}?))\s*\Z")
"""`quoted Xi as saying`, `what Wang called`: the words are the inner one's."""
_WHAT_X_CALLED = re.compile(
    r"\bwhat\s+([^,\x01]{2,60}?)\s+(?:called|calls|described as|termed|labelled|labeled|dubbed)\s*(?:an?\s+)?[“\"‘«]?\Z"
)
_QUOTES = 24
"""Quotations of one sentence that are attributed; no sentence of a person has more."""
_THAT = re.compile(r"\bthat\b")


class Attributer:
    """Reads the paragraphs of one item in order and gives its direct statements."""

    def __init__(self, document: Document, speakers: Speakers, manner: Manner, say: str) -> None:
        self._document = document
        self._speakers = speakers
        self._manner = manner
        self._verb = re.compile(rf"(?<![\w-])(?:{say})(?![\w-])")
        self._after_verb = re.compile(rf"^[\s,.;:!?—–-]*(?:(?:a|ha|hat|habe) )?(?:{say})(?![\w-])")
        self._open: Said | None = None
        """A quotation that its paragraph did not close."""

    def sentence_quotes(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the statements quoted in a sentence; `previous` is the last one of the paragraph."""
        found: list[Said] = []
        for quote in paragraph.quotes:
            if not sentence.start <= quote.start < sentence.end:
                continue
            if len(found) >= _QUOTES:
                break
            if self._open is not None and quote.start - paragraph.start <= 2:
                self._open.parts.append((quote.start, quote.end))
                self._open = self._open if not quote.closed else None
                continue
            if self._is_no_statement(quote, paragraph):
                continue
            said = self._attributed(quote, paragraph, sentence, found[-1] if found else previous)
            if said is None:
                continue
            if not quote.closed:
                self._open = said
            found.append(said)
        return self._joined(found, sentence)

    def _attributed(self, quote: Quote, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> Said | None:
        masked = self._document.masked
        frame = masked[max(sentence.start, quote.start - _FAR) : min(sentence.end, quote.end + _FAR)]
        who, rule, confidence = self._who(quote, sentence, masked)
        if rule == "denied":
            return None  # words that somebody did not say are nobody's statement
        alone = not re.search(r"\w", frame.replace("\x01", ""))
        if (
            who is None
            and alone
            and previous is not None
            and previous.paragraph is paragraph
            and previous.who is not None
        ):
            # "A," X said. "B." is one statement in two sentences
            if previous.direct:
                previous.parts.append((quote.start, quote.end))
                return None
            return Said(
                [(quote.start, quote.end)],
                True,
                previous.who,
                previous.channel,
                previous.day,
                0.7,
                "alone",
                sentence,
                paragraph,
            )
        if who is None and alone:
            who, rule, confidence = self._announced(sentence, paragraph, masked)
        if (
            who is None
            and alone
            and self._speakers.last is not None
            and _first(paragraph, sentence)
            and len(paragraph.quotes) == 1
        ):
            who, rule, confidence = self._speakers.last, "goes on", 0.4
        if who is None and not alone:
            who, rule, confidence = self._subject(sentence, masked)
        channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        same = previous is not None and previous.paragraph is paragraph and previous.who == who
        if previous is not None and same:
            day = day or previous.day
            channel = previous.channel if channel is Channel.UNKNOWN else channel
        if who is not None:
            self._speakers.spoke(who)
        return Said(
            [(quote.start, quote.end)], True, who, channel, day, confidence if who else 0.2, rule, sentence, paragraph
        )

    def _who(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who | None, str, float]:
        after = masked[quote.end : min(sentence.end, quote.end + _FAR)]
        called = _WHAT_X_CALLED.search(masked[max(sentence.start, quote.start - 120) : quote.start])
        if called is not None:
            who = self._speakers.resolve(called.group(1), before=False)
            return who, "what X called", 0.8 if who else 0.2
        inverted = self._after_verb.match(after.lstrip("”\"’»«“'」 \u00a0"))
        if inverted is None:
            han = self._in_chinese(quote, sentence, masked)
            if han is not None:
                return han, "X 说", 0.85
            if "否认" in masked[max(sentence.start, quote.start - 40) : quote.start]:
                return None, "denied", 0.2
            so = re.match(r"^[\s,]*(?:so|selon|según|laut)\s+([A-ZÀ-Ý][^,.;]{2,60})", after.lstrip("”\"’»«“'」 \u00a0"))
            who = self._speakers.resolve(so.group(1), before=False) if so else None
            if who is not None:
                return who, "so X", 0.85
        closing = len(after) - len(after.lstrip("”\"’»«“'」 \u00a0"))
        rest = after[closing:]
        if inverted is not None:
            behind = rest[inverted.end() :]
            who = self._speakers.resolve(_clause(behind), before=False) or self._named_behind(behind)
            if who is not None:
                return who, "said X", 0.95
        if DENIED.search(masked[max(sentence.start, quote.start - 80) : quote.start].rstrip(' “"')):
            return None, "denied", 0.2
        next_quote = rest.find("\x01")
        tag = rest if next_quote < 0 else rest[:next_quote]
        ended = self._document.text[max(quote.end - 1, 0)] in ",!?—–-.…" or rest[:1] == ","
        verb = self._verb.search(tag)
        if verb is not None and ended and not _CONTINUES.match(tag):
            who = self._speakers.resolve(subject_of(tag[: verb.start()]))
            if who is not None:
                return who, "X said", 0.95
        return self._before(quote, sentence, masked)

    def _in_chinese(self, quote: Quote, sentence: Sentence, masked: str) -> Who | None:
        """`商务部发言人强调，“…”` and `“…”，何亚东说`: whom the verb stands next to."""
        before = masked[max(sentence.start, quote.start - 40) : quote.start]
        after = masked[quote.end : min(sentence.end, quote.end + 24)]
        if "否认" in before:
            return None
        if _HAN_SAYS.search(before):
            clause = re.split(r"[。；\n]", before)[-1]
            mentions = [one for one in self._speakers.names.mentions(clause) if not one.country]
            if mentions:
                return next((one.who for one in mentions if one.who.person), mentions[0].who)
        if _HAN_SAYS.search(after):
            mentions = [one for one in self._speakers.names.mentions(after) if not one.country]
            return mentions[0].who if mentions else None
        return None

    def _named_behind(self, behind: str) -> Who | None:
        """`dijo a la entrada el secretario del Tesoro, Scott Bessent`: a name of the roster a little further on."""
        mentions = [one for one in self._speakers.names.mentions(behind[:90]) if not one.country]
        persons = [one for one in mentions if one.who.person]
        return next((one.who for one in persons or mentions), None)

    def _before(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who | None, str, float]:
        before = masked[max(sentence.start, quote.start - _FAR) : quote.start]
        verbs = list(self._verb.finditer(before))
        for verb in reversed(verbs[-_VERBS:]):
            if DENIED.search(before[: verb.start()]):
                return None, "denied", 0.2
            passed_on = _PASSED_ON.search(before[: verb.start()])
            subject = (passed_on.group(1) or passed_on.group(2)) if passed_on else subject_of(before[: verb.start()])
            who = self._speakers.resolve(subject, before=passed_on is None)
            if who is not None:
                return who, "X said:", 0.9
        after = masked[quote.end : min(sentence.end, quote.end + _FAR)]
        verb_after = self._verb.search(after)
        if verb_after is not None:
            who = self._speakers.resolve(subject_of(after[: verb_after.start()]))
            if who is not None:
                return who, "X said later", 0.8
        according = re.search(r"\baccording to ([^,.;\x01]+)", masked[sentence.start : sentence.end])
        if according is not None:
            who = self._speakers.resolve(according.group(1), before=False)
            if who is not None:
                return who, "according to X", 0.8
        return None, "none", 0.2

    def _announced(self, sentence: Sentence, paragraph: Paragraph, masked: str) -> tuple[Who | None, str, float]:
        """A quotation that stands alone after a sentence with a speaker: `He added that ... . "Q."`, `X said:`."""
        previous = [one for one in paragraph.sentences if one.end <= sentence.start]
        if not previous:
            return None, "none", 0.2
        who, _, _ = self._subject(previous[-1], masked, only_verbs=True)
        return (who, "after X", 0.65) if who is not None else (None, "none", 0.2)

    def _subject(self, sentence: Sentence, masked: str, *, only_verbs: bool = False) -> tuple[Who | None, str, float]:
        text = masked[sentence.start : min(sentence.end, sentence.start + 2 * _FAR)]
        for verb in itertools.islice(self._verb.finditer(text), _VERBS):
            who = self._speakers.resolve(subject_of(text[: verb.start()]))
            if who is not None:
                return who, "subject of the sentence", 0.7
        if only_verbs:
            return None, "none", 0.2
        mentions = [one for one in self._speakers.names.mentions(text) if not one.country]
        if mentions and mentions[0].start < text.find("\x01"):
            return mentions[0].who, "named before", 0.45
        return None, "none", 0.2

    def _is_no_statement(self, quote: Quote, paragraph: Paragraph) -> bool:
        words = self._document.text[quote.start : quote.end]
        if len(words.split()) < 2 and not _han(words):
            return True
        before = self._document.text[paragraph.start : quote.start]
        significant = [word for word in re.findall(r"[A-Za-z][\w’']*", words) if len(word) > 3]
        titled = bool(significant) and all(word[0].isupper() for word in significant) and not words.isupper()
        return titled and bool(_TITLE_OF_A_WORK.search(before.rstrip('“"‘«„ ') + " "))

    def _joined(self, found: list[Said], sentence: Sentence) -> list[Said]:
        """Joins fragments of one sentence by one speaker, unless a new clause begins between them."""
        joined: list[Said] = []
        for said in found:
            last = joined[-1] if joined else None
            if last is not None and last.who == said.who and last.who is not None:
                between = self._document.masked[last.parts[-1][1] : said.parts[0][0]]
                if not _THAT.search(between):
                    last.parts += said.parts
                    continue
            joined.append(said)
        return joined


def subject_of(before: str) -> str:
    """The clause that ends at the verb: what stands behind the last quotation and the last break of the sentence."""
    piece = before[-_FAR:].rsplit("\x01", 1)[-1]
    return re.split(r"[;:]|\s[—–-]\s", piece)[-1]


def _clause(after: str) -> str:
    """The subject of `said X, who ...`: up to the first comma or the first word that goes on."""
    piece = re.split(
        r"[,;.\x01]\s|[,;]|\s(?:who|in|on|at|during|after|before|while|when|as|told|via|adding|from|following)\s",
        after + " ",
        maxsplit=1,
    )[0]
    return piece.strip(" .,:")


def _first(paragraph: Paragraph, sentence: Sentence) -> bool:
    return paragraph.sentences[0] is sentence and paragraph.field is not Field.TITLE


def _han(words: str) -> bool:
    return len(re.findall("[\u4e00-\u9fff]", words)) >= 4
