"""What a search finds, newest stored first and one by one: whoever asks takes as many as there is time for."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator

from tradewatch.storage.searchform import search_terms

__all__ = ["hits"]

_IN_TEXTS = "select rowid from item_search where item_search match ? order by rowid desc"
_ALL = "select id from item where ? = '' order by id desc"
_IN_TITLES = "select rowid from title_search where title_search match ? order by rowid desc"


def hits(connection: sqlite3.Connection, words: str) -> Iterator[int]:
    """Gives the items that have what a person typed, by falling id; none where it says nothing that can be searched.

    The rule is that of `searchrows.matching`. FTS5 gives its hits in this order as it finds them (measured: the first
    of 300,000 after .3 ms), so a first page costs the same whatever there is behind it.
    """
    terms = search_terms(words)
    if terms is None:
        return iter(())
    found: Iterator[int] | None = None
    if terms.everywhere:
        expression = f"({terms.everywhere}) NOT ({terms.nowhere})" if terms.nowhere else terms.everywhere
        found = _rowids(connection, _IN_TEXTS, expression)
    if terms.begins:
        beginning = _either(
            _rowids(connection, _IN_TITLES, f"{terms.begins} *"), _rowids(connection, _IN_TEXTS, terms.begins)
        )
        found = beginning if found is None else _both(found, beginning)
    if found is None:
        found = _rowids(connection, _ALL, "")
    if terms.nowhere and not terms.everywhere:
        found = _without(found, _rowids(connection, _IN_TEXTS, terms.nowhere))
    if terms.begins_nowhere:
        found = _without(found, _rowids(connection, _IN_TITLES, f"{terms.begins_nowhere} *"))
    return found


def _rowids(connection: sqlite3.Connection, sql: str, expression: str) -> Iterator[int]:
    return (row[0] for row in connection.execute(sql, (expression,)))


def _either(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    last = None
    for number in heapq.merge(one, other, reverse=True):
        if number != last:
            yield number
        last = number


def _both(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there is None:
            return
        if there == number:
            yield number


def _without(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there != number:
            yield number
