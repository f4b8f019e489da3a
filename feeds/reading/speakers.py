"""Who speaks: the subject of a verb of saying, found beside it and resolved with what the text said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradewatch.feeds.reading.cast import Cast, Named
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.names import Who
from tradewatch.records import Side

__all__ = ["Speakers"]

_ADVERBS = re.compile(
    r"(?:[\s,]|^)(?:has|have|had|did|also|later|then|again|once|further|merely|only|simply|even|just|still|now|earlier|often|soon"
    r"|instead|however|meanwhile|though|too|himself|herself|itself|themselves|all|both|each|and|but|or|is|was|a|hat|habe|ha|[a-z]+ly)\s*\Z"
)
_OPENS_A_CLAUSE = re.compile(
    r"\b(?:that|because|since|although|though|whereas|while|when|after|before|as|if|whether|where|which|who|and|but|so|than|until|once)\s*\Z",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:^|(?<=[\s“\"‘]))(?P<np>(?:(?:an?|the|its|his|her|their|one|two|another|[A-Z][\w’'-]*['’]s?)\s+)?(?:[\w’'-]+\s+){1,4}?)"
    r"(?P<prep>of|at|for|from|in|with|on|to|by)\s+(?:the\s+|an?\s+)?(?:[A-Z][\w’'-]*['’]s?\s+)?\Z"
)
_GOVERNED = re.compile(
    r"\b(?:to|with|by|from|of|about|after|than|against|for|alongside|beside|between|on|at|in|into|over|under|via|citing|quoting|near|like|and|or|upon|toward|towards|asked|told|thanked|met|accused|urged|pressed|praised|phoned|called|de|con|von|mit|avec|à|a|en|ante|desde|dans|chez|im|vor|sur)\s+"
    r"(?:(?:the|an?|his|her|its|their|our|der|dem|den|la|le|el|los|las|les)\s+)?(?:[\w’'&.-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:^|(?<=[\s,;:—–-]))(?P<word>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ee]r|[Ss]ie|[Ii]l|[Ee]lle|[Éé]l|[Ee]lla)\Z"
)
_SURNAME = re.compile(
    r"(?:^|(?<=[\s,;:—–-]))(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Senator|Professor|Justice|Judge|Secretary|Minister|Vice Premier|Premier|President)\.?\s+)?(?P<name>[A-ZÀ-Ý][\w’'-]+)\Z"
)
_ROLE = re.compile(
    r"(?:^|(?<=[\s,;:—–-]))(?P<det>[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Aa]nother|[A-Z][\w’'&.-]*(?:\s[A-Z][\w’'&.-]*){0,3}['’]s?)\s+(?P<words>(?:[\w’'.&-]+\s+){0,5}?[\w’'-]+)\Z"
)
_BARE_ROLE = re.compile(r"(?:^|(?<=[,;:—–-]\s))(?P<words>(?:[\w’'.-]+\s+){0,4}?[\w’'-]+)\Z")
_BODY_KINDS = (
    "ministry", "embassy", "department", "commission", "agency", "administration", "office", "bureau", "court", "council",
    "committee", "regulator", "company", "group", "firm", "association", "union", "chamber", "coalition", "party", "bank",
    "port", "board", "outlet", "newspaper", "chain", "lobby", "justices", "panel", "institute", "federation", "consulate",
    "carmaker", "airline", "retailer", "chipmaker", "exchange", "authority", "secretariat", "customs", "mission", "house",
)  # fmt: skip
_COMPANIES = frozenset(
    "company group firm association union chamber coalition chain lobby carmaker airline retailer chipmaker institute federation exchange bank port".split()
)
_PAPER = frozenset(
    "statement post readout document notice letter message report article commentary note text account sheet release order bulletin brief handout".split()
)
_UNNAMED = re.compile(
    r"\b(?:people|persons?|sources?|officials|diplomats?|executives|analysts|traders|economists|aides|lawyers|experts|observers"
    r"|critics|reports?|media|desks?|brokers|farmers|growers|importers|exporters|buyers|sellers|investors|lawmakers|senators|some|many|others|most|few|everyone|nobody|someone|somebody|anyone|those|both|who|that|which|what|there|this|these|you|we|i)\b",
    re.IGNORECASE,
)
_SPOKES = re.compile(
    r"\bspokes(?:person|man|woman|people)\b|\bSprecher(?:in)?\b|\bporte-parole\b|\bportavoz\b", re.IGNORECASE
)
_ASKED = re.compile(r"(?:Asked|Pressed|Pushed|Speaking|Quizzed|Questioned|Of|On|About)\b")
"""What begins so names others than who answers."""
_APPOSITION = re.compile(r",\s+[A-Z][^,.;:\x01]{3,50}(?=[,.;])")
_OPENS_INVERSION = frozenset(",”\"’»\x01?!“'—–")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|would|will|could|can|may|might|should|must|had|has|have|did|does|do|it|they|there|not|he|she)\b"
)
_NOUNS = re.compile(
    r"\s+(?!(?:that|to|in|on|at|by|of|with|from|for|about|as)\b)((?:[\w’'.&-]+\s?){1,9}?)(?=[,.;:!?”“\"\x01—–]|\s(?:in|on|at|during|to|by|as|who|whose|from|before|after|when"
    r"|while|with|via|this|last|late|early|yesterday|today|through|over|outside|aboard)\b|$)"
)
_OBLIQUE = {
    "him": "he", "her": "she", "he": "he", "she": "she", "it": "it", "lui": "il", "elle": "elle", "él": "él", "ella": "ella", "ihm": "er", "ihr": "sie"
}  # fmt: skip
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)\s+(?:\w+ly\s+|also\s+|first\s+|then\s+)?\Z")
_HOPS = 4
_REACH = 400


class Speakers:
    """Resolves subjects in one item, read from its beginning; learns as it goes."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self.cast = self._cast = cast
        self._lexicon = lexicon
        self.last: Who | None = None
        """Who spoke last."""
        self._person: Who | None = None
        self._body: Who | None = None
        self._origin = 0
        self._until: int | None = None

    # --- the subject beside a verb ---

    def before(self, start: int, verb: int, *, origin: int | None = None, until: int | None = None) -> Who | None:
        """Gives who the subject is that stands before a verb; the sentence (or what is left of it) begins at `start`.

        A pronoun may mean somebody named from `origin` on, but not behind `until`: the clause that a tag follows.
        """
        if _PASSIVE.search(self._cast.text[max(start, verb - 24) : verb]):
            return None  # "it was announced": nobody says so
        self._origin = start if origin is None else origin
        self._until = until
        if _ASKED.match(self._cast.text, self._origin):
            self._origin = verb
        text = self._cast.text
        start = max(start, verb - _REACH)
        end = verb
        appositions: list[tuple[int, int]] = []
        for _ in range(_HOPS):
            end = self._without_adverbs(start, end)
            if end <= start:
                return None
            if text[end - 1] not in ",)—–":
                who = self._phrase(start, end)
                if who is not None:
                    return self._named_in(appositions, who)
                if _OPENS_A_CLAUSE.search(text[start:end]) or not appositions:
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
            r"[\s:]*(?:(?:on|in) \w+day,?\s+|[a-z]+ly\s+|(?:hier|am \w+|à la presse|a la prensa|el \w+|mardi|lundi|mercredi|jeudi|vendredi)\s+)?",
            text[verb:limit],
        )
        start = verb + (lead.end() if lead else 0)
        window = text[start : min(limit, start + 160)]
        stop = re.search(
            r"(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\b[A-Z])[,;:.\x01(—–]\s|[,;:.\x01(—–]$|\s(?:who|in|during|after|before|while|when|as|told|via|adding|from|following|with|because|that|by)\s|\s(?:on|at)\s+(?!the\s+(?:embassy|ministry|commission|department|bank))",
            window + " ",
        )
        end = start + (stop.start() if stop else len(window))
        pronoun = re.fullmatch(r"(?:he|she|it|they|er|sie|il|elle)", text[start:end].strip())
        if pronoun is not None:
            return self._pronoun(pronoun.group(), start, start)
        if re.match(r"(?:he|she|it|they|that|there)\b", text[start:end]):
            return None
        named = self._cast.between(start, end)
        persons = [one for one in named if one.who.person and not self.governed(one, start)]
        if persons:
            return persons[0].who
        words = text[start:end].strip()
        if _UNNAMED.search(words) and not _SPOKES.search(words):
            return None
        single = _SURNAME.match(words)
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
        if before[-1:] not in _OPENS_INVERSION:
            return None
        match = _NOUNS.match(text[verb_end:limit])
        if match is None or _FINITE.search(match.group(1)):
            return None
        return self.after(verb_end, limit)

    def within(self, start: int, end: int) -> Who | None:
        """Gives whom a phrase names: `according to Bessent`, `what the ministry called`."""
        words = self._cast.text[start:end].strip(" ,")
        behind = _APPOSITION.match(self._cast.text, end)
        if behind is not None and not any(one.who.person for one in self._cast.between(start, end)):
            apposed = [one for one in self._cast.between(end, behind.end()) if one.who.person and one.start <= end + 3]
            if apposed:
                return apposed[0].who
        if words.casefold() in _OBLIQUE:
            return self._pronoun(_OBLIQUE[words.casefold()], start, start)
        named = self._cast.between(start, end)
        persons = [one for one in named if one.who.person and not self.governed(one, start)]
        if persons:
            return persons[0].who
        if _UNNAMED.match(words):
            return None
        bodies = [one for one in named if not one.who.person and not one.country]
        if bodies:
            return bodies[0].who
        single = _SURNAME.search(words)
        who = self._by_surname(single["name"], start) if single else None
        if who is not None:
            return who
        countries = [one for one in named if one.country]
        if countries and countries[0].end >= end - 2 and countries[0].start <= start + 4:
            return countries[0].who
        return self._role(words, start)

    def pronoun(self, word: str, at: int) -> Who | None:
        """Gives whom a pronoun at a place means, by what was said before it."""
        return self._pronoun(word, at, at)

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
            return None
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

    # --- what is remembered ---

    def spoke(self, who: Who) -> None:
        """Remembers who spoke, for `he`, `it` and quotations that stand alone."""
        self.last = who
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
            bodies = [one for one in named if not one.who.person and not one.country]
            if bodies and (self.last is None or self.last.person):
                self._body = bodies[-1].who
            return
        asked = re.search(r"\b(?:asked|pressed|quizzed|questioned|told)\s+(?=[A-Z])", self._cast.text[start:end])
        if asked is not None:  # "a reporter asked Trump whether": he answers next
            whom = [
                one
                for one in self._cast.between(start + asked.end(), end)
                if one.who.person and one.start <= start + asked.end() + 30
            ]
            if whom and "asked" in asked.group():
                self._person = whom[0].who
                return
        person = next((one for one in named if one.who.person and one.certain), None)
        if person is not None and person.start - start < 160:
            self._person = person.who
        body = next((one for one in named if not one.who.person and not one.country), None)
        if body is not None:
            self._body = body.who
        elif not any(one.who.person for one in named):
            country = next((one for one in named if one.country and one.start - start < 60 and self._acts(one)), None)
            if country is not None:
                self._body = country.who

    # --- phrases ---

    def _without_adverbs(self, start: int, end: int) -> int:
        text = self._cast.text
        while True:
            while end > start and text[end - 1] in ' ”“"’‘»«\x01':
                end -= 1
            match = _ADVERBS.search(text[max(start, end - 24) : end])
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
            found = [one for one in self._cast.between(inner, end) if one.who.person and one.start == inner]
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
            return self._phrase(start, at) if start < at < end - len(relative.group(1)) else None
        pronoun = _PRONOUN.search(text[start:end])
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
        if pronoun is not None:
            return self._pronoun(pronoun["word"].casefold(), self._origin, end - len(pronoun["word"]))
        single = _SURNAME.search(text[start:end])
        if single is not None:
            who = self._by_surname(single["name"], end) or self._one_word(
                single["name"], text[start : start + single.start()]
            )
            if who is not None:
                return who
        role = _ROLE.search(text[start:end]) or _BARE_ROLE.search(text[start:end])
        if role is None:
            return None
        at = start + role.start()
        if _GOVERNED.search(text[start:at]) and re.search(r"\b(?:of|for|at|from|in|with|to|by)\s*\Z", text[start:at]):
            outer = _OF.search(text[start : at + 0])
            if outer is not None and not _PRONOUN.search(outer["np"].strip()):
                return self._role(outer["np"].strip() + " of " + text[at:end], start + outer.start())
        return self._role(text[at:end], at)

    def _mention(self, named: Named, start: int) -> Who | None:
        """A name right before the verb speaks, unless it is only what a larger phrase is of."""
        text = self._cast.text
        before = text[start : named.start]
        outer = _OF.search(before)
        if outer is not None and outer["np"].strip():
            np = outer["np"].strip()
            of_whom = self._cast.ending(start + outer.end("np") - len(outer["np"]) + len(outer["np"].rstrip()))
            if of_whom is not None and of_whom.who.person and not named.who.person:
                return of_whom.who  # "Torben Aas of the Owners' Council"
            if named.who.person:
                # "On Tuesday Bessent said", "In Beijing He Lifeng said": the preposition ended before the name
                return (
                    self._role(np, start + outer.start("np"))
                    if _is_noun_phrase(np, self._lexicon) and outer["prep"] in ("of", "to", "for")
                    else named.who
                )
            if _SPOKES.search(np) and named.country:
                return self._role(np, start + outer.start("np")) or named.who
            if _SPOKES.search(np) or set(np.casefold().split()) & _PAPER:
                return named.who
            if _UNNAMED.search(np):
                return None
            if _is_noun_phrase(np, self._lexicon):
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

    def _pronoun(self, word: str, start: int, at: int) -> Who | None:
        if word in ("he", "she", "er", "il", "elle", "él", "ella") or (word == "sie"):
            woman = word in ("she", "elle", "ella", "sie")
            here = [
                one for one in self._cast.between(start, at if self._until is None else min(at, self._until))
                if one.who.person and one.certain and not self.governed(one, start) and _fits(one.who, woman)
            ]  # fmt: skip
            if here:
                return here[0].who
            for who in (self._person, self.last):
                if who is not None and who.person and _fits(who, woman):
                    return who
            back = [
                one for one in self._cast.between(max(0, at - 700), at)
                if one.who.person and one.certain and _fits(one.who, woman) and not self.governed(one, 0)
            ]  # fmt: skip
            return back[-1].who if back else None
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
        if _SPOKES.search(low):
            if bodies:
                return bodies[0]
            firm = re.search(
                r"(?:^|\s)([A-Z][\w’&-]*?)(?:['’]s)?\s+(?:[a-z]+\s+){0,2}spokes|spokes\w+ (?:for|of|at) ([A-Z][\w’&-]*)",
                words,
            )
            if firm is not None and (firm.group(1) or firm.group(2)) not in self._lexicon.not_names and owner is None:
                return Who(firm.group(1) or firm.group(2), Side.OTHER, False, False)
            kind = next((word for word in plain if word in _BODY_KINDS), None)
            if kind is None and plain[0] in ("the", "he", "she"):
                who = self._cast.described(_spokes_word(low), at)
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
        if head in _BODY_KINDS:
            if bodies:
                return bodies[-1]
            found = self._cast.last(at, kinds=(head,))
            if found is not None:
                return found.who
            if head in _COMPANIES:
                found = self._cast.last(at, kinds=tuple(_COMPANIES))
                return found.who if found else None
            return self._body if head in ("ministry", "department", "embassy", "agency") else None
        if head in _PAPER:
            return bodies[0] if bodies else None
        if _UNNAMED.search(low) and not low.startswith(("the official", "that official")):
            return None
        titled = self._cast.names.titled(low, [one.who for one in self._cast.between(0, at)])
        if titled is not None:
            return titled
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

    def _house(self, person: Who | None) -> Who | None:
        return self._cast.names.house_of(person) if person is not None else None

    def governed(self, one: Named, start: int) -> bool:
        """Whether a name only belongs to another word: `with Xi`, `of Beijing`, `Trump's`."""
        before = self._cast.text[max(start, one.start - 90) : one.start]
        if (
            before.endswith(", ") and self._cast.text[one.end : one.end + 1] == ","
        ):  # "by its correspondent, Miles Garrick, whether": an apposition is governed with its noun
            before = before.rstrip(", ") + " "
        if re.match(r"['’]s?\s", self._cast.text[one.end : one.end + 3]):
            return True
        return _GOVERNED.search(before.split(",")[-1]) is not None


def _fits(who: Who, woman: bool) -> bool:
    return who.woman is None or who.woman == woman


def _is_noun_phrase(words: str, lexicon: Lexicon) -> bool:
    last = words.split()[-1].casefold().strip("’'")
    return last in lexicon.role_words or last in _BODY_KINDS or last in _PAPER


def _spokes_word(words: str) -> str:
    match = _SPOKES.search(words)
    return match.group().casefold() if match else ""
