"""What is to be told by now: stories that rules find for the first time, and what else the config asks for. It only reads."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.comparing import Comparer, Verdict, compared
from tradewatch.book.deadlines import deadlines_at
from tradewatch.book.rows import Book
from tradewatch.errors import QueryError
from tradewatch.instants import iso_utc, shifted
from tradewatch.logs import trouble
from tradewatch.records import Alert, Item, Rule, Wanted
from tradewatch.silence import quiet_for, silence_words
from tradewatch.storage import itempages, proposalpages, statementpages
from tradewatch.storage.alertrows import is_told
from tradewatch.storage.alertwords import deadline_alert, rate_alert, silence_alert, statement_alert
from tradewatch.storage.conditions import statement_conditions
from tradewatch.storage.feedrows import feed_states
from tradewatch.storage.queries import ItemQuery, StatementQuery, Term
from tradewatch.storage.querylanguage import Bearings, of_items
from tradewatch.storage.queryterms import WrongValueError, stored_value
from tradewatch.storage.watches import asked_of, found_words, matches_among
from tradewatch.storage.watchrows import (
    FRESH,
    RATES,
    SPEAKERS,
    Candidate,
    candidates,
    changed,
    known,
    last_items,
    older_items,
    story_known,
)

__all__ = ["Found", "Match", "find"]


class Match(Struct, frozen=True):
    """Items of one story that a rule finds for the first time."""

    rule: Rule
    story: int
    items: tuple[int, ...]
    new: bool
    """Whether the story is news to the rule: it has found none of its items before, nor was one there before it."""
    item: Item
    """The first of them."""
    why: str
    """What matched, in words."""


class Found(Struct, frozen=True):
    """What one look found."""

    change_id: int
    matches: tuple[Match, ...] = ()
    """The newest first."""
    alerts: tuple[Alert, ...] = ()
    """Of everything but stories."""

    @property
    def anything(self) -> bool:
        return bool(self.matches or self.alerts)


def find(connection: sqlite3.Connection, wanted: Wanted, book: Book, at: datetime, *, slow: bool) -> Found:
    """Gives what is to be told by now, of what changed since the last look; `slow` also what only time brings about."""
    change_id, found = changed(connection, at)
    last, zone = last_items(connection), ZoneInfo(wanted.zone)
    bearings = Bearings(zone, at, book.roster)
    matches: list[Match] = []
    alerts: list[Alert] = []
    fresh = candidates(connection, found, at) if wanted.rules and found else []
    for rule in wanted.rules if fresh else ():
        try:
            before = last.get(rule.name, max(one.id for one in fresh))
            newer = [one for one in fresh if one.id > before]
            matches += _matches(connection, rule, newer, bearings, before)
        except QueryError:  # its tab and `doctor` say so
            continue
        except sqlite3.OperationalError as error:  # a rule that SQLite cannot answer costs itself, not the others
            trouble("rule_not_tried", error, rule=rule.name)
    if wanted.speakers and SPEAKERS in last and {"statement", "item"} & found.keys():
        alerts += _statements(connection, wanted.speakers, found, bearings, last[SPEAKERS])
    if wanted.rates and RATES in last and {"proposal", "book"} & found.keys():
        alerts += _rates(connection, book, at, zone, last[RATES])
    if slow:
        alerts += _deadlines(book, wanted.deadline_hours, at) if wanted.deadline_hours else []
        alerts += _silences(connection, wanted.silent_hours, at) if wanted.silent_hours else []
    return Found(change_id, tuple(matches), tuple(one for one in alerts if not is_told(connection, one.subject)))


def _matches(
    connection: sqlite3.Connection, rule: Rule, some: Sequence[Candidate], bearings: Bearings, last: int
) -> list[Match]:
    asked = asked_of(rule.query, bearings)
    query = of_items(asked, ItemQuery())
    found = matches_among(connection, query, [one.id for one in some])
    hits = found.keys() - known(connection, rule.name, found)
    stories: dict[int, list[int]] = defaultdict(list)
    for one in some:
        if one.id in hits:
            stories[one.story].append(one.id)
    made = []
    for story, numbers in stories.items():
        older = older_items(connection, story, last)
        is_known = story_known(connection, story, rule.name) or bool(older and matches_among(connection, query, older))
        first = itempages.items(connection, numbers[-1:])[0]
        words = found_words(asked, (first.title, first.summary, first.text))
        why = ", ".join(f"“{one}”" for one in words) or rule.query.strip()
        made.append(Match(rule, story, tuple(numbers), not is_known, first, why))
    return made


def _statements(
    connection: sqlite3.Connection,
    speakers: Sequence[str],
    found: Mapping[str, set[int]],
    bearings: Bearings,
    last: int,
) -> list[Alert]:
    """New statements by one of the speakers, forms of others left out; each once, whatever becomes its head later."""
    names: list[str] = []
    for name in speakers:
        try:
            names.append(stored_value("speaker", name, bearings))
        except WrongValueError:  # an empty name; `doctor` says so
            continue
    if not names:
        return []
    where, values = statement_conditions(
        StatementQuery(terms=(Term("speaker", tuple(names)),), since=shifted(bearings.now, -FRESH))
    )
    rows = connection.execute(
        f"select id from statement where {where} and (id in (select value from json_each(:said)) or id in"
        " (select statement_id from statement_part where item_id in (select value from json_each(:items))))"
        " and (select min(item_id) from statement_part where statement_id in"
        "  (select form.id from statement as form where form.id = statement.id or form.variant_of = statement.id)) > :new"
        " and not exists (select 1 from statement as form join alert on alert.subject = 'statement:' || form.id"
        "  where form.id = statement.id or form.variant_of = statement.id)",
        values
        | {
            "said": json.dumps(sorted(found.get("statement", ()))),
            "items": json.dumps(sorted(found.get("item", ()))),
            "new": last,
        },
    ).fetchall()
    made = []
    for one in statementpages.statements(connection, [row[0] for row in rows]):
        carriers = itempages.items(connection, one.item_ids[:1])
        made.append(statement_alert(one, carriers[0] if carriers else None, bearings.now, bearings.zone))
    return made


def _rates(connection: sqlite3.Connection, book: Book, at: datetime, zone: ZoneInfo, last: int) -> list[Alert]:
    """Open proposals of a rate that the book contradicts, of which no item was there before they were asked for."""
    comparer, oldest = Comparer(book), shifted(at, -FRESH)
    made = []
    for one in proposalpages.proposals(connection):
        if one.kind != "rate" or one.latest < oldest or not one.carriers:
            continue
        found = compared(comparer, one)
        if found is None or found.verdict is not Verdict.DIFFERS:
            continue
        if min(carrier.item_id for carrier in one.carriers) > last:
            made.append(rate_alert(one, found, at, zone))
    return made


def _deadlines(book: Book, hours: int, at: datetime) -> list[Alert]:
    """Dated events that begin within so many hours, or whose day it is."""
    latest = shifted(at, timedelta(hours=hours))
    return [
        deadline_alert(one, hours, at)
        for one in deadlines_at(book, at)
        if one.first.utc <= latest and one.first.over() > at
    ]


def _silences(connection: sqlite3.Connection, hours: int, at: datetime) -> list[Alert]:
    """Feeds that are quiet beyond their habit and for so many hours at least; once until they bring something again."""
    made = []
    for state in feed_states(connection, True):
        words, newest = silence_words(state, at), state.habit.newest_at
        if words and newest is not None and quiet_for(state, at) >= timedelta(hours=hours):
            made.append(silence_alert(state, words, f"silence:{state.id}:{iso_utc(newest)}", at))
    return made
