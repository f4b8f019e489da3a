"""The search form: the one function that stored texts and queries both pass, so that what is written finds what is stored.

FTS5's own tokenizer finds neither 关税 inside a headline (it takes a run of Chinese letters for one word) nor `U.S.`
for US (it splits at the points). So Chinese, Japanese and Korean letters are set apart, and points inside initials go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tradewatch.clean import beyond_ascii, clean_line

__all__ = ["SHORT", "SearchTerms", "search_form", "search_terms"]

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


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a person typed, taken apart: each wanted or unwanted term is a run of words that must stand together."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...]
    open_end: bool
    """The last wanted term is still being typed: it also finds longer words."""


_TERMS = 32
"""Terms of one search: FTS5 keeps a stack of a hundred (measured), and nobody types so many."""


def _parse(words: str) -> SearchQuery:
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    open_end = False
    for minus, phrase, bare in _TERM.findall(clean_line(words))[:_TERMS]:
        run = tuple(_BARE_RUNS.findall(search_form(phrase or bare)))
        if not run:
            continue
        (unwanted if minus else wanted).append(run)
        open_end = not minus and bool(bare) and not words.endswith(" ") and bool(_LETTER.search(bare[-1:]))
    return SearchQuery(tuple(wanted), tuple(unwanted), open_end)


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """A search as FTS5 expressions; "" where there is nothing of that kind."""

    everywhere: str
    """What titles and texts together must have."""
    begins: str
    """A word that is still being typed and too short to look for its beginning everywhere; or it stands as it is."""
    nowhere: str
    """What neither may have."""


def search_terms(words: str) -> SearchTerms | None:
    """Gives what a person typed as expressions, or None where nothing of it can be searched.

    All words must occur; "phrases" stand together; `-word` must not occur, and alone leaves all that is without it.
    Whatever is typed is lawful: every term reaches FTS5 as a quoted string of letters and digits.
    """
    query = _parse(words)
    if not query.wanted and not query.unwanted:
        return None
    terms, begins = [_quoted(run) for run in query.wanted], ""
    if query.open_end and not _APART.match(query.wanted[-1][-1]):  # a Chinese letter is a whole word
        if len(query.wanted[-1][-1]) <= SHORT:
            begins = terms.pop()
        else:
            terms[-1] += " *"
    return SearchTerms(" AND ".join(terms), begins, " OR ".join(map(_quoted, query.unwanted)))


def _quoted(run: tuple[str, ...]) -> str:
    return '"' + " ".join(run) + '"'
