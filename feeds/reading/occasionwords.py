"""The words by which a text tells an occasion (`occasions.json`): how somebody spoke, and that it was another time."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from msgspec import Struct

from tradewatch.errors import FactsError
from tradewatch.records import Channel

__all__ = ["Frame", "OccasionWords", "Term", "load_occasion_words", "occasion_words_of", "occasion_words_source"]

_FILE = "occasions.json"
_SCHEMA = "tradewatch/occasions/1"
_NAMED = (
    "programme", "outlet", "asked", "answers_for_ministry", "press", "introduces", "another_time", "not_there", "of_itself", "account",
    "agency", "conversation",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u4e00-\u9fff]")


class Frame:
    """What stands around somebody's words, with the words in it by which terms are looked up."""

    __slots__ = ("han", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(_WORD.findall(text.lower()))
        self.han = _HAN.search(text) is not None


class Term(Struct, frozen=True):
    """A pattern that can match only where one of its words stands."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    channel: Channel = Channel.UNKNOWN
    last: bool = False
    """Whether it counts only where nothing surer stands in the sentence."""

    def matches(self, frame: Frame) -> bool:
        """Whether the term stands in a frame; nothing parts the words of Chinese."""
        if frame.words.isdisjoint(self.words) and not (frame.han and any(one in frame.text for one in self.words)):
            return False
        return self.pattern.search(frame.text) is not None


class OccasionWords(Struct, frozen=True, eq=False):
    """The terms of channels in their order, the first that matches wins; those of the file's other parts by name."""

    terms: tuple[Term, ...]
    by_word: Mapping[str, tuple[int, ...]]
    """Numbers of the terms that a word may be of."""
    han: tuple[int, ...]
    """Numbers of the terms that have Chinese words."""
    named: Mapping[str, tuple[Term, ...]]
    state_media: frozenset[str]
    """Speakers of the roster that are a channel themselves."""

    def told(self, frame: Frame, *, last: bool = False) -> Channel | None:
        """Gives the channel that a frame tells, by sure terms or by the last ones; None where it tells none."""
        numbers = {number for word in frame.words & self.by_word.keys() for number in self.by_word[word]}
        if frame.han:
            numbers.update(self.han)
        terms = (self.terms[number] for number in sorted(numbers))
        return next((one.channel for one in terms if one.last is last and one.matches(frame)), None)

    def without(self, name: str, frame: Frame) -> Frame:
        """Gives a frame without what the terms of a part match in it."""
        text = frame.text
        for one in self.named[name]:
            if one.matches(frame):
                text = one.pattern.sub(" ", text)
        return frame if text == frame.text else Frame(text)

    def has(self, name: str, frame: Frame) -> bool:
        """Whether a term of the part of this name stands in a frame."""
        return any(one.matches(frame) for one in self.named[name])


@lru_cache(maxsize=1)
def load_occasion_words() -> OccasionWords:
    """Gives the bundled words. Raises FactsError, with the place, where the file has a mistake."""
    return occasion_words_of(occasion_words_source())


def occasion_words_source() -> bytes:
    """Gives the file as it is: a change of it is a change of the rules."""
    return resources.files("tradewatch.feeds.reading").joinpath(_FILE).read_bytes()


def occasion_words_of(source: bytes) -> OccasionWords:
    """Gives the words of a file of this shape.

    Terms are written `{words: pattern}`: a pattern is tried only on a sentence that has one of the words, whole and in
    small letters (Chinese ones anywhere). `channels` is a list of `{"channel": name, "terms": terms}`, with
    `"last": true` where they count only if no others matched; each other part is terms, `state_media` a list of
    speakers. Raises FactsError.
    """
    try:
        content = json.loads(source, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise FactsError(f"{_FILE}: line {error.lineno}: {error.msg}", "the file is not JSON") from error
    if not isinstance(content, dict) or content.get("schema") != _SCHEMA:
        raise FactsError(f"{_FILE}: schema: not {_SCHEMA!r}", "this version reads no other shape")
    terms = [
        one for place, group in enumerate(_part(content, "channels", list)) for one in _of_channel(group, place)
    ]  # fmt: skip
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        for word in term.words:
            by_word[word].append(number)
    return OccasionWords(
        tuple(terms),
        {word: tuple(numbers) for word, numbers in by_word.items()},
        tuple(number for number, term in enumerate(terms) if any(_HAN.search(word) for word in term.words)),
        {name: tuple(_terms(_part(content, name, dict), name)) for name in _NAMED},
        frozenset(_part(content, "state_media", list)),
    )


def _of_channel(group: Any, place: int) -> list[Term]:
    where = f"channels[{place}]"
    if not isinstance(group, dict):
        raise FactsError(f"{_FILE}: {where}: not an object", 'it is written {"channel": ..., "terms": {...}}')
    if group.get("channel") not in set(Channel):
        raise FactsError(f"{_FILE}: {where}.channel: {group.get('channel')!r}", f"one of {', '.join(Channel)}")
    terms = _part(group, "terms", dict, where + ".")
    return _terms(terms, f"{where}.terms", Channel(group["channel"]), bool(group.get("last")))


def _terms(
    written: Mapping[str, Any], where: str, channel: Channel = Channel.UNKNOWN, last: bool = False
) -> list[Term]:
    found = []
    for words, pattern in written.items():
        if not words.split() or words != words.lower():
            raise FactsError(f"{_FILE}: {where}: {words!r}", "the words of a term are in small letters")
        found.append(Term(frozenset(words.split()), _compiled(pattern, f"{where}[{words!r}]"), channel, last))
    return found


def _part(content: Mapping[str, Any], name: str, kind: type, where: str = "") -> Any:
    if not isinstance(content.get(name), kind):
        raise FactsError(f"{_FILE}: {where}{name}: missing, or of another kind", f"it has to be a {kind.__name__}")
    return content[name]


def _compiled(pattern: Any, where: str) -> re.Pattern[str]:
    """A pattern stands for whole words; nothing parts Chinese words."""
    try:
        whole = pattern if _HAN.search(pattern) else rf"(?<!\w)(?:{pattern})(?!\w)"
        return re.compile(whole, re.IGNORECASE)
    except (re.error, TypeError) as error:
        raise FactsError(f"{_FILE}: {where}: {error}", "it is not a pattern") from error


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """JSON would keep the last of two names that are the same."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FactsError(f"{_FILE}: {twice!r} stands twice", "put both into one")
    return found
