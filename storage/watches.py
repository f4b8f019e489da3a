"""Watch rules as queries: what one looks for, what it would have found last week, and which of its words stand in a text.

A rule is text of the language of searches, so its tab, its trial and its alerts find the same. Like a tab it finds what
is relevant, unless its query says `is:all`.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.instants import iso_utc, shifted
from tradewatch.settings import Watch
from tradewatch.storage import itempages
from tradewatch.storage.conditions import item_conditions
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.querylanguage import Asked, Bearings, of_items, parse_query
from tradewatch.storage.searchform import search_form
from tradewatch.storage.searchrows import matching

__all__ = [
    "TRIED_DAYS",
    "Trial",
    "asked_of",
    "found_words",
    "matches_among",
    "query_of_text",
    "recent_among",
    "tried",
    "watch_text",
]

TRIED_DAYS = 7
"""A rule is tried against so many days before it counts."""

_PLAIN = re.compile(r"[\w.&'’-]+\Z")
_RUNS = re.compile(r"[^\W_]+")
_AT_ONCE = 2_000


def watch_text(watch: Watch) -> str:
    """Gives what a watch looks for as a query; "" for one that would find everything.

    Any of its words and phrases, of any of its feeds, of its sides and of its speakers, and all that its query asks for;
    the query stands last, so that its last word may go on as it does where it is typed.
    """
    named = (
        ("any", (*watch.words, *watch.phrases)), ("feed", watch.feeds), ("side", watch.sides), ("speaker", watch.speakers)
    )  # fmt: skip
    parts = [f"{key}:{','.join(_value(one) for one in values)}" for key, values in named if values]
    return " ".join([*parts, watch.query.lstrip()] if watch.query.strip() else parts)


def asked_of(text: str, bearings: Bearings) -> Asked:
    """Gives the words and terms of a rule's query. Raises QueryError where it is none."""
    return parse_query(text, bearings)


def query_of_text(text: str, bearings: Bearings) -> ItemQuery:
    """Gives the query of a list of items that a rule's text is. Raises QueryError where it is none."""
    return of_items(asked_of(text, bearings), ItemQuery())


def _value(word: str) -> str:
    """In quotation marks but where nothing in it could be taken for a sign of the language."""
    shown = clean_line(word).replace('"', "")
    return shown if _PLAIN.match(shown) else f'"{shown}"'


# --- trying ---


class Trial(Struct, frozen=True):
    """What a rule would have found in the days before an instant."""

    count: int
    """Stories; one that is told by many outlets is one."""
    newest: tuple[int, ...]
    """The newest few of them."""

    @property
    def words(self) -> str:
        """`would have matched 14 stories in the last 7 days`."""
        stories = "1 story" if self.count == 1 else f"{self.count} stories"
        return f"would have matched {stories} in the last {TRIED_DAYS} days"


def tried(connection: sqlite3.Connection, query: ItemQuery, now: datetime, most: int = 5) -> Trial:
    """Gives what a query finds that was published within a week before `now`, along the very way of the wire."""
    found = itempages.story_ids(connection, replace(query, since=shifted(now, -timedelta(days=TRIED_DAYS)), limit=0))
    return Trial(len(found), tuple(found[:most]))


def recent_among(connection: sqlite3.Connection, items: Iterable[int], since: datetime) -> set[int]:
    """Gives those of the items that were published since: of a whole archive that was read again few."""
    rows = connection.execute(
        "select id from item where id in (select value from json_each(?)) and published >= ?",
        (json.dumps(list(items)), iso_utc(since)),
    )
    return {row[0] for row in rows}


def matches_among(connection: sqlite3.Connection, query: ItemQuery, items: Iterable[int]) -> dict[int, int]:
    """Gives those of the items that a query finds, each with the row of the wire that shows it, however many they are."""
    found: dict[int, int] = {}
    numbers = sorted(set(items), reverse=True)
    where, values = item_conditions(query)
    story = itempages.NEAR_STORY if query.near else itempages.STORY
    for place in range(0, len(numbers), _AT_ONCE):
        some = numbers[place : place + _AT_ONCE]
        condition, more = matching(query.words, since=some[-1]) if query.words.strip() else ("1", {})
        rows = connection.execute(
            f"select item.id, {story} from item cross join feed on feed.id = item.feed_id"
            f" where item.id in (select value from json_each(:numbers)) and {where} and {condition}",
            values | more | {"numbers": json.dumps(some)},
        )
        found.update(rows)
    return found


# --- why ---


def found_words(asked: Asked, texts: Sequence[str]) -> tuple[str, ...]:
    """Gives the wanted words and phrases of a query that stand in a title, summary and text, as they were written.

    Letters are compared as the index of words does: without case and accents, Chinese ones each by itself.
    """
    stored = [_words(text) for text in texts]
    wanted = [
        *asked.plain,
        *(one for term in asked.terms if term.kind == "any" and not term.negated for one in term.values),
    ]
    goes_on = bool(asked.words) and not asked.words.endswith((" ", '"'))
    last = asked.plain[-1] if goes_on and asked.plain else ""
    return tuple(
        dict.fromkeys(one for one in wanted if any(_stands(_words(one), words, one == last) for words in stored))
    )


def _words(text: str) -> str:
    """The words of a text between blanks, as they are compared."""
    plain = unicodedata.normalize("NFKD", search_form(clean_line(text))).casefold()
    return f" {' '.join(_RUNS.findall(''.join(one for one in plain if not unicodedata.combining(one))))} "


def _stands(wanted: str, words: str, begins: bool) -> bool:
    return bool(wanted.strip()) and (wanted.rstrip() if begins else wanted) in words
