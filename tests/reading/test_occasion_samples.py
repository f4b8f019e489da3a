"""Every term that tells an occasion can be found: what its pattern matches has one of the words that it is looked up by."""

from __future__ import annotations

import re
import re._constants as code  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

import pytest

from tradewatch.feeds.reading.occasionwords import Frame, Term, load_occasion_words

WORDS = load_occasion_words()
TERMS = [*WORDS.terms, *(one for terms in WORDS.named.values() for one in terms)]
BEHIND = ["", ",", ": “", " “Q”", " Day"]
BEFORE = ["", "“Q” "]


def samples(pattern: str) -> list[str]:
    """Texts that a pattern matches: each of its alternatives at least once, each part that may be left out both ways."""
    return of_parts(list(parser.parse(pattern)))


def of_parts(parts: list[tuple[Any, Any]]) -> list[str]:
    choices = [of_part(operator, value) for operator, value in parts]
    first = [one[0] for one in choices]
    found = ["".join(first)]
    for place, several in enumerate(choices):
        found += ["".join([*first[:place], other, *first[place + 1 :]]) for other in several[1:]]
    return found


def of_part(operator: Any, value: Any) -> list[str]:
    if operator is code.LITERAL:
        return [chr(value)]
    if operator is code.IN:
        return [of_class(value)]
    if operator is code.NOT_LITERAL or operator is code.ANY:
        return ["x"]
    if operator is code.SUBPATTERN:
        return of_parts(list(value[-1]))
    if operator is code.BRANCH:
        return [one for branch in value[1] for one in of_parts(list(branch))]
    if operator in (code.MAX_REPEAT, code.MIN_REPEAT):
        low, high, inner = value
        least, most = max(low, 0), min(high, max(low, 1))
        return list(dict.fromkeys(one * times for times in (least, most) for one in of_parts(list(inner))))
    return [""]  # a look around, a bound


def of_class(rows: list[tuple[Any, Any]]) -> str:
    kind, value = rows[0]
    if kind is code.NEGATE:
        return "z" if (code.LITERAL, ord(" ")) in rows else " "
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.RANGE:
        return chr(value[0])
    return " " if value is code.CATEGORY_SPACE else "x"


def told(term: Term) -> list[str]:
    """The samples of a term that it does match, with what has to stand around them."""
    whole = [
        f"{before}{one}{behind}" for one in samples(term.pattern.pattern) for before in BEFORE for behind in BEHIND
    ]
    return [one for one in whole if term.pattern.search(one)]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: " ".join(sorted(term.words))[:40])
def test_what_a_pattern_matches_is_found_by_its_words(term: Term) -> None:
    found = told(term)
    assert found
    assert [one for one in found if not term.matches(Frame(one))] == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: " ".join(sorted(term.words))[:40])
def test_each_word_of_a_term_stands_in_something_that_it_matches(term: Term) -> None:
    words = set(re.findall(r"[^\W\d_]+", " ".join(told(term)).lower()))
    text = " ".join(told(term))
    assert {one for one in term.words if one not in words and one not in text} == set()
