"""Who speaks: the subject of a verb of saying, resolved to a name with what the text said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tradewatch.feeds.reading.names import OFFICE_WORDS, Mention, Names, Who
from tradewatch.records import Side

__all__ = ["Speakers"]

_PERSON = re.compile(
    r"(?<![\w’'])[A-ZÀ-ÝŁŠŽ][\w’'-]+(?:\s+(?:(?:de|da|del|van|von|der|den|bin|al|el|la|le|Mc|O)\s+)?(?:[A-ZÀ-ÝŁŠŽ]\.|[A-ZÀ-ÝŁŠŽ][\w’'-]+)){1,6}"
)
_SPOKESPERSON_OF = re.compile(r"(?:[Aa]n?|[Tt]he)\s+((?:[A-Z][\w&.’'-]*\s+){1,4})spokes(?:person|man|woman)")
_SPOKESPERSON_FOR = re.compile(
    r"spokes(?:person|man|woman)\s+(?:for|of|at|from)\s+(?:the\s+)?((?:[A-Z][\w&.’'-]*\s?){1,4})"
)
_A_SPOKESPERSON = re.compile(
    r"(?:an?|its|the)\s+spokes(?:person|man|woman)(?:\s+(?:for|of)\s+the\s+(?:ministry|embassy|department|commission|agency|office|company))?$"
)
_ONE_WORD = re.compile(r"^(?:the\s+)?([A-Z][\w’'&-]*[a-zA-Z])$")
_NOT_A_NAME = re.compile(
    r"^(?:The|A|An|In|On|At|But|And|He|She|It|They|We|You|This|That|These|Those|Mr|Mrs|Ms|Dr|For|From|After|Before|While|As|If|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|President|Prime|Vice|Chief|Former|Chinese|American|Truth|Fox|Air|Meet|United|White|New|House|Senate|Congress)\b"
)
_CLAUSE_BEGINS = re.compile(
    r"\b(?:after|before|while|when|because|since|although|though|whereas|but|and|as|with)\s+(?=(?:[A-Z]|the |he |she |it |they ))"
)
_GOVERNED_NAME = re.compile(
    r"\b(?:in|at|from|of|between|for|to|with|near|across|on)\s+(?:the\s+)?[A-Z][\w’'-]*(?:,?\s+[A-Z][\w’'-]*)*,?\s*\Z"
)
_INTRODUCES = re.compile(
    r"(?:who|which|whose|where|asked|when|speaking|citing|referring|responding|commenting|answering|quoted|including|in|on|at"
    r"|after|before|during|while|for|as|also|however|meanwhile|moreover|by contrast)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(r"(?:an?|the|its|his|her|their|another|one of)\s|[a-z]")
_HE = re.compile(r"^(?:then |also |later )?(?:he|she|er|il|elle|él)\b", re.IGNORECASE)
_HAS_A_VERB = re.compile(
    r"^(?:he|she|it|they)\s+(?:is|are|was|were|would|will|could|can|may|might|did|does|do)\b", re.IGNORECASE
)
_IT = re.compile(
    r"^(?:it|they|the (?:ministry|embassy|commission|department|agency|bureau|office|spokes(?:person|man|woman)|regulator|statement|post|readout|document|company|group|association|firm))\b",
    re.IGNORECASE,
)
_THE_ROLE = re.compile(
    r"^(?:the|his|her|mr\.?|ms\.?)\s+(?:\w+\s+){0,3}(?:secretary|minister|premier|official|envoy|negotiator|ambassador|adviser|advisor|senator|representative|farmer|broker|analyst|economist|spokes(?:person|man|woman)|chief|executive|leader)\b",
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    r"\b(?:to|with|by|from|of|about|after|than|against|for|alongside|beside|between|asked|on|at|in|into|over|under|via|citing|quoting|told|near)\s+(?:the\s+|a\s+|an\s+|[A-Z][\w.’'-]*\s+|[a-z]+\s+){0,3}\Z"
)
_ANONYMOUS = re.compile(
    r"\b(?:people|persons?|sources?|officials?|diplomats?|executives?|analysts?|traders?|economists?|aides?|lawyers?|experts?|observers?|critics|one person|reports?|media)\b(?:\s+(?:familiar|briefed|close|with|who|said|in|from))?",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:Ministry|Council|Commission|Department|Bureau|Committee|Association|Institute|University|Bank|Group|Corp|Agency|Office|Court|Union|Federation|Chamber|Board|Foundation|Center|Centre|Company|Inc|Administration|Authority|Alliance|Coalition|Party|Media|News|Times|Daily)\b"
)
_TITLES = re.compile(
    r"^(?:(?:Chief |Associate )?Justice|Judge|Sen\.?|Senator|Rep\.?|Representative|Gov\.?|Governor|Prof\.?|Professor|Dr\.?|Ambassador|Commissioner"
    r"|General|Chairman|Chairwoman|Director|Secretary|Minister|Premier|Mayor|Attorney|Analyst|Economist|Mr\.?|Ms\.?|Mrs\.?|US-|Chief|Trade|Port|CEO)\s+"
)
_US_OFFICE = re.compile(
    r"\b(?:White House|Treasury|Pentagon|U\.S\. (?:trade|commerce|official|ambassador|customs)|US (?:trade|commerce|official|ambassador|customs)|State Department|Commerce Department|USTR|administration)\b"
)
_CHINA_OFFICE = re.compile(
    r"\b(?:China['’]s|Chinese) (?:[\w-]+ ){0,3}(?:minister|ministry|spokes\w+|official|envoy|negotiator|ambassador|embassy|regulator|consul|premier)\b"
)


def _candidates(words: str) -> list[str]:
    """The parts of a subject that may name who speaks, likeliest first.

    `Colm Dacey, a buyer at Lantern Home,`: what only describes comes after what it describes; `Asked about Y, X`:
    what introduces comes last; of `..., while X` only the last clause is the subject.
    """
    clause = _last_clause(words).strip(" ,")
    parts = [part.strip() for part in clause.split(",") if part.strip()]
    naming = [part for part in reversed(parts) if not _INTRODUCES.match(part) and not _DESCRIBES.match(part)]
    describing = [part for part in reversed(parts) if _DESCRIBES.match(part)]
    return list(dict.fromkeys(one for one in (*naming, *describing, clause, words) if one))


def _last_clause(words: str) -> str:
    """What stands behind the last word that begins a clause; `in Hull and Felixstowe` goes on with its places."""
    begins = [match for match in _CLAUSE_BEGINS.finditer(words) if not _goes_on(words, match)]
    return words[begins[-1].end() :] if begins else words


def _goes_on(words: str, match: re.Match[str]) -> bool:
    return match.group().startswith("and") and _GOVERNED_NAME.search(words[: match.start()]) is not None


@dataclass
class Speakers:
    """What is known of who speaks while an item is read from its beginning; `resolve` learns as it goes."""

    names: Names
    introduced: dict[str, Who] = field(default_factory=dict)
    """Surname → the full name that the text gave first."""
    last: Who | None = None
    """Who spoke last."""
    last_person: Who | None = None
    last_body: Who | None = None

    def resolve(self, subject: str, *, before: bool = True) -> Who | None:
        """Gives who the subject of a verb of saying is; None for anonymous and unclear ones.

        `before` says that the subject stands before its verb: then a name that a preposition governs is not it.
        """
        words = re.sub(r"^.*,\s+with\s+(?=\S)", "", subject.strip(" ,;:—–-\x01“”\"'’‘»«"))
        if not words:
            return None
        for candidate in _candidates(words) if before else (words,):
            who = self._one(candidate, before)
            if who is not None:
                return who
            if _ANONYMOUS.match(candidate) and not self.names.mentions(candidate):
                return None
        return None

    def _one(self, words: str, before: bool) -> Who | None:
        return self._pronoun(words) or self._mentioned(words, before) or self._unknown(words) or self._role(words)

    def spoke(self, who: Who) -> None:
        """Remembers who spoke, for `he`, `it` and quotations that stand alone."""
        self.last = who
        if who.person:
            self.last_person = who
            self.introduced.setdefault(who.name.split()[-1], who)
        else:
            self.last_body = who

    def learn(self, text: str) -> None:
        """Remembers who a sentence is about, whether they speak or not: `he` in the next one is them."""
        who = self.subject_of_sentence(text)
        if who is not None:
            self.last_person = who
            return
        persons = [one.who for one in self.names.mentions(text[-400:]) if one.who.person]
        if persons and self.last_person is None:
            self.last_person = persons[-1]

    def subject_of_sentence(self, text: str) -> Who | None:
        """Gives the person whom a sentence names among its first words, nothing before them governing the name."""
        head = text[:110]
        for one in self.names.mentions(head):
            if one.who.person and not _GOVERNED.search(head[: one.start]):
                return one.who
        return self._stranger(" ".join(head.split()[:6]))

    def _pronoun(self, words: str) -> Who | None:
        if _HAS_A_VERB.match(words):
            return None  # "90 days after it was announced in Geneva, the note says": it is not who says
        if _HE.match(words) and not words.startswith("He Lifeng") and not self.names.mentions(words[:20]):
            return self.last_person or self.last
        if _IT.match(words):
            bodies = [one for one in self.names.mentions(words) if not one.country]
            return None if bodies else (self.last_body or self.last)
        return None

    def _mentioned(self, words: str, before: bool) -> Who | None:
        mentions = self.names.mentions(words)
        if before:
            free = [one for one in mentions if not _GOVERNED.search(words[: one.start]) or _of_body(words, one)]
        else:
            free = mentions
        persons = [one for one in free if one.who.person]
        if persons:
            return persons[0].who
        stranger = self._stranger(words)
        if stranger is not None:
            return stranger
        bodies = [one for one in free if not one.country]
        if bodies:
            return bodies[0].who
        if _ANONYMOUS.search(words) or _THE_ROLE.match(words):
            return None
        countries = [one for one in free if one.country]
        # a country speaks only where it is the subject itself: "Beijing said", not "farmers in China said"
        if countries and words[: countries[0].start].strip(" ,").casefold() in (
            "",
            "the",
            "but",
            "and",
            "meanwhile",
            "while",
            "after",
            "since",
        ):
            rest = words[countries[0].end :].strip(" ,")
            if not rest or not rest[0].isupper():
                return countries[0].who
        return None

    def _stranger(self, words: str) -> Who | None:
        """A full name that is not of the roster, with the side that the words around it tell."""
        mentions = self.names.mentions(words)
        for match in _PERSON.finditer(words):
            name = match.group()
            while " " in name and (_NOT_A_NAME.match(name) or name.split(" ", 1)[0].strip(".") in OFFICE_WORDS):
                name = name.split(" ", 1)[1]
            if name.count(" ") > 3:
                continue
            name = _TITLES.sub("", re.sub(r"['’]s$", "", name))
            if any(one.start < match.end() and match.start() < one.end and not one.country for one in mentions):
                continue
            if " " not in name or _GOVERNED.search(words[: match.start()]) or self.names.mentions(name):
                continue
            return Who(name, _side_of(words), not _ORGANISATION.search(name), False)
        return None

    def _unknown(self, words: str) -> Who | None:
        of = _SPOKESPERSON_OF.search(words) or _SPOKESPERSON_FOR.search(words)
        if of is not None:
            return Who(of.group(1).strip(), _side_of(words), False, False)
        if _A_SPOKESPERSON.match(words):
            return self.last_body
        one = _ONE_WORD.match(words)
        if one is None or _NOT_A_NAME.match(one.group(1)):
            return None
        known = self.introduced.get(one.group(1))
        if known is None and (one.group(1).endswith("s") or _ANONYMOUS.match(one.group(1))):
            return None  # "Farmers said": a word that begins a sentence, not a name
        return known or Who(one.group(1), Side.OTHER, False, False)

    def _role(self, words: str) -> Who | None:
        if _ANONYMOUS.search(words) and not words.lower().startswith("the "):
            return None
        return self.last_person if _THE_ROLE.match(words) else None


def _of_body(words: str, mention: Mention) -> bool:
    """`a spokesperson for the ministry`, `the head of the commission`: the body speaks."""
    before = words[: mention.start]
    spoken_for = re.search(
        r"\b(?:spokes\w+|statement|spokesperson|official|readout|account|embassy)\s+(?:for|of|from|at|by)\s+(?:the\s+)?(?:\w+['’]s\s+)?\Z",
        before,
    )
    return not mention.who.person and bool(spoken_for)


def _side_of(words: str) -> Side:
    if _CHINA_OFFICE.search(words):
        return Side.CHINA
    return Side.US if _US_OFFICE.search(words) else Side.OTHER
