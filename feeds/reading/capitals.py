"""Sentences all in capitals, as posts and news flashes have them, written as others are: names begin with a capital."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.lexicon import small_letters

__all__ = ["recased"]

_MOSTLY = 0.7
"""Share of capitals among the letters from which a sentence is one of capitals."""
_FEWEST = 12
_NAMES = re.compile(
    r"\b(?:china|chinese|beijing|xi|trump|washington|america|american|americans|united states|bessent|greer|lutnick|rubio|vance|geneva|london|japan|europe"
    r"|european|mexico|canada|india|brazil|korea|taiwan|section|state council|tariff commission|white house|january|february|march|april|june|july|august"
    r"|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_WE = re.compile(
    r"\b(?:charg(?:e|es|ed|ing)|pay(?:s|ing)?|paid|owes?|owed|giv(?:e|es|ing)|gave|cost(?:s|ing)?|tell(?:s|ing)?|told|lets?|letting|help(?:s|ed|ing)?|treat(?:s|ed|ing)?|rip(?:s|ped|ping)?|cheat(?:s|ed|ing)?)"
    r"\s(us)\b(?!\s(?:goods|imports|products|exports|exporters|importers|farm\w*|growers|firms|companies|ships|vessels|soy\w*|beef|pork))"
)
"""`THEY CHARGE US 10%`: those who speak, not the United States."""
_SHORT = re.compile(r"\b(?:u\.s\.|us|eu|uk|usa|usda|ustr|cbp|lng)(?!\w)")


def recased(text: str) -> str:
    """Gives the text letter for letter, one in capitals with its names and abbreviations as they are written else."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _FEWEST or sum(letter.isupper() for letter in letters) < _MOSTLY * len(letters):
        return text
    low = small_letters(text)
    named = _NAMES.sub(lambda match: match.group().title(), low)
    we = {match.start(1) for match in _WE.finditer(low)}
    return _SHORT.sub(lambda match: match.group() if match.start() in we else match.group().upper(), named)
