"""Who charges whom: the words of a sentence that tell the direction of the duties it speaks of."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

__all__ = [
    "CHINA_ON_US",
    "US_ON_CHINA",
    "Cue",
    "Direction",
    "begins_with_it",
    "begins_with_they",
    "charges",
    "cues_in",
    "first_actor",
    "in_turn",
    "names_both",
    "of_a_third",
    "of_others",
    "towards",
    "usual",
]

Direction = tuple[str, str]
US_ON_CHINA: Direction = ("US", "China")
CHINA_ON_US: Direction = ("China", "US")

_DUTY = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|tax(?:es)?|charges?|rates?|surtaxes?|totals?|figures?|countermeasures?)"
_ALL = (
    r"(?:(?:all|most|nearly|almost|some|many|certain|its|their|other|additional|any|these|the|of|every|a range of)\s+)*"
)
_GOODS = r"(?:goods|imports|products|exports|shipments|merchandise|articles|purchases|cargo(?:es)?|items|origin|clothing|shoes|toys|lamps|furniture|ships?|vessels?|parcels?|packages?)"
_AMERICAN_GOODS = r"(?:goods|imports|products|exports|shipments|chicken|wheat|corn|cotton|soy\w*|beans?|beef|pork|sorghum|farm\b|agricultur\w+|crude|coal|LNG|oil|ships?|vessels?|meat|energy)"
_US = r"(?:US|U\.S\.|American|America|United States)"
_TOWARDS = r"(?:[Oo]n|[Aa]gainst|onto|[Ff]or|to|of|upon|(?<=paid )by|(?<=faced )by|(?<=owed )by)"
_NO_GOODS = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?|side|soil|terms|officials?|president|government|treasur\w+|congress|court\w*|law\w*|consumers?|buyers?|importers?|retailers?|shoppers?|households?|famil\w+|workers?|jobs?|taxpayers?|people|companies|company|firms?|business\w*|industr\w+|manufacturers?|econom\w+|inflation|growth|prices?|demand|markets?|stocks?|shares?|bonds?|debt|trade|policy|customs|ports?|shores|borders?|media|television|tv|students?|citizens?|and|or|section|bound|listed|based|backed|led|owned|mandated|china|allies|partners?|negotiators?|diplomats?|makers?|producers?|exporters?|farmers?|growers?|sellers?|users?|side['’]s)"
_CHARGED_ON = rf"(?:\b{_DUTY}|%|\bper[- ]?cent)(?:\s(?!(?:and|but|while|or|with|as)\b)[\w.%-]+){{0,3}}?\s(?:on|against|onto|upon)\s+{_ALL}"
_NAMED_GOODS = rf"(?![\w.'’-]+\s(?:[\w-]+\s)??{_NO_GOODS}\b)(?!{_NO_GOODS}\b)[A-Za-z][\w-]+"
"""Goods of any name: what stands behind `on American` and is neither those who pay there nor the country itself."""
_THIRD_NAMES = r"(?:Japan\w*|India\w*|Canad\w+|Mexic\w+|Vietnam\w*|(?:South )?Korea\w*|Brazil\w*|Swiss|Switzerland|Britain|British|Australia\w*|Taiwan\w*|Indonesia\w*|Thai\w*|Cambodia\w*|Malaysia\w*|Turkey|Turkish|Europe\w*|European Union|EU)"
_HAN_THIRD = r"(?:墨西哥|加拿大|欧盟|欧洲|日本|韩国|印度|越南|巴西|英国|瑞士|台湾|澳大利亚|泰国|印尼|柬埔寨|马来西亚|土耳其|俄罗斯|其他国家|各国|全球)"
_CUES: tuple[tuple[Direction | None, float, re.Pattern[str]], ...] = (
    (US_ON_CHINA, 3, re.compile(
        rf"\b{_TOWARDS}\s+{_ALL}(?:Chinese[- ](?:\w+[- ]){{0,2}}?{_GOODS}|(?:{_GOODS}\s+)?(?:from |of |made in )?(?:mainland )?China(?!['’])\b|everything (?:Chinese|(?:that )?China (?:ships|sells)|it buys from China)|Beijing(?!['’])\b)"
        r"|\b(?:charge[sd]?|charging|hits?|hitting|slaps?|slapped|taxes|taxing)\s+(?:to\s+)?China\b|\bChina (?:shipped|ships|sells|sold)\b"
        r"|\b(?:lifts?|raises?|lifted|raised|takes?) (?:the )?(?:rate |tariffs? |dut(?:y|ies) )?(?:on )?China (?=to\b|up\b)|\bcharged? (?:to )?China\b|\b(?:China|Chinese (?!importers|buyers|consumers|customers)\w+|productos chinos) (?:will |would |now |already |must )?(?:pays?|paying|faces?|facing|pagar\w*|soporta\w*)\b"
        r"|auf (?:alle |fast alle )?(?:Einfuhren |Importe |Waren |Güter |Produkte )?(?:aus China|chinesische[nr]?\b)|contre la Chine|la Chine d['’]une|produits chinois|a (?:los )?productos chinos|对华|对中国(?:商品|输美)?|美方(?:将|已|拟)?对中方(?:商品|产品)?加征"
        rf"|\b(?i:{_GOODS})\s+(?:that are |which are )?(?:originating|produced|made|manufactured) in (?:mainland )?China\b|\bon the (?:American|U\.?S\.?)(?: side\b|(?= and\b))|\b[Oo]urs on them\b|\b[Oo]ur (?:tariffs?|duties) on them\b|\ba China\b|\bChinese goods (?:pay|face|owe|carry)\b"
        r"|\b(?:[Tt]hreat\w*|[Ww]arn\w*|[Hh]its?|[Ss]lap\w*|[Pp]unish\w*|[Ww]hack\w*) (?:China|Beijing) with\b|\b(?:Trump|Washington|America|US|U\.S\.|the president|The president)(?:['’]s)? (?:[\w-]+ ){0,2}?(?:threat|plan|vow|order|promise|proposal) (?:of|to|for)\b"
        r"|\b[Ww]e(?:['’]re| are)? (?:now )?(?:collect|get|charg|tak|hav)\w* (?=\d|an? |about )"
        r"|\b(?:Washington|America|Trump|(?:[Tt]he )?(?:US|U\.S\.|United States)) (?:(?:has|had|would|will) )?(?:(?:answer|retaliat|respond|counter)\w*|hits? back|str(?:uck|ikes?) back|repli(?:ed|es))\b[^.;%]{0,40}?\b(?:with|by) |\b[Ww]e (?:charged?|are charging|will charge) them\b|\b[Ww]e(?:['’]re| are| were) at (?=\d)|\b[Tt]hey(?:['’]re| are| will be)? (?:now )?pay(?:ing)? (?:us )?(?=\d|an? |about |only )"
    )),
    (CHINA_ON_US, 3, re.compile(
        rf"\b{_TOWARDS}\s+{_ALL}(?:{_US}[- ](?:\w+[- ]){{0,2}}?{_AMERICAN_GOODS}|{_GOODS}\s+(?:from|of) (?:the )?{_US}(?!['’])|(?:the )?{_US}(?!['’])(?=[,.;:]|$)|(?:on )?American ones(?= \d|[,.;]|$))"
        r"|auf (?:alle )?(?:(?:Einfuhren|Importe|Waren|Güter|Produkte) aus den USA|US-\w+|amerikanische\w* \w+)|sur les produits américains|produits américains|a (?:los )?productos estadounidenses|对美(?:国商品)?(?!方)|中方(?:将|已|拟)?对美方(?:商品|产品)?加征"
        r"|\bon (?:\w+, )*(?:American )?(?:chicken|wheat|corn|cotton|soy\w*|sorghum|pork|beef|fruit|dairy)\b"
        rf"|\b(?i:{_GOODS})\s+(?:that are |which are )?(?:originating|produced|made|grown|manufactured) in (?:the )?{_US}(?![\w’'])|\bon the Chinese(?: side\b|(?= and\b))|\b(?:[Tt]heir|China['’]s) (?:tariffs?|duties|levies) on us\b|\b(?:China|[Tt]hey) (?:charges?|charged|is charging|are charging) us\b|\b{_US} (?:\w+ )?(?:exporters|growers|farmers|sellers|ranchers) (?:now |still |would |will |must )?(?:face|pay|owe)s?\b|原产于美国|对(?:部分|所有|一些|全部)?美国(?:商品|产品|货物)"
        r"|\b(?:China|Beijing)(?:['’]s) (?:[\w-]+ ){0,2}?(?:threat|plan|vow|order|proposal) (?:of|to|for)\b|\b(?:China|Beijing) (?:answers?|hits? back|retaliates?|responds?|counters?|strikes? back)\b[^.;%]{0,40}?\b(?:with|by)\b"
        r"|\b(?:[Tt]hey|China) (?:(?:is|are) )?(?:now )?(?:collect|gett?|charg|tak)\w* (?=\d|an? |about |only )|\b[Tt]hey(?:['’]re| are| were) at (?=\d)"
    )),
    (US_ON_CHINA, 2.5, re.compile(rf"{_CHARGED_ON}Chinese[- ]{_NAMED_GOODS}")),
    (CHINA_ON_US, 2.5, re.compile(rf"{_CHARGED_ON}(?:American|US|U\.S\.)[- ]{_NAMED_GOODS}")),
    (US_ON_CHINA, 2.5, re.compile(
        rf"(?<!than )\b(?:Trump|[Tt]he (?:US|U\.S\.|United States)|(?:US|U\.S\.))['’]s? (?:own |latest |new |first )?(?=\d)|\bChinese[- ]{_GOODS}|\b(?:{_US}(?:['’]s)?|Washington['’]s|Trump['’]s|United States['’])\s+(?:(?!(?:face|pay|owe)s?\b|(?:fac|pay)ing\b|hit by\b|under\b)\w+[- ]){{0,3}}?{_DUTY}\b|\bgoods of Chinese origin|\bfrom China\b|\bmade in China\b|\bChina-made\b"
        r"|\b(?:Washington|America)['’]s (?=\d|to \d|at \d|fall |drops? |stays? |go(?:es)? |went |remain|comes? |down )|\b(?:lodged?|protest\w*|representations|condemn\w*|deplor\w*|opposes?|denounc\w+)\b"
        r"|amerikanischen? (?:Zölle|Aufschläge|Abgaben)|US-Zölle|droits (?:de douane )?américains|aranceles estadounidenses"
    )),
    (CHINA_ON_US, 2.5, re.compile(
        rf"\b(?:imposed|levied|charged|set|announced|collected) by (?:China|Beijing|Peking)\b|\bon (?:the )?{_US}(?=\s(?:is|are|was|were|will|would|stays?|stands?|remains?|at|fell|falls|rose|rises|goes|went|now)\b|\s(?:to|from|by|of) \d)|\b(?:{_US})[- ]{_AMERICAN_GOODS}|\b(?:China['’]s|Beijing['’]s|Chinese)\s+(?:(?!faces?\b|pays?\b|owes?\b)\w+[- ]){{0,3}}?{_DUTY}\b|\bimports from the {_US}\b"
        r"|\b(?:China|Beijing)['’]s (?=\d|to \d|at \d|fall |drops? |stays? |go(?:es)? |went |remain|comes? |down |own\b)|\b[Tt]he Chinese (?:ones?\b|(?=to \d|at \d|from \d))"
        r"|chinesischen (?=auf \d)|chinesischen? (?:Zölle|Zusatzzölle|Aufschläge|Abgaben|auf US)|seiner Zusatzzölle|droits (?:de douane )?chinois|aranceles chinos"
    )),
    (US_ON_CHINA, 2, re.compile(
        r"\b(?:fentanyl|reciprocal|forced[- ]labou?r|IEEPA|[Ss]ection (?:122|301)|emergency)[- ](?:\w+[- ]){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\b|\bChina[- ](?:(?:fentanyl|reciprocal|trade|import|emergency|extra|additional|general|base(?:line)?|overall|total|average|effective|punitive|new|goods|parcels?|specific|only|Section|\d+)[- ]){0,2}?(?:tariffs?|dut(?:y|ies)|surcharges?|levy(?! \d| an?\b| on\b| the\b| new\b| tariffs?\b| dut))\b|\bfentanyl\b|\bUS on China\b|\b[Tt]he American (?=\d)|\bover fentanyl\b|\bSection (?:122|301)\b|\b(?:imposed|levied|charged) by (?:Washington|the (?:US|U\.S\.|United States))\b|Fentanyl-Zoll"
    )),
    (CHINA_ON_US, 2, re.compile(r"\bChina (?:tariffs? |dut(?:y|ies) )?on (?:the )?(?:US|U\.S\.)(?!\w)|\b[Tt]he Chinese (?=\d)|\bChina dut(?:y|ies) on\b|\b(?:China|Beijing|Peking) (?:has |had )?(?:answer|retaliat|respond|countere|hit back|matche|reciprocat)\w*|\b(?:imposed|levied|charged) by (?:China|Beijing)\b")),
    (CHINA_ON_US, 3, re.compile(
        r"\b(?:[Tt]he )?(?:United States|America|US|U\.S\.) (?:(?:will|would|could|may|might|now|already|still|also) )*(?:faces?|pays?|owes?|is paying|is facing|is hit (?:by|with)|be hit (?:by|with)|be paying)\b(?! back)"
    )),
    (CHINA_ON_US, 3, re.compile(
        r"\b(?:fac\w+|hit (?:by|with)|under|pa(?:y|ys|ying|id)|subject to)\s[^.;,%]{0,30}?(?:\d%?[^.;,%]{0,24})?\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))(?: of [\d.]+ ?(?:%|per ?cent))? from (?:China|Beijing)\b(?![’'])"
    )),
    (None, 4, re.compile(
        rf"\b{_THIRD_NAMES} (?:goods |imports |exporters )?(?:(?:will|would|now|already|still|also) )*(?:pays?|faces?|owes?|gets?|got|is paying|are paying|charges?)\b|对{_HAN_THIRD}(?!和中国|、中国)|{_HAN_THIRD}(?:对美|对华|输美|商品|产品|货物|进口)"
    )),
    (None, 2.8, re.compile(
        r"(?<!than )\b(?:Japan\w*|E\.?U\.?|European|Europe|India\w*|Canad\w+|M[eé]xic\w+|Ottawa|Carney|canola|cognac|brandy|Bruxelles|Brussels|Vietnam\w*|Korea\w*|Brazil\w*|Swiss|Switzerland|Britain|British|UK|Australia\w*|Taiwan\w*|Indonesia\w*|Thai\w*|Cambodia\w*"
        r"|other (?:countries|nations)|others\b|most countries|all (?:other )?countries|everyone(?: else)?|(?:(?<=, )for|on|to) everybody|every country|tous leurs partenaires|every(?:body)? (?:else|other|country)|the rest (?:of the world|pays?|faces?|gets?|owes?)|dozens of|the world|worldwide|die übrigen|autres pays)\b", re.IGNORECASE,
    )),
    (US_ON_CHINA, 1.2, re.compile(r"\d(?:%|(?: |-)per ?cent) surcharge\b")),  # of Section 122, for all and for China
    (CHINA_ON_US, 1.5, re.compile(r"\b(?:[Ss]orghum|[Cc]hicken|[Ww]heat|[Pp]ork|[Bb]eef|[Cc]otton|[Ss]oybeans)\b")),
)  # fmt: skip
_THIRD = re.compile(
    r"\b(?:Japan|E\.?U\.?\b|Europe|India\b|Canad|M[eé]xic|Ottawa|Carney|Brussels|Bruxelles|[Cc]anola|[Cc]ognac|Vietnam|Korea|Brazil|Swiss|Switzerland|Brit|UK\b|Australia|Taiwan|Indonesia|Thai|Cambodia)|墨西哥|加拿大|欧盟|日本|韩国|印度|越南|巴西|英国|瑞士|澳大利亚|泰国"
)
_OF_THIRD = re.compile(
    r"\W*(?:The )?(?:Japan|EU|E\.U\.|European Union|Brussels|India|Canada|Mexico|Vietnam|South Korea|Brazil|Switzerland|Britain|UK|Australia|Taiwan|Indonesia|Thailand|Turkey)(?:['’]s)?\b"
)
_US_NAMED = re.compile(
    r"\b(?:US|U\.S\.|USA|Americans?|America|United States|Washington|Trump|White House|Estados Unidos|États-Unis)(?!\w)|estadounid|américain|amerikan|US-|美|特朗普|白宫|华盛顿"
)
_CHINA_NAMED = re.compile(r"[Cc]hin|CHIN|Beijing|P[eé]kin|Xi\b|中|华")
_ACTORS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    (US_ON_CHINA, re.compile(
        r"(?<!on )(?<!from )(?<!to )(?<!of )(?<!with )(?<!against )(?<!the )\b(?:Trump|Washington|White House|Bessent|Greer|Lutnick|USTR|[Tt]he (?:president|administration|United States|US|U\.S\.)|United States|America|the president|US-Präsident|Washington hat)\b(?!['’]s)"
    )),
    (CHINA_ON_US, re.compile(
        r"(?<!on )(?<!from )(?<!to )(?<!of )(?<!with )(?<!against )(?<!charge )(?<!onto )\b(?:China|Beijing|Peking|Pékin|Pekín|Xi|[Tt]he (?:commerce|finance) ministry|(?:Ministry of Commerce|Tariff Commission|General Administration of Customs)|Chinese (?:authorities|officials|government))\b(?!['’]s)(?!\s+(?:goods|imports|tariff|duty|duties))"
    )),
)  # fmt: skip
_OWN = re.compile(
    rf"\b(?:[Ii]ts|[Tt]heir)\s+(?:own\s+)?(?:[\w.]+%?[- ]){{0,3}}?{_DUTY}\b|\b{_DUTY} of (?:its|their) own\b"
)
_ON_ITS = re.compile(r"\bon (?:all )?(?:its|their) (?:goods|exports|products|shipments)\b")
"""`If the United States puts 100% on its goods`: the other one's."""
_SUFFERS = re.compile(
    r"\b(?:demand|urg|call(?:s|ed|ing)? (?:for|on)|want|ask|protest|condemn|oppos|critici[sz]|denounc|complain|reject|deplor|fac(?:e|es|ed|ing)\b|pa(?:ys?|id)\b|an end to|hit by)"
)
"""`China demanded an end to the 20% tariff on its goods`: the other one's too, but it is the other one who acts."""
_OR_FACE = re.compile(r"\bor (?:else )?(?:faces?|pays?)\b")
"""`China must drop its tariff or face another 50%`: who faces it is the target."""
_THEY = re.compile(r"\A\W*(?:They|Their|They['’]re)\b")
_CHARGES = re.compile(
    r"\b(?:China|Beijing|Peking|Xi|Trump|Washington|US|U\.S\.|America|United States)(?:[’']s)? (?:\w+ ){0,3}?(?:rais|impos|lift|cut|lower|slap|hit|charg|lev|put|slash|increas|halv|doubl|drop|answer|retaliat|hik|keep|keeps)\w*",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:(?P<us>Washington|America|Trump|(?:[Tt]he )?(?:US|U\.S\.|United States))|China|Beijing) (?:(?:has|had|will) )?(?:answer|counter|match|met|meet|repl)\w* (?:to )?(?P<other>[\w.]+['’]s \d+(?:\.\d+)?(?:%| per ?cent)[^.;,%]{0,20}?) (?P<own>with|by)\b"
)
"""`Washington answered Beijing's 84% with 125%`: the first rate is the other's."""
_IT = re.compile(r"\A[\W]*(?:It|Its)\b")
_IN_TURN = re.compile(r"\b(?:respectively|beziehungsweise|bzw|respectivamente|respectivement)\b")
_SIDES = re.compile(
    r"\b(?P<us>(?:the )?(?:US|U\.S\.|Washington|American|America|United States|USA|Estados Unidos|États-Unis)(?:['’]s)?)\b|\b(?P<china>China|Beijing|Chinese|Peking|Pékin|Pekín)\b"
)
_BREAK = re.compile(r"[;\n，；。]|(?:^|(?<=[a-z%\d]))[.!?]\s|,?\s+(?:while|but|whereas|after|matching|and)\s+|,\s+")
_AMERICAN = frozenset(Decimal(one) for one in ("145", "104", "7.5", "54", "30", "20", "12.5", "100", "55", "45", "64"))
_SURE = 2.5
"""Strength of a cue that outweighs whose rate a figure usually is."""
_APART = 25
"""Letters that a break between a cue and a number counts for."""


class Cue(Struct, frozen=True):
    start: int
    end: int
    direction: Direction | None
    """None: of somebody else's duties."""
    strength: float


def cues_in(text: str, before: Direction | None = None) -> list[Cue]:
    """Gives what tells directions in a sentence; a duty of "its own" is that of whoever acts before it.

    `before` is the direction of who acted in the sentence before, whom `It charges` and `Its list` mean.
    """
    found = [
        Cue(match.start(), match.end(), direction, strength)
        for direction, strength, pattern in _CUES
        for match in pattern.finditer(text)
    ]
    actors = _actors(text)
    for pattern in (_OWN, _ON_ITS):
        for match in pattern.finditer(text):
            acting = [one for one in actors if one.end <= match.start()]
            if acting:
                suffered = pattern is _ON_ITS and _SUFFERS.search(text, acting[-1].end, match.start())
                direction = acting[-1].direction
                found.append(Cue(match.start(), match.end(), _other(direction) if suffered else direction, _SURE))
    for match in _OR_FACE.finditer(text):
        acting = [one for one in actors if one.end <= match.start()]
        if acting:
            found.append(Cue(match.start(), match.end(), _other(acting[-1].direction), 3))
    for match in _ANSWERS.finditer(text):
        own, other = (US_ON_CHINA, CHINA_ON_US) if match["us"] else (CHINA_ON_US, US_ON_CHINA)
        found += (Cue(*match.span("other"), other, 4), Cue(*match.span("own"), own, 4))
    it = _IT.match(text) if before is not None else None
    if it is not None:
        found.append(Cue(it.start(), it.end(), before, _SURE))
    covered = [one for one in actors if not any(other.start <= one.start < other.end for other in found)]
    return found + covered


def _other(direction: Direction | None) -> Direction:
    return US_ON_CHINA if direction == CHINA_ON_US else CHINA_ON_US


def of_others(text: str) -> bool:
    """Whether a sentence speaks of third countries only: it does not name China, or one of them acts and no American."""
    if _OF_THIRD.match(text) and _US_NAMED.search(text) is None:
        return True
    return _THIRD.search(text) is not None and _CHINA_NAMED.search(text) is None


def _actors(text: str) -> list[Cue]:
    found = (
        Cue(match.start(), match.end(), direction, 1.0)
        for direction, pattern in _ACTORS
        for match in pattern.finditer(text)
    )
    return sorted(found, key=lambda one: one.start)


def of_a_third(head: str) -> bool:
    """Whether a headline and first sentence tell of the duties of or on a third country, and of no American's."""
    return _THIRD.search(head) is not None and _US_NAMED.search(head) is None


def names_both(text: str) -> bool:
    """Whether a sentence names the two sides."""
    return _US_NAMED.search(text) is not None and _CHINA_NAMED.search(text) is not None


def begins_with_it(text: str) -> bool:
    """Whether a sentence is about whom the one before was about: `It charges`, `Its own list`."""
    return _IT.match(text) is not None


def begins_with_they(text: str) -> bool:
    """Whether a sentence is about those whom the one before named: `They pay 15%`."""
    return _THEY.match(text) is not None


def charges(head: str) -> bool:
    """Whether a headline says that one of the two does something to its duties."""
    return _CHARGES.search(head) is not None


def first_actor(text: str) -> Direction | None:
    """Gives whose duties the first who acts in a sentence would impose: whom `it` in the next one means."""
    actors = _actors(text)
    return actors[0].direction if actors else None


def in_turn(text: str, low: str, cues: list[Cue], gap: str) -> tuple[Direction, Direction] | None:
    """Gives the directions of two rates told `respectively`, in the order in which the text names the two sides.

    `gap` is what stands between the two: `die Sätze wären auf 54 und 34 Prozent gestiegen`.
    """
    if _IN_TURN.search(low) is None and gap not in (" und ", " and ", " et ", " y "):
        return None
    told = [one.direction for one in sorted(cues, key=lambda one: one.start) if one.strength > 1 and one.direction]
    if not told:
        told = [US_ON_CHINA if one["us"] else CHINA_ON_US for one in _SIDES.finditer(text)]
    if len(set(told)) != 2:
        return None
    return (US_ON_CHINA, CHINA_ON_US) if told[0] == US_ON_CHINA else (CHINA_ON_US, US_ON_CHINA)


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
    if best.strength <= 1 and any(one.direction is None for one in cues):
        return True, None  # who acts says little where others' duties are spoken of too
    if likely is not None and best.strength < _SURE and best.direction is not None:
        return True, likely
    return True, best.direction
