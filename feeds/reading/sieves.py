"""Whose a quotation is by the verbs of saying around it, from the surest sieve to the weakest."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.hantags import han_tag
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.quotes import Quote
from tradewatch.feeds.reading.secondhand import second_hand
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.tags import (
    ACCORDING,
    ACCOUNT,
    AND,
    ANY_VERB,
    AWAY,
    BESIDE,
    DENIED,
    DROPPED,
    FAR,
    HELPED,
    MARKS,
    MODAL,
    NAMED_FIRST,
    NO_INVERSION,
    NOBODY_NAMED,
    NOW_VERB,
    PASSED_ON,
    PREDICATE,
    QUOTED_AS,
    SOME_SUBJECT,
    TAG_CLOSES,
    VERBS,
    WEAK,
    WHAT_X_CALLED,
)
from tradewatch.feeds.reading.wordsof import Told, WordsOf

__all__ = ["Sieves"]

_HIS = re.compile(r"\b(He|he|His|his|She|she|Her|her)\b")


class Sieves:
    """Tries the rules on the quotations of one item; each gives its name with the speaker, and a confidence."""

    def __init__(self, document: Document, speakers: Speakers, verb: re.Pattern[str]) -> None:
        self._text, self._masked = document.text, document.masked
        self._speakers, self._verb = speakers, verb
        self._words_of = WordsOf(document.masked, speakers)

    def surely(self, quote: Quote, sentence: Sentence) -> Told:
        """Gives the speaker that a verb of saying or a phrase beside the quotation names."""
        masked = self._masked
        called = WHAT_X_CALLED.search(masked[max(sentence.start, quote.start - 120) : quote.start])
        if called is not None:
            at = max(sentence.start, quote.start - 120)
            who = self._speakers.within(at + called.start(1), at + called.end(1))
            return who, "what X called", 0.8 if who else 0.2
        aside = second_hand(masked, quote, sentence.start, min(sentence.end, quote.end + FAR), self._speakers)
        if aside is not None:
            return aside
        told = self._words_of.surely(quote, sentence.start, min(sentence.end, quote.end + FAR))
        if told is not None:
            return told
        tag = self.tag(quote, sentence)
        if tag is not None and not tag[0].person:
            inner = self._before(quote, sentence, masked)  # "Xi told Trump that “Q”, the ministry says": Xi's words
            if inner[0] is not None and inner[0].person and inner[0] != tag[0]:
                return inner
        if tag is not None:
            return tag
        han = han_tag(masked, quote, sentence, self._speakers)
        if han is not None:
            return han
        return self._before(quote, sentence, masked)

    def tag(self, quote: Quote, sentence: Sentence) -> tuple[Who, str, float] | None:
        """Gives the speaker of `“Q,” said X`, `“Q,” X said`, `“Q”, according to X`."""
        masked = self._masked
        limit = min(sentence.end, quote.end + FAR)
        at = quote.end
        while at < limit and masked[at] in MARKS:
            at += 1
        ended = self._text[quote.end - 1 : quote.end] in tuple(",!?—–-.…") or masked[at : at + 1] == ","
        by = ACCORDING.match(masked, at, limit)
        if by is not None:
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
        if later is None and ended:
            return self._any_verb(lead, at, min(ends, at + 160))
        if later is None or not ended:
            return None
        if re.search(
            r"[.;]\s", masked[at : later.start()].replace("Mr. ", "").replace("Sen. ", "").replace("U.S. ", "")
        ):
            return None
        if re.match(
            r"[\s,]*(?:and|but|while|as|because|that|which|when|if|after|before|since|although|though|until|where|who|whose|even|hours|days)\b",
            masked[at : later.start()],
        ):
            return None
        if DENIED.search(masked[at : later.start()]):
            return None
        who = self._speakers.before(at, later.start())
        return (who, "X said", 0.95) if who is not None else self._any_verb(lead, at, later.start())

    def _any_verb(self, lead: int, at: int, limit: int) -> tuple[Who, str, float] | None:
        """`“Q,” deadpanned X`, `“Q,” he sniffed`: behind words that end in a comma any verb is one of saying."""
        masked = self._masked
        verb = ANY_VERB.match(masked, lead, limit) or NOW_VERB.match(masked, lead, limit)
        if verb is not None:
            who = self._speakers.after(verb.end(), limit)
            if who is not None and (who.person or not who.known):
                return who, "verbed X", 0.8
            return None
        for named in self._speakers.cast.between(at, limit)[:3]:
            if not named.who.person or not NAMED_FIRST.fullmatch(masked, at, named.start):
                break
            if PREDICATE.match(masked, named.end):
                return named.who, "X verbed", 0.75  # "“Q,” Lutnick shot over his shoulder"
        verb = ANY_VERB.search(masked, at, limit)
        if verb is None or re.search(
            r"[,.;:]|\b(?:and|but|that|which|who|when|as|after|while)\b", masked[at : verb.start()].strip(" ,")
        ):
            return None
        if not TAG_CLOSES.match(masked, verb.end()):
            return None
        who = self._speakers.before(at, verb.start())
        return (who, "X verbed", 0.75) if who is not None else None

    def _before(self, quote: Quote, sentence: Sentence, masked: str) -> Told:
        """`X said: “Q”`, `X said that it was “Q”`, `“A,” X said, “B”`: the last verb before the words."""
        start = max(sentence.start, quote.start - FAR)
        semicolon = masked.rfind("; ", start, quote.start)
        if semicolon > 0 and any(not one.country for one in self._speakers.cast.between(semicolon, quote.start)):
            start = semicolon + 2  # somebody else's clause
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
            if who is None and (
                NOBODY_NAMED.search(masked[begins : verb.start()]) or SOME_SUBJECT.search(masked[begins : verb.start()])
            ):
                return None, "nobody named", 0.2
            if who is None:
                continue
            modal = MODAL.search(masked[max(begins, verb.start() - 24) : verb.start()]) is not None
            if (verb.group() in WEAK or modal) and verb is not verbs[0]:
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

    def weakly(self, quote: Quote, sentence: Sentence) -> Told:
        """Gives the speaker by a verb anywhere in the sentence, `according to X` at its end, or whom it is about."""
        masked = self._masked
        told = self._words_of.weakly(quote, sentence.start)
        if told is not None:
            return told
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
        according = re.search(r"\b[Aa]ccording to ([^,.;\x01]+)", masked[sentence.start : limit])
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

    def sentence_before(self, sentence: Sentence, paragraph: Paragraph) -> Told:
        """Gives the speaker of a quotation alone after a sentence with one: `He added that ... . “Q.”`."""
        masked = self._masked
        before = paragraph.before(sentence)
        if before is None:
            return None, "none", 0.2
        for verb in self._verb.finditer(masked, before.start, min(before.end, before.start + 2 * FAR)):
            who = self._speakers.before(_clause_start(masked, before.start, verb.start()), verb.start())
            if who is not None:
                return who, "after X", 0.65
        if masked[before.start : before.end].rstrip().endswith(":"):
            who = self._speakers.subject(before.start, before.end)
            return (who, "announced", 0.7) if who is not None else (None, "none", 0.2)
        who = self._speakers.subject(before.start, before.end, sure=True)
        if who is None and (his := _HIS.search(masked, before.start, before.end)) is not None:
            who = self._speakers.pronoun("she" if his[1].casefold() in ("her", "she") else "he", before.start)
        return (who, "after X", 0.45) if who is not None else (None, "none", 0.2)


def _clause_start(masked: str, start: int, end: int) -> int:
    """Where the clause begins that ends at a place: behind the last break of the sentence."""
    found = start
    for match in re.finditer(r"[;:]\s|\s[—–-]\s|—", masked[start:end]):
        if end - (start + match.end()) > 2:
            found = start + match.end()
    return found
