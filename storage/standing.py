"""Standing words of the trade with which an outlet itself marks a headline as a kill, withdrawal, retraction or correction."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from tradewatch.clean import clean_line

__all__ = ["notice_of", "without_notice"]

_OPENING, _CLOSING = r"[\[(【（〔*]\s*", r"\s*[\])】）〕*]"


def notice_of(title: str) -> str:
    """Gives what a headline calls itself: `kill`, `withdrawal`, `retraction`, `correction`; "" where it does not.

    A standing word counts where it leads the headline with a colon or dash behind it (`Correction: …`, `更正：…`), where
    it stands in brackets (`… (corrected)`, `【撤稿】…`), and where it is written in capitals in a headline that is not:
    "Tariffs withdrawn after talks" is news.
    """
    words = clean_line(title)
    loud = words.isupper()
    for kind, framed, capitals in _patterns():
        if framed.search(words) or (not loud and capitals.search(words)):
            return kind
    return ""


def without_notice(title: str) -> str:
    """Gives a headline without its standing words."""
    words = clean_line(title)
    for _, framed, capitals in _patterns():
        words = capitals.sub(" ", framed.sub(" ", words))
    return words


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    known: dict[str, list[str]] = json.loads(
        resources.files("tradewatch.storage").joinpath("standing.json").read_text("utf-8")
    )
    patterns = []
    for kind, words in known.items():
        some = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
        loud = "|".join(re.escape(one.upper()) for one in words if one.isascii()) or r"(?!)"
        number = r"(?:\s*(?:no\.?\s*)?\d+)?"  # agencies count their corrections
        framed = rf"^\W*(?:{some}){number}\s*(?:[:：|–—]|-\s|$)|{_OPENING}(?:{some}){number}{_CLOSING}"
        patterns.append((kind, re.compile(framed, re.IGNORECASE), re.compile(rf"(?<!\w)(?:{loud})(?!\w)")))
    return tuple(patterns)
