"""When an item says that the truce ends or took effect, and claims that are known to be wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from functools import cached_property, lru_cache

from tradewatch.book.rows import WrongClaim
from tradewatch.feeds.reading.days import NamedDay, clock_near, named_days, names_a_day
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.literals import Sought
from tradewatch.records import ClaimFound, DateFound

__all__ = ["date_mentions", "find_claims", "find_dates", "is_of_the_truce", "names_the_truce"]

_TRUCE = re.compile(
    r"\b(?:truce|cease-?fire|d[eé]tente|reprieve|respite|standstill|tariff pause|tariff peace|pause|suspension|suspended|moratorium|"
    r"extension|arrangement|deal|agreement|accord|trêve|suspension|tregua|pausa|prórroga|Waffenruhe|Zollpause|Handelsfrieden|Aussetzung|Zollfrieden|Zollabkommen|Abkommen|Frist)\b"
    r"|休战|停战|暂停|展期|延长|休兵",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\b(?:tariff|trade)(?:[- ]war)? (?:truce|cease-?fire|pause|reprieve|peace)|\btruce\b|trêve|tregua|pausa arancelaria|Waffenruhe|Zollpause|Handelsfrieden|休战|停战|休兵"
    r"|\b24[- ](?:percentage[- ])?points?\b|\btariff (?:suspension|reductions?|cuts?)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:EU|European|Brussels|Mexic\w+|Canad\w+|Ottawa|Japan\w*|Tokyo|India\w*|Delhi|Korea\w*|Seoul|Vietnam\w*|Brazil\w*|Swiss|Switzerland|Britain|UK|"
    r"other countries|other nations|every(?:one| country) else|rest of the world|dozens of|global(?: reciprocal)? (?:pause|tariff)|reciprocal pause|"
    r"Gaza|Israel\w*|Hamas|Ukrain\w*|Russia\w*|Iran\w*)\b"
)
_CHINA = re.compile(r"\b(?:Chin\w+|Beijing|Peking|Pékin|Pekín|Sino)\b|中|美方", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:Section 122|surcharge|TikTok|ByteDance|gallium|germanium|antimony|(?:port )?fees|port fee|vessels?|ships?|affiliates|50 ?(?:%|per ?cent|-percent) rule|"
    r"exclusions?|export[- ]controls?|rare[- ]earths?|shutdown|government funding|hearing|court|ruling|briefs?|comments?|"
    r"soy\w*|licen[cs]es?|de minimis|parcels?|visas?|Hafengebühren|Gallium)\b|稀土|出口管制|港口费|镓|锗",
    re.IGNORECASE,
)
_JOIN = (
    r"(?:[\s,(]+(?:on|at|by|in|of|the|to|until|till|through|just|early|late|from|as|and|its|their|midnight|noon|le|el|la|les|am|um|den|dem|zum|au|à|a|jusqu['’]au|hasta|bis|next|this|coming|after|before|minute|one|past|Beijing|Washington|Eastern|time|local|EDT|EST|ET|\d{1,2}[:.h]\d{2}(?:[ap]\.?m\.?)?|\d{1,2}[ap]\.?m\.?|\d{1,2}|[ap]\.?m\.?|uhr|hours|horas|heure|de|"
    + "|".join(
        (
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
            "samstag",
            "sonntag",
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "lunes",
            "martes",
            "miércoles",
            "jueves",
            "viernes",
            "domingo",
            "dimanche",
        )
    )
    + r")(?=[\s,)(]|\Z)\.?)*[\s,]*\Z"
)
_ENDS = re.compile(
    r"(?P<end>\b(?:expir\w+|laps\w+|end(?:s|ed|ing)?|end date|run(?:s|ning)? out|ran out|runs?|running|ran|terminat\w+|finish\w*|clos(?:es?|ed|ing)|comes? to an end|came to an end|stops?|is over|will be over|on hold|deadline(?: is| of| for [\w’' -]{3,40})?|expiry(?: date)?|cut-?off|last(?:s|ed|ing)?|holds?|valid|"
    r"in (?:place|force|effect)|due|stays?|remains?|continues?|kept|keep\w*|suspended|good|"
    r"endet|enden|läuft(?: \w+){0,3}?|arrive à échéance|échéance|abläuft|auslaufen|ausläuft|gilt|gelten|expire(?:ra|nt)?|prend fin|court|courir|prenait fin|prendra fin|vence|vencía|expira|expiraba|termina|concluye|vigente)"
    r"(?:[^.;:]{0,45}?\b(?:until|till|through|thru|to|bis|jusqu['’]au|hasta))?)"
    + _JOIN
    + r"|(?P<until>\b(?:until|till|through|bis(?: zum)?|jusqu['’]au|hasta(?: el)?)\b)"
    + _JOIN,
    re.IGNORECASE,
)
_PROLONGED = re.compile(
    r"(?P<prolonged>\b(?:extend\w*|prolong\w*|exten[ds]\w*|renew\w*|roll\w* over|push\w*\b[^.;]{0,40}?\b(?:back|out)|verlänger\w*|prorog\w*|prolongée?s?|prorrog\w*|extendid\w*|amplía\w*)\b[^.;]{0,70}?\b(?:to|until|till|through|bis|jusqu['’]au|hasta|au|al)\b)"
    + _JOIN,
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?P<start>\b(?:took|takes?|taking|take) effect|\b(?:came|comes?|coming|entered|enters?) into (?:force|effect)|\bentered force|\beffective(?: from| as of)?|\bbegan|\bbegins?|\bbeginning|\bstarted|\bstarts?|\bstarting|\bkicked in|\bwent into (?:effect|force)|\bopen(?:s|ed)|\b[Ee]n vigueur depuis|\bin (?:force|effect|place) since|\b(?:trat|tritt) (?:am|in Kraft)|\bin Kraft|\best entrée? en vigueur|\bentre en vigueur|\bentró en vigor|\bentra en vigor|\bcommencé|\bcomenzó|\bbegann)"
    + _JOIN,
    re.IGNORECASE,
)
_AFTER_END = re.compile(
    r"\A(?:['’]s)?[\s-]+(?:truce\s+|tariff\s+|trade\s+)?(?:deadline|expiry|expiration|end[- ]date|cut-?off|cliff|end of the (?:truce|pause)|looms?)\b|\A,?\s+(?:when\s+)?(?:the|their|its|this|that)\s+(?:[\w-]+\s+){0,3}?(?:truce|pause|suspension|deal|ceasefire|reprieve)\s+(?:itself\s+|also\s+)?(?:will\s+(?:be\s+over|end|expire|lapse|run out)|(?:comes?|came|is due to come) to an end|ends?|expires?|lapses?|runs? out|is over)\b|\A[^。；]{0,12}(?:到期|届满|结束|为止|失效)|\A[^.;]{0,12}\b(?:aus(?=[\s,.])|abläuft|ausläuft|endet)",
    re.IGNORECASE,
)
_AFTER_START = re.compile(r"\A[^。；]{0,14}(?:起|生效|开始|启动)|\A[^.;]{0,12}\bin Kraft", re.IGNORECASE)
_HAN_UNTIL = re.compile(r"(?:至|到|延长至|延至|展期至|直到)[^。；，]{0,10}\Z")
_NOT = re.compile(
    r"(?:\b(?:not|never|no longer)|n['’]t)\s+(?:(?:be|to|yet|now|simply|actually)\s+){0,2}\Z", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:until|till|before|bis|hasta|jusqu)", re.IGNORECASE)
_RATHER = re.compile(
    r"\b(?:expir\w+|laps\w+|ends?|ended|run(?:s|ning)? out|endet|läuft|vence|expira)\b[^;]*?\b(?:but|sondern|mais|sino)\s+(?:rather\s+|only\s+|instead\s+)?(?:on|at|until|through|am|erst am|le|el)\s+\Z",
    re.IGNORECASE,
)
"""`Does not expire on Nov. 10 but on Dec. 1`: the second day."""
_PERHAPS = re.compile(
    r"\b(?:could|may|might|would|should|seek\w*|sought|wants?|wanted|propos\w*|consider\w*|discuss\w*|push\w* for|hop\w+|ask\w*|call\w* for|urg\w+|likely|if|whether|possib\w+|expected to|plan\w*|weigh\w*|suggest\w*|float\w*|open to|talk of|könnte|wollen|pourrait|podría|request\w*|pleads?|favou?rs?|before any)\b|可能|希望|建议|或将",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:will|has|have|had|was|were|agreed) (?:be |been )?(?:extend|prolong)")
"""A prolongation that is told as done, whatever else is only possible."""
_PAST = re.compile(
    r"\b(?:expired|lapsed|ended|ran out|was due|had been|was to|was set|original|previous|pushed back|took|began|started|came|went|kicked|originally|earlier|previous|first|原定|原本|lief|expirait|vencía|entró|entrée?|entered|since|trat|begann)\b",
    re.IGNORECASE,
)
_OTHER_EVENT = re.compile(
    r"\b(?:talks?|meet(?:s|ing)?|met|summit|round|signed|struck|announced|agreed|reached|unveiled|said|call|spoke|visit|negotiat\w+|delegation\w*|published|agree|trip)\b[^,;]{0,24}\Z",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;–—]|,\s+(?=(?:while|but|and (?:the|a|that)|when|which|after|before|as)\b)|\s+while\s+|\s+but\s+(?!(?:rather\s+|only\s+|instead\s+)?(?:on|at|until|through)\s)|[；]"
)
_INCLUSIVE = re.compile(
    r"\b(?:through|thru|inclusive|bis einschließlich|einschließlich|inclus|inclusive)\b", re.IGNORECASE
)
_IT = re.compile(r"\s*(?:it|that|this)(?: (?:had|has|itself|only|first))*\s*", re.IGNORECASE)
"""What goes on from a sentence of the truce."""
_REACH = 240
"""Letters before and behind a date that tell what it is of: a text of one endless clause costs no more."""
_MOST = 12
"""Dates of one item that are kept: a text with more is a calendar."""


@dataclass
class _Told:
    """A sentence, and what the whole of it is of: asked once, however many clauses it has."""

    text: str

    @cached_property
    def sure(self) -> bool:
        return _SURE.search(self.text) is not None

    @cached_property
    def elsewhere(self) -> bool:
        return _ELSEWHERE.search(self.text) is not None


_ANY_TRUCE, _ANY_SURE = Sought(_TRUCE), Sought(_SURE)


def find_dates(document: Document) -> list[DateFound]:
    """Gives the days on which an item says the truce ends or took effect, each once."""
    return _once(date_mentions(document))[:_MOST]


def date_mentions(document: Document) -> list[DateFound]:
    """Gives the days on which an item says the truce ends or took effect, wherever it does."""
    lowered = document.text.lower()
    if not (_ANY_TRUCE.may_be_in(lowered) or _ANY_SURE.may_be_in(lowered)):
        return []
    if not (_TRUCE.search(document.text) or _SURE.search(document.text)) or not names_a_day(document.text):
        return []
    published = document.item.published.astimezone(UTC).date()
    title = document.item.title
    context = bool(_SURE.search(title))
    # a report on another clock (port fees, gallium) speaks of "the suspension" and means its own
    other = bool(_ELSEWHERE.search(title) or (_OTHERS.search(title) and not _CHINA.search(title))) and not context
    found: list[DateFound] = []
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            text = document.text[sentence.start : sentence.end]
            if len(found) >= _MOST:
                break
            told = _Told(text)
            for start, end in _clauses(text) if names_a_day(text) else ():
                if len(found) >= _MOST:
                    break
                found += _of_clause(document, sentence.start, told, (start, end), published, context, other)
            context = context or (_ANY_SURE.may_be_in(text.lower()) and bool(_SURE.search(text)))
    return found


def is_of_the_truce(sentence: str, before: str = "") -> bool:
    """Whether a sentence, or the one before that it goes on from, speaks of this truce and no other event."""
    if _OTHERS.search(sentence) and not _CHINA.search(sentence):
        return False
    if _ELSEWHERE.search(sentence) and not _SURE.search(sentence):
        return False
    return bool(_TRUCE.search(sentence) or _SURE.search(before))


def names_the_truce(text: str) -> bool:
    """Whether a text names the truce itself."""
    return bool(_SURE.search(text))


def find_claims(document: Document, claims: Sequence[WrongClaim]) -> list[ClaimFound]:
    """Gives the known wrong claims whose signs all stand in one sentence of an item."""
    published = document.item.published.astimezone(UTC).date()
    found: list[ClaimFound] = []
    lowered = document.text.lower()
    for claim in claims:
        if not claim.signs or (claim.since is not None and published < claim.since):
            continue
        signs = _signs(claim.signs)
        if not all(sign.may_be_in(lowered) and sign.pattern.search(document.text) for sign in signs):
            continue
        for paragraph in document.paragraphs:
            for sentence in paragraph.sentences:
                text = document.text[sentence.start : sentence.end]
                if all(sign.pattern.search(text) for sign in signs) and not any(one.claim == claim.id for one in found):
                    found.append(ClaimFound(claim.id, document.part(sentence.start, sentence.end)))
    return found


@lru_cache(maxsize=100)
def _signs(signs: tuple[str, ...]) -> tuple[Sought, ...]:
    return tuple(Sought(re.compile(sign, re.IGNORECASE)) for sign in signs)


def _clauses(text: str) -> list[tuple[int, int]]:
    places, start = [], 0
    for match in _BREAK.finditer(text):
        places.append((start, match.start()))
        start = match.end()
    return [*places, (start, len(text))]


def _of_clause(
    document: Document,
    offset: int,
    sentence: _Told,
    clause: tuple[int, int],
    published: date,
    context: bool,
    other: bool,
) -> list[DateFound]:
    start, end = clause
    text = sentence.text[start:end]
    if not _about_truce(text, sentence, context) or (other and not sentence.sure):
        return []
    past = bool(_PAST.search(text))
    # "had been due to expire on Tuesday", said on Monday, means the next one
    ahead = bool(re.search(r"\b(?:due|set|scheduled|was to|would|will|until|till)\b", text))
    found = []
    for one in named_days(text, published, past=past and not ahead):
        subject = _subject(text, one)
        if subject is None:
            continue
        clock, zone = clock_near(text, one.start, one.end)
        rule = (
            "truce end, last day"
            if subject == "truce_end" and _INCLUSIVE.search(text[max(0, one.start - _REACH) : one.end + 12])
            else subject.replace("_", " ")
        )
        place = document.part(offset + start + one.start, offset + start + one.end)
        found.append(DateFound(subject, one.day, clock, zone, rule, place))
    return found


def _about_truce(clause: str, sentence: _Told, context: bool) -> bool:
    sure = _SURE.search(clause)
    if _OTHERS.search(clause) and not _CHINA.search(clause):
        return False
    if _ELSEWHERE.search(clause) and not sure:
        return False
    if sure:
        return True
    if sentence.elsewhere and not sentence.sure:
        return False
    return bool(_TRUCE.search(clause) or sentence.sure) or (
        context and bool(re.match(r"\s*(?:it|that|this|the deadline)\b", clause, re.IGNORECASE))
    )


def _subject(text: str, one: NamedDay) -> str | None:
    """Whether the truce ends or begins on that day, by the words before the date, else by those behind it."""
    before, after = text[max(0, one.start - _REACH) : one.start], text[one.end : one.end + _REACH]
    starts = _STARTS.search(before) or _AFTER_START.match(after)
    if starts and not _HAN_UNTIL.search(before) and _is_subject(before + after, before, starts):
        return None if _PERHAPS.search(before[-60:]) else "truce_start"
    if _PROLONGED.search(before) or _HAN_UNTIL.search(before):
        near = before + after
        return None if _PERHAPS.search(near) and not _DONE.search(near) else "truce_end"
    if _RATHER.search(before):
        return "truce_end"
    ends = _ENDS.search(before)
    if ends and _NOT.search(before[: ends.start()]) and not _UNTIL.search(ends.group()):
        return None
    if ends and not _OTHER_EVENT.search(
        before[ends.start() - 30 if ends.start() > 30 else 0 : ends.start()] if ends["until"] else ""
    ):
        return "truce_end"
    behind = _AFTER_END.match(after)
    sure = behind is not None and re.search(r"deadline|cliff|loom|expir|over|end", behind.group()) is not None
    return "truce_end" if behind and (sure or not _OTHER_EVENT.search(before)) else None


def _is_subject(text: str, before: str, starts: re.Match[str]) -> bool:
    """Whether what takes effect is the truce: it is named before the verb (a Chinese sentence names it anywhere)."""
    if starts.re is _AFTER_START:
        return bool(_TRUCE.search(text) or _SURE.search(text))
    subject = before[: starts.start()]
    return bool(_TRUCE.search(subject) or _SURE.search(subject)) or not subject.strip() or bool(_IT.fullmatch(subject))


def _once(found: list[DateFound]) -> list[DateFound]:
    best: dict[tuple[str, date], DateFound] = {}
    for one in found:
        key = (one.subject, one.day)
        known = best.get(key)
        if known is None or (known.clock is None and one.clock is not None):
            best[key] = one
    return list(best.values())
