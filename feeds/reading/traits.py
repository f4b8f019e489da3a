"""What an item's headline and lead are made of, in a form that tells events apart whatever the wording or the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.stems import stem_of
from tradewatch.records import PendingItem

__all__ = ["traits_in", "traits_of"]

_LEAD = 1_000
"""Letters of the body that an event shows in; what comes later is background that other reports share."""
_MOST = 160
_PIECE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?P<percent>\s?(?:%|per\s?cent\b|percent\b|Prozent\b|por ciento\b|pour cent\b))?"
    r"|(?P<word>[^\W\d_][\w’'.-]*)"
)
_HAN = re.compile("[\u4e00-\u9fff]")


def traits_of(item: PendingItem, lexicon: Lexicon, event_day: date | None) -> tuple[str, ...]:
    """Gives the traits, sorted, each once: `w:soybean`, `n:34%`, `c:truce` (a concept of the lexicon), `d:2025-06-05`.

    Words lose their endings; words of one concept (`tariff`, `duty`, `Zoll`, `关税`) are one trait, and what stands in
    the headline is marked `^` besides.
    """
    body = "\n".join(text for text in (item.summary, item.text) if text)
    found = set(_traits(item.title, lexicon))
    found |= {f"^{one}" for one in found}
    found |= set(_traits(body[:_LEAD], lexicon))
    if event_day is not None:
        found.add(f"d:{event_day.isoformat()}")
    return tuple(sorted(found)[:_MOST])


def traits_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Gives the traits of any text, without marks of a headline or a day."""
    return frozenset(_traits(text, lexicon))


@lru_cache(maxsize=30_000)
def _of_word(word: str, lexicon: Lexicon) -> tuple[str, str]:
    """Gives a word without its ending, and its trait: "" where it tells nothing."""
    stem = stem_of(word)
    concept = lexicon.concepts.get(stem)
    if concept:
        return stem, f"c:{concept}"
    return stem, f"w:{stem}" if len(stem) > 1 and stem not in lexicon.plain_words else ""


def _traits(text: str, lexicon: Lexicon) -> Iterator[str]:
    last = ""
    for match in _PIECE.finditer(text):
        if match["number"]:
            number = match["number"].rstrip(".,")
            yield f"n:{number}%" if match["percent"] else f"n:{number}"
            last = ""
            continue
        word = match["word"]
        if word[0] > "\u2e80" and _HAN.search(word):
            continue
        stem, trait = _of_word(word, lexicon)
        if stem in lexicon.second_words and (pair := lexicon.concepts.get(f"{last} {stem}")):
            trait = f"c:{pair}"
        last = stem
        if trait:
            yield trait
    if lexicon.han_concepts is not None:
        for han in lexicon.han_concepts.finditer(text):
            yield f"c:{lexicon.concepts[han.group()]}"
