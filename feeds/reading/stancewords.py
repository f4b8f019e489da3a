"""The words by which a statement denies, rejects or replies (`stances.json`), compiled."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from tradewatch.errors import FactsError
from tradewatch.feeds.reading.literals import Sought
from tradewatch.feeds.reading.stems import stem_of

__all__ = ["STANCES", "StanceWords", "load_stance_words", "stance_words_source"]

STANCES = ("denies", "rejects", "replies")
"""The surest first."""
_HAN = re.compile("[\u4e00-\u9fff]")


class StanceWords(Struct, frozen=True, eq=False):
    """By stance: what a sentence says around the words, and what the words themselves say."""

    around: dict[str, Sought]
    words: dict[str, Sought]
    negated: re.Pattern[str]
    """What stands before a verb that is not meant: `did not deny`."""
    speech: str
    """Alternatives: what somebody's words are called."""
    says: str
    """Alternatives: verbs by which a question reports somebody's words."""
    setting: frozenset[str]
    """Words without ending that tell where and how something was said, not of what."""


@lru_cache(maxsize=1)
def load_stance_words() -> StanceWords:
    """Gives the bundled words. Raises FactsError where one is no pattern or a part is missing."""
    content = json.loads(stance_words_source())
    try:
        return StanceWords(
            around={
                name: Sought(re.compile("|".join(map(_whole, content["around"][name])), re.IGNORECASE))
                for name in STANCES
            },
            words={name: Sought(re.compile("|".join(content["words"][name]), re.IGNORECASE)) for name in STANCES},
            negated=re.compile(content["not"], re.IGNORECASE),
            speech=_alternatives(content["speech"]),
            says=_alternatives(content["says"]),
            setting=frozenset(stem_of(word) for word in content["setting"].split()),
        )
    except (re.error, KeyError, AttributeError) as error:
        raise FactsError(f"stances.json: {error}", "a term is not a pattern, or a part is missing") from error


def stance_words_source() -> bytes:
    """Gives the file as it is: a change of it is a change of the rules."""
    return resources.files("tradewatch.feeds.reading").joinpath("stances.json").read_bytes()


def _whole(pattern: str) -> str:
    """A word does not begin inside another; nothing parts Chinese words."""
    return f"(?:{pattern})" if _HAN.search(pattern) else rf"(?<![\w-])(?:{pattern})"


def _alternatives(text: str) -> str:
    latin = [one for one in text.split("|") if not _HAN.search(one)]
    han = [one for one in text.split("|") if _HAN.search(one)]
    return rf"(?:(?:{'|'.join(latin)})(?!\w)|{'|'.join(han)})"
