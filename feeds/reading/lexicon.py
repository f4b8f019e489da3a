"""The lexicon: the terms that rules look for, from the bundled file and one that the desk may add."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.errors import FactsError
from tradewatch.feeds.reading.alternatives import alternatives
from tradewatch.feeds.reading.ownlexicon import with_own
from tradewatch.feeds.reading.stems import stem_of
from tradewatch.feeds.reading.wordindex import WordIndex

__all__ = ["Lexicon", "load_lexicon", "small_letters", "words_pattern"]

_NOUNS = frozenset(
    "reports orders states posts offers credits judges objects signals answers protests demands comments rules counters terms brands labels lectures mocks cheers fumes hopes fears doubts figures details".split()
)
"""Forms that are nouns more often than verbs."""
_HAN = re.compile("[\u4e00-\u9fff]")
_ESCAPED_LETTER = re.compile(r"\\[uUxN]")
_PIECE = re.compile(r"\\.|[^\\]+", re.DOTALL)
_OF_A_PATTERN = re.compile(r"\\.|\(\?[^:=!)]*[:=!)]", re.DOTALL)
"""What stays as it is in a pattern whose letters are put in capitals: `\\w`, the flags of `(?i:`."""


class Lexicon(Struct, frozen=True, eq=False):
    """Compiled terms. `sides` and `topics` by name; `say` and `report` are alternatives for a larger pattern."""

    sides: dict[str, re.Pattern[str]]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    opinion: re.Pattern[str]
    other_subject: re.Pattern[str]
    digest: re.Pattern[str]
    stage: re.Pattern[str]
    """Words of sport, film and stage."""
    subject_pattern: re.Pattern[str]
    """Subjects in which the two sides and their tariffs are named in passing: a group for each."""
    subject_names: dict[str, str]
    us_places: re.Pattern[str]
    leaders: re.Pattern[str]
    """Names that mean talks between the two where a deal is spoken of."""
    others: re.Pattern[str]
    between: re.Pattern[str]
    """What names the trade war or the truce as that of the two."""
    topics: dict[str, re.Pattern[str]]
    passing: dict[str, re.Pattern[str]]
    """Topic → words before a term of it that only mention it; `any` is for all of them."""
    say: re.Pattern[str]
    """Verbs that may bring a quotation."""
    report: re.Pattern[str]
    """Verbs that a reported clause may follow."""
    foreign_verbs: frozenset[str]
    """Those of them that are not English."""
    networks: str
    role_words: frozenset[str]
    """What a person may be called beside the name, in lower case."""
    body_words: frozenset[str]
    """Words in a name that make it a body's."""
    not_names: frozenset[str]
    """Words in capitals that begin no name."""
    women: frozenset[str]
    """First names of women, and roster names of women."""
    men: frozenset[str]
    """First names of men."""
    titles: dict[str, str]
    """A short form of a title → the roster's."""
    houses: dict[str, str]
    """A title of the roster → the body it stands for."""
    bodies: frozenset[str]
    """Bodies that have patterns of their own."""
    body_index: WordIndex
    """What names a body, as `body:White House`."""
    country_index: WordIndex
    us_office: re.Pattern[str]
    china_office: re.Pattern[str]
    base_points: float
    points: dict[str, float]
    """Kind of evidence → points for relevance, as logarithms of odds."""
    concepts: dict[str, str]
    """Word without ending (or two, or Chinese letters) → the concept that it is a word of, in whatever language."""
    second_words: frozenset[str]
    """Second words of the pairs among them."""
    han_concepts: re.Pattern[str] | None
    plain_words: frozenset[str]
    """Words without ending that tell nothing of an event."""
    western: Lexicon | None = None
    """The same without Chinese terms in the lists that are looked for everywhere."""

    def for_text(self, text: str) -> Lexicon:
        """Gives the lexicon that finds the same in this text in less time: Chinese terms cost a fifth of it."""
        return self if self.western is None or _HAN.search(text) else self.western


