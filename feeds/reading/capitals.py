"""Sentences all in capitals, as posts and news flashes have them, written as others are: names begin with a capital."""

from __future__ import annotations

import re

__all__ = ["recased"]

_MOSTLY = 0.7
"""Share of capitals among the letters from which a sentence is one of capitals."""
_FEWEST = 12
_NAMES = re.compile(
    r"\b(?:china|chinese|beijing|xi|trump|washington|america|american|americans|united states|bessent|greer|lutnick|rubio|vance|geneva|london|japan|europe"
    r"|european|mexico|canada|india|brazil|korea|taiwan|section|state council|tariff commission|white house|january|february|march|april|june|july|august"
    r"|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_SHORT = re.compile(r"\b(?:u\.s\.|us|eu|uk|usa|usda|ustr|cbp|lng)(?!\w)")


def recased(text: str) -> str:
    """Gives the text letter for letter, one in capitals with its names and abbreviations as they are written else."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _FEWEST or sum(letter.isupper() for letter in letters) < _MOSTLY * len(letters):
        return text
    low = text.lower()
    if len(low) != len(text):
        return text
    named = _NAMES.sub(lambda match: match.group().title(), low)
    return _SHORT.sub(lambda match: text[match.start() : match.end()].upper(), named)
