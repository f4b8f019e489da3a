"""Numbers in English words."""

from __future__ import annotations

import re

__all__ = ["NUMBER", "number_of"]

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER = (
    rf"(?:(?:{'|'.join(_ONES)}|an?) hundred(?:(?: and)? (?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)}))?"
    rf"|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)})"
)
"""A regular expression of English numbers in words, up to 999."""


def number_of(words: str) -> int:
    """Gives the number that digits or English words up to 999 stand for."""
    if words.isdigit():
        return int(words)
    number = 0
    for one in re.findall(r"[a-z]+", words.lower()):
        if one == "hundred":
            number = max(number, 1) * 100
        elif one in _ONES:
            number += _ONES.index(one) + 1
        elif one in _TENS:
            number += (_TENS.index(one) + 2) * 10
    return number