def words_pattern(terms: list[str], *, cased: bool = False) -> re.Pattern[str]:
    """Gives a pattern for whole words; Chinese terms stand without word bounds, since nothing parts words there.

    One that is not `cased` is for text in small letters (`small_letters`): half the time of a pattern that ignores case.
    """
    if not cased:
        terms = [_in_small_letters(term) for term in terms]
    latin = [term for term in terms if not _HAN.search(term)]
    if cased:  # a post in capitals names them too
        latin += [capitals for term in latin if (capitals := _in_capitals(term)) != term]
    han = [term for term in terms if _HAN.search(term)]
    parts = [rf"(?<!\w)(?:{alternatives(latin)})(?!\w)"] if latin else []
    return re.compile("|".join(parts + han))


def small_letters(text: str) -> str:
    """Gives the text in small letters, each at the place of its capital."""
    return text.replace("İ", "I").lower()  # the only letter that small letters make longer


def _in_small_letters(term: str) -> str:
    """Gives the pattern in small letters; `\\W` stays what it is, and a letter by its number is matched in both cases."""
    if _ESCAPED_LETTER.search(term):
        return f"(?i:{term})"
    return "".join(piece if piece[0] == "\\" else piece.lower() for piece in _PIECE.findall(term))


def _in_capitals(term: str) -> str:
    """Gives the pattern in capitals."""
    if _ESCAPED_LETTER.search(term):
        return term
    pieces, at = [], 0
    for kept in _OF_A_PATTERN.finditer(term):
        pieces += [term[at : kept.start()].upper(), kept.group()]
        at = kept.end()
    return "".join([*pieces, term[at:].upper()])


@lru_cache(maxsize=4)
def load_lexicon(added: str = "") -> Lexicon:
    """Gives the bundled lexicon, with the terms of the desk's file at `added` first.

    Raises FactsError, which names file and place, where the file is not JSON or a term is no pattern.
    """
    bundled = json.loads(resources.files("tradewatch.feeds.reading").joinpath("lexicon.json").read_text("utf-8"))
    content = with_own(bundled, Path(added)) if added else bundled
    lexicon = _compiled(content, added or "lexicon.json")
    return replace(lexicon, western=_western(lexicon, content))


def _western(lexicon: Lexicon, content: dict[str, Any]) -> Lexicon:
    def pattern(terms: list[str], *, cased: bool = False) -> re.Pattern[str]:
        return words_pattern([term for term in terms if not _HAN.search(term)], cased=cased)

    return replace(
        lexicon,
        sides={side: pattern(terms, cased=True) for side, terms in content["sides"].items()},
        strong=pattern(content["trade"]["strong"]),
        weak=pattern(content["trade"]["weak"]),
        others=pattern(content["others"], cased=True),
        topics={topic: pattern(terms) for topic, terms in content["topics"].items()},
    )


def _rows(rows: dict[str, list[str]], kind: str) -> list[tuple[str, str]]:
    """Gives each pattern under its kind and name: `body:White House`."""
    return [(f"{kind}:{name}", pattern) for name, patterns in rows.items() for pattern in patterns]


def _subjects(rows: dict[str, list[str]]) -> re.Pattern[str]:
    """Gives one pattern with a group for each row, for text in small letters: one way over the text for all of them."""
    groups = [(number, words_pattern(terms).pattern) for number, terms in enumerate(rows.values())]
    return re.compile("|".join(f"(?P<g{number}>{pattern})" for number, pattern in groups))


def _before(terms: list[str]) -> re.Pattern[str]:
    """Gives a pattern of words that end where another begins."""
    return re.compile(rf"(?:{'|'.join(terms)})\s*\Z", re.IGNORECASE)


def _verbs(speech: dict[str, Any], kind: str) -> re.Pattern[str]:
    """Gives a pattern for every form of the verbs; `point|out` is a pair of words, `say/says/said` are forms."""
    rows: dict[str, str] = speech[kind]
    forms = {form.replace("|", " ") for verb in rows["irregular"].split() for form in verb.split("/")}
    doubled, either = frozenset(speech["doubled"].split()), frozenset(speech["doubled_or_not"].split())
    for verb in rows["regular"].split():
        forms |= _forms(verb, doubled=verb in doubled, either=verb in either)
    forms -= _NOUNS
    forms |= {form.replace("|", " ") for form in speech["foreign"].split()}
    return re.compile(rf"(?<![\w-])(?:{alternatives(sorted(forms, key=lambda one: (-len(one), one)))})(?![\w-])")


