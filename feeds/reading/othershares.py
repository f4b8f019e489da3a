"""Percentages that are no duty: moves of markets, shares of a whole, polls, growth, what a firm hands over."""

from __future__ import annotations

import re

__all__ = ["DUTY", "is_no_duty", "speaks_of_duties", "speaks_of_markets", "speaks_of_shares"]

DUTY = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|ad valorem|import tax\w*|taxed|reciprocal|de minimis|fentanyl|section (?:122|301)|ieepa|countermeasures?)\b"
    r"|\b(?:tariff|duty|extra|additional|general|total|american|chinese) rates?\b|\brates? (?:on|for|charged|of duty)\b|droits (?:américains|chinois)|\bsurcharge\b"
    r"|zoll\b|\w*zöllen?\b|\bsätze\b|\bgravámen(?:es)?\b|\bgravamen\b|\baufschl[aä]g\w*|\babgaben\b|droits? de douane|surtaxe|\btaxe\b|\barancel\w*|关税|加征|税率"
)
_CHARGED = re.compile(
    r"\b(?:collects?|charges?|charged|charging|levied|levies|imposes?|imposed)\b[^.]{0,30}(?:%|per ?cent)|(?:%|per ?cent) (?:charge|charged|import tax|tax)\b|\bhits? china with\b|\b(?:china|us|u\.s\.) on (?:all )?(?:us|u\.s\.|american|chin)"
    r"|\b(?:goods|imports|products|pork|wheat|soybeans|beef|corn|beans) (?:still |now |already |from there |will |would |must |to )?(?:pay|face|owe|carry)\b|\bchina (?:pays?|is paying|faces?|will pay)\b|\bthey(?:['’]re| are| will be)? (?:now )?pay(?:ing)? (?:us )?(?:a |about |only )?\d+\s?(?:%|per ?cent)|\bchina pagará|\bproductos chinos (?:soportan|pagan)"
    r"|\b(?:owes?|pays?|paient|zahlen|pagan) (?:a flat |about )*\d+(?:[.,]\d+)?\s?(?:%|per ?cent|prozent|por ciento|pour cent) (?:of|de|des) (?:their|its|the|leur|su|ihres) (?:\w+ )?(?:value|valeur|valor|werts?)\b|auf chinesische und|(?:%|per ?cent) on (?:chinese|u\.s\.|us|american) (?:goods|imports|products|exports|farm)|(?:%|per ?cent) on (?:chicken|wheat|corn|cotton|soybeans|pork|beef|sorghum)\b|\bthe rate (?:moved|went|stands|falls|rises|drops)\b|\b(?:put|puts|putting|slap\w*|pil(?:e|es|ed|ing)|heap\w*) (?:another |a further |an extra )?\d+(?:%| per ?cent) on\b"
)
_MARKET = re.compile(
    r"\b(?:s&p|nasdaq|dow|ftse|hang seng|csi|nikkei|dax|stocks?|shares?|index|indices|futures|yields?|contracts?|yuan|dollar|renminbi|crude|oil|gold|soybeans|prices?|orders|exports|imports fell|"
    r"sales|revenues?|profits?|output|inflation|growth|gdp|makers|caps|staff|workforce|freight|aktien|kurse|actions|acciones|bolsa)\b"
)
_FLOOR = re.compile(
    r"\b(?:s&p|nasdaq|dow|ftse|hang seng|csi|nikkei|dax|stocks?|shares?|index|futures|yields?|contracts?|aktien)\b"
)
_MOVE = re.compile(
    r"\b(?:fall|falls|rise|rises|drops?|jumps?|sinks?|slumps?|slides?|climbs?|surges?|gains?|loses?|dips?|sheds?|eases?|tumbles?|plunges?|fell|rose|slid|dropped|jumped|tumbled|gained|lost|slipped|surged|climbed|plunged|added|shed|leapt|eased|closed|opened|settled|ended|soared|sank|rallied|grew|shrank|shrink|weakened|strengthened|firmed|up|down|off|risen|fallen|fielen|stiegen)"
    r"\s+(?:(?:by|nearly|about|another|as much as|some|more than|almost|over|um|between|a further)\s+){0,2}(?P<to>(?:back )?(?:to|at) (?:about |around |nearly )?)?\Z"
)
_NOUN = re.compile(
    r"\b(?:inflation|growth|gdp|shares?|stakes?|owned|ownership|revenues?|sales|margins?|profits?|turnout|polls?|chance|probability|odds|yields?|unemployment|approval|holds|exports|imports|output|volume|prices?|some|index|nasdaq|dow|s&p 500|ftse|oil|copper|corn|beans|soybeans|one in|caps|makers)"
    r"\s+(?:(?:by|of|nearly|about|(?P<to>to|at)|or|another|as much as|were|was|is|are|some|between)\s+){0,2}\Z"
)
_AFTER = re.compile(
    r"\A,? of (?!(?:the |their |its )?(?:customs |import |declared |entered |full )?(?:value|price)\b|chinese origin|additional|extra)"
    r"|\A\s*(?:stake|or more|owned|ownership|growth|chance|discount|higher|lower|cheaper|dearer|below|above|stronger|weaker|more\b|less\b|fewer|in (?:chicago|new york|london|hong kong|shanghai|seoul|early|after)|year[- ]on[- ]year|on the (?:day|week|month|year)|share\b|affiliates|rule\b|holding|shareholder|margin|(?:rise|increase|hike|change) in (?:the )?(?:\w+ )?(?:tariffs?|dut\w+|lev\w+|rates?)\b[^.;%]{0,60}?\b(?:cuts|reduces|lowers|leads|means|raises|trims|shrinks|costs|shaves|depresses|curbs)\b|rise\b|fall\b|gain\b|drop\b|jump\b|revenue|cut of|sure\b|certain\b|done\b|probability|likel|affilié|der (?:befragten|unternehmen)|d(?:u|es) (?:chiffre|ventes))"
)
_ODDS = re.compile(
    r"\b(?:odds|probability|chances?|likelihood|approval|support for)\b[^.;%]{0,70}\b(?:is|are|at|to)\s+(?:about |around |nearly )?\Z"
)
_ODDS_OF_RATE = re.compile(
    r"\b(?:odds|probability|chances?|likelihood)\s(?:of|that|for)\b[^.;,]{0,60}?\d(?:%| ?per ?cent)[^.;,%]{0,60}?\b(?:is|are|was|were|at|to)\s+(?:about |around |nearly |only |put at )?\Z"
)
"""`The probability of a 100% tariff is 20%`."""
_BEARS = re.compile(
    r"\b(?:bear|bears|bore|borne|bearing|absorb\w*|shoulder\w*|swallow\w*|foot(?:s|ed|ing)?|pass(?:es|ed|ing)? (?:on|through|along|it on)|pass-?through|incidence|burden of)\b"
)
_PLACED = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|rates?)\b(?:(?!\b(?:bear|bears|bore|borne|bearing|absorb\w*|shoulder\w*|passed|share|burden of)\b)[^,;.%]){0,50}?\b(?:of|at|to|is|are|was|were)\s+(?:about |around |nearly |just |only |now )*\Z"
)
_HAGGLED = re.compile(r"\b(?:wanted|want|asked for|asking for|offered|demanded)\s+(?:an? |about |only |maybe )*\Z")
_I_SAID = re.compile(
    r"\b(?:i|we|he|they)(?:['’]d)? (?:said|told (?:him|them))[:,]?\s+[“\"‘]?(?:no, |how about |maybe |an? )*\Z"
)
_HAGGLE = re.compile(r"\b(?:wanted|asked for|demanded|offered)\b")
_DUTY_ON = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?) on (?:(?!(?:cuts?|reduc\w+|lower\w*|trim\w*|shr\w+|slash\w*|hits?|hurts?|lifts?|rais\w+|push\w*|driv\w+|depress\w*|curbs?|would|will|could|may)\b)[\w.]+ ){0,3}\Z"
)
_DUTY_AFTER = re.compile(
    r"\A[\s-]?(?:(?!after|once|as\b|since|when|in\b|because|before|while|to\b|and\b)[\w’'.-]+ ){0,4}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|on (?:chin|americ|u\.?s|goods|imports|all)|zoll|zöll|arancel|de droits)"
)
_WISHED = re.compile(
    r"\b(?:asked for|wanted|began at|begun at|started at|talked|down to|settled on|settled for)\b[^.;]{0,20}\Z"
)
_SHARED = re.compile(
    r"(?:%|per ?cent) (?:cut )?of (?:their |its |the |all |those |such |any |china |chip |what )*(?:[\w-]+ ){0,2}(?:revenues?|sales|takings|turnover|proceeds|earn|income)\b|(?:%|per ?cent) (?:revenue|sales|cut\b)|(?:revenue|sales)[- ]shar|share of (?:the )?(?:revenue|sales)"
)
_ASKED = re.compile(r"\b(?:surveyed|polled|respondents|survey|polls?|firms asked|members asked|voters)\b")


