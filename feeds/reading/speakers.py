"""Who speaks: the subject of a verb of saying, found beside it."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.cast import Named
from tradewatch.feeds.reading.discourse import Discourse
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.phrases import (
    ADVERBS,
    APPOSITION,
    ASKED,
    BARE_ROLE,
    BY_WHOM,
    FINITE,
    GOVERNED,
    HOPS,
    NOUNS,
    OBLIQUE,
    OF,
    OF_PLACE,
    ON_A_DAY,
    OPENS_A_CLAUSE,
    OPENS_INVERSION,
    PAPER,
    PASSIVE,
    PRONOUN,
    REACH,
    ROLE,
    SOMEBODY,
    SPOKES,
    SURNAME,
    UNNAMED,
    is_noun_phrase,
)

__all__ = ["Speakers"]


class Speakers(Discourse):
    """Finds subjects in one item, read from its beginning."""

    def before(self, start: int, verb: int, *, origin: int | None = None, until: int | None = None) -> Who | None:
        """Gives who the subject is that stands before a verb; the sentence (or what is left of it) begins at `start`.

        A pronoun may mean somebody named from `origin` on, but not behind `until`: the clause that a tag follows.
        """
        if PASSIVE.search(self._cast.text[max(start, verb - 24) : verb]):
            return None  # "it was announced": nobody says so
        self._origin = start if origin is None else origin
        self._until = until
        try:
            return self._subject_before(start, verb)
        finally:
            self._until = None  # it bounds this search, and no pronoun of another sentence

    def _subject_before(self, start: int, verb: int) -> Who | None:
        if ASKED.match(self._cast.text, self._origin):
            self._origin = verb
        text = self._cast.text
        start = max(start, verb - REACH)
        end = verb
        appositions: list[tuple[int, int]] = []
        for _ in range(HOPS):
            end = self._without_adverbs(start, end)
            if end <= start:
                return None
            if text[end - 1] not in ",)—–":
                who = self._phrase(start, end)
                if who is not None:
                    return self._named_in(appositions, who)
                if OPENS_A_CLAUSE.search(text[start:end]) or not appositions:
                    return self._apposed(appositions)
            piece = self._parenthesis(start, end)
            if piece is None:
                return self._apposed(appositions)
            appositions.append(piece)
            end = piece[0]
            while end > start and text[end - 1] in " ,(—–":
                end -= 1
        return self._apposed(appositions)

    def after(self, verb: int, limit: int) -> Who | None:
        """Gives who is named right behind a verb: `said Foreign Ministry spokesman Lin Jian in Beijing`."""
        text = self._cast.text
        lead = re.match(
            r"[\s:]*(?:(?:on|in) \w+day,?\s+|[a-z]+ly\s+|(?:hier|am \w+|à la presse|devant la presse|aux journalistes|a la prensa|a los periodistas|a periodistas|el \w+|este \w+|mardi|lundi|mercredi|jeudi|vendredi)\s+)?",
            text[verb:limit],
        )
        start = verb + (lead.end() if lead else 0)
        window = text[start : min(limit, start + 160)]
        stop = re.search(
            r"(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\b[A-Z])[,;:.\x01(—–]\s|[,;:.\x01(—–]$|\s(?:who|in|during|after|before|while|when|as|told|via|adding|from|following|with|because|that|by)\s|\s(?:on|at)\s+(?!the\s+(?:embassy|ministry|commission|department|bank))",
            window + " ",
        )
        end = start + (stop.start() if stop else len(window))
        pronoun = re.fullmatch(
            r"(he|she|it|they|er|sie|es|il|elle)(?:\s+(?:hinzu|fort|ein|an|zu|weiter|klar|fest|zurück|dazu|weiters))?",
            text[start:end].strip(),
        )
        if pronoun is not None:
            return self._pronoun(pronoun[1], start, start)
        if re.match(r"(?:he|she|it|they|that|there)\b", text[start:end]):
            return None
        if text[start:end].strip() == "He":  # "said He, who declined": a capital there is a surname
            return self._cast.names.surname(
                "He", [one.who for one in self._cast.between(0, start)]
            ) or self._cast.short("He", start)
        named = self._cast.between(start, end)
        persons = [one for one in named if one.who.person and not self.governed(one, start)]
        if persons:
            return persons[0].who
        words = text[start:end].strip()
        if UNNAMED.search(words) and not SPOKES.search(words):
            return None
        single = SURNAME.match(words)
        if single is not None:
            who = self._by_surname(single["name"], start)
            if who is not None:
                return who
        behind = text[end : min(limit, end + 60)]
        if behind[:2] == ", ":
            apposed = [
                one for one in self._cast.between(end, min(limit, end + 60)) if one.who.person and one.start <= end + 2
            ]
            if apposed:
                return apposed[0].who
        bodies = [one for one in named if not one.who.person and not one.country and not self.governed(one, start)]
        if bodies:
            return bodies[0].who
        who = self._role(words, start)
        if who is not None:
            return who
        countries = [one for one in named if one.country and one.start == start]
        return countries[0].who if countries and countries[0].end == end else None

    def inverted(self, verb_start: int, verb_end: int, limit: int) -> Who | None:
        """Gives the subject that stands behind its verb: `…, said Lin Jian on Friday`, not `…, said China would wait`."""
        text = self._cast.text
        before = text[max(0, verb_start - 4) : verb_start].rstrip(" ")
        if before[-1:] not in OPENS_INVERSION:
            return None
        match = NOUNS.match(text[verb_end:limit])
        if match is None or FINITE.search(match.group(1)):
            return None
        return self.after(verb_end, limit)

    def within(self, start: int, end: int) -> Who | None:
        """Gives whom a phrase names: `according to Bessent`, `what the ministry called`."""
        words = self._cast.text[start:end].strip(" ,")
        behind = APPOSITION.match(self._cast.text, end)
        if behind is not None and not any(one.who.person for one in self._cast.between(start, end)):
            apposed = [one for one in self._cast.between(end, behind.end()) if one.who.person and one.start <= end + 3]
            if apposed:
                return apposed[0].who
        if words.casefold() in OBLIQUE:
            return self._pronoun(OBLIQUE[words.casefold()], start, start)
        named = self._cast.between(start, end)
        persons = [one for one in named if one.who.person and not self.governed(one, start)]
        if persons:
            return persons[0].who
        bodies = [one for one in named if not one.who.person and not one.country]
        if UNNAMED.match(words) and not (bodies and bodies[0].start <= start + 1):
            return None
        if bodies:
            return bodies[0].who
        single = SURNAME.search(words)
        who = self._by_surname(single["name"], start) if single else None
        if who is not None:
            return who
        countries = [one for one in named if one.country]
        if countries and countries[0].end >= end - 2 and countries[0].start <= start + 4:
            return countries[0].who
        return self._role(words, start)

    def _without_adverbs(self, start: int, end: int) -> int:
        text = self._cast.text
        while True:
            while end > start and text[end - 1] in ' ”“"’‘»«\x01':
                end -= 1
            day = ON_A_DAY.search(text, max(start, end - 40), end)
            if day is not None:
                end = day.start()
                continue
            match = ADVERBS.search(text[max(start, end - 24) : end])
            if match is None or self._cast.ending(end) is not None:
                return end
            end -= match.end() - match.start() - (1 if match.group()[0] in " ," else 0)

    def _parenthesis(self, start: int, end: int) -> tuple[int, int] | None:
        """Gives the span between the commas (or dashes) that part a subject from its verb."""
        text = self._cast.text
        if text[end - 1] in ")":
            opens = text.rfind("(", start, end)
            return (opens, end) if opens > start else None
        marks = ",—–" if end > start and text[end - 1] in ",—–" else ","
        at = max(text.rfind(mark, start, end - 1) for mark in marks)
        return (at, end) if at > start else None

    def _named_in(self, pieces: list[tuple[int, int]], who: Who) -> Who:
        """`China's vice minister, Li Chenggang, said`: the name in the apposition, where the phrase before is a role."""
        return self._apposed(pieces) or who

    def _apposed(self, pieces: list[tuple[int, int]]) -> Who | None:
        for start, end in reversed(pieces):
            inner = start + (len(self._cast.text[start:end]) - len(self._cast.text[start:end].lstrip(" ,—–(")))
            after_the = inner + 4 if self._cast.text.startswith("the ", inner) else inner
            found = [
                one for one in self._cast.between(inner, end)
                if (one.who.person and one.start == inner) or (not one.country and one.start == after_the > inner)
            ]  # fmt: skip
            if found and found[0].end >= end - 2:
                return found[0].who
        return None

    def _phrase(self, start: int, end: int) -> Who | None:
        """Gives whom the noun phrase means that ends at a place."""
        text = self._cast.text
        relative = re.search(r"(?:^|\s|,)(who|quien|qui)\Z", text[start:end])
        if relative is not None:
            at = end - len(relative.group(1))
            while at > start and text[at - 1] in " ,":
                at -= 1
            persons = [one for one in self._cast.between(max(start, at - 140), at) if one.who.person and one.certain]
            if persons and text[at : at + 1] == ",":
                return persons[-1].who  # "Stu Polanski, counsel to the League, who said"
            return self._phrase(start, at) if start < at < end - len(relative.group(1)) else None
        pronoun = PRONOUN.search(text[start:end])
        if (
            pronoun is not None
            and pronoun["word"] == "He"
            and (text[end : end + 5] in (", the", ", a s") or text[max(0, end - 4) : end - 2] in (", ", "” ", '" '))
        ):
            he = self._cast.names.surname("He", [one.who for one in self._cast.between(0, end)]) or self._cast.short(
                "He", end
            )
            if he is not None:
                return he
        named = self._cast.ending(end)
        if named is not None and named.start >= start:
            return self._mention(named, start)
        place = OF_PLACE.search(text, max(start, end - 90), end)
        if place is not None:  # "Sen. Ron Wyden of Oregon", "Moon Ji-hye of the Hanbit Institute in Seoul"
            of_whom = self._cast.ending(place.start())
            if of_whom is not None and of_whom.start >= start and not of_whom.country:
                return of_whom.who
        if pronoun is not None:
            return self._pronoun(pronoun["word"].casefold(), self._origin, end - len(pronoun["word"]))
        single = SURNAME.search(text[start:end])
        if single is not None:
            who = self._by_surname(single["name"], end) or self._one_word(
                single["name"], text[start : start + single.start()]
            )
            if who is not None:
                return who
        role = ROLE.search(text[start:end]) or BARE_ROLE.search(text[start:end])
        if role is None:
            return None
        at = start + role.start()
        if GOVERNED.search(text[start:at]) and re.search(r"\b(?:of|for|at|from|in|with|to|by)\s*\Z", text[start:at]):
            outer = OF.search(text[start : at + 0])
            if outer is not None and not PRONOUN.search(outer["np"].strip()):
                return self._role(outer["np"].strip() + " of " + text[at:end], start + outer.start())
        return self._role(text[at:end], at)

    def _mention(self, named: Named, start: int) -> Who | None:
        """A name right before the verb speaks, unless it is only what a larger phrase is of."""
        text = self._cast.text
        before = text[start : named.start]
        outer = OF.search(before)
        if outer is not None and outer["np"].strip():
            np = outer["np"].strip()
            of_whom = self._cast.ending(start + outer.end("np") - len(outer["np"]) + len(outer["np"].rstrip()))
            if of_whom is not None and of_whom.who.person and not named.who.person:
                inner = BY_WHOM.search(text, start + outer.start("np"), of_whom.start)
                return None if inner is not None else of_whom.who  # "Torben Aas of the Owners' Council"
            if named.who.person:
                if is_noun_phrase(np, self._lexicon) and outer["prep"] in ("of", "to", "for"):
                    return self._role(np, start + outer.start("np"))
                # "an aide to Lutnick", "a person briefed by Bessent" are other people; "On Tuesday Bessent" is not
                return None if SOMEBODY.match(np) or UNNAMED.search(np) else named.who
            if SPOKES.search(np) and named.country:
                return self._role(np, start + outer.start("np")) or named.who
            if SPOKES.search(np) or set(np.casefold().split()) & PAPER:
                return named.who
            if UNNAMED.search(np):
                return None
            if is_noun_phrase(np, self._lexicon):
                return self._role(np, start + outer.start("np")) or (None if named.country else named.who)
            return None if named.country else named.who
        tail = before.rstrip()
        if re.search(r"\b(?:in|from|at|of|to|for|with|between|near|across|outside)(?:\s+the)?\Z", tail) and (
            named.country or not named.who.person
        ):
            return None
        if re.search(r"(?:^|\s)(?:and|or)\Z", tail) and self._cast.between(max(start, named.start - 60), named.start):
            return None if named.who.person else named.who
        return named.who
