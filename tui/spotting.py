"""What the rules of this console's config find, looked for in the counter's thread: stories to mark, and news to tell."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.errors import QueryError
from tradewatch.instants import shifted
from tradewatch.logs import trouble
from tradewatch.records import Item
from tradewatch.settings import Watch
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.querylanguage import Bearings
from tradewatch.storage.watches import TRIED_DAYS, query_of_text, watch_text

__all__ = ["Sight", "Spotted", "Spotter"]

_FRESH = timedelta(days=2)
"""What was published longer ago is no news, however late it comes."""
_TOLD = 3
"""News of one look that are told with their headlines; of the rest how many."""
_HERE = frozenset(("highlight", "bell", "toast"))
"""What a console does; the rest is the poller's."""


class Spotted(Struct, frozen=True):
    """A story that is news to these rules."""

    rules: tuple[str, ...]
    headline: str
    feed: str
    published: datetime


class Sight(Struct, frozen=True):
    """What one look found."""

    marked: frozenset[int]
    """Rows of the wire that a rule highlights."""
    news: tuple[Spotted, ...] = ()
    """To be shown in a corner of the screen, the newest first."""
    more: int = 0
    """How many beside them."""
    rings: bool = False


@dataclass(slots=True)
class _Rule:
    watch: Watch
    text: str
    found: dict[int, int] = field(default_factory=dict)
    """Items of the last week with the rows that show them."""
    heard: set[int] = field(default_factory=set)
    """Those of them that are no news any more."""
    failed: bool = False


class Spotter:
    """Looks through a week once, then only through what changed. What is there when it begins is marked and not told."""

    def __init__(self, watches: Sequence[Watch], bearings: Callable[[], Bearings]) -> None:
        self._bearings = bearings
        self._rules: list[_Rule] = []
        self._new: list[_Rule] = []
        """Those that have not looked through the week yet."""
        self.take(watches)

    def take(self, watches: Sequence[Watch]) -> None:
        """Takes the rules as they are now; one that is as it was goes on."""
        known = {one.watch: one for one in self._rules}
        wanted = {one: watch_text(one) for one in watches if _HERE.intersection(one.action)}
        self._rules = [known.get(one) or _Rule(one, text) for one, text in wanted.items() if text]
        self._new = [one for one in self._rules if one.watch not in known]

    @property
    def has_rules(self) -> bool:
        return bool(self._rules)

    def begin(self, pages: Pages, *, anew: bool = False) -> Sight | None:
        """Looks through a week for the rules that did not yet (`anew`: for all, after changes that nobody tells of).

        None where there is nothing new to mark.
        """
        some = self._rules if anew else self._new
        if not some:
            return None
        self._new = []
        for rule in some:
            first = not rule.heard
            query = self._query(rule)
            if query is None:
                continue
            found = pages.item_ids(replace(query, since=self._week_began()))
            rule.found = self._matches(rule, pages, query, found)
            rule.heard |= rule.found.keys() if first else set()
        return self._sight(pages, [])

    def look(self, pages: Pages, items: Collection[int]) -> Sight | None:
        """Looks at items that were changed; None where no rule has anything to do with them."""
        fresh: list[tuple[_Rule, int]] = []
        touched = False
        recent = pages.recent_among(items, self._week_began()) if self._rules else set()
        for rule in self._rules:
            query = self._query(rule)
            if query is None:
                continue
            hits = self._matches(rule, pages, query, recent)
            touched = touched or bool(hits) or not rule.found.keys().isdisjoint(items)
            told = {rule.found[one] for one in rule.heard if one in rule.found}
            told |= {hits[one] for one in rule.heard if one in hits}  # a story that was merged has another row by now
            for one in items:
                rule.found.pop(one, None)
            rule.found |= hits
            # an item that is read and not yet told stands for itself; whose story it is comes with the next look
            settled = {one: row for one, row in hits.items() if (row > 0 or query.near) and one not in rule.heard}
            fresh += [(rule, one) for one, row in _first_of_rows(settled) if row not in told]
            rule.heard |= settled.keys()
        return self._sight(pages, fresh) if touched else None

    def _sight(self, pages: Pages, fresh: Sequence[tuple[_Rule, int]]) -> Sight:
        marked = frozenset(
            row for rule in self._rules if "highlight" in rule.watch.action for row in rule.found.values()
        )
        oldest = self._bearings().now - _FRESH
        items = {one.id: one for one in pages.items([number for _, number in fresh]) if one.published >= oldest}
        news = [(rule, items[number]) for rule, number in fresh if number in items]
        told = [_spotted(rule.watch, item) for rule, item in news if "toast" in rule.watch.action]
        told = sorted(_once_a_story(told), key=lambda one: one.published, reverse=True)
        rings = any("bell" in rule.watch.action for rule, _ in news)
        return Sight(marked, tuple(told[:_TOLD]), len(told[_TOLD:]), rings)

    def _week_began(self) -> datetime:
        return shifted(self._bearings().now, -timedelta(days=TRIED_DAYS))

    def _query(self, rule: _Rule) -> ItemQuery | None:
        try:
            return query_of_text(rule.text, self._bearings())
        except QueryError:  # its tab says so
            return None

    def _matches(self, rule: _Rule, pages: Pages, query: ItemQuery, items: Iterable[int]) -> dict[int, int]:
        """What a rule finds; one that SQLite cannot answer costs itself, not the others."""
        try:
            return pages.matches_among(query, items)
        except sqlite3.OperationalError as error:
            if not rule.failed:
                rule.failed = True
                trouble("rule_not_tried", error, rule=rule.watch.name)
            return {}


def _first_of_rows(hits: dict[int, int]) -> list[tuple[int, int]]:
    """One item of each row."""
    rows: dict[int, int] = {}
    for number, row in sorted(hits.items()):
        rows.setdefault(row, number)
    return [(number, row) for row, number in rows.items()]


def _once_a_story(told: Sequence[Spotted]) -> list[Spotted]:
    """What several rules found at once, under the names of all of them."""
    found: dict[tuple[str, str, datetime], Spotted] = {}
    for one in told:
        key = (one.headline, one.feed, one.published)
        found[key] = replace(one, rules=(*found[key].rules, *one.rules)) if key in found else one
    return list(found.values())


def _spotted(watch: Watch, item: Item) -> Spotted:
    headline = clean_line(item.title or item.summary or item.text[:300] or "(empty)")
    return Spotted((clean_line(watch.name),), headline, clean_line(item.feed), item.published)
