"""The search form: the one function that stored texts and queries both pass, so that what is written finds what is stored.

FTS5's own tokenizer finds neither 关税 inside a headline (it takes a run of Chinese letters for one word) nor `U.S.`
for US (it splits at the points). So Chinese, Japanese and Korean letters are set apart, and points inside initials go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from tradewatch.clean import beyond_ascii, clean_line

__all__ = ["SHORT", "SearchPiece", "SearchTerms", "any_of", "search_form", "search_pieces", "search_terms"]

SHORT = 3
"""Letters of a beginning that are looked for in titles only, which have an index of beginnings."""

_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_POINTED = re.compile(r"\.\w\.")
"""Quick to look for, and in everything that the initials below are in."""
_APART = re.compile(
    "([\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f])"
)
_LETTER = re.compile(r"[^\W_]")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_BARE_RUNS = re.compile(r"[^\W_]+")


def search_form(text: str) -> str:
    """Gives the text as it is indexed and asked for: `U.S.` as `US`, each Chinese letter a word of its own."""
    if _POINTED.search(text):
        text = _INITIALS.sub(lambda hit: hit.group().replace(".", ""), text)
    if _APART.search(beyond_ascii(text)):
        text = _APART.sub(r" \1 ", text)
    return text


class SearchPiece(Struct, frozen=True):
    """One wanted or unwanted word or phrase of what a person typed."""

    unwanted: bool
    phrase: bool
    text: str

    @property
    def run(self) -> tuple[str, ...]:
        """The words that must stand together; empty where there is nothing to look for."""
        return tuple(_BARE_RUNS.findall(search_form(self.text)))


_PIECES = 64
"""Words and phrases of one search: FTS5 keeps a stack of a hundred (measured), and nobody types so many."""


def search_pieces(words: str) -> list[SearchPiece]:
    """Gives the words and "phrases" in order, `-` before an unwanted one; what has no letter or digit is left out."""
    found = _TERM.findall(clean_line(words))[:_PIECES]
    pieces = [SearchPiece(bool(minus), not bare, phrase or bare) for minus, phrase, bare in found]
    return [one for one in pieces if one.run]


class SearchTerms(Struct, frozen=True):
    """A search as FTS5 expressions; "" where there is nothing of that kind."""

    everywhere: str
    """What titles and texts together must have."""
    begins: str
    """A word that is still being typed and too short to look for its beginning everywhere; or it stands as it is."""
    nowhere: str
    """What neither may have."""
    begins_nowhere: str = ""
    """An unwanted word that is still being typed and too short: no title may have a word with that beginning."""


def search_terms(words: str) -> SearchTerms | None:
    """Gives what a person typed as expressions, or None where nothing of it can be searched.

    All words must occur; "phrases" stand together; `-word` must not occur, also where nothing else is asked, and finds
    just what the word does not. Whatever is typed is lawful: every term reaches FTS5 as a quoted string of letters and
    digits.
    """
    pieces = search_pieces(words)
    if not pieces:
        return None
    wanted = [_quoted(one.run) for one in pieces if not one.unwanted]
    unwanted = [_quoted(one.run) for one in pieces if one.unwanted]
    begins = begins_nowhere = ""
    last = pieces[-1]
    if _still_typed(words, last):
        side = unwanted if last.unwanted else wanted
        if len(last.run[-1]) > SHORT:
            side[-1] += " *"
        elif last.unwanted:
            begins_nowhere = side[-1]
        else:
            begins = side.pop()
    return SearchTerms(" AND ".join(wanted), begins, " OR ".join(unwanted), begins_nowhere)


def any_of(phrases: Iterable[str]) -> str:
    """Gives the FTS5 expression that finds any of the words or phrases; "" where none has a letter or digit."""
    runs = (SearchPiece(unwanted=False, phrase=True, text=one).run for one in phrases)
    return " OR ".join(_quoted(run) for run in runs if run)


def _still_typed(words: str, last: SearchPiece) -> bool:
    """Whether the last piece is a word that may go on: it also finds longer words. A Chinese letter is a whole word."""
    if last.phrase or words.endswith(" ") or not _LETTER.search(last.text[-1:]):
        return False
    return not _APART.match(last.run[-1])


def _quoted(run: tuple[str, ...]) -> str:
    return '"' + " ".join(run) + '"'