def _forms(verb: str, *, doubled: bool = False, either: bool = False) -> set[str]:
    """Gives the forms of a regular verb without the bare one, which is mostly a noun: a claim, a protest.

    One that doubles its last letter does so always (`submitted`), or as the British do (`labelled`).
    """
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    past = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    forms = {f"{verb}{ending}"} if doubled else {f"{verb}{ending}", past, f"{stem}ing"}
    return forms | {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"} if doubled or either else forms


def _concepts(rows: dict[str, str]) -> dict[str, str]:
    """Gives each word's concept; `rare|earth` is a pair of words."""
    return {
        " ".join(stem_of(part) for part in word.split("|")): concept
        for concept, words in rows.items()
        for word in words.split()
    }


def _han(concepts: dict[str, str]) -> re.Pattern[str] | None:
    words = sorted((word for word in concepts if _HAN.search(word)), key=len, reverse=True)
    return re.compile("|".join(words)) if words else None


def _compiled(content: dict[str, Any], name: str) -> Lexicon:
    try:
        vetoes = content["vetoes"]
        return Lexicon(
            sides={side: words_pattern(terms, cased=True) for side, terms in content["sides"].items()},
            strong=words_pattern(content["trade"]["strong"]),
            weak=words_pattern(content["trade"]["weak"]),
            opinion=re.compile("|".join(vetoes["opinion"]), re.IGNORECASE),
            other_subject=words_pattern(vetoes["other_subject"]),
            digest=words_pattern(vetoes["digest"]),
            stage=words_pattern(vetoes["sport_and_stage"]),
            subject_pattern=_subjects(content["subjects"]),
            subject_names={f"g{number}": name for number, name in enumerate(content["subjects"])},
            us_places=words_pattern(content["us_places"], cased=True),
            leaders=words_pattern(content["leaders"], cased=True),
            others=words_pattern(content["others"], cased=True),
            between=words_pattern(content["between"]),
            topics={topic: words_pattern(terms) for topic, terms in content["topics"].items()},
            passing={topic: _before(terms) for topic, terms in content["passing"].items() if terms},
            say=_verbs(content["speech"], "say"),
            report=_verbs(content["speech"], "report"),
            foreign_verbs=frozenset(form.replace("|", " ") for form in content["speech"]["foreign"].split()),
            networks="|".join(content["networks"]),
            role_words=frozenset(content["people"]["role_words"].split()),
            body_words=frozenset(content["people"]["body_words"].split()),
            not_names=frozenset(content["people"]["not_names"].split()),
            women=frozenset((*content["people"]["women"].split(), *content["people"]["women_of_the_roster"])),
            men=frozenset(content["people"]["men"].split()),
            titles=content["people"]["titles"],
            houses=content["people"]["houses"],
            bodies=frozenset(content["bodies"]),
            body_index=WordIndex(_rows(content["bodies"], "body")),
            country_index=WordIndex(_rows(content["countries"], "country"), after=r"(?!\w)(?!['’]s)(?!-)"),
            us_office=re.compile(content["people"]["us_office"]),
            china_office=re.compile(content["people"]["china_office"]),
            base_points=float(content["relevance"]["base"]),
            points={name: float(value) for name, value in content["relevance"]["points"].items()},
            concepts=(concepts := _concepts(content["stories"]["concepts"])),
            second_words=frozenset(pair.split()[1] for pair in concepts if " " in pair),
            han_concepts=_han(concepts),
            plain_words=frozenset(stem_of(word) for word in content["stories"]["plain"].split()),
        )
    except (re.error, KeyError, AttributeError) as error:
        raise FactsError(f"{name}: {error}", "a term is not a pattern, or a part is missing") from error
