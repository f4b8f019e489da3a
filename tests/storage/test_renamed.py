"""Items that an outlet lists under another guid or link: one item where they are one, two where they are two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.desk import NOW, deliver, entry
from tests.storage.test_hands import answer, flag, later, number, up
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


@pytest.mark.parametrize("published", [NOW - timedelta(minutes=5), later(2), later(350)])
def test_a_marked_item_that_is_listed_anew_under_another_link_is_the_same_item(first: Store, published: Any) -> None:
    item = number(first, "https://example.org/1")
    for minutes in (360, 375):
        stored = deliver(first, slug("2", "fifty", published=published), *OTHERS, at=later(minutes))
        assert (stored.new, stored.updated) == (0, int(minutes == 360))
    [hand] = up(first)
    assert (hand.item_id, hand.kind, hand.version) == (item, "changed", 2)
    assert [(one.before, one.after) for one in hand.reworded] == [("thirty", "fifty")]
    assert links(first) == ["2"]
    assert answer(first, 380) == 1
    deliver(first, slug("3", "sixty"), *OTHERS, at=later(390))
    assert [one.version for one in up(first)] == [3]


def test_one_that_was_exported_is_the_same_item_too(store: Store) -> None:
    deliver(store, slug("1", "thirty"), *OTHERS)
    store.save_exported([], later(1), [(number(store, "https://example.org/1"), 1)])
    deliver(store, slug("2", "fifty"), *OTHERS, at=later(5))
    assert [(one.since, one.version) for one in up(store)] == [("exported", 2)]


@pytest.mark.parametrize(
    "document",
    [
        [slug("2", "fifty"), slug("1", "thirty"), *OTHERS],
        [slug("2", "fifty"), slug("3", "sixty"), *OTHERS],
        [slug("2", "fifty", published=NOW + timedelta(hours=24)), *OTHERS],
        [slug("2", "fifty", published=None), *OTHERS],
        [slug("2", "fifty")],
        [slug("2", "fifty"), *[entry(one) for one in range(-12, 1)]],
        [slug("2", "fifty", title="Tariffs on China at fifty percent"), *OTHERS],
    ],
    ids=["both listed", "two of it", "the next day", "no date", "nothing around", "slid out", "another headline"],
)
def test_another_item_under_the_same_headline_stays_another(first: Store, document: list[Entry]) -> None:
    fresh = [one for one in document if one.key not in {"https://example.org/1", *(one.key for one in OTHERS)}]
    assert deliver(first, *document, at=later(60 * 24)).new == len(fresh)
    assert up(first) == []


@pytest.mark.parametrize("headline", ["Morning briefing", "China: the latest", "早间简报"])
def test_a_headline_of_few_words_comes_again_on_other_news(store: Store, headline: str) -> None:
    deliver(store, slug("1", "thirty", title=headline), *OTHERS)
    flag(store, "https://example.org/1")
    assert deliver(store, slug("2", "fifty", title=headline), *OTHERS, at=later(60)).new == 1
    assert up(store) == []


def test_a_headline_that_came_before_comes_again_on_other_news(store: Store) -> None:
    deliver(store, slug("0", "twenty", published=later(-60 * 24)), *OTHERS)
    deliver(store, slug("1", "thirty"), *OTHERS, at=later(1))
    flag(store, "https://example.org/1", minutes=2)
    assert deliver(store, slug("2", "fifty"), *OTHERS, at=later(60)).new == 1
    assert up(store) == []


def test_what_is_not_marked_stays_two(store: Store) -> None:
    deliver(store, slug("1", "thirty"), *OTHERS)
    assert deliver(store, slug("2", "fifty"), *OTHERS, at=later(60)).new == 1


# --- a link alone ---


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
