"""Indirect statements: the clause that a verb of saying reports, without speaker and verb."""

from __future__ import annotations

import itertools
import re

from tradewatch.feeds.reading.attribution import DENIED
from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel

__all__ = ["Reporter"]

_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_GAP = re.compile(
    r"^\s*(?:"
    rf",?\s*(?:on |late |early |last )*{_DAY}(?: (?:morning|afternoon|evening|night))?"
    r"|(?:on )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
    r"|(?:last|this|earlier this|late last|later that|that) (?:week|month|year|day|morning|afternoon|evening)"
    r"|(?:an?|two|three|four|five|several) (?:days?|weeks?|hours?|months?) (?:earlier|later|before|ago)(?:, after [^,]{3,70})?"
    r"|all along|the same day|at the time|for (?:his|her|its) part|in turn|once more|again|publicly|privately|in public"
    r"|earlier|later|recently|today|yesterday|here|separately|repeatedly|also"
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
_TOLD = re.compile(
    r"^\s+(?:(?:[a-z]+ )?(?:reporters|journalists|lawmakers|senators|investors|analysts|farmers|Congress)|an? (?:daily |regular )?(?:news|press) conference|(?:[A-Z][\w’'.&\x01“”\"-]*\s?){1,5}|an? (?:[\w-]+ ){0,3}(?:broadcaster|newspaper|network|channel|audience|hearing|briefing|forum|conference|interviewer))"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|would|will|could|can|may|might|must|should|do|does|did|won['’]t|\w+n['’]t|isn['’]t|\w+['’](?:s|re|ve|ll|d)|[a-z]{2,}(?:ed|es)|[a-z]{3,}s|went|came|left|met|made|took|held|spoke|broke|saw|said|put|cut|set|let|kept|found|told|gave|got|began|ran|won|lost|want|need|remain|expect|believe|hope|agree|apply|face|pay|gelte|gilt|sei|seien|werde|werden|habe|haben|hatte|hatten|ist|sind|wird|könne|könnten|müsse|solle|sollten|verlängert|es|son|está|están|será|serán|había|habían|abordan|puede|deben|est|sont|était|avait|avaient|sera|dépend\w*|a|ont)\b|ing\b.*\bto\b"
)
_LONG_PAIR = 18
"""Words of `that A and that B` from which they are two statements."""
_LONGEST, _VERBS = 1_500, 12
"""Letters of a sentence, and verbs of saying in it, that are looked at: a text without end costs no more."""
_AUXILIARY = re.compile(
    r"\s*(?!\d)(?:[\w’',%-]+\s+){0,9}?(?:is|are|was|were|will|would|had|has|have|could|can|may|might|should|must|did|does|do)\b"
)
_TAKES_THINGS = frozenset(
    "announced announces pledged vowed promised disclosed revealed repeated signalled signaled posted wrote added adds adding confirmed".split()
)
"""Verbs that take a thing as often as a clause: `announced a duty` reports nothing."""
_NO_CLAUSE = re.compile(
    r"(?:Asked|Speaking|Referring|Answering|Responding|Commenting|Citing|Noting|Turning|Writing|Appearing|Told|According|When|While|After|Before|Since"
    r"|Until|Once|Unless|Although|Though|Because|If|As|Had|Should|But in|And in|Earlier|Later|Meanwhile|However)\b(?!.*,\s)"
)
_TOLD_THAT = re.compile(r"^[^,.;:]{1,80}?\bthat\b")
_TRAILING = re.compile(
    r"(?:;|,\s*according to\b|,\s*(?:adding|saying|noting|warning|arguing|insisting|claiming|stressing|calling|describing|urging|accusing|citing|referring)\b)"
)
_BARRED = re.compile(
    r"^\s*(?:of|about|for|by|with|to the|against|\x01|goodbye|no to|yes to|(?:so|as much|little|nothing|more)(?=[.,]|\s+(?:about|on|than|when|at)\b)|hello|(?:adding|saying|noting|calling|urging|describing|citing|warning|stressing)\b|(?:shortly |soon |just )?(?:after|before|during|when|amid|following|as|while|since|until|ahead of)\b)",
    re.IGNORECASE,
)
_NOT_A_TAG = re.compile(
    r"\s*(?:which|who|whom|whose|that|where|when|while|but|and|as|because|since|after|before|if|though|although|whereas|or|so|than|until|unless|to|including|in which|of which)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r",\s+(?!(?:who|which|whose|an?|the|his|her|its|their|on|in|at|after|before|as|when|while|during|speaking|citing|referring|adding|saying"
    r"|noting|warning|arguing|days|hours|weeks|minutes|though|although|according|one|two|including|with|by)\b)[a-z\x01“\"‘]"
)
"""What the reported clause goes on with behind its tag: `C1, X said, provided that C2`."""
_ADVERBIAL = re.compile(
    r"\s*(?:on|in|over|at|from|outside|during|through|under|aboard|across|along|near|behind|inside|into|onto|without|amid|alongside|via|upon|beside|hours|minutes|days|weeks|moments)\b(?![^,;]{0,60},\s+\w)"
)
"""What says where and when something was said, no clause."""
_VERB_FIRST = re.compile(
    r"\s*(?:\w+ed|is|was|were|are|has|had|would|will|could|may|might|can|ran|went|made|took|came|knocks|sets|puts)\b(?!\s+(?:goods|products|duties|tariffs|measures))"
)
_AGENCIES = frozenset(
    ("Xinhua", "CCTV", "Global Times", "People's Daily", "China Daily", "Reuters", "Bloomberg", "AP", "AFP")
)
"""Who report what others said."""
_AND_SO = re.compile(r"(?:provided|and|but|if|unless|because|so|since|though|or|as long as|even if|while)\b")
"""How a clause that is whole goes on behind its tag."""
_RELATIVE = re.compile(r"\b(?:what|whom|than|as|of which|[Ii]t (?:is|was) .{0,40})\s+(?:[\w’'.-]+\s+){0,6}\Z")
_RULINGS = frozenset("found find finds held hold holds ruled rules rule decided decides judged".split())
"""A court's verbs of saying; with anybody else they are of what was done."""
_ACCORDING_AMID = re.compile(r",\s+according to (?P<by>[^,.;\x01]{2,70}),")
_TAG_ENDS = re.compile(
    r"\s*(?:$|[.,”\"’»]|(?:on|in|at|during|late|early|earlier|to|aboard|via|from|here|there|after|last|this|before|when|while|ahead|by|separately|as|through|over|outside|shortly|soon|hours|minutes|again|then|later|yesterday|today|with|without|following|upon|for|bluntly|flatly|publicly|drily|of|am|nach|el|le|hier)\b)"
)
_THAT_SOON = re.compile(r"(?:\s+[\w’']+){0,3}\s+that (?!(?:day|week|month|year|morning|evening|time)\b)")
_PAPERS = re.compile(
    r"\b(?:data|figures|document|documents|bureau of statistics|survey|report|index|people|sources?|officials|estimates|reports|analysts|traders|records|filing|filings|lists?)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?:saying|adding|noting|warning|stating|arguing|insisting|claiming|stressing|conceding|telling|announcing|suggesting|predicting|explaining|writing|recalling|complaining|emphasi[sz]ing|declaring|replying|asserting|maintaining|pointing out)$",
    re.IGNORECASE,
)
_ACTS = re.compile(r"\b[a-z]+(?:ed|s|t|ld|de|w|ck|rote|poke|aid)\b")
_TO_SOMEBODY = frozenset(
    "told tell tells telling assured assure assures informed inform informs advised advises advise reminded".split()
)
_WITHOUT_THAT = frozenset(
    "said say says saying told tell tells telling wrote writes thinks thought think believes believed believe insisted insists warned warns warning argued argues admitted admits conceded concedes"
    " claimed claims noted notes noting added adds adding reckons reckoned suggested suggests predicted predicts confirmed confirms acknowledged announced replied answered hinted hints estimates estimated"
    " complained posted joked remarked observed stressed declared indicated recalled fears feared hopes hoped expects doubts sagte dijo afirmó".split()
)
"""Verbs that a clause follows without `that`."""
_FRAME = re.compile(
    r"\s*(?:on|in|at|to|during|from|for|late|early|last|this|earlier|again|also|separately|publicly|reporters|lawmakers|by|through|via|bluntly|the (?:justices|court|panel|committee|house|senate)|[A-Z][\w’'-]+(?:day)?)\b"
)


class Reporter:
    """Reads sentences and gives the clauses that somebody is reported to have said."""

    def __init__(self, document: Document, speakers: Speakers, manner: Manner, lexicon: Lexicon) -> None:
        self._document, self._speakers, self._manner = document, speakers, manner
        self._verb, self._foreign = lexicon.report, lexicon.foreign_verbs
        self._tag_end = 0
        """Where the last tag's verb ended: what follows is another clause only with a verb of its own."""

    def sentence_clauses(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the reported clauses of a sentence; `previous` is the last statement of the paragraph."""
        masked = self._document.masked
        end = min(sentence.end, sentence.start + _LONGEST)
        if not re.search(r"\w", masked[sentence.start : end].replace("\x01", "")):
            return []
        found: list[Said] = []
        self._frame = (sentence, paragraph, previous)
        for start, stop in _segments(masked, sentence.start, end):
            led = self._led(start, stop)
            tagged = self._tagged(start, stop) if not led else []
            found += led or tagged
            after = max((part[1] for one in (*led, *tagged) for part in one.parts), default=start)
            after = max(after, self._tag_end) if tagged else after
            found += self._after_the_verb(start, stop, after if led or tagged else start, bool(tagged))
        return found

    # --- before its verb ---

    def _led(self, start: int, end: int) -> list[Said]:
        """`According to X, C` and the first clause of `Noting that C1, X said C2`."""
        masked = self._document.masked
        according = re.compile(
            r"(?:According to|Según|Selon|Laut|Nach Angaben (?:von|des|der)) ([^,\x01]{2,80}(?:,[^,\x01]{2,50},)?),?\s+(?=\S)"
        ).match(masked, start, end)
        if according is not None:
            who = self._speakers.within(according.start(1), according.end(1))
            stop = _stripped(masked, according.end(), end)
            if (
                who is not None
                and not _PAPERS.search(according.group(1))
                and self._stands(masked[according.end() : stop])
            ):
                return [self._said(who, [(according.end(), stop)], masked[start : according.end()], "according to X")]
        noting = re.compile(
            r"(?:Noting|Adding|Stressing|Saying|Arguing|Insisting|Warning|Claiming|Conceding) that ([^,\x01]{12,200}),\s+(?=\S)"
        ).match(masked, start, end)
        if noting is not None:
            verb = self._verb.search(masked, noting.end(), end)
            who = self._speakers.before(noting.end(), verb.start()) if verb else None
            who = who or self._speakers.subject(noting.end(), end)
            if who is not None:
                return [self._said(who, [noting.span(1)], masked[noting.end() : end], "noting that C")]
        return []

    def _tagged(self, start: int, end: int) -> list[Said]:
        """`C, X said on Monday`, `C, said X`, `C1, X said, C2` and `C, according to X`."""
        masked = self._document.masked
        lead = start + _lead_end(masked[start:end])
        for verb in itertools.islice(self._verb.finditer(masked, lead, end), _VERBS):
            if verb.group().endswith("ing") or DENIED.search(masked[max(lead, verb.start() - 40) : verb.start()]):
                continue
            tag = self._tag_of(lead, end, verb)
            if tag is None:
                continue
            who, stop, rest = tag
            if not re.search(r"\w{2}", masked[lead:stop].replace("\x01", "")):
                return []  # nothing but a quotation before the tag
            parts = self._with_rest(lead, stop, rest, end)
            words = " ".join(masked[one:other] for one, other in parts)
            foreign = verb.group() in self._foreign
            if (_NO_CLAUSE.match(masked[lead:stop]) and len(parts) == 1) or not self._stands(
                words, foreign=foreign, least=3
            ):
                return []
            if who.name in _AGENCIES and self._inner(lead, stop):
                return []  # "Xi said C, Xinhua reported": the words are Xi's
            frame = f"{masked[stop:rest]} {masked[rest:end] if len(parts) == 1 else ''} {masked[start:lead]}"
            self._tag_end = verb.end()
            return [self._said(who, parts, frame, "C, X said")]
        amid = _ACCORDING_AMID.search(masked, lead, end)
        if amid is not None and self._verb.match(masked, amid.end() + 1, end):
            amid = None  # "Xi, according to the account, told him": the account does not speak
        if amid is not None and not _PAPERS.search(amid["by"]):
            who = self._speakers.within(amid.start("by"), amid.end("by"))
            parts = self._with_rest(lead, amid.start(), amid.end() - 1, end)
            if who is not None and len(parts) > 1 and self._stands(" ".join(masked[one:other] for one, other in parts)):
                self._tag_end = end
                return [self._said(who, parts, masked[amid.start() : amid.end()], "C, according to X")]
        by = re.compile(r",\s+according to ([^\x01]+?)[.\s”\"]*$").search(masked[:end], lead)
        if by is not None and not _PAPERS.search(by.group(1)) and self._stands(masked[lead : by.start()]):
            stop = re.search(r"[,;]", by.group(1))
            ends = by.start(1) + (stop.start() if stop else len(by.group(1)))
            who = self._speakers.within(by.start(1), ends)
            if who is not None and who.name in _AGENCIES and self._inner(lead, by.start()):
                who = None  # "Xi told Trump that C, according to Xinhua"
            if who is not None:
                self._tag_end = ends
                return [self._said(who, [(lead, by.start())], masked[by.start() : end], "C, according to X")]
        return []

    def _inner(self, start: int, end: int) -> bool:
        masked = self._document.masked
        for verb in itertools.islice(self._verb.finditer(masked, start, end), _VERBS):
            who = self._speakers.before(start, verb.start())
            if who is not None and who.name not in _AGENCIES:
                return True
        return False

    def _with_rest(self, lead: int, stop: int, rest: int, end: int) -> list[tuple[int, int]]:
        """Gives the clause before a tag, and with it what follows the tag where the clause goes on there."""
        masked = self._document.masked
        parts = [(lead, stop)]
        if rest >= end or not _GOES_ON.match(masked, rest, end):
            return parts
        begins = rest + len(masked[rest:end]) - len(masked[rest:end].lstrip(" ,"))
        cut = _TRAILING.search(masked, begins, end)
        ends = _stripped(masked, begins, cut.start() if cut else end)
        plain = re.findall(r"\w+", masked[begins:ends].replace("\x01", ""))
        whole = _FINITE.search(masked[lead:stop]) and not _NO_CLAUSE.match(masked[lead:stop])
        if len(plain) > 1 and (not whole or _AND_SO.match(masked, begins, ends)):
            parts.append((begins, ends))
        return parts

    def _tag_of(self, lead: int, end: int, verb: re.Match[str]) -> tuple[Who, int, int] | None:
        """Gives the speaker of a tag, where the clause before it stops and where the text goes on behind it."""
        masked = self._document.masked
        rest = _skip_gaps(masked, verb.end(), end)
        inverted = self._speakers.inverted(verb.start(), verb.end(), end)
        if inverted is not None:
            stop = masked.rfind(",", lead, verb.start())
            if stop > lead and not masked[stop + 1 : verb.start()].strip():
                return inverted, stop, end
            return None
        if _RELATIVE.search(masked[max(lead, verb.start() - 80) : verb.start()]):
            return None
        told = (
            _TOLD.match(masked[verb.end() : end])
            if verb.group() in ("told", "tells", "assured", "informed", "advised")
            else None
        )
        if told is not None:
            rest = _skip_gaps(masked, verb.end() + told.end(), end)
        if masked[:rest].rstrip().endswith(",") and rest > verb.end():
            rest = len(masked[:rest].rstrip()) - 1
        if not _TAG_ENDS.match(masked[rest:end]) or _THAT_SOON.match(masked[verb.end() : end]):
            return None
        stop = verb.start()
        for _ in range(4):
            stop = max(masked.rfind(",", lead, stop), *(masked.rfind(f"\x01{mark}", lead, stop) + 1 for mark in '”"’»'))
            if stop <= lead:
                return None
            by = masked[stop + 1 : verb.start()]
            if not by.strip(' ”"’»') or "\x01" in by:
                continue
            if _NOT_A_TAG.match(by):
                return None
            who = self._speakers.before(stop + 1, verb.start())
            if who is not None:
                return who, stop, rest
        return None

    # --- behind its verb ---

    def _after_the_verb(self, start: int, end: int, after: int, tagged: bool) -> list[Said]:
        """`X said (that) C`, `X rejected that, saying C`, `..., adding that C`."""
        masked = self._document.masked
        found: list[Said] = []
        who: Who | None = None
        for verb in itertools.islice(self._verb.finditer(masked, max(start, after), end), _VERBS):
            inside = bool(found) and verb.start() < found[-1].parts[-1][1] - 1
            if inside and not masked[verb.start() - 2 : verb.start()].startswith(","):
                continue
            participle = verb.group().lower().endswith("ing")
            if participle and not _PARTICIPLE.match(verb.group()):
                continue
            if DENIED.search(masked[max(start, verb.start() - 60) : verb.start()]):
                continue
            speaker = self._speaker_of(start, verb, who, participle, tagged)
            if speaker is None:
                continue
            clause = self._clause(verb, end)
            if clause is None:
                continue
            who = speaker
            begins, stops = clause
            frame = masked[start:begins] + " " + masked[stops:end]
            for one in self._clauses(begins, stops):
                if self._stands(masked[one[0] : one[1]], foreign=verb.group() in self._foreign):
                    found.append(self._said(speaker, [one], frame, "X said C"))
        return found

    def _speaker_of(
        self, start: int, verb: re.Match[str], who: Who | None, participle: bool, tagged: bool
    ) -> Who | None:
        masked = self._document.masked
        sentence, _, previous = self._frame
        if participle:
            if who is not None:
                return who
            if tagged and self._speakers.last is not None:
                return self._speakers.last
            # "X rejected that, saying C": whose the verb before it is
            together = re.search(r"\bwith ([^,\x01]{3,60})\Z", masked[start : verb.start()].rstrip())
            if together is not None:
                return self._speakers.within(start + together.start(1), start + together.end(1))
            for earlier in reversed(list(_ACTS.finditer(masked, start, verb.start()))):
                speaker = self._speakers.before(start, earlier.start(), origin=sentence.start)
                if speaker is not None:
                    return speaker
            return self._speakers.subject(start, verb.start()) or (previous.who if previous is not None else None)
        if self._speakers.inverted(verb.start(), verb.end(), sentence.end) is not None:
            return None
        if _RELATIVE.search(masked[max(start, verb.start() - 80) : verb.start()]):
            return None
        begins = max(start, masked.rfind("\x01", start, verb.start()) + 1)
        speaker = self._speakers.before(begins, verb.start(), origin=sentence.start)
        if speaker is None and re.search(r"\b(?:and|but|then|y|et|und)(?:\s\w+ly)?\s*\Z", masked[start : verb.start()]):
            here = previous is not None and previous.sentence is sentence
            speaker = (
                who
                or (previous.who if previous is not None and here else None)
                or self._speakers.subject(start, verb.start())
            )
        if verb.group() in _RULINGS and (
            speaker is None or not re.search(r"Court|Circuit|panel|board|commission", speaker.name, re.IGNORECASE)
        ):
            return None
        return speaker

    def _clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """`that A and that B` is one clause, unless A is little more than a quotation: then B stands by itself."""
        masked = self._document.masked
        pieces = _split_that(masked, start, end)
        both = len(pieces) > 1 and all(self._stands(masked[slice(*one)]) for one in pieces)
        if both:
            return pieces if _apart(masked, pieces) else [(start, end)]
        return [(start, end)] if self._stands(masked[slice(*pieces[0])]) else pieces

    def _clause(self, verb: re.Match[str], limit: int) -> tuple[int, int] | None:
        """Offsets of the reported clause behind a verb, None where it governs something else."""
        masked = self._document.masked
        at = verb.end()
        word = verb.group().lower()
        rest = masked[at:limit]
        if word in _TO_SOMEBODY:
            told = _TOLD.match(rest)
            that = _TOLD_THAT.match(rest)
            if that is not None:
                at += that.end()
            elif told is not None:
                at += told.end()
            else:
                return None
        at = _skip_gaps(masked, at, limit)
        that = re.match(r"\s*(?:that|dass|que)\b|\s*qu['’]", masked[at:limit])
        if that is not None:
            at += that.end()
            at = _skip_gaps(masked, at, limit) if masked[at : at + 2] == ", " else at
        elif word not in _WITHOUT_THAT and verb.group() not in self._foreign:
            far = re.match(r"[^,.;:\x01]{1,70}?,?\s+that\b", masked[at:limit])
            if far is None or not _FRAME.match(masked[at : at + far.end()]):
                return None
            at += far.end()
        elif (
            re.match(r"\s*(?:an?|the|its|his|her|their|new|more|\d)\b", masked[at:limit])
            and not _AUXILIARY.match(masked[at:limit])
            and word in _TAKES_THINGS
        ):
            return None
        rest = masked[at:limit]
        if _BARRED.match(rest) and not rest.lstrip().startswith("\x01 "):
            return None
        if that is None and _ADVERBIAL.match(rest):
            return None
        if that is not None and _VERB_FIRST.match(rest):
            return None  # "in a post that wiped": it says more of the post
        at += len(rest) - len(rest.lstrip(" ,:"))
        end = _stripped(masked, at, limit)
        trailing = _TRAILING.search(masked, at, limit)
        if trailing is not None:
            end = min(end, trailing.start())
        return (at, end) if end > at else None

    def _stands(self, clause: str, *, foreign: bool = False, least: int = 4) -> bool:
        """A clause of its own: several words outside quotation marks, the first ones not quoted."""
        unquoted = re.sub(r"[“\"‘«„]?\x01+[”\"’»“]?", " \x01 ", clause)
        words = unquoted.split()
        plain = [word for word in words if re.search(r"\w", word)]
        if len(plain) < (3 if foreign else least) and not (len(words) >= 4 and "\x01" not in unquoted):
            return False
        if not foreign and not _FINITE.search(unquoted):
            return False
        first = words.index("\x01") if "\x01" in words else len(words)
        after = words[first + 1 :] if "\x01" in words else []
        if first < 4 and len([word for word in after if re.search(r"\w", word)]) < 4:
            return False
        return "\x01" not in words or first >= 4 or bool(after)

    def _said(self, who: Who, parts: list[tuple[int, int]], frame: str, rule: str) -> Said:
        sentence, paragraph, previous = self._frame
        channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        if previous is not None and previous.who == who and previous.paragraph is paragraph:
            day = day or previous.day
            channel = previous.channel if channel is Channel.UNKNOWN else channel
        self._speakers.spoke(who)
        said = Said(parts, False, who, channel, day, 0.75, rule, sentence, paragraph)
        self._frame = (sentence, paragraph, said)
        return said


def _lead_end(masked: str) -> int:
    """Where a dateline ends: `LONDON (Wire) - `, `GENEVA, May 12 (Xinhua) -- `."""
    match = re.match(
        r"^[A-ZÀ-Ý][A-ZÀ-Ý .’'-]+(?:,\s+[A-Z][a-z]+\.?\s+\d{1,2})?(?:\s*\([^)]{1,40}\))?\s*[-–—]{1,2}\s+", masked
    )
    return match.end() if match else 0


def _segments(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Gives the parts of a sentence that semicolons and colons make; a dateline stays with what follows."""
    found, begins = [], start
    for match in re.finditer(r"[;:]\s+(?![“\"‘«„\x01])|\s[—–]\s", masked[start:end]):
        at = start + match.start()
        if at - begins < 12 or (match.group().strip() in "—–" and _lead_end(masked[begins : start + match.end()])):
            continue
        found.append((begins, at))
        begins = start + match.end()
    return [*found, (begins, end)]


def _stripped(masked: str, start: int, end: int) -> int:
    """Gives the end of a clause without the marks that close the sentence."""
    return start + len(masked[start:end].rstrip(' .”"’»'))


def _skip_gaps(masked: str, at: int, limit: int) -> int:
    while True:
        gap = _GAP.match(masked[at:limit])
        if gap is None or gap.end() == 0:
            return at
        at += gap.end()


def _split_that(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """`that A, and that B` are two clauses; so are two of which one is nothing but a quotation."""
    match = re.search(r",? and that\s+", masked[start:end])
    if match is None:
        return [(start, end)]
    return [(start, start + match.start()), (start + match.end(), end)]


def _apart(masked: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether two clauses are long enough, or parted by a comma, to stand each by itself."""
    if len(pieces) < 2:
        return False
    words = sum(len(masked[one:other].split()) for one, other in pieces)
    return masked[pieces[0][1]] == "," or words > _LONG_PAIR
