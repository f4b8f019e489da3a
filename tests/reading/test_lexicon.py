"""The lexicon: forms of verbs as people spell them, terms in capitals, no term twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tradewatch.feeds.reading.lexicon import _forms, load_lexicon, words_pattern

CONTENT = json.loads(resources.files("tradewatch.feeds.reading").joinpath("lexicon.json").read_text("utf-8"))
SPEECH = CONTENT["speech"]
VERBS = sorted({*SPEECH["say"]["regular"].split(), *SPEECH["report"]["regular"].split()})
DOUBLED, EITHER = SPEECH["doubled"].split(), SPEECH["doubled_or_not"].split()
STRESSED = {"deadpan", "submit", "admit"}
"""Verbs of two syllables whose last one is doubled."""
_SHUT = re.compile(r"[^aeiou][aeiou][bdfgklmnprtz]")


def forms(verb: str) -> set[str]:
    return _forms(verb, doubled=verb in DOUBLED, either=verb in EITHER)


@pytest.mark.parametrize("verb", VERBS)
def test_no_form_of_a_verb_is_misspelt(verb: str) -> None:
    plain = verb.replace("qu", "q")
    syllables = len(re.findall(r"[aeiouy]+", plain.removesuffix("e")))
    shut = _SHUT.fullmatch(plain[-3:]) is not None
    assert (verb in DOUBLED) == (shut and (syllables == 1 or verb in STRESSED))
    assert (verb in EITHER) == (shut and syllables > 1 and verb.endswith("l"))
    for form in forms(verb):
        assert not re.search(r"eed.|[^aeiou]yed$|[^aeiou]ys$|eed?ed$|[^e]eing$", form)
        assert not re.search(r"[^eoy]eing$|(?:s|sh|ch|x|z|o)s$", form) or form.endswith(("esses", "eeing"))


@pytest.mark.parametrize(
    ("verb", "spelt"),
    [
        ("submit", {"submits", "submitted", "submitting"}),
        ("deadpan", {"deadpans", "deadpanned", "deadpanning"}),
        ("agree", {"agrees", "agreed", "agreeing"}),
        ("echo", {"echoes", "echoed", "echoing"}),
        ("muse", {"muses", "mused", "musing"}),
        ("stress", {"stresses", "stressed", "stressing"}),
        ("worry", {"worries", "worried", "worrying"}),
        ("portray", {"portrays", "portrayed", "portraying"}),
        ("label", {"labels", "labeled", "labeling", "labelled", "labelling"}),
        ("answer", {"answers", "answered", "answering"}),
    ],
)
def test_forms(verb: str, spelt: set[str]) -> None:
    assert forms(verb) == spelt


def lists(part: Any, place: str = "") -> Iterator[tuple[str, list[str]]]:
    if isinstance(part, dict):
        for name, inside in part.items():
            yield from lists(inside, f"{place}.{name}")
    elif isinstance(part, list):
        yield place, part
    elif isinstance(part, str) and " " in part:
        yield place, part.split()


@pytest.mark.parametrize(("place", "terms"), list(lists(CONTENT)), ids=lambda one: one if isinstance(one, str) else "")
def test_no_term_stands_twice_in_a_list(place: str, terms: list[str]) -> None:
    assert [term for term, count in Counter(terms).items() if count > 1] == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Costa\\ Rica", "COSTA RICA"),
        ("Costa Rica", "COSTA RICA"),
        ("Zambia(?:ns?)?", "ZAMBIANS"),
        (r"Zamb\w+", "ZAMBIA"),
        ("(?i:zambia)", "zAMBIA"),
        ("(?:Zam|Nam)ibia", "NAMIBIA"),
        ("Zambia(?! Post)", "ZAMBIA"),
    ],
)
def test_a_term_in_capitals_is_found(term: str, text: str) -> None:
    assert words_pattern([term], cased=True).fullmatch(text)


def test_a_desk_may_write_flags_into_a_term_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"others": ["re:(?i:zambia)", "Costa Rica"]}))
    others = load_lexicon(str(own)).others
    assert all(others.search(text) for text in ("Zambia", "ZAMBIA", "zambia", "Costa Rica", "COSTA RICA"))
    assert not others.search("costa rica")
