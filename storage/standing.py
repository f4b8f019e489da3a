"""Standing words of the trade with which an outlet itself marks a headline as a kill, withdrawal, retraction or correction."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from tradewatch.clean import clean_line

__all__ = ["notice_of", "without_notice"]

_OPENING, _CLOSING = r"[\[(【（〔*]\s*", r"\s*[\])】）〕*]"
_NUMBER = r"(?:\s*(?:no\.?\s*)?\d+)?"
"""Agencies count their corrections."""
_NOTHING = r"(?!)"
_OF_A_STORY = (
    r"^\W*corrections?\s+to\s+(?=(?:our|an?|this|that|the|earlier|previous)\b[^:,;]*\b(?:story|article|dispatch|headline|item)\b"
    r"|(?:our|an?\s+earlier|earlier|previous)\b[^:,;]*\breport\b"
    r"|[^:,;]*\b(?:story|article|dispatch|headline)\s*(?:$|[:,;.–—]|-\s))"
)
"""`Correction to Trump tariffs story`, not `Correction to hit soybeans`: what falls on markets is of no story."""
_OF_MARKETS = (
    r"(?:come|hit|follow|continue|last|begin|start|resume|deepen|end|weigh|spread|be|drag|test|make|take|turn|kill)"
)
_CALM = r"(?=\s*(?:$|[^\w\s])|\s*\d|\s+[A-Z]{2}|\s+(?:story|stories|version|headline|report)\b)(?!\s+(?:TERRITORY|ZONE|MODE)\b)"
"""What stands behind a word in capitals that is more than loud: no sentence goes on there."""


def notice_of(title: str) -> str:
    """Gives what a headline calls itself: `kill`, `withdrawal`, `retraction`, `correction`; "" where it does not.

    A standing word counts where it leads the headline with a colon or dash behind it (`Correction: …`, `更正：…`), where
    it stands in brackets (`… (corrected)`, `【撤稿】…`), and where it is written in capitals in a headline that is not,
    with a stop or nothing on both sides: "Tariffs withdrawn after talks" and "Stocks in CORRECTION as tariffs bite" are
    news. So are other forms of words in brackets: `(corrects figure)` tells, `(corrected for inflation)` does not.
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
    known: dict[str, dict[str, list[str]]] = json.loads(
        resources.files("tradewatch.storage").joinpath("standing.json").read_text("utf-8")
    )
    return tuple(
        (kind, re.compile("|".join(_framed(lists)), re.IGNORECASE), re.compile("|".join(_capitals(lists))))
        for kind, lists in known.items()
    )


def _framed(lists: dict[str, list[str]]) -> Iterator[str]:
    """Where the words tell in any letters."""
    some = _any_of(lists["words"])
    yield rf"^\W*{some}{_NUMBER}\s*(?:[:：|–—]|-\s|$)"
    yield rf"{_OPENING}{some}{_NUMBER}{_CLOSING}"
    if spaced := lists.get("spaced"):
        yield rf"^\W*{_any_of(spaced)}\s"
    if asked := lists.get("asked_of_editors"):
        yield rf"^\W*(?:editors|eds\.?|clients)\s*[:,–—-]?\s*(?:please|pls)\s+{_any_of(asked)}(?!\w)"
    if things := lists.get("corrects"):
        said = r"to\s+(?:add|clarify|fix|make|read|reflect|remove|say|show)"
        yield rf"{_OPENING}corrects\s+(?:{said}|(?:[\w'’-]+\s+){{0,3}}{_any_of(things)})(?!\w)[^()]*{_CLOSING}$"
        yield rf"(?!\W*corrections?\s+to\s+{_OF_MARKETS}\b){_OF_A_STORY}"


def _capitals(lists: dict[str, list[str]]) -> Iterator[str]:
    """Where they tell in capitals alone."""
    yield rf"(?:^\W*|[-–—,:;/|]\s*)(?<!\w)(?:{'|'.join(_loud(lists['words'])) or _NOTHING})(?!\w){_CALM}"
    if loud := lists.get("loud"):
        yield rf"^\W*(?:{'|'.join(_loud(loud))})\s*(?:[:：|–—-]|[\])】])"


def _loud(words: list[str]) -> list[str]:
    return [re.escape(one.upper()) for one in sorted(words, key=len, reverse=True) if one.isascii()]


def _any_of(words: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(one) for one in sorted(words, key=len, reverse=True))})"
