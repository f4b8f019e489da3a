"""What an item has told so far: who spoke last, whom `he`, `the ministry`, `Wang` and `the trade adviser` mean now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradewatch.feeds.reading.cast import Cast, Named
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.phrases import (
    ACTS_NEXT,
    BODY_KINDS,
    COMPANIES,
    GOVERNED,
    OFFICIAL_OF,
    PAPER,
    PLACE_FIRST,
    SPOKES,
    TIME_FIRST,
    UNNAMED,
    fits,
    spokes_word,
)
from tradewatch.records import Side

__all__ = ["Discourse"]

_ASKED_WHOM = re.compile(r"\basked\s+(?=[A-Z])")
_OWNS = re.compile(r"['’]s?\s")
_PRESSED = re.compile(
    r"\b(?:asked|pressed|quizzed|questioned|pushed|put it to|put to|suggested to|reminded)\s+(him|her)\b"
)
_WAS_ASKED = re.compile(
    r"\s(?:was|is|has been|had been) (?:then |also |later )?(?:asked|pressed|quizzed|questioned|pushed)\b"
)
_TOPIC = re.compile(r"(?:For|To|With|As for)\s+(?=[A-Z])(?=[^.;:\x01]{0,90}?(?:,|\s(?:is|was|were|has|had|the)\s))")
_THEIR_SIDE = re.compile(
    r"([A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})['’]s?\s+(?:own\s+)?(?:side|camp|team|account|office|version|aides|people)\b"
)
_PAPER_OF = re.compile(
    r"(?:An?|The|Another)\s+(?:\w+\s+){0,2}(?:statement|notice|letter|post|announcement|commentary|release|note)\s+(?:from|by|of)\s+((?:[^,.;:\x01]){3,60}?)(?=\s(?:came|followed|was|said|went|arrived|appeared|on|late)\b|,)"
)
_ROLE_ACTS = re.compile(
    r"([Tt]he (?:[a-z][\w-]+ ){0,3}?[a-z][\w-]+)(?=['’]s\s|\s(?:then|later|also|himself|herself|[a-z]+ed|put|was|is|had|has|went|came|left|took|laid|set|sat|stood|shook)\b)"
)
_FOREIGN_BODIES = frozenset(
    "organismo ministerio cartera comisión gobierno ministère commission gouvernement institution ministerium behörde regierung kommission".split()
)
_EITHER = frozenset(("il", "elle", "er", "sie", "él", "ella"))
_LATELY = 500
"""Letters in which a spokesperson was named who is `the spokesperson` now."""


class Discourse:
    """Remembers while an item is read from its beginning; a pronoun or a role is resolved by what came before it."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self.cast = self._cast = cast
        self._lexicon = lexicon
        self.last: Who | None = None
        """Who spoke last."""
        self.asked: Who | None = None
        """Whom the last sentence asks."""
        self.lately: Who | None = None
        """Who spoke or whom a sentence was about last."""
        self._person: Who | None = None
        self._body: Who | None = None
        self._origin = 0
        self._until: int | None = None

    def pronoun(self, word: str, at: int) -> Who | None:
        """Gives whom a pronoun at a place means, by what was said before it."""
        return self._pronoun(word, at, at)

    def pronoun_from(self, word: str, start: int, at: int) -> Who | None:
        """Gives whom a pronoun means; it may be somebody named in its own sentence, which begins at `start`."""
        return self._pronoun(word, start, at)

    def subject(self, start: int, end: int, *, sure: bool = False) -> Who | None:
        """Gives whom a sentence is about: the first one that nothing governs; with `sure` a person or body by name."""
        named = [one for one in self._cast.between(start, end) if not self.governed(one, start) and one.certain]
        persons = [one for one in named if one.who.person]
        bodies = [one for one in named if not one.who.person and not one.country]
        if persons and (not bodies or persons[0].start < bodies[0].start or persons[0].start - start < 80):
            return persons[0].who
        if bodies:
            return bodies[0].who
        if sure:
            pronoun = re.match(r"(He|She)\s+[a-z]", self._cast.text[start:end])
            return self._pronoun(pronoun[1].casefold(), start, start) if pronoun is not None else None
        countries = [one for one in self._cast.between(start, min(end, start + 40)) if one.country]
        if countries and countries[0].start - start < 12 and self._acts_here(countries[0]):
            return countries[0].who
        match = re.match(r"(?:He|She|It|The [\w’'-]+(?: [\w’'-]+){0,3}?)(?=\s)", self._cast.text[start:end])
        if match is not None:
            word = match.group().casefold()
            return (
                self._pronoun(word, start, start) if word in ("he", "she", "it") else self._role(match.group(), start)
            )
        return None

    def spoke(self, who: Who) -> None:
        """Remembers who spoke, for `he`, `it` and quotations that stand alone."""
        self.last = self.lately = who
        if who.person:
            self._person = who
        else:
            self._body = who

    def learn(self, start: int, end: int, said: Sequence[tuple[int, int]] = (), *, spoken: bool = False) -> None:
        """Remembers whom a sentence is about, whether they speak or not: `he` in the next one is them.

        `said` are the statements of the sentence: who is named within them is spoken of.
        """
        named = [
            one for one in self._cast.between(start, end)
            if not self.governed(one, start) and not any(low <= one.start < high for low, high in said)
        ]  # fmt: skip
        if spoken:
            asked = _ASKED_WHOM.search(self._cast.text, start, end)
            whom = [one for one in self._cast.between(asked.end(), end) if one.who.person][:1] if asked else []
            if asked is not None and whom and whom[0].start <= asked.end() + 30:
                self._person = whom[0].who  # "“Will you?” Hannity asked Lutnick": it is for him to answer
            bodies = [one for one in named if not one.who.person and not one.country]
            if bodies and (self.last is None or self.last.person):
                self._body = bodies[-1].who
            return
        self.asked = None
        pressed = _PRESSED.search(self._cast.text, start, end)
        if pressed is not None:
            self.asked = self._pronoun("she" if pressed[1] == "her" else "he", start, start)
            if self.asked is not None:
                self._person = self.lately = self.asked  # it is for them to answer
                return
        was_asked = _WAS_ASKED.search(self._cast.text, start, end)
        if was_asked is not None and (one := self._cast.ending(was_asked.start())) is not None and one.who.person:
            self.asked = self._person = self.lately = one.who
            return
        asked = re.search(r"\b(?:asked|pressed|quizzed|questioned|told)\s+(?=[A-Z])", self._cast.text[start:end])
        if asked is not None:  # "a reporter asked Trump whether": he answers next
            whom = [
                one
                for one in self._cast.between(start + asked.end(), end)
                if one.who.person and one.start <= start + asked.end() + 30
            ]
            if whom and "told" not in asked.group():
                self._person = self.asked = self.lately = whom[0].who
                return
        if re.match(r"(?:He|She)\s+[a-z]", self._cast.text[start:end]):
            return  # it goes on about them, whoever else it names
        person = next((one for one in named if one.who.person and one.certain), None)
        topic = _TOPIC.match(self._cast.text, start, end)
        if topic is not None:  # "For Lucille Brandt, the ruling was a birthday present": it is about her
            person = next((one for one in self._cast.between(topic.end(), topic.end() + 60) if one.who.person), person)
        role = _ROLE_ACTS.match(self._cast.text, start, end)
        by_name = role is not None and person is not None and person.start < role.end(1)  # "the president" is a name
        who = self._role(role[1], start) if role is not None and not by_name else None
        if who is not None and not who.person and who.side is not Side.BOTH:
            self._body = who
        side = _THEIR_SIDE.match(self._cast.text, start, end)
        if (
            side is not None
            and (one := self._cast.ending(side.end(1))) is not None
            and one.start == start
            and one.who.person
        ):
            who = one.who
        paper = _PAPER_OF.match(self._cast.text, start, end)
        if paper is not None and (house := self.cast.last(paper.end(), since=paper.start(1))) is not None:
            self._body = house.who
            return
        if who is not None and who.person:
            self._person = self.lately = who
        elif person is not None and person.start - start < 160:
            self._person = self.lately = person.who
        named = [one for one in named if one.who.side is not Side.BOTH]  # "the two sides" is nobody's `it`
        body = next((one for one in named if not one.who.person and not one.country), None)
        if body is not None:
            self._body = body.who
        elif not any(one.who.person for one in named):
            country = next((one for one in named if one.country and one.start - start < 60 and self._acts(one)), None)
            if country is not None:
                self._body = country.who

    def governed(self, one: Named, start: int) -> bool:
        """Whether a name only belongs to another word: `with Xi`, `of Beijing`, `Trump's`."""
        before = self._cast.text[max(start, one.start - 90) : one.start]
        if (
            before.endswith(", ") and self._cast.text[one.end : one.end + 1] == ","
        ):  # "by its correspondent, Miles Garrick, whether": an apposition is governed with its noun
            before = before.rstrip(", ") + " "
        if _OWNS.match(self._cast.text, one.end):
            return True
        if GOVERNED.search(before.split(",")[-1]) is None or TIME_FIRST.search(before) is not None:
            return False
        first = PLACE_FIRST.search(before)  # "At the daily briefing Guo Jiakun is asked": the place governs nobody
        return first is None or ACTS_NEXT.match(self._cast.text, one.end) is None

    def _pronoun(self, word: str, start: int, at: int) -> Who | None:
        if word in ("he", "she", "er", "il", "elle", "él", "ella") or (word == "sie"):
            woman = word in ("she", "elle", "ella", "sie")
            here = [
                one for one in self._cast.between(start, at if self._until is None else min(at, self._until))
                if one.who.person and one.certain and not self.governed(one, start) and fits(one.who, woman)
            ]  # fmt: skip
            if here:
                return here[0].who
            for who in (self._person, self.last):
                if who is not None and who.person and fits(who, woman):
                    return who
            back = [
                one for one in self._cast.between(max(0, at - 700), at)
                if one.who.person and one.certain and fits(one.who, woman) and not self.governed(one, 0)
            ]  # fmt: skip
            if back:
                return back[-1].who
            near = {
                one.who for one in self._cast.between(max(0, at - 300), at)
                if one.who.person and one.certain and one.who.woman is woman
            }  # fmt: skip
            if len(near) == 1 and self._body is None:
                return near.pop()  # "people like Fang Meiling, who sells lights. ..., she said": there is nobody else
            return self._body if word in _EITHER else None  # le ministère: il; la comisión: ella
        if word == "they":
            return None
        here = [
            one for one in self._cast.between(start, at if self._until is None else min(at, self._until))
            if not one.who.person and not self.governed(one, start) and (not one.country or self._acts(one))
        ]  # fmt: skip
        bodies = [one for one in here if not one.country] or here
        if bodies:
            return bodies[0].who
        return self._body or (self.last if self.last is not None and not self.last.person else None)

    def _acts(self, one: Named) -> bool:
        """Whether a country is somebody here: `China deplores`, not `U.S. charges` or `Chinese goods`."""
        behind = self._cast.text[one.end : one.end + 24]
        return re.match(r",|\s+(?:has|have|had|is|was|will|would|also|did|does)\b", behind) is not None or (
            self._lexicon.say.match(behind.lstrip()) is not None
        )

    def _acts_here(self, one: Named) -> bool:
        """Whether a country begins a sentence as its subject: `Beijing on Friday rejected`, not `Chinese goods`."""
        behind = self._cast.text[one.end : one.end + 40]
        return (
            re.match(
                r"(?:,|\s+(?:on |late |this )?\w+day,?)?\s+(?:has |had |have |also )?\w+(?:ed|t|id|ew|oke|de|ó|é)\b",
                behind,
            )
            is not None
        )

    def _by_surname(self, word: str, at: int) -> Who | None:
        word = re.sub(r"['’]s?$", "", word)
        known = [
            one for one in self._cast.between(0, at)
            if one.who.person and " " in one.who.name and word in (one.who.name.split()[0], one.who.name.split()[-1])
        ]  # fmt: skip
        short = known[-1].who if known else self._cast.short(word, at)
        if word in self._lexicon.not_names:
            return short if short is not None and short.person and short.name.endswith(word) else None
        return short or self._cast.names.surname(word, [one.who for one in self._cast.between(0, at)])

    def _one_word(self, word: str, before: str) -> Who | None:
        """`Nvidia said`: a name of one word, of which the text says no more."""
        if (
            word in self._lexicon.not_names
            or word.casefold() in self._lexicon.role_words
            or re.search(r"['’]s?$", word)
        ):
            return None
        if word.endswith("s") and not before.strip():
            return None  # "Retailers said": a word that begins a sentence
        if before.strip() and not re.search(r"[,;:]\s*\Z|\b(?:but|while|as|after|when|that)\s*\Z", before):
            return None
        return Who(word, Side.OTHER, False, False)

    def _role(self, words: str, at: int) -> Who | None:
        """Gives who `the trade adviser`, `its spokesman`, `the ministry` are, None for the unnamed."""
        low = words.casefold().strip(" ,")
        plain = [word.strip(".,’'") for word in low.split()]
        if not plain:
            return None
        if self._lexicon.others.match(words):
            return None  # "Japan's foreign ministry"
        inner = [one for one in self._cast.between(at, at + len(words) + 1) if not one.country]
        bodies = [one.who for one in inner if not one.who.person]
        owner = next((one.who for one in inner if one.who.person), None)
        owned = re.match(r"(?:[A-Z][\w’'-]*\s)*?([A-Z][\w-]*)['’]s?\s", words)
        if owner is None and owned is not None and owned.group(1) not in self._lexicon.not_names:
            owner = self._cast.names.by_name(owned.group(1)) or self._by_surname(owned.group(1), at)
            owner = owner if owner is not None and owner.person else None
        if SPOKES.search(low):
            if bodies:
                return self._spokesperson(words, bodies[0], at) or bodies[0]
            firm = re.search(
                r"(?:^|\s)([A-Z][\w’&-]*?)(?:['’]s)?\s+(?:[a-z]+\s+){0,2}spokes|spokes\w+ (?:for|of|at) ([A-Z][\w’&-]*)",
                words,
            )
            if firm is not None and (firm.group(1) or firm.group(2)) not in self._lexicon.not_names and owner is None:
                return Who(firm.group(1) or firm.group(2), Side.OTHER, False, False)
            of_whom = re.search(r"spokes\w+ (?:for|of) (?:the )?(.+)", low)
            if of_whom is not None and not set(plain) & set(BODY_KINDS):
                boss = self._cast.names.titled(of_whom.group(1), []) or self._cast.names.by_name(of_whom.group(1))
                return self._house(boss) if boss is not None and boss.person else None
            named = self._spokesperson(words, bodies[0] if bodies else None, at)
            if named is not None:
                return named
            kind = next((word for word in plain if word in BODY_KINDS), None)
            if kind is None and plain[0] in ("the", "he", "she"):
                who = self._cast.described(spokes_word(low), at)
                if who is not None:
                    return who
            found = self._cast.last(at, kinds=(kind,)) if kind else None
            return found.who if found else self._body
        head = plain[-1]
        if " of " in low:
            head = low.split(" of ")[0].split()[-1]
        if head in ("office", "department", "ministry", "agency", "house") and (
            plain[0] in ("his", "her") or owner is not None
        ):
            return self._house(owner or self._person)
        if head in _FOREIGN_BODIES:
            return self._body or (bodies[-1] if bodies else None)
        if head in BODY_KINDS:
            if bodies:
                return bodies[-1]
            found = self._cast.last(at, kinds=(head,))
            if found is not None:
                return found.who
            if head in COMPANIES:
                found = self._cast.last(at, kinds=tuple(COMPANIES))
                return found.who if found else None
            if head not in ("ministry", "department", "embassy", "agency"):
                return None
            if self._body is not None and (head == "agency" or head in self._body.name.casefold()):
                return self._body
            return self._cast.only(head)
        if head in PAPER:
            return bodies[0] if bodies else None
        if bodies and OFFICIAL_OF.match(low):
            return bodies[-1]  # "an official of the ministry": who speaks for it is not named
        if UNNAMED.search(low) and not low.startswith(("the official", "that official")):
            return None
        titled = self._cast.names.titled(low, [one.who for one in self._cast.between(0, at)])
        if titled is not None:
            return self._cast.holder(titled, head, at)
        if "department" in plain and "head" in plain and self._body is not None:
            return self._body  # an unnamed head of a ministry's department speaks for it
        if head in self._lexicon.role_words and plain[0] not in ("a", "an", "one", "another", "two"):
            who = self._cast.described(head, at)
            if who is not None:
                return who
            stranger = self._person
            if plain[0] == "the" and stranger is not None and not stranger.known:
                return stranger
            if head in ("official", "head", "negotiator") and self._body is not None and self.last == self._body:
                return self._body
        return None

    def _spokesperson(self, words: str, house: Who | None, at: int) -> Who | None:
        """`The spokesperson`, `the foreign ministry spokesperson` after one of that house was named: the named one."""
        if not words.startswith(("The ", "the ", "he ", "she ")):
            return None
        for one in reversed(self._cast.between(max(0, at - _LATELY), at)):
            if one.who.person and one.who.known and self._cast.names.speaks_for_a_house(one.who):
                return one.who if house is None or self._cast.names.house_of(one.who) == house else None
        return None

    def _house(self, person: Who | None) -> Who | None:
        return self._cast.names.house_of(person) if person is not None else None
