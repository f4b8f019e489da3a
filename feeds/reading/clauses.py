"""The shapes of reported speech: what stands between a verb and its clause, what ends a clause, what is none."""

from __future__ import annotations

import re

DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
GAP = re.compile(
    r"^\s*(?:"
    rf",?\s*(?:on |late |early |last )*{DAY}(?: (?:morning|afternoon|evening|night))?"
    r"|(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
    r"|(?:last|this|earlier this|late last|later that|that) (?:week|month|year|day|morning|afternoon|evening)"
    r"|(?:just |only )?(?:an?|two|three|four|five|several|a few|some) (?:days?|weeks?|hours?|months?|minutes?|years?) (?:earlier|later|before(?=[,.])|ago)(?:, after [^,]{3,70})?"
    r"|(?:an?|one|two|three|four|five|several|\d+) (?:days?|weeks?|hours?|months?) (?:before|after|since) [^,.;:\x01]{3,60}(?=,)"
    r"|all along|the same day|at the time|for (?:his|her|its) part|in turn|once more|again|publicly|privately|in public"
    r"|earlier|later|recently|today|yesterday|here|separately|repeatedly|also|however|moreover|nonetheless|though|instead|meanwhile"
    r"|dans un communiqué|en un comunicado|in einer (?:Erklärung|Mitteilung)"
    r"|(?:late|early) on"
    r"|in (?:a|an|its|his|her|their|the) (?:[\w-]+ ){0,3}(?:statement|post|interview|response|briefing|speech|readout|letter|notice|report|call|message)(?: (?:on|with|to|of|from) (?:the )?[A-Z][\w’'. ]*?(?=\s(?:that|the|it|he|she|China|Beijing|on)\b|,|$))?"
    r"|(?:at|during) (?:a|an|the) (?:[\w-]+ ){0,3}(?:press conference|news conference|briefing|hearing|event|meeting)"
    r"|in (?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"|(?:aboard|at|from) (?:the )?(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"|(?:este |el |am |pasado )*(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)(?:abend|morgen|nachmittag)?"
    r"|(?:zudem |auch |ferner |ebenfalls |am \w+ |in \w+ )*mit(?=,)|laut [^,.]{3,60}(?=,)|außerdem|également|también|además"
    r"|to reporters|via [A-Z]\w+|on (?:X|Truth Social|social media|Weibo)(?=\s)"
    r"|,"
    r")(?=[\s,.]|$)"
)
TOLD = re.compile(
    r"^\s+(?:(?:[a-z]+ )?(?:reporters|journalists|lawmakers|senators|investors|analysts|farmers|Congress)|an? (?:daily |regular )?(?:news|press) conference|(?:[A-Z][\w’'.&\x01“”\"-]*\s?){1,5}|an? (?:[\w-]+ ){0,3}(?:broadcaster|newspaper|network|channel|audience|hearing|briefing|forum|conference|interviewer))"
)
TOLD_ANY = re.compile(
    r"\s+(?:(?:an?|the|his|her|its|their|some|this|our|one)\s+)?(?:[\w’'.&-]+\s+){1,6}?(?<! of )(?<! in )(?<! at )(?<! on )(?<! for )(?<! with )(?<! to )(?<! from )(?<! by )(?<! and )(?=(?:he|she|it|they|there|we|I|nobody|nothing|everything|the|his|her|its|their|this|these|those|an?"
    r"|[A-Z][\w-]+ (?:had|would|was|were|is|are|will|has|have|could|can|must|should)|(?:Chinese|American|US|U\.S\.) [a-z]+|(?:tariffs|talks|duties|rates|prices|exports|imports|buyers|farmers|orders)\b)\s)"
)
"""Whom somebody told, up to where the clause begins that has no `that`."""
TOLD_WORD = re.compile(r"\s+(?!(?:that|it|he|she|they|there|this|how|why|what)\b)[\w’'&-]+")
TOLD_WORDS = 7
"""Words of whom a tag tells: `Bessent told the Dealbook Tribune forum on Wednesday`."""
_IRREGULAR = (
    "went came left met made took held spoke broke saw said put cut set let kept found told gave got began ran won lost stood rose fell felt knew"
    " thought brought bought sold sent built sat rode drove drew grew flew threw wrote chose froze swore tore wore bore shook stuck struck sank"
    " became meant dealt slept crept lent spent bent taught caught fought sought paid laid led read hit cost shut hurt split spread understood"
    " withdrew undid overtook want need remain expect believe hope agree apply face pay lose make take come go get give know think see use find"
    " work call try ask seem feel leave keep begin show hear play run move live write provide sit stand bring happen sell buy send build stay fall"
    " reach rise mean matter depend look like love help start stop end grow wait talk sound carry hold owe deserve count charge accept reject"
).replace(" ", "|")
_FOREIGN = (
    "gelte|gilt|sei|seien|werde|werden|habe|haben|hatte|hatten|ist|sind|wird|könne|könnten|müsse|solle|sollten|verlängert|están|está|será|serán"
    "|había|habían|abordan|puede|deben|sont|était|avait|avaient|sera|dépend\\w*|ont"
)
STRONG = re.compile(
    r"\b(?:is|are|was|were|has|have|had|would|will|could|can|may|might|must|should|do|does|did|\w+n['’]t|\w+['’](?:re|ve|ll|d))\b"
)
"""Verbs that make a clause whatever stands beside them."""
FINITE = re.compile(
    rf"\b(?:is|are|was|were|be|been|has|have|had|would|will|could|can|may|might|must|should|do|does|did|\w+n['’]t|\w+['’](?:s|re|ve|ll|d)"
    rf"|[a-z]{{2,}}(?:ed|es)|[a-z]{{3,}}s|{_IRREGULAR}|{_FOREIGN})\b|ing\b.*\bto\b"
)
LONG_PAIR = 15
"""Words of `that A and that B` from which they are two statements."""
LONGEST, VERBS = 1_500, 12
"""Letters of a sentence, and verbs of saying in it, that are looked at: a text without end costs no more."""
WANTS_MORE = re.compile(r"(?:is|are|was|were|be|been|has|have|had|would|will|to|called|of|as)$")
PRONOUN_FIRST = re.compile(r"(?:he|she|it|they|we|there|that|this|nobody|nothing)\b", re.IGNORECASE)
PLAINLY = frozenset(
    "said say says saying told tell tells telling think thinks thought believe believes believed wrote writes writing".split()
)
"""Verbs that a clause without `that` follows plainly; the others take a thing as often: `announced a duty`."""
CLEARLY = re.compile(
    rf"{STRONG.pattern}|\b(?:{_IRREGULAR})\b|\b[a-z]{{2,}}ed\b(?!\s+(?:by|in|on|to|at|for|from|with|under|last|this|as|of)\b)|\A\s*(?:he|she|it|they|we|there)\b|['’](?:re|ve|ll|d)\b"
)
"""What shows that a clause is one, and not a thing."""
NO_CLAUSE = re.compile(
    r"(?:Asked|Speaking|Referring|Answering|Responding|Commenting|Citing|Noting|Turning|Writing|Appearing|Told|According|When|While|After|Before|Since"
    r"|Until|Once|Unless|Although|Though|Because|If|As|Had|Should|But in|And in|Earlier|Later|Meanwhile|However)\b(?!.*,\s)"
)
NO_SUBJECT = re.compile(r"(?:In|On|At|During|Through|Via|By|With|From|For|To|After|Before|\w+ing)\b")
"""What begins so is a clause only with a verb that makes one: not `In a note posted on Monday`."""
TAKEN_BACK = re.compile(
    r"\b(?:[Aa]n? (?:earlier|previous) version|misquoted|misattributed|(?:was|were) (?:wrongly|incorrectly) (?:quoted|attributed)|(?:wrongly|incorrectly) (?:quoted|attributed|said that))\b"
)
"""A sentence that takes words back makes nobody say them."""
SUBORDINATE = re.compile(
    r"\W*(?:\w+ )?(?:After|When|While|As|Although|Though|Since|Because|Hours after|Days after|Minutes after|Once|Even as|A day after|The day after)\b"
)
"""A sentence that begins so has its main clause behind a comma."""
TOLD_THAT = re.compile(r"^[^,.;:]{1,80}?\bthat\b")
TRAILING = re.compile(
    r"(?:;|,\s*which\b|,\s*(?:an?|the)\s+(?:\w+\s+){0,2}?(?:blow|move|step|sign|claim|charge|assertion|decision|remark|figure|gesture|reversal|shift|threat|increase)\b"
    r"|,\s*(?:but|though|although|even though)\s+(?:(?:[a-z]+\s+){0,2}?(?:analysts|economists|critics|traders|experts|officials|others|some|many|few|neither|nobody|importers|farmers)\b"
    r"|(?:[A-Z]\w+|the \w+|it|he|she)\s+(?:has|have|had|did|does|is|was)\s?(?:not|n[’']t|yet|never)\b)"
    r"|,\s*(?:(?:[Tt]he\s+|[A-Z]\w+\s+)?(?:[\w-]+\s+){0,3}?)(?:[A-Z]\w+|readout|agency|newspaper|report|statement|network|broadcaster|channel)\s+(?:reported|reports|confirmed)\b|,\s*the (?:readout|statement|account|agency|report|ministry|department) (?:said|says)\b"
    r"|:\s*[“\"‘«„\x01]|,\s*according to\b|,\s*(?:(?:an?|one|two|three|four|five|six|seven|several|just|only|barely|less than|more than|\d+)\s+){0,2}(?:days?|weeks?|hours?|months?|minutes?)\s+(?:after|before|since)\b|,\s*(?:adding|saying|noting|warning|arguing|insisting|claiming|stressing|calling|describing|urging|accusing|citing|referring)\b)"
)
BARRED = re.compile(
    r"^[\s,]*(?:(?:an?|one|two|three|four|five|six|several|a few|\d+|just|only|hours|days|weeks|months)\s+(?:(?:days?|hours?|weeks?|months?|minutes?|years?)\s+)?(?:before|after|earlier|later|since|ahead)\b|of|about|for|by|with|to the|against|\x01|goodbye|no to\b|yes to\b|(?:so|as much|little|nothing|more)(?=[.,]|\s+(?:about|on|than|when|at)\b)|hello|(?:adding|saying|noting|calling|urging|describing|citing|warning|stressing|rejecting|dismissing|denying|refuting|disputing|responding|replying|reacting|referring|echoing|answering|brushing|waving|hitting|accusing|repeating|using|speaking|standing|pointing|holding|taking)\b|(?:shortly |soon |just )?(?:after|before|during|when|amid|following|as|while|since|until|ahead of)\b)",
    re.IGNORECASE,
)
NOT_A_TAG = re.compile(
    r"\s*(?:which|who|whom|whose|that|where|when|while|but|and|as|because|since|after|before|if|though|although|whereas|or|so|than|until|unless|to|including|in which|of which)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r",\s+(?!(?:who|which|whose|an?|the|his|her|its|their|on|in|at|after|before|as|when|while|during|speaking|citing|referring|adding|saying"
    r"|noting|warning|arguing|days|hours|weeks|minutes|though|although|according|one|two|including|with|by)\b)[a-z\x01“\"‘]"
)
"""What the reported clause goes on with behind its tag: `C1, X said, provided that C2`."""
ADVERBIAL = re.compile(
    r"\s*(?:on|in|over|at|from|outside|during|through|under|aboard|across|along|near|behind|inside|into|onto|without|amid|alongside|via|upon|beside|hours|minutes|days|weeks|moments)\b(?![^,;]{0,60},\s+(?!\w+ing\b|where\b|which\b|who\b|when\b|after\b|before\b|as\b)\w)"
)
"""What says where and when something was said, no clause."""
VERB_FIRST = re.compile(
    r"\s*(?:\w+ed|is|was|were|are|has|had|would|will|could|may|might|can|ran|went|made|took|came|knocks|sets|puts)\b(?!\s+(?:goods|products|duties|tariffs|measures))"
)
AGENCIES = frozenset(
    ("Xinhua", "CCTV", "Global Times", "People's Daily", "China Daily", "Reuters", "Bloomberg", "AP", "AFP")
)
"""Who report what others said."""
AND_SO = re.compile(r"(?:provided|and|but|if|unless|because|so|since|though|or|as long as|even if|while)\b")
"""How a clause that is whole goes on behind its tag."""
RELATIVE = re.compile(r"\b(?:what|whom|than|as|of which|[Ii]t (?:is|was) [^,]{0,40})\s+(?:[\w’'.-]+\s+){0,6}\Z")
RULINGS = frozenset("found find finds held hold holds ruled rules rule decided decides judged".split())
"""A court's verbs of saying; with anybody else they are of what was done."""
ACCORDING_AMID = re.compile(r",\s+according to (?P<by>[^,.;\x01]{2,70}),")
TAG_ENDS = re.compile(
    r"\s*(?:$|[.,”\"’»]|(?:on|in|at|during|late|early|earlier|to|aboard|via|from|here|there|after|last|this|before|when|while|ahead|by|separately|as|through|over|outside|shortly|soon|hours|minutes|again|then|later|yesterday|today|with|without|following|upon|for|bluntly|flatly|publicly|drily|of|am|nach|el|le|hier|afterwards?|anyway|too|simply|aloud|drily|himself|herself|themselves|dryly|flatly|instead|yesterday|in turn)\b)"
)
THAT_SOON = re.compile(r"(?:\s+[\w’']+){0,3}\s+that (?!(?:day|week|month|year|morning|evening|time)\b)")
PAPERS = re.compile(
    r"\b(?:data|figures|document|documents|bureau of statistics|survey|report|index|people|sources?|officials|estimates|reports|analysts|traders|records|filing|filings|lists?)\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(
    r"(?:saying|adding|noting|warning|stating|arguing|insisting|claiming|stressing|conceding|telling|announcing|suggesting|predicting|explaining|writing|recalling|complaining|emphasi[sz]ing|declaring|replying|asserting|maintaining|pointing out)$",
    re.IGNORECASE,
)
ACTS = re.compile(rf"\b(?:[a-z]+(?:ed|es)|said|says|denies|{_IRREGULAR})\b")
TO_SOMEBODY = frozenset(
    "told tell tells telling reminds remind reminding assured assure assures informed inform informs advised advises advise reminded".split()
)
WITHOUT_THAT = frozenset(
    "said say says saying told tell tells telling wrote writes thinks thought think believes believed believe insisted insists warned warns warning argued argues admitted admits conceded concedes"
    " claimed claims noted notes noting added adds adding reckons reckoned suggested suggests predicted predicts confirmed confirms acknowledged announced replied answered hinted hints estimates estimated"
    " saying insisting arguing claiming stressing conceding announcing suggesting predicting explaining maintaining asserting declaring"
    " complained posted joked remarked observed stressed declared indicated recalled fears feared hopes hoped expects doubts sagte dijo afirmó".split()
)
"""Verbs that a clause follows without `that`."""
FRAME = re.compile(
    r"\s*(?:of|on|in|at|to|before|after|with|over|outside|aboard|during|from|for|late|early|last|this|earlier|again|also|separately|publicly|reporters|lawmakers|by|through|via|bluntly|the (?:justices|court|panel|committee|house|senate)|[A-Z][\w’'-]+(?:day)?)\b"
)


_DATELINE = re.compile(
    r"^[A-ZÀ-Ý][A-ZÀ-Ý .’'-]+(?:,\s+[A-Z][a-z]+\.?\s+\d{1,2})?(?:\s*\([^)]{1,40}\))?\s*[-–—]{1,2}\s+"
)
_PARTS = re.compile(r"[;:]\s+(?![“\"‘«„\x01])|\s[—–]\s")
_AND_THAT = re.compile(r",? and that\s+")
_WORDY = re.compile(r"\w")
_QUOTED = re.compile(r"[“\"‘«„]?\x01+[”\"’»“]?")


def lead_end(masked: str) -> int:
    """Where a dateline ends: `LONDON (Wire) - `, `GENEVA, May 12 (Xinhua) -- `."""
    match = _DATELINE.match(masked)
    return match.end() if match else 0


def segments(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Gives the parts of a sentence that semicolons and colons make; a dateline stays with what follows."""
    found, begins = [], start
    stretch = masked[start:end]
    paired = stretch.count(" — ") + stretch.count(" – ") == 2  # a parenthesis between dashes parts nothing
    for match in _PARTS.finditer(stretch):
        at = start + match.start()
        if paired and match.group().strip() in "—–":
            continue
        if at - begins < 12 or (match.group().strip() in "—–" and lead_end(masked[begins : start + match.end()])):
            continue
        found.append((begins, at))
        begins = start + match.end()
    return [*found, (begins, end)]


def stripped(masked: str, start: int, end: int) -> int:
    """Gives the end of a clause without the marks that close the sentence."""
    return start + len(masked[start:end].rstrip(' .”"’»'))


def skip_gaps(masked: str, at: int, limit: int) -> int:
    while True:
        gap = GAP.match(masked[at:limit])
        if gap is None or gap.end() == 0:
            return at
        at += gap.end()


def told_end(masked: str, at: int, limit: int) -> int:
    """Gives where whom a tag tells ends: behind the first word after which the tag can end."""
    known = TOLD.match(masked[at:limit])
    if known is not None and TAG_ENDS.match(masked[skip_gaps(masked, at + known.end(), limit) : limit]):
        return at + known.end()
    words = TOLD_WORD.match(masked, at, limit)
    for _ in range(TOLD_WORDS):
        if words is None:
            break
        if TAG_ENDS.match(masked[words.end() : limit]):
            return words.end()
        words = TOLD_WORD.match(masked, words.end(), limit)
    return at


def split_that(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """`that A, and that B` are two clauses; so are two of which one is nothing but a quotation."""
    match = _AND_THAT.search(masked[start:end])
    if match is None:
        return [(start, end)]
    return [(start, start + match.start()), (start + match.end(), end)]


def apart(masked: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether two clauses are long enough, or parted by a comma, to stand each by itself."""
    if len(pieces) < 2:
        return False
    words = sum(len(masked[one:other].split()) for one, other in pieces)
    return masked[pieces[0][1]] == "," or words > LONG_PAIR


def stands(clause: str, *, foreign: bool = False, least: int = 4) -> bool:
    """Whether words are a clause of their own: several words outside quotation marks, the first ones not quoted."""
    unquoted = _QUOTED.sub(" \x01 ", clause) if "\x01" in clause else clause
    words = unquoted.split()
    plain = [word for word in words if _WORDY.search(word)]
    least = 3 if foreign or PRONOUN_FIRST.match(unquoted) else least
    if len(plain) < least and not (len(words) >= 4 and "\x01" not in unquoted):
        return False
    if not foreign and not FINITE.search(unquoted):
        return False
    first = words.index("\x01") if "\x01" in words else len(words)
    after = words[first + 1 :] if "\x01" in words else []
    whole = first == 3 and FINITE.search(words[2]) and not WANTS_MORE.match(words[2])  # "guidance would follow “…”"
    if "\x01" in words and first < 4 and not whole and len([word for word in after if _WORDY.search(word)]) < 3:
        return False
    return "\x01" not in words or first >= 4 or bool(after)
