"""Who charges whom: the words of a sentence that tell the direction of the duties it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["US_ON_CHINA", "Direction", "cues_in", "towards", "usual"]

Direction = tuple[str, str]
US_ON_CHINA: Direction = ("US", "China")
CHINA_ON_US: Direction = ("China", "US")

_DUTY = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|tax(?:es)?|charges?|rates?|surtaxes?)"
_ALL = (
    r"(?:(?:all|most|nearly|almost|some|many|certain|its|their|other|additional|any|these|the|of|every|a range of)\s+)*"
)
_GOODS = r"(?:goods|imports|products|exports|shipments|merchandise|articles|purchases|cargo(?:es)?|items|origin|clothing|ships?|vessels?|parcels?|packages?)"
_AMERICAN_GOODS = r"(?:goods|imports|products|exports|shipments|chicken|wheat|corn|cotton|soy\w*|beans?|beef|pork|sorghum|farm\b|agricultur\w+|crude|coal|LNG|oil|ships?|vessels?|meat|energy)"
_US = r"(?:US|U\.S\.|American|America|United States)"
_TOWARDS = r"(?:on|against|onto|for|to|of|upon|by)"
_CUES: tuple[tuple[Direction | None, float, re.Pattern[str]], ...] = (
    (US_ON_CHINA, 3, re.compile(
        rf"\b{_TOWARDS}\s+{_ALL}(?:Chinese[- ](?:\w+[- ]){{0,2}}?{_GOODS}|(?:{_GOODS}\s+)?(?:from |of |made in )?(?:mainland )?China(?!['’])\b|everything (?:Chinese|(?:that )?China (?:ships|sells)|it buys from China)|Beijing(?!['’])\b)"
        r"|\b(?:charge[sd]?|charging|hits?|hitting|slaps?|slapped|taxes|taxing)\s+(?:to\s+)?China\b|\bChina (?:shipped|ships|sells|sold)\b"
        r"|\b(?:lifts?|raises?|lifted|raised|takes?) (?:the )?(?:rate |tariffs? |dut(?:y|ies) )?(?:on )?China (?=to\b|up\b)|\bcharged? (?:to )?China\b|\b(?:China|Chinese \w+|productos chinos) (?:will |would |now |already |must )?(?:pays?|paying|faces?|facing|pagar\w*|soporta\w*)\b"
        r"|auf (?:alle |fast alle )?(?:Einfuhren |Importe )?(?:aus China|chinesische[nr]?\b)|contre la Chine|la Chine d['’]une|produits chinois|a (?:los )?productos chinos|对华|对中国(?:商品|输美)?"
    )),
    (CHINA_ON_US, 3, re.compile(
        rf"\b{_TOWARDS}\s+{_ALL}(?:{_US}[- ](?:\w+[- ]){{0,2}}?{_AMERICAN_GOODS}|{_GOODS}\s+(?:from|of) (?:the )?{_US}(?!['’])|(?:the )?{_US}(?!['’])(?=[,.;]|$))"
        r"|auf (?:alle )?(?:Einfuhren aus den USA|US-\w+|amerikanische\w* \w+)|sur les produits américains|produits américains|a (?:los )?productos estadounidenses|对美(?:国商品)?(?!方)"
        r"|\bon (?:\w+, )*(?:American )?(?:chicken|wheat|corn|cotton|soy\w*|sorghum|pork|beef|fruit|dairy)\b"
    )),
    (US_ON_CHINA, 2.5, re.compile(
        rf"\bChinese[- ]{_GOODS}|\b(?:{_US}(?:['’]s)?|Washington['’]s|Trump['’]s|United States['’])\s+(?:\w+[- ]){{0,3}}?{_DUTY}\b|\bgoods of Chinese origin|\bfrom China\b|\bmade in China\b|\bChina-made\b"
        r"|\b(?:Washington|America)['’]s (?=\d|to \d|at \d)|\b(?:lodged?|protest\w*|representations|condemn\w*|deplor\w*|opposes?|denounc\w+)\b"
        r"|amerikanischen? (?:Zölle|Aufschläge|Abgaben)|US-Zölle|droits (?:de douane )?américains|aranceles estadounidenses"
    )),
    (CHINA_ON_US, 2.5, re.compile(
        rf"\b(?:{_US})[- ]{_AMERICAN_GOODS}|\b(?:China['’]s|Beijing['’]s|Chinese)\s+(?:\w+[- ]){{0,3}}?{_DUTY}\b|\bimports from the {_US}\b"
        r"|\b(?:China|Beijing)['’]s (?=\d|to \d|at \d|own\b)|\b[Tt]he Chinese (?:ones?\b|(?=to \d|at \d))"
        r"|chinesischen? (?:Zölle|Zusatzzölle|Aufschläge|Abgaben|auf US)|seiner Zusatzzölle|droits (?:de douane )?chinois|aranceles chinos"
    )),
    (US_ON_CHINA, 2, re.compile(
        r"\b(?:China|fentanyl|reciprocal|forced[- ]labou?r|IEEPA|[Ss]ection (?:122|301)|emergency)[- ](?:\w+[- ]){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\b|\bfentanyl\b|\bUS on China\b|\bover fentanyl\b|Fentanyl-Zoll"
    )),
    (CHINA_ON_US, 2, re.compile(r"\bChina on (?:the )?(?:US|U\.S\.)\b|\bChina dut(?:y|ies) on\b")),
    (None, 2.8, re.compile(
        r"\b(?:Japan\w*|E\.?U\.?|European|Europe|India\w*|Canad\w+|Mexic\w+|Vietnam\w*|Korea\w*|Brazil\w*|Swiss|Switzerland|Britain|British|UK|Australia\w*|Taiwan\w*|Indonesia\w*|Thai\w*|Cambodia\w*"
        r"|other (?:countries|nations)|others\b|most countries|all (?:other )?countries|everyone(?: else)?|every(?:body)? (?:else|other|country)|the rest(?: of the world)?|dozens of|the world|worldwide|die übrigen|autres pays)\b", re.IGNORECASE,
    )),
    (CHINA_ON_US, 1.5, re.compile(r"\b(?:[Ss]orghum|[Cc]hicken|[Ww]heat|[Pp]ork|[Bb]eef|[Cc]otton)\b")),
)  # fmt: skip
_ACTORS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    (US_ON_CHINA, re.compile(
        r"(?<!on )(?<!from )(?<!to )(?<!of )(?<!with )(?<!against )(?<!the )\b(?:Trump|Washington|White House|Bessent|Greer|Lutnick|USTR|[Tt]he (?:president|administration|United States|US|U\.S\.)|United States|America|the president|US-Präsident|Washington hat)\b(?!['’]s)"
    )),
    (CHINA_ON_US, re.compile(
        r"(?<!on )(?<!from )(?<!to )(?<!of )(?<!with )(?<!against )(?<!charge )(?<!onto )\b(?:China|Beijing|Peking|Pékin|Pekín|Xi|[Tt]he (?:commerce|finance) ministry|(?:Ministry of Commerce|Tariff Commission)|Chinese (?:authorities|officials|government))\b(?!['’]s)(?!\s+(?:goods|imports|tariff|duty|duties))"
    )),
)  # fmt: skip
_OWN = re.compile(rf"\b(?:[Ii]ts|[Tt]heir)\s+(?:own\s+)?(?:\w+[- ]){{0,3}}?{_DUTY}\b")
_BREAK = re.compile(r"[;\n]|,?\s+(?:while|but|whereas|after|matching|and)\s+|,\s+")
_AMERICAN = frozenset(Decimal(one) for one in ("145", "104", "54", "30", "20", "12.5", "100", "55", "45", "64"))
_SURE = 2.5
"""Strength of a cue that outweighs whose rate a figure usually is."""
_APART = 25
"""Letters that a break between a cue and a number counts for."""


@dataclass(frozen=True, slots=True)
class Cue:
    start: int
    end: int
    direction: Direction | None
    """None: of somebody else's duties."""
    strength: float


