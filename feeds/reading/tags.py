"""The shapes of what stands beside a quotation and tells whose it is."""

from __future__ import annotations

import re

TITLE_OF_A_WORK = re.compile(
    r"(?:\b(?:on|titled|entitled|called|film|movie|novel|book|song|album|show|program|programme|series|podcast|column|headlined|nicknamed|dubbed|magazine|documentary|of|with|sang|sings|hit|play|musical|opera|reads?|speech|essay|paper|article|lecture|op-ed|talk|address|chapter|report|memo),?|\b[A-Z]{2,4}['’]s|\bFox['’]s)\s*[“\"‘«„]?\Z"
)
VERBS, FAR = 12, 600
"""Verbs of saying looked at in a sentence, and letters that a subject may be away: a text without end costs no more."""
DENIED = re.compile(
    r"\b(?:(?:did|does|do|has|had|have|would|will|could) ?(?:not|n['’]t)|didn['’]t|never|[Nn]either\b.*\bnor\b.*|denied (?:that )?\w+|(?:declined|refused) to|否认.*)\s*\Z"
)
"""Words that somebody is said not to have said are nobody's."""
PASSED_ON = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\s+([^,]{2,60}?)\s+as\s*\Z")
"""`quoted Xi as saying`: the words are the inner one's."""
WHAT_X_CALLED = re.compile(
    r"\bwhat\s+([^,\x01]{2,60}?)\s+(?:(?:has |had )?(?:called|calls|described as|describes as|termed|labelled|labeled|dubbed))\s*(?:an?\s+|the\s+)?[“\"‘«]?\Z"
)
ACCORDING = re.compile(
    r"[\s,]*(?:according to|in the (?:words|view|opinion|eyes|telling|phrase|judg(?:e)?ment) of|selon|d['’]après|según|en palabras de|so|laut|(?:heißt|hieß) es (?:in [^,.\x01]{0,40}?(?:des|der|von)|bei|aus|beim|vom))\s+(?=\S)"
)
ACCOUNT = re.compile(
    r"\b(?:account|readout|transcript|Xinhua|Reuters|agency|text|statement (?:put|issued|published))\b"
)
"""What passes on the words of whoever the sentence names before."""
QUOTED_AS = re.compile(r"\b(?:quoted|cited|quotes|cites) ([^,.;\x01]{2,50}?) as (?:saying|telling|warning|writing)\b")
HELPED = re.compile(r"(?:a|ha|hat|habe)\s|a-t-(?:il|elle)\s")
LETTER = re.compile(
    r"\b(?:letter|message|note|statement|text|remarks|words)\b[^.;:\x01]{0,40}?\b(?:from|by|of)\s+(?=(?:[A-Z]|President|the ))"
)
"""A text that somebody reads out: its words are those of whom it is from."""
MARKS = "”\"’»«“'」』 \u00a0"
NO_INVERSION = frozenset(
    "told tells tell telling assured assures assure informed informs inform reminded reminds remind advised advises accused accuses answered"
    " called calls described describes labelled labeled branded dubbed deemed found held put judged considered known written read termed".split()
)
DROPPED = frozenset(
    "escribió dijo afirmó añadió agregó aseguró explicó señaló declaró insistió advirtió subrayó".split()
)
"""Spanish leaves `he` out: “…”, escribió en Truth Social."""
WEAK = frozenset(
    "agree agrees agreed agreeing propose proposed find found hold held demand demanded promise promised think thinks thought believe believes believed doubt doubts doubted know knew understood"
    " offer offered allow allowed judge judged decide decided order ordered report reported put puts consider considered credit credited blame blamed welcome welcomed rule ruled find found".split()
)
"""Verbs that bring a quotation only where no plainer verb of saying stands before them in the sentence."""
NOBODY_NAMED = re.compile(
    r"(?:\A|[,;:(]\s*|\b(?:and|but|while|though|as|that)\s+)(?:(?:and|but|while|though|as)\s+)?(?:(?:the|his|her|its|their|some|many|most|other|several|both|two|three|one|an?|[A-Z][\w.-]*['’]s?|[A-Z][\w.]+)\s+){0,2}(?:[\w-]+\s+){0,2}"
    r"(?:critics?|officials?|analysts?|aides?|sources?|people|traders?|economists?|diplomats?|experts?|lawmakers|executives|rivals?|opponents|supporters|advisers|envoys|lawyers|investors|importers|exporters|farmers|growers|users|commentators?|observers|insiders?|reporters?|others|both sides|newspapers?|papers|media)"
    r"(?:\s+(?:in|at|from|of|close to|familiar with|briefed on)\s+[^,;:\x01]{2,40}?)?\s+(?:who\s+[^,;:\x01]{2,40}?\s+)?(?:have |had |has |also |later |then |would |\w+ly )*\Z"
)
"""A subject that is somebody whom the text does not name: the words are theirs."""
ANY_VERB = re.compile(
    r"(?!(?:based|located|born|aged|named|called|entitled|titled|used|needed|accused|hundred|indeed)\b)[a-z]{3,}(?:ed|ied)\b"
)
NAMED_FIRST = re.compile(
    r"[\s”\"’»]*(?:(?!(?:to|of|by|with|from|for|under|near|against|in|at|on|like|than)\s)(?:the|a|an|[A-Z][\w.’-]*|[a-z-]+)\s+){0,5}"
)
PREDICATE = re.compile(
    r"(?!\s(?:was|were|is|are|been|had been|has been|gets|got)\b)(?:,? (?:of|from|in|at|with|for) (?:the )?[A-Z][\w’'.&-]*(?:\s[A-Z&][\w’'.-]*){0,4})?\s(?!(?:and|but|or|who|whose|which|as|when|while|after|before|on|in|at|to|for|with|by|from|about|over)\b)[a-z]+"
)
"""What somebody did, behind the name."""
NOW_VERB = re.compile(r"[a-z]{3,}s(?= (?:[A-Z]|the |our |a ))")
TAG_CLOSES = re.compile(
    r"\s*(?:[.,;:!?\x01”\"’]|$|(?:on|in|at|to|from|with|of|over|as|by|when|before|after|during|into|across|outside|through)\b)"
)
SOME_SUBJECT = re.compile(
    r"(?:\A|[,;]\s*|\b(?:and|but)\s+)(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his|[Tt]hat|[Oo]ne|[Tt]heir|[Oo]ur)\s+[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}\s*\Z"
)
"""A subject that means nobody whom the text has named: `the law says`."""
MODAL = re.compile(r"\b(?:would|will|could|can|may|might|should|must|to)\s+(?:\w+ly\s+|also\s+)?\Z")
"""Before a verb of saying that is part of what somebody else says: `Leavitt said he would speak`."""
AWAY = 90
"""Letters between a verb and a quotation from which a tag behind it is likelier."""
QUOTES = 24
"""Quotations of one sentence that are attributed; no sentence of a person has more."""
AND = re.compile(r"\b(?:and|but|then|or)(?:\s\w+ly)?\s*\Z")
BESIDE = re.compile(r"\b(?:after|before|as|while|when|since|because|if|although|though|until|unless|whether)\b")
"""What opens a clause that only goes beside the one with the quotation."""
