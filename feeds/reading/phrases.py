"""The shapes of English phrases that tell who speaks: what stands before a verb, what governs a name, what names no one."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.names import Who

ADVERBS = re.compile(
    r"(?:[\s,]|^)(?:has|have|had|did|would|will|could|can|does|do|also|later|then|again|once|further|merely|only|simply|even|just|still|now|earlier|often|soon"
    r"|instead|however|meanwhile|though|too|himself|herself|itself|themselves|all|both|each|and|but|or|is|was|a|hat|habe|ha|[a-z]+ly)\s*\Z"
)
OPENS_A_CLAUSE = re.compile(
    r"\b(?:that|because|since|although|though|whereas|while|when|after|before|as|if|whether|where|which|who|and|but|so|than|until|once)\s*\Z",
    re.IGNORECASE,
)
OF = re.compile(
    r"(?:^|(?<=[\s“\"‘]))(?P<np>(?:(?:an?|the|its|his|her|their|one|two|another|[A-Z][\w’'-]*['’]s?)\s+)?(?:[\w’'-]+\s+){1,4}?)"
    r"(?P<prep>of|at|for|from|in|with|on|to|by|under|behind|around|near|against|inside|beside)\s+(?:the\s+|an?\s+)?(?:[A-Z][\w’'-]*['’]s?\s+)?\Z"
)
OF_PLACE = re.compile(
    r"\s(?:of|from|in|at|with|for)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}[A-Z][\w’'.&-]*(?:\s+[A-Z&][\w’'.-]*){0,4}(?:\s(?:in|of)\s+[A-Z]\w+)?\Z"
)
"""Where or of what house somebody is, behind the name."""
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
ON_A_DAY = re.compile(
    rf"\s(?:late |early )?(?:on |this |last )(?:late |early )?{_DAY}(?: (?:morning|evening|afternoon|night))?\s*\Z"
)
"""The day between a subject and its verb: `Beijing on Friday rejected`."""
TIME_FIRST = re.compile(
    rf"(?:\A|[.;,:]\s*|\b(?:and|but)\s+)(?:Later |Late |Early )?(?:[Oo]n|[Ii]n|[Aa]t|[Bb]y)\s+(?:late |early )?(?:{_DAY}|January|February|March|April|May|June|July|August|September|October|November|December|Geneva|Beijing|Washington|Shanghai|London|Paris|Madrid|noon|nightfall|dawn)\s+(?:morning |afternoon |evening |night )?\Z"
)
"""A time or a place before a subject governs nothing: `On Sunday Hassett defended`."""
PLACE_FIRST = re.compile(
    r"(?:\A|[.;]\s+)(?:Later |Early |Late )?(?:At|In|On|During|After|Before|From|Outside|Aboard|Inside|Over|Across)\s+(?:the|an?|his|her|its|this|that|their|one|[A-Z]\w+['’]s)\s+(?:[\w’'-]+\s+){1,3}\Z"
)
ACTS_NEXT = re.compile(r"\s(?:is|was|has|had|will|would|said|says|told|tells|took|gave|put|also|\w+ed|[a-z]{3,}s)\b")
OFFICIAL_OF = re.compile(
    r"(?:an?|one|un|une|una|ein|eine)\s+(?:(?:senior|unnamed|haut|hoher|alto)\s+)?(?:official|representative|responsable|fonctionnaire|porte-parole|portavoz|funcionario|vertreter|sprecher|sprecherin)\s+(?:of|at|from|for|du|de la|des|del|der)\b"
)
GOVERNED = re.compile(
    r"\b(?:to|with|by|from|of|about|after|than|against|for|alongside|beside|between|on|at|in|into|over|under|via|citing|quoting|near|like|and|or|upon|toward|towards|asked|told|thanked|met|accused|urged|pressed|praised|phoned|called|de|con|von|mit|avec|à|a|en|ante|desde|dans|chez|im|vor|sur)\s+"
    r"(?:(?:the|an?|his|her|its|their|our|der|dem|den|la|le|el|los|las|les)\s+)?(?:(?!(?:it|him|them|us|me|this|that)\s)[\w’'&.-]+\s+){0,3}(?<!ed )\Z",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"(?:^|(?<=[\s,;:—–-]))(?P<word>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ee]r|[Ss]ie|[Ii]l|[Ee]lle|[Éé]l|[Ee]lla)\Z"
)
SURNAME = re.compile(
    r"(?:^|(?<=[\s,;:—–-]))(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Senator|Professor|Justice|Judge|Secretary|Minister|Vice Premier|Premier|President)\.?\s+)?(?P<name>[A-ZÀ-Ý][\w’'-]+)\Z"
)
ROLE = re.compile(
    r"(?:^|(?<=[\s,;:—–-]))(?P<det>[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Aa]nother|[A-Z][\w’'&.-]*(?:\s[A-Z][\w’'&.-]*){0,3}['’]s?)\s+(?P<words>(?:[\w’'.&-]+\s+){0,5}?[\w’'-]+)\Z"
)
BARE_ROLE = re.compile(r"(?:^|(?<=[,;:—–-]\s))(?P<words>(?:[\w’'.-]+\s+){0,4}?[\w’'-]+)\Z")
BODY_KINDS = (
    "ministry", "embassy", "department", "commission", "agency", "administration", "office", "bureau", "court", "council",
    "committee", "regulator", "company", "group", "firm", "association", "union", "chamber", "coalition", "party", "bank",
    "port", "board", "outlet", "newspaper", "chain", "lobby", "justices", "panel", "institute", "federation", "consulate",
    "carmaker", "airline", "retailer", "chipmaker", "exchange", "authority", "secretariat", "customs", "mission", "house",
)  # fmt: skip
COMPANIES = frozenset(
    "company group firm association union chamber coalition chain lobby carmaker airline retailer chipmaker institute federation exchange bank port".split()
)
PAPER = frozenset(
    "statement post readout document notice letter message report article commentary note text account sheet release order bulletin brief handout".split()
)
UNNAMED = re.compile(
    r"\b(?:people|persons?|sources?|officials|diplomats?|executives|analysts|traders|economists|aides|lawyers|experts|observers"
    r"|critics|reports?|media|desks?|brokers|farmers|growers|importers|exporters|buyers|sellers|investors|lawmakers|senators|some|many|others|most|few|everyone|nobody|someone|somebody|anyone|those|both|who|that|which|what|there|this|these|you|we|i)\b",
    re.IGNORECASE,
)
SOMEBODY = re.compile(
    r"(?:[Aa]n?|[Tt]he|one|his|her|its|their|two|three|several|some|any|many|most)\s+(?!(?:meeting|talks?|call|briefing|interview|speech|visit|summit|statement|post|letter|day|week|month|hearing|trip|press|news|forum|event|dinner)\b)\w"
)
"""Somebody whom a name only describes, as `an aide to` it."""
BY_WHOM = re.compile(r"\b(?:by|to|with|under)\s+(?:the\s+)?\Z")
SPOKES = re.compile(
    r"\bspokes(?:person|man|woman|people)\b|\bSprecher(?:in)?\b|\bporte-parole\b|\bportavoz\b", re.IGNORECASE
)
ASKED = re.compile(r"(?:Asked|Pressed|Pushed|Speaking|Quizzed|Questioned|Of|On|About)\b")
"""What begins so names others than who answers."""
APPOSITION = re.compile(r",\s+[A-Z][^,.;:\x01]{3,50}(?=[,.;])")
OPENS_INVERSION = frozenset(",”\"’»\x01?!“'—–")
FINITE = re.compile(
    r"\b(?:is|are|was|were|would|will|could|can|may|might|should|must|had|has|have|did|does|do|it|they|there|not|he|she)\b"
)
NOUNS = re.compile(
    r"\s+(?!(?:that|to|in|on|at|by|of|with|from|for|about|as)\b)([\w’'.&-]+(?:\s[\w’'.&-]+){0,8}?)\s?(?=[,.;:!?”“\"\x01—–]|\s(?:in|on|at|during|to|by|as|who|whose|from|before|after|when"
    r"|while|with|via|this|last|late|early|yesterday|today|through|over|outside|aboard)\b|$)"
)
OBLIQUE = {
    "him": "he", "her": "she", "he": "he", "she": "she", "it": "it", "lui": "il", "elle": "elle", "él": "él", "ella": "ella", "ihm": "er", "ihr": "sie"
}  # fmt: skip
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)\s+(?:\w+ly\s+|also\s+|first\s+|then\s+)?\Z")
HOPS = 4
REACH = 400


def fits(who: Who, woman: bool) -> bool:
    return who.woman is None or who.woman == woman


def is_noun_phrase(words: str, lexicon: Lexicon) -> bool:
    last = words.split()[-1].casefold().strip("’'")
    return last in lexicon.role_words or last in BODY_KINDS or last in PAPER


def spokes_word(words: str) -> str:
    match = SPOKES.search(words)
    return match.group().casefold() if match else ""