def speaks_of_duties(low: str) -> bool:
    """Whether a sentence in small letters has a word of duties or of charging."""
    return bool(DUTY.search(low) or _CHARGED.search(low))


def speaks_of_markets(low: str) -> bool:
    return bool(_FLOOR.search(low))


def speaks_of_shares(low: str) -> bool:
    """Whether a text tells of a share of sales that a firm hands over, or a sentence of people who were asked."""
    return bool(_SHARED.search(low))


def is_no_duty(low: str, start: int, end: int, since: int, before_was_none: bool, shares: bool) -> bool:
    """Whether the figure at `start` to `end` is something else than a duty.

    `since` is where the figure before it ended, and `before_was_none` whether that one was no duty: the parts of a list
    (`chip makers lost 6.3%, small caps 3%`) are all of one kind. `shares`: the item tells of a share of sales.
    """
    clause, after = low[max(since, start - 110) : start], low[end : end + 60]
    clause = clause[clause.rfind(";") + 1 :]
    noun = _NOUN.search(clause[-60:])
    if _AFTER.match(after) or (noun is not None and not _is_taxed(clause, noun)):
        return True  # but "raise its duty on imports to 84%"
    charged = _DUTY_AFTER.match(after) is not None
    if _ODDS.search(clause) or _ODDS_OF_RATE.search(low[max(0, start - 160) : start]):
        return True
    if _is_haggled(low, low[max(0, start - 40) : start]):
        return True
    if not charged and _BEARS.search(low) and not _PLACED.search(low[max(0, start - 90) : start]):
        return True
    move = _MOVE.search(clause[-50:])
    if move is not None and not charged:
        subject = clause[: len(clause) - (move.end() - move.start())]
        if not move["to"] or _last(_MARKET, subject) > _last(DUTY, subject):
            return True
    told = charged or DUTY.search(clause) is not None
    if before_was_none and not told and "\n" not in clause:
        return True
    if shares or _ASKED.search(low):
        return not told or bool(_WISHED.search(clause) and not charged)
    return False


def _is_haggled(low: str, before: str) -> bool:
    """Whether a number is only what one side asked for in a haggle: `They wanted 60%, I said 54%`."""
    if _HAGGLED.search(before):
        return True
    return _I_SAID.search(before) is not None and _HAGGLE.search(low) is not None


def _is_taxed(clause: str, noun: re.Match[str]) -> bool:
    """Whether the noun before a number is what the duty is on: `raise its duty on imports to 84%`, `on soybeans is 34%`."""
    if noun["to"]:
        return DUTY.search(clause) is not None
    return _DUTY_ON.search(clause[: len(clause) - len(noun.group())]) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((one.start() for one in pattern.finditer(text)), default=-1)
