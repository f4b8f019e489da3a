"""The language of searches and filters: what a person writes after `/`, after `=` and on the command line, as queries.

Plain words, "phrases" and `key:value`, all of which must hold; a minus in front negates. A calendar day is the desk's:
`since:2026-11-01` is from its first second on, `until:2026-11-01` to its last one, in the desk's zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.errors import QueryError
from tradewatch.instants import parse_utc
from tradewatch.storage.queries import ItemQuery, StatementQuery, Term
from tradewatch.storage.queryterms import ALLOWED, KEYS, Bearings, WrongValueError, nearest, stored_value
from tradewatch.storage.searchform import search_pieces

__all__ = [
    "TERMS",
    "Asked",
    "Bearings",
    "of_items",
    "of_statements",
    "parse_query",
    "query_words",
    "renewed",
    "typing_hint",
]

TERMS: tuple[tuple[str, str], ...] = (
    ("soybeans tariffs", "all these words; in statements in the quotation or the name"),
    ('"rare earths"', "these words together"),
    ("speaker:Bessent", "said by, aliases count; items that carry such words"),
    ("side:China,US", "of a feed or speaker of one of these sides: US, China, both, other"),
    ("topic:rare_earths", "on this topic"),
    ("feed:reuters", "of a feed with this in its title, or with this address"),
    ("channel:interview", "said in an interview, readout, statement, speech, …"),
    ("since:2026-11-01", "from the beginning of that day at the desk; also an instant, 3d, 12h, 2w, today, yesterday"),
    ("until:yesterday", "to the end of that day at the desk"),
    ("tag:rates", "with this tag"),
    ('any:Taiwan,"rare earths"', "with any of these words or phrases"),
    ("is:flagged", "flagged by somebody"),
    ("is:unread", "not seen yet"),
    ("is:direct", "words in quotation marks"),
    ("is:official", "of a government's own feed"),
    ("is:near", "near misses: nearly relevant by the rules"),
    ("is:nobody", "words that nobody is named for"),
    ("is:edited", "changed by the outlet since; statements whose words are gone"),
    ("is:hand", "flagged or exported, and changed or withdrawn by the outlet since"),
    ("is:all", "also what is not relevant; statements with and without a name"),
    ("-side:China", "a minus in front: all that this term does not find"),
    (
        'speaker:"Scott Bessent"',
        "quotation marks around a value with blanks",
    ),
)
"""Each term with its meaning, for people."""

LIMIT = 32
"""Terms of one query, and values of one term."""

_DRIFT = timedelta(minutes=5)
_TOKEN = re.compile(
    r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?P<close>"?)|(?P<key>[A-Za-z]+):(?!/)(?P<value>(?:"[^"]*"?|[^\s"])*)|(?P<bare>\S+))'
)
_VALUE = re.compile(r'(?:"[^"]*"?|[^",])+')
"""One of several values: commas inside quotation marks belong to it."""


class Asked(Struct, frozen=True):
    """What a person asked for, before it is known of which list."""

    words: str = ""
    """Words and phrases as `searchform` reads them."""
    terms: tuple[Term, ...] = ()

    @property
    def plain(self) -> tuple[str, ...]:
        """The wanted words and phrases, to be marked in a text."""
        return tuple(one.text for one in search_pieces(self.words) if not one.unwanted)


def parse_query(text: str, bearings: Bearings, *, typing: bool = False) -> Asked:
    """Gives the words and terms of what a person wrote; with `typing` without a last term that is not finished yet.

    Days are the calendar days of the desk's zone, spans go back from `bearings.now`. Raises QueryError with the place of
    the wrong term.
    """
    words: list[str] = []
    terms: list[Term] = []
    ended, first = False, None
    for number, token in enumerate(_TOKEN.finditer(text)):
        last = typing and token.end() == len(text)
        if number == LIMIT:
            raise QueryError(f"more than {LIMIT} terms", "leave some out", text, token.start(), len(token[0]))
        ended, first = True, first or token
        if _is_key(token):
            term = _term(token, text, bearings, last=last)
            terms += [term] if term is not None else []
        elif not (last and _unfinished(token)) and search_pieces(_as_words(token)):
            words.append(_as_words(token))
            ended = False
    if first is not None and not typing and not words and not terms:
        raise QueryError(
            f"nothing to look for in {clean_line(text.strip())!r}", "letters, digits or a term as side:China", text,
            first.start(), len(first[0]),
        )  # fmt: skip
    # a blank behind the last word says that it is typed to its end; so does whatever else comes behind
    done = " " if words and (ended or text[-1:].isspace()) else ""
    return Asked(" ".join(words) + done, tuple(terms))


def of_items(asked: Asked, base: ItemQuery) -> ItemQuery:
    """Gives the query of a list of items that holds what is asked beside what the list is narrowed to already."""
    query = replace(base, words=_joined(base.words, asked.words), terms=base.terms)
    for term in asked.terms:
        match _single(term):
            case "flagged":
                query = replace(query, flagged=True)
            case "near":
                query = replace(query, near=True)
            case "all":
                query = replace(query, everything=True)
            case _:
                query = replace(query, terms=(*query.terms, term))
    return query


def of_statements(asked: Asked, base: StatementQuery) -> StatementQuery:
    """Gives the same of a list of statements."""
    query = replace(base, words=_joined(base.words, asked.words), terms=base.terms)
    for term in asked.terms:
        match _single(term):
            case "nobody":
                query = replace(query, attributed=False)
            case "all":
                query = replace(query, attributed=query.attributed and None)
            case "direct":
                query = replace(query, direct=True)
            case _:
                query = replace(query, terms=(*query.terms, term))
    return query


def query_words(query: ItemQuery | StatementQuery) -> str:
    """Gives a query as a person could have written it; what ends it (`until`) and its limit are left out."""
    parts = [query.words.strip(), *(one.words for one in query.terms)]
    if isinstance(query, ItemQuery):
        named = (("flagged", query.flagged), ("near", query.near), ("all", query.everything))
    else:
        named = (
            ("direct", query.direct is True), ("nobody", query.attributed is False), ("all", query.attributed is None)
        )  # fmt: skip
    parts += [f"is:{name}" for name, asked in named if asked]
    return clean_line(" ".join(part for part in parts if part))


def renewed(terms: tuple[Term, ...], bearings: Bearings) -> tuple[Term, ...]:
    """Gives the terms with their times as they are by now: `since:today` is another day after midnight.

    A span that ends less than five minutes from where it ended stays, so that a list is not read anew each second.
    """
    return tuple(_renewed(one, bearings) if one.kind in ("since", "until") and one.typed else one for one in terms)


def typing_hint(text: str) -> str:
    """Gives what may be written where the text ends: keys that begin so, or the values of its key; "" where anything may."""
    tokens = list(_TOKEN.finditer(text))
    token = tokens[-1] if tokens else None
    if token is None or token.end() != len(text):
        return ""
    if token["key"] is None:
        word = (token["bare"] or "").lstrip("-").casefold()
        return "  ".join(f"{key}:" for key in KEYS if key.startswith(word)) if word else ""
    key = token["key"].casefold()
    begun = token["value"].rpartition(",")[2].strip('"').casefold().replace(" ", "_")
    fit = [one for one in ALLOWED.get(key, ()) if one.casefold().startswith(begun) and one.casefold() != begun]
    return f"{key}: {', '.join(fit)}" if fit else ""


def _renewed(term: Term, bearings: Bearings) -> Term:
    try:
        [now] = parse_query(term.typed, bearings).terms
    except QueryError:  # a day of the desk's zone at the calendar's edge: what it was still holds
        return term
    moved = abs(parse_utc(now.values[0]) - parse_utc(term.values[0]))
    return now if moved >= _DRIFT else term


def _single(term: Term) -> str:
    """The one thing that a list is to be, as `is:near`; "" for every other term."""
    return term.values[0] if term.kind == "is" and len(term.values) == 1 and not term.negated else ""


def _joined(before: str, words: str) -> str:
    return f"{before.strip()} {words}" if before.strip() and words else words or before


def _is_key(token: re.Match[str]) -> bool:
    """Whether the colon is that of a key: behind a word that is none something must stand, as in `sied:China`."""
    return token["key"] is not None and (token["key"].casefold() in KEYS or bool(token["value"]))


def _unfinished(token: re.Match[str]) -> bool:
    """An open phrase, or a minus alone. Letters are a word until a colon makes a key of them: hits come as one types."""
    if token["phrase"] is not None:
        return not token["close"]
    return not (token["bare"] or "").lstrip("-")


def _as_words(token: re.Match[str]) -> str:
    """The token as `searchform` reads it; one with letters that cleaning takes is a phrase, so that it makes no key."""
    shown = clean_line(token[0])
    if shown != token[0]:
        return f'{token["minus"]}"{shown.removeprefix(token["minus"]).replace(chr(34), " ")}"'
    return token[0] + '"' if token["phrase"] is not None and not token["close"] else token[0]


def _term(token: re.Match[str], text: str, bearings: Bearings, *, last: bool) -> Term | None:
    """The term of a key with its values; None where it is still being typed."""
    key = token["key"].casefold()
    if key not in KEYS:
        near = nearest(key, KEYS)
        known = f"did you mean {near}:?" if near else " ".join(f"{one}:" for one in KEYS)
        plain = clean_line(token[0].lstrip("-").replace('"', ""))
        raise QueryError(
            f"there is no {token['key']}:", f'{known} "{plain}" looks for the words', text, token.start("key"), len(key)
        )  # fmt: skip
    if last and token["value"].count('"') % 2:
        return None
    stored: list[str] = []
    end = token.start("value")
    for start, stop in _places(token):
        try:
            stored.append(_stored(key, text[start:stop], len(stored), bearings))
        except WrongValueError as fault:
            if not (last and stop == len(text) and fault.unfinished):
                place = (start, stop - start) if stop > start else (token.start("key"), len(key) + 1)
                raise QueryError(fault.message, fault.hint, text, *place) from fault
        else:
            end = stop
    if not stored:
        return None
    raw = text[token.start() : end]
    typed = raw + '"' * (raw.count('"') % 2)
    typed = typed if clean_line(typed) == typed else ""
    return Term(key, tuple(dict.fromkeys(stored)), bool(token["minus"]), typed)


def _stored(key: str, raw: str, before: int, bearings: Bearings) -> str:
    if before and key in ("since", "until"):
        raise WrongValueError(f"{key}: takes one time", "write it twice, or leave one out")
    if before >= LIMIT:
        raise WrongValueError(f"more than {LIMIT} values", "leave some out")
    return stored_value(key, raw.replace('"', ""), bearings)


def _places(token: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where each value begins and ends in the text; an empty one between two commas too."""
    at, end = token.span("value")
    while True:
        found = _VALUE.match(token.string, at, end)
        stop = found.end() if found else at
        yield at, stop
        if stop >= end:
            return
        at = stop + 1
