"""The search index: what is stored of each item's words, and how a search asks for it.

Two tables without texts of their own: `item_search` has every word, `title_search` the titles alone and the beginnings
of their words. An index of beginnings over whole texts doubles what storing takes (measured: 1.0 s against 0.5 for
15,000 items), and two or three letters begin too many words there to tell anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tradewatch.storage.searchform import search_form, search_terms

__all__ = ["add_to_search", "matching", "row_words", "take_from_search"]

Words = tuple[int, str, str, str]
"""An item's id, its title, summary and text as they are stored."""


def add_to_search(connection: sqlite3.Connection, items: Iterable[Words]) -> None:
    """Makes the items findable."""
    rows = [row_words(*one) for one in items]
    connection.executemany("insert into item_search (rowid, title, body) values (?, ?, ?)", rows)
    connection.executemany("insert into title_search (rowid, title) values (?, ?)", [row[:2] for row in rows])


def take_from_search(connection: sqlite3.Connection, item: Words) -> None:
    """Takes an item out, by the very words that it was put in with."""
    row = row_words(*item)
    connection.execute("insert into item_search (item_search, rowid, title, body) values ('delete', ?, ?, ?)", row)
    connection.execute("insert into title_search (title_search, rowid, title) values ('delete', ?, ?)", row[:2])


def matching(words: str, since: int = 0) -> tuple[str, dict[str, object]]:
    """Gives the condition on `item.id` for what a person typed, and its values; a false one where it says nothing.

    Up to three letters of a word that is still being typed find the titles that have a word with that beginning, and
    whatever has those letters as a whole word; from the fourth on the beginning is looked for everywhere. With `since`
    only items from that id on are looked through.
    """
    terms = search_terms(words)
    if terms is None:
        return "0", {}
    parts: list[str] = []
    values: dict[str, object] = {"since_id": since} if since else {}
    newer = " and rowid >= :since_id" if since else ""
    if terms.everywhere:
        parts.append(f"item.id in (select rowid from item_search where item_search match :match{newer})")
        values["match"] = f"({terms.everywhere}) NOT ({terms.nowhere})" if terms.nowhere else terms.everywhere
    if terms.begins:
        parts.append(
            f"(item.id in (select rowid from title_search where title_search match :begins{newer})"
            f" or item.id in (select rowid from item_search where item_search match :word{newer}))"
        )
        values["begins"], values["word"] = f"{terms.begins} *", terms.begins
    if terms.nowhere and not terms.everywhere:
        parts.append(f"item.id not in (select rowid from item_search where item_search match :nowhere{newer})")
        values["nowhere"] = terms.nowhere
    if terms.begins_nowhere:
        parts.append(f"item.id not in (select rowid from title_search where title_search match :begins_nowhere{newer})")
        values["begins_nowhere"] = f"{terms.begins_nowhere} *"
    return " and ".join(parts), values


def row_words(number: int, title: str, summary: str, text: str) -> tuple[int, str, str]:
    """Gives an item's id, its title and all the rest as they are indexed."""
    return number, search_form(title), search_form(f"{summary}\n{text}")
