"""Direct statements: each quotation to the one whose verb of saying governs it, split ones joined.

The sieves go from the surest to the weakest; each leaves its name on the statement as the rule, with a confidence.
"""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.tags import (
    ACCORDING,
    ACCOUNT,
    AND,
    AWAY,
    BESIDE,
    DENIED,
    DROPPED,
    FAR,
    HAN_SAYS,
    HELPED,
    LETTER,
    MARKS,
    NO_INVERSION,
    PASSED_ON,
    QUOTED_AS,
    QUOTES,
    THAT,
    TITLE_OF_A_WORK,
    VERBS,
    WEAK,
    WHAT_X_CALLED,
)
from tradewatch.records import Channel, Field

__all__ = ["Attributer"]


class Attributer:
    """Reads the paragraphs of one item in order and gives its direct statements."""

    def __init__(self, document: Document, speakers: Speakers, manner: Manner, verb: re.Pattern[str]) -> None:
        self._document, self._speakers, self._manner, self._verb = document, speakers, manner, verb
        self._open: Said | None = None
        """A quotation that its paragraph did not close."""
        self._announced_by: Who | None = None
        """Whose words the last paragraph announced with a colon."""

    def sentence_quotes(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the statements quoted in a sentence; `previous` is the last one of the paragraph."""
        found: list[Said] = []
        for quote in paragraph.quotes:
            if not sentence.start <= quote.start < sentence.end:
                continue
            if len(found) >= QUOTES:
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
        if sentence is paragraph.sentences[-1]:
            self._announce(sentence)
        return self._joined(found, sentence)

    def _attributed(self, quote: Quote, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> Said | None:
        masked = self._document.masked
        frame = masked[max(sentence.start, quote.start - FAR) : min(sentence.end, quote.end + FAR)]
        who, rule, confidence = self._who(quote, sentence, masked)
        if rule == "denied":
            return None
        alone = not re.search(r"\w", frame.replace("\x01", ""))
        here = (
            previous if previous is not None and previous.paragraph is paragraph and previous.who is not None else None
        )
        if who is None and alone:
            if here is not None and here.direct:  # "A," X said. "B." is one statement in two sentences
                here.parts.append((quote.start, quote.end))
                self._open = here if not quote.closed else self._open
                return None
            if here is not None:
                who, rule, confidence = here.who, "alone", 0.7
            elif _first(paragraph, sentence) and self._announced_by is not None:
                who, rule, confidence = self._announced_by, "announced", 0.8
            elif not _first(paragraph, sentence):
                who, rule, confidence = self._sentence_before(sentence, paragraph)
            elif self._speakers.last is not None and len(paragraph.quotes) == 1:
                who, rule, confidence = self._speakers.last, "goes on", 0.4
        if who is None and not alone:
            who, rule, confidence = self._weakly(quote, sentence, masked)
        channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        if here is not None and here.who == who:
            day = day or here.day
            channel = here.channel if channel is Channel.UNKNOWN else channel
        if who is not None:
            self._speakers.spoke(who)
        return Said(
            [(quote.start, quote.end)], True, who, channel, day, confidence if who else 0.2, rule, sentence, paragraph
        )

    # --- the sieves ---

    def _who(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who | None, str, float]:
        called = WHAT_X_CALLED.search(masked[max(sentence.start, quote.start - 120) : quote.start])
        if called is not None:
            at = max(sentence.start, quote.start - 120)
            who = self._speakers.within(at + called.start(1), at + called.end(1))
            return who, "what X called", 0.8 if who else 0.2
        tag = self._tag(quote, sentence, masked)
        if tag is not None:
            return tag
        han = self._in_chinese(quote, sentence, masked)
        if han is not None:
            return han
        return self._before(quote, sentence, masked)

    def _tag(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who, str, float] | None:
        """`“Q,” said X`, `“Q,” X said`, `“Q”, according to X`."""
        limit = min(sentence.end, quote.end + FAR)
        at = quote.end
        while at < limit and masked[at] in MARKS:
            at += 1
        ended = self._document.text[quote.end - 1 : quote.end] in tuple(",!?—–-.…") or masked[at : at + 1] == ","
        by = ACCORDING.match(masked, at, limit)
        if by is not None and by.group().strip(" ,") != "as":
            stop = re.search(r"[,.;:\x01]", masked[by.end() : limit] + ".")
            words = masked[by.end() : by.end() + (stop.start() if stop else 0)]
            passed = ACCOUNT.search(words) and self._verb.search(masked, sentence.start, quote.start)
            who = None if passed else self._speakers.within(by.end(), by.end() + (stop.start() if stop else 0))
            if who is not None:
                return who, "according to X", 0.85
        lead = at
        while lead < limit and masked[lead] in ",;:.!?—– ":
            lead += 1
        helped = HELPED.match(masked, lead, limit)
        verb = self._verb.match(masked, helped.end() if helped else lead, limit)
        if (
            verb is not None
            and (ended or helped or verb.group() not in NO_INVERSION)
            and not verb.group().endswith("ing")
        ):
            if helped is not None and "-" in helped.group():
                who = self._speakers.pronoun("elle" if "elle" in helped.group() else "il", at)
            else:
                who = self._speakers.after(verb.end(), limit)
                if who is None and verb.group() in DROPPED:
                    who = self._speakers.pronoun("él", at)
            if who is not None:
                return who, "said X", 0.95
        quoted = QUOTED_AS.search(masked, at, limit)
        if quoted is not None:
            who = self._speakers.within(quoted.start(1), quoted.end(1))
            if who is not None:
                return who, "quoted X as saying", 0.8
        next_quote = masked.find("\x01", at, limit)
        ends = limit if next_quote < 0 else next_quote
        later = self._verb.search(masked, at, min(ends, at + 200))
        while later is not None and later.group().endswith("ing"):
            later = self._verb.search(masked, later.end(), min(ends, at + 200))
        if later is None or not ended:
            return None
        if re.search(
            r"[.;]\s", masked[at : later.start()].replace("Mr. ", "").replace("Sen. ", "").replace("U.S. ", "")
        ):
            return None
        if re.match(r"[\s,]*(?:and|but|while|as|because|that|which|when|if)\b", masked[at : later.start()]):
            return None
        if DENIED.search(masked[at : later.start()]):
            return None
        who = self._speakers.before(at, later.start())
        return (who, "X said", 0.95) if who is not None else None

    def _in_chinese(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who | None, str, float] | None:
        """`商务部发言人强调，“…”` and `“…”，何亚东说`: whom the verb stands next to."""
        low, high = max(sentence.start, quote.start - 40), min(sentence.end, quote.end + 24)
        before, after = masked[low : quote.start], masked[quote.end : high]
        if "否认" in before:
            return None, "denied", 0.2
        if HAN_SAYS.search(before):
            begins = low + max(before.rfind(mark) for mark in "。；\n") + 1
            who = self._han_speaker(begins, quote.start, sentence, masked)
            if who is not None:
                return who, "X 说", 0.85
        if HAN_SAYS.search(after):
            who = self._han_speaker(quote.end, high, sentence, masked)
            if who is not None:
                return who, "X 说", 0.85
        return None

    def _han_speaker(self, start: int, end: int, sentence: Sentence, masked: str) -> Who | None:
        named = [one for one in self._speakers.cast.between(start, end) if not one.country]
        if named:
            return next((one.who for one in named if one.who.person), named[0].who)
        if re.search(r"该(?:负责人|发言人|部|官员)|他|她", masked[start:end]):
            body = self._speakers.cast.last(start)
            return self._speakers.last or (body.who if body else None)
        return None

    def _before(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who | None, str, float]:
        """`X said: “Q”`, `X said that it was “Q”`, `“A,” X said, “B”`: the last verb before the words."""
        start = max(sentence.start, quote.start - FAR)
        verbs = list(self._verb.finditer(masked, start, quote.start))[-VERBS:]
        weak: tuple[Who, str, float] | None = None
        for verb in reversed(verbs):
            begins = max(
                start, masked.rfind("\x01", start, verb.start()) + 1, _clause_start(masked, start, verb.start())
            )
            if DENIED.search(masked[begins : verb.start()]):
                return None, "denied", 0.2
            passed_on = PASSED_ON.search(masked[begins : verb.start()])
            if passed_on is not None:
                who = self._speakers.within(begins + passed_on.start(1), begins + passed_on.end(1))
            elif verb.group().endswith("ing"):
                who = self._participle(start, verb.start(), masked)
            else:
                turned = verb.group() not in NO_INVERSION
                who = self._speakers.inverted(verb.start(), verb.end(), quote.start) if turned else None
                who = who or self._speakers.before(begins, verb.start(), origin=sentence.start)
                if who is None and AND.search(masked[begins : verb.start()]):
                    who = self._coordinated(start, verb.start(), masked)
            if who is None:
                continue
            if verb.group() in WEAK and verb is not verbs[0]:
                weak = weak or (who, "X said:", 0.7)  # "Trump said that China had agreed to “Q”" is Trump's
                continue
            if quote.start - verb.end() > AWAY and (told := self._told_later(quote, sentence, masked)) is not None:
                return told
            return who, "X said:", 0.9
        return weak or (None, "none", 0.2)

    def _told_later(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who, str, float] | None:
        """The tag at the end of a long sentence: `…, a step that “Q” and that C, Mao Ning told a briefing`."""
        limit = min(sentence.end, quote.end + FAR)
        for verb in self._verb.finditer(masked, quote.end, limit):
            comma = masked.rfind(",", quote.end, verb.start())
            if comma > 0 and not verb.group().endswith("ing"):
                who = self._speakers.before(comma + 1, verb.start(), origin=sentence.start, until=sentence.start)
                if who is not None:
                    return who, "X said later", 0.8
        return None

    def _coordinated(self, start: int, verb: int, masked: str) -> Who | None:
        """`X described it as “A” and said “B”`: the subject of the verb before."""
        for earlier in reversed(list(self._verb.finditer(masked, start, verb))):
            who = self._speakers.before(start, earlier.start(), origin=start)
            if who is not None:
                return who
        return self._speakers.subject(start, verb)

    def _participle(self, start: int, verb: int, masked: str) -> Who | None:
        """Whose `saying “Q”` it is: the subject of the verb before it, else that of the sentence."""
        for earlier in reversed(list(self._verb.finditer(masked, start, verb))):
            if not earlier.group().endswith("ing"):
                who = self._speakers.before(max(start, _clause_start(masked, start, earlier.start())), earlier.start())
                if who is not None:
                    return who
        return self._speakers.subject(start, verb)

    def _weakly(self, quote: Quote, sentence: Sentence, masked: str) -> tuple[Who | None, str, float]:
        """A verb anywhere in the sentence, `according to X` at its end, or a colon behind whoever the sentence is about."""
        limit = min(sentence.end, quote.end + FAR)
        subject = re.match(r"\s*(It|He|She)\s+[“\"‘«„]*$", masked[sentence.start : quote.start])
        if subject is not None:
            who = self._speakers.pronoun(subject.group(1).casefold(), sentence.start)
            return who, "X “Q”", 0.7 if who else 0.2
        for after in itertools.islice(self._verb.finditer(masked, quote.end, limit), VERBS):
            if after.group().endswith("ing"):
                continue
            begins = _clause_start(masked, quote.end, after.start())
            if BESIDE.search(masked[max(begins, masked.rfind(",", begins, after.start())) : after.start()]):
                continue  # "“Q” after Trump threatened": what somebody else did meanwhile
            who = self._speakers.before(begins, after.start(), origin=sentence.start, until=begins)
            if who is not None:
                return who, "X said later", 0.8
        according = re.search(r"\baccording to ([^,.;\x01]+)", masked[sentence.start : limit])
        if according is not None:
            who = self._speakers.within(sentence.start + according.start(1), sentence.start + according.end(1))
            if who is not None:
                return who, "according to X", 0.8
        if masked[sentence.start : quote.start].rstrip(MARKS + "„‘").endswith(":"):
            who = self._speakers.subject(sentence.start, quote.start)
            if who is not None:
                return who, "X: “Q”", 0.7
        who = self._speakers.subject(sentence.start, quote.start, sure=True)
        return (who, "subject of the sentence", 0.5) if who is not None else (None, "none", 0.2)

    def _sentence_before(self, sentence: Sentence, paragraph: Paragraph) -> tuple[Who | None, str, float]:
        """A quotation that stands alone after a sentence with a speaker: `He added that ... . “Q.”`."""
        masked = self._document.masked
        before = [one for one in paragraph.sentences if one.end <= sentence.start][-1]
        for verb in self._verb.finditer(masked, before.start, min(before.end, before.start + 2 * FAR)):
            who = self._speakers.before(_clause_start(masked, before.start, verb.start()), verb.start())
            if who is not None:
                return who, "after X", 0.65
        if masked[before.start : before.end].rstrip().endswith(":"):
            who = self._speakers.subject(before.start, before.end)
            return (who, "announced", 0.7) if who is not None else (None, "none", 0.2)
        who = self._speakers.subject(before.start, before.end, sure=True)
        return (who, "after X", 0.45) if who is not None else (None, "none", 0.2)

    def _announce(self, sentence: Sentence) -> None:
        """Keeps whom a paragraph names that ends with a colon: the quotation in the next one is theirs."""
        masked = self._document.masked
        self._announced_by = None
        if masked[sentence.start : sentence.end].rstrip().endswith((":", "：")):
            letter = LETTER.search(masked[sentence.start : sentence.end])
            who = self._speakers.within(sentence.start + letter.end(), sentence.end) if letter else None
            self._announced_by = who or self._speakers.subject(sentence.start, sentence.end)

    # --- what is no statement, and what is one ---

    def _is_no_statement(self, quote: Quote, paragraph: Paragraph) -> bool:
        words = self._document.text[quote.start : quote.end]
        if len(words.split()) < 2 and not _han(words):
            return True
        before = self._document.text[paragraph.start : quote.start]
        significant = [word for word in re.findall(r"[A-Za-z][\w’']*", words) if len(word) > 3]
        titled = bool(significant) and all(word[0].isupper() for word in significant) and not words.isupper()
        return titled and bool(TITLE_OF_A_WORK.search(before.rstrip('“"‘«„ ') + " "))

    def _joined(self, found: list[Said], sentence: Sentence) -> list[Said]:
        """Joins the pieces of a quotation that its tag interrupts; other fragments of a sentence stand by themselves.

        Joined words read as one, so what the speaker did not say in one go is not joined.
        """
        joined: list[Said] = []
        for said in found:
            last = joined[-1] if joined else None
            if last is not None and last.who == said.who and last.who is not None:
                between = self._document.masked[last.parts[-1][1] : said.parts[0][0]]
                goes_on = self._document.text[last.parts[-1][1] - 1] in ",-–—" or between.lstrip(MARKS)[:1] == ","
                again = last.rule == "X said:" and self._verb.search(between)
                if goes_on and not THAT.search(between) and not again:
                    last.parts += said.parts
                    continue
            joined.append(said)
        return joined


def _clause_start(masked: str, start: int, end: int) -> int:
    """Where the clause begins that ends at a place: behind the last break of the sentence."""
    found = start
    for match in re.finditer(r"[;:]\s|\s[—–-]\s|—", masked[start:end]):
        if end - (start + match.end()) > 2:
            found = start + match.end()
    return found


def _first(paragraph: Paragraph, sentence: Sentence) -> bool:
    return paragraph.sentences[0] is sentence and paragraph.field is not Field.TITLE


def _han(words: str) -> bool:
    return len(re.findall("[\u4e00-\u9fff]", words)) >= 4
