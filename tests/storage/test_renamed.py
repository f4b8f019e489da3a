"""Items that an outlet lists under another guid or link: one item where they are one, two where they are two."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk import deliver, entry
from tests.storage.test_hands import flag, later, up
from tradewatch.records import Entry
from tradewatch.storage.store import Store

HEADLINE = "Tariffs on China at thirty percent"
OTHERS = [entry(one) for one in range(6, 20)]


def slug(name: str, text: str, **more: Any) -> Entry:
    """An entry of an outlet that makes the guid of the link."""
    link = f"https://example.org/{name}"
    return entry(5, **{"key": link, "url": link, "title": HEADLINE, "text": text, **more})


def links(store: Store) -> list[str]:
    sql = "select url from item where title = ? order by id"
    return [row[0].rsplit("/", 1)[1] for row in store.connection.execute(sql, (HEADLINE,))]


@pytest.fixture
def first(store: Store) -> Store:
    deliver(store, slug("1", "thirty"), *OTHERS)
    flag(store, "https://example.org/1")
    return store


def written(store: Store) -> int:
    return int(store.connection.execute("select max(id) from change").fetchone()[0])


def test_a_new_link_takes_the_place_of_the_old_one_and_is_no_new_version(first: Store) -> None:
    before = written(first)
    moved = slug("new", "thirty", key="https://example.org/1", url_raw="http://example.org/new")
    stored = deliver(first, moved, *OTHERS, at=later(5))
    assert (stored.new, stored.updated) == (0, 0)
    assert first.connection.execute(
        "select url, url_raw, version from item where title = ?", (HEADLINE,)
    ).fetchall() == [("https://example.org/new", "http://example.org/new", 1)]
    noted = written(first)
    assert noted == before + 1  # consoles hear of it
    deliver(first, moved, *OTHERS, at=later(20))
    assert written(first) == noted
    assert up(first) == []
    # under its new link it is known where the guid is another
    assert deliver(first, slug("new", "fifty"), *OTHERS, at=later(30)).new == 0
    assert [one.version for one in up(first)] == [2]


def test_links_that_change_places_are_written_once(first: Store) -> None:
    moved = slug("new", "thirty", key="https://example.org/1")
    again = entry(30, key="k30", url="https://example.org/1", title="Other news under the old link")
    swapped = [entry(6, url="https://example.org/7"), entry(7, url="https://example.org/6"), *OTHERS[2:]]
    assert deliver(first, moved, again, *swapped, at=later(5)).new == 1
    noted = written(first)
    for minutes in (20, 35):
        stored = deliver(first, moved, again, *swapped, at=later(minutes))
        assert (stored.new, stored.updated, written(first)) == (0, 0, noted)
    sql = "select key, url from item where key in ('k6', 'k30') order by key"
    assert first.connection.execute(sql).fetchall() == [
        ("k30", "https://example.org/1"),
        ("k6", "https://example.org/7"),
    ]


def test_what_servers_draw_anew_behind_a_link_is_not_written_at_each_poll(first: Store) -> None:
    noted = written(first)
    for minutes in (5, 20):
        deliver(first, slug(f"1?t={minutes}", "thirty", key="https://example.org/1"), *OTHERS, at=later(minutes))
    assert (written(first), links(first)) == (noted, ["1"])
    deliver(first, slug("1?id=7", "fifty", key="https://example.org/1"), *OTHERS, at=later(30))
    assert links(first) == ["1?id=7"]


@pytest.mark.parametrize("more", [{"link_unique": False}, {"url": None}], ids=["shared", "none"])
def test_a_link_that_is_none_of_its_own_takes_no_place(first: Store, more: dict[str, Any]) -> None:
    deliver(first, slug("home", "thirty", **{"key": "https://example.org/1", **more}), *OTHERS, at=later(5))
    assert links(first) == ["1"]


def test_a_notice_with_the_new_link_finds_the_item(first: Store) -> None:
    moved = slug("new", "thirty", key="https://example.org/1")
    deliver(first, moved, *OTHERS, at=later(5))
    notice = entry(40, title="Correction: a figure", url="https://example.org/new", published=later(6))
    deliver(first, notice, moved, *OTHERS, at=later(10))
    assert [one.words for one in up(first)] == ["correction"]
