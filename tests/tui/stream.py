"""What a program writes to its terminal, taken apart: sequences by their kind, and the letters between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Written", "take_apart"]

_SEQUENCE = re.compile(
    rb"\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    rb"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b(?P<string>[PX^_][^\x1b]*)\x1b\\"
    rb"|\x1b(?P<short>[ -/]*[0-Z\\^-~])"
)
_NUMBERS = re.compile(rb"[0-9;:]+")
ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""Letters that act on a terminal or on the reading order, or that nobody sees."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in the order of its kinds."""

    kinds: frozenset[bytes]
    """Of control sequences without their numbers; strings (titles, links, clipboard) as they are."""
    acting: frozenset[str]
    """Letters outside of any sequence that act."""
    letters: str


def take_apart(raw: bytes) -> Written:
    """Gives the kinds of sequences and what is left between them. Raises UnicodeDecodeError where that is no UTF-8."""
    kinds = set()
    for found in _SEQUENCE.finditer(raw):
        if found["csi"] is not None:
            kinds.add(b"CSI " + _NUMBERS.sub(b"", found["csi"]))
        else:
            kinds.add(found[0])
    letters = _SEQUENCE.sub(b"", raw).decode("utf-8")
    return Written(frozenset(kinds), frozenset(ACTING.findall(letters)), letters)
