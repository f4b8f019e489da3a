"""Direct statements: each quotation to the one whose verb of saying governs it, split ones joined.

The sieves go from the surest to the weakest; each leaves its name on the statement as the rule, with a confidence.
"""

from __future__ import annotations

import re

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.phrases import FINITE
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.sieves import Sieves
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.tags import FAR, LETTER, MARKS, QUOTES, TITLE_OF_A_WORK
from tradewatch.records import Channel, Field

__all__ = ["Attributer"]

_NARRATED = re.compile(rf"\b(?:that|which)\b|[\s,](?:and|but|while|because|although|so)\s|{FINITE.pattern}")
_OPENS_WITHIN = 2
"""Letters in which the next paragraph of a quotation opens its own mark."""
_GUESSED = 0.6
"""Confidence under which a speaker was only guessed."""


class Attributer:
    """Reads the paragraphs of one item in order and gives its direct statements, without channel and day."""

    def __init__(self, document: Document, speakers: Speakers, verb: re.Pattern[str]) -> None:
        self._document, self._speakers, self._verb = document, speakers, verb
        self._sieves = Sieves(document, speakers, verb)
        self._open: Said | None = None
        """A quotation that its paragraph did not close."""
        self._noted: tuple[Sentence, Who] | None = None
        """A sentence with a single quoted word, and who said it."""
        self._announced_by: Who | None = None
        """Whose words the last paragraph announced with a colon."""

    def sentence_quotes(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the statements quoted in a sentence; `previous` is the last one of the paragraph."""
        found: list[Said] = []
        if self._open is not None and sentence is paragraph.sentences[0] and not _begins_quoted(paragraph):
            self.leave_open()
        for quote in paragraph.quoted_in(sentence)[:QUOTES]:
            if self._open is not None and quote.start - paragraph.start <= _OPENS_WITHIN:
                self._go_on(self._open, quote, sentence)
                continue
            if self._is_no_statement(quote, paragraph):
                self._note(quote, sentence)
                continue
            said = self._attributed(quote, paragraph, sentence, found[-1] if found else previous)
            if said is None:
                continue
            if not quote.closed:
                self._left_open(said, quote, paragraph)
            found.append(said)
        if sentence is paragraph.sentences[-1]:
            self._announce(sentence)
        return self._joined(found)

    def _left_open(self, said: Said, quote: Quote, paragraph: Paragraph) -> None:
        """Keeps what the next paragraph may go on with; where a mark was forgotten in the middle of one, none does."""
        self.leave_open()
        self._open = said
        if self._document.masked[quote.end : paragraph.end].strip():
            self.leave_open()

    def leave_open(self) -> None:
        """A quotation that is neither closed nor goes on may hold the narrator's words: it is nobody's."""
        if self._open is not None:
            self._open.who, self._open.rule, self._open.confidence = None, "not closed", 0.2
            self._open = None

    def _attributed(self, quote: Quote, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> Said | None:
        masked = self._document.masked
        frame = masked[max(sentence.start, quote.start - FAR) : min(sentence.end, quote.end + FAR)]
        who, rule, confidence = self._sieves.surely(quote, sentence)
        if rule == "denied":
            return None
        if previous is not None and previous.sentence is sentence and previous.rule.startswith("read out"):
            who, rule, confidence = previous.who, previous.rule, previous.confidence  # "A," she read out, "B"
        alone = not re.search(r"\w", frame.replace("\x01", ""))
        here = (
            previous if previous is not None and previous.paragraph is paragraph and previous.who is not None else None
        )
        if who is None and alone:
            if here is not None and here.direct and _follows(here, sentence, paragraph):
                # "A," X said. "B." is one statement in two sentences
                here.parts.append((quote.start, quote.end))
                self._open = here if not quote.closed else self._open
                return None
            if self._noted is not None and self._noted[0] is paragraph.before(sentence):
                who, rule, confidence = self._noted[1], "alone", 0.7
            elif here is not None:
                who, rule, confidence = here.who, "alone", 0.7
            elif _first(paragraph, sentence) and self._announced_by is not None:
                who, rule, confidence = self._announced_by, "announced", 0.8
            elif not _first(paragraph, sentence):
                who, rule, confidence = self._sieves.sentence_before(sentence, paragraph)
            elif self._speakers.lately is not None and len(paragraph.quotes) == 1:
                who, rule, confidence = self._speakers.lately, "goes on", 0.4
        if who is None and not alone and not rule.startswith(("read out", "nobody named")):
            who, rule, confidence = self._sieves.weakly(quote, sentence)
        if who is not None:
            self._speakers.spoke(who)
        return Said(
            [(quote.start, quote.end)],
            True,
            who,
            Channel.UNKNOWN,
            None,
            confidence if who else 0.2,
            rule,
            sentence,
            paragraph,
        )

    def _note(self, quote: Quote, sentence: Sentence) -> None:
        """Who says a single word is no statement here, but speaks on in the next sentence: `“Never,” he said. “Not ever.”`"""
        who, _, _ = self._sieves.surely(quote, sentence)
        if who is not None:
            self._noted = (sentence, who)
            self._speakers.spoke(who)

    def _go_on(self, said: Said, quote: Quote, sentence: Sentence) -> None:
        """Takes the next paragraph of a quotation in; the tag behind its end is surer than a guess at its beginning."""
        said.parts.append((quote.start, quote.end))
        self._open = said if not quote.closed else None
        if said.confidence >= _GUESSED:
            return
        tag = self._sieves.tag(quote, sentence)
        if tag is not None:
            said.who, said.rule, said.confidence = tag
            self._speakers.spoke(tag[0])

    # --- what a paragraph announces ---

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

    def _joined(self, found: list[Said]) -> list[Said]:
        """Joins the pieces of a quotation that its tag interrupts; other fragments of a sentence stand by themselves.

        Joined words read as one, so what the speaker did not say in one go is not joined.
        """
        joined: list[Said] = []
        for said in found:
            last = joined[-1] if joined else None
            if last is not None and last.who == said.who and last.who is not None:
                between = (last.parts[-1][1], said.parts[0][0])
                goes_on = self._document.text[between[0] - 1] in ",-–—" or self._behind(*between)[:1] == ","
                if goes_on and self._is_only_a_tag(*between):
                    last.parts += said.parts
                    self._open = last if self._open is said else self._open
                    continue
            joined.append(said)
        return joined

    def _behind(self, start: int, end: int) -> str:
        return self._document.masked[start:end].lstrip(MARKS)

    def _is_only_a_tag(self, start: int, end: int) -> bool:
        """Whether nothing stands between two pieces but who says so, when and where: no words of the narrator's."""
        masked = self._document.masked
        verb = self._verb.search(masked, start, end)
        return (
            verb is not None
            and not self._verb.search(masked, verb.end(), end)
            and not _NARRATED.search(masked[verb.end() : end])
        )


def _begins_quoted(paragraph: Paragraph) -> bool:
    return bool(paragraph.quotes) and paragraph.quotes[0].start - paragraph.start <= _OPENS_WITHIN


def _follows(said: Said, sentence: Sentence, paragraph: Paragraph) -> bool:
    """Whether a statement's last piece stands in the sentence before: what somebody else says between parts the two."""
    before = paragraph.before(sentence)
    return before is None or before.start <= said.parts[-1][1]


def _first(paragraph: Paragraph, sentence: Sentence) -> bool:
    return paragraph.sentences[0] is sentence and paragraph.field is not Field.TITLE


def _han(words: str) -> bool:
    return len(re.findall("[\u4e00-\u9fff]", words)) >= 4