def cues_in(text: str) -> list[Cue]:
    """Gives what tells directions in a sentence; a duty of "its own" is that of whoever acts before it."""
    found = [
        Cue(match.start(), match.end(), direction, strength)
        for direction, strength, pattern in _CUES
        for match in pattern.finditer(text)
    ]
    actors = sorted(
        (
            Cue(match.start(), match.end(), direction, 1.0)
            for direction, pattern in _ACTORS
            for match in pattern.finditer(text)
        ),
        key=lambda one: one.start,
    )
    for match in _OWN.finditer(text):
        before = [one for one in actors if one.end <= match.start()]
        if before:
            found.append(Cue(match.start(), match.end(), before[-1].direction, 2.5))
    covered = [one for one in actors if not any(other.start <= one.start < other.end for other in found)]
    return found + covered


def usual(old: Decimal | None, new: Decimal) -> Direction | None:
    """Gives whose rate a figure has been, where only one of the two ever charged it; None where both did or neither.

    From the record of measures since February 2025: 145 = 20 + 125 was the United States' alone, 34 after May 2025 is
    what China goes back to. It decides only where the words around a figure say little.
    """
    if old == 10 and new == 34:
        return CHINA_ON_US
    return US_ON_CHINA if {old, new} & _AMERICAN else None


def towards(
    cues: list[Cue], text: str, start: int, end: int, likely: Direction | None = None
) -> tuple[bool, Direction | None]:
    """Gives whether anything tells the direction of what stands at a place, and the direction (None: others' duties).

    `likely` is what holds where nothing but who acts tells it.
    """
    if not cues:
        return likely is not None, likely

    def cost(cue: Cue) -> float:
        between = text[end : cue.start] if cue.start >= end else text[cue.end : start]
        gap = 0 if cue.start < end and start < cue.end else len(between)
        return (gap + _APART * len(_BREAK.findall(between))) / cue.strength

    best = min(cues, key=cost)
    if likely is not None and best.strength < _SURE and best.direction is not None:
        return True, likely
    return True, best.direction
