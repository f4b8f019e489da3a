"""A list that follows what is written, a transaction at a time, stays the list that is read anew."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from tests.desk import NOW, READER, deliver, entry, read_all
from tradewatch.errors import TradewatchError
from tradewatch.feeds.telling import tell
from tradewatch.records import FeedWord, Hand, Side
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.prune import prune
from tradewatch.storage.queries import ItemQuery, StatementQuery, Term
from tradewatch.storage.roll import Roll
from tradewatch.storage.store import Store

GOODS = ("soybeans", "ships", "chips", "cars", "toys", "steel", "magnets")
SAID = (
    "“We will not lift the tariffs on {} from China,” U.S. Treasury Secretary Scott Bessent told reporters on Thursday."
)


def timed(roll: Roll) -> list[tuple[int, int]]:
    """Seconds and ids; those of one second may stand in any order."""
    rows = [(roll.seconds(place), number) for place, number in enumerate(roll)]
    assert [one[0] for one in rows] == sorted((one[0] for one in rows), reverse=True)
    return sorted(rows)


class Followed:
    """The rolls of some questions, kept up with the changes alone."""

    def __init__(self, store: Store) -> None:
        self.pages = Pages.open(store.path)
        terms = [(Term("is", (word,)),) for word in ("flagged", "unread", "hand", "edited", "direct", "nobody")]
        wires = [
            ItemQuery(),
            ItemQuery(near=True),
            ItemQuery(everything=True),
            *(ItemQuery(terms=one) for one in terms),
        ]
        said = [StatementQuery(), StatementQuery(attributed=False), *(StatementQuery(terms=one) for one in terms[:4])]
        self.wires = {query: Roll() for query in wires}
        self.said = {query: Roll(rising=True) for query in said}
        self.hands: list[Hand] = []
        self.last = 0
        self.looks = 0

    def look(self) -> list[object]:
        """Follows what is new; gives what differs from the lists read anew."""
        found = self.pages.changes_since(self.last)
        self.last = found[-1].id if found else self.last
        hands = self.pages.hands()
        moved = {one.item_id for one in set(hands) ^ set(self.hands)}  # as the console does: a hand goes up by itself
        self.hands = hands
        rows = [*((one.kind, one.row) for one in found), *(("item", number) for number in moved)]
        self.looks += 1
        wrong: list[object] = []
        for listing, rolls in ((self.pages.wire, self.wires), (self.pages.said, self.said)):
            touched = listing.of_changes(rows)
            for query, roll in rolls.items():
                places = listing.places(query, touched)
                roll.drop(touched.difference(places))
                roll.put(places)
                now, anew = timed(roll), timed(listing.all(query))
                if now != anew:
                    wrong.append((query, now, anew))
        return wrong


@pytest.fixture
def followed(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Followed]:
    """Looks after each transaction of the store, as another program may at any moment."""
    following, transaction = Followed(store), Store.transaction

    @contextlib.contextmanager
    def looked_after(self: Store) -> Iterator[Any]:
        with transaction(self) as connection:
            yield connection
        assert following.look() == []

    monkeypatch.setattr(Store, "transaction", looked_after)
    with closing(following.pages):
        yield following


def brought(feed: str, numbers: range) -> list[Any]:
    return [
        entry(
            number,
            title=f"Tariffs on {GOODS[number % 7]} from China, part {number // 2}" if number % 5 else f"Rain, part {number}",
            summary=SAID.format(GOODS[number % 7]) if number % 3 else f"China spoke of duties, {feed} {number}.",
        )
        for number in numbers
    ]  # fmt: skip


def test_what_was_read_but_not_told_yet_goes_from_the_list_when_it_is(store: Store, followed: Followed) -> None:
    deliver(store, *brought("a", range(12)))
    while items := store.pending(4):
        store.save_readings([READER.read(one) for one in items], NOW)
    alone = [one for one in followed.wires[ItemQuery()] if one < 0]
    assert alone
    tell(store)
    assert not any(one < 0 for one in followed.wires[ItemQuery()])


def test_a_change_of_an_old_item_leaves_its_story_where_its_latest_item_puts_it(store: Store) -> None:
    title, said = "Tariffs on soybeans from China", SAID.format("soybeans")
    for number in range(3):
        deliver(store, entry(number, title=title, summary=said), feed=f"http://127.0.0.1:9/{number}")
    read_all(store)
    [story] = [row[0] for row in store.connection.execute("select id from story where items = 3")]
    [oldest] = [row[0] for row in store.connection.execute("select id from item order by published limit 1")]
    with closing(Pages.open(store.path)) as pages:
        for numbers in ([story, -oldest], [-oldest, story], [-oldest]):
            places = pages.wire.places(ItemQuery(), numbers)
            assert places == ({story: int(NOW.timestamp())} if story in numbers else {})


@pytest.mark.parametrize("seed", range(6))
def test_following_the_changes_gives_what_reading_anew_gives(store: Store, followed: Followed, seed: int) -> None:
    dice = random.Random(seed)
    for feed in ("a", "b", "c"):
        deliver(store, *brought(feed, range(0, 24, 2)), feed=f"http://127.0.0.1:9/{feed}")
        read_all(store)
    for step in range(60):
        at = NOW + timedelta(minutes=step)
        ids = [row[0] for row in store.connection.execute("select id from item")]
        stories = [row[0] for row in store.connection.execute("select id from story where items > 0")]
        statements = [row[0] for row in store.connection.execute("select id from statement")]
        stories = stories if len(stories) > 1 else [1, 2]
        with contextlib.suppress(TradewatchError):  # what cannot be merged, split or taken back now
            match dice.randrange(14):
                case 0:
                    changes.set_relevant(store, [f"i{dice.choice(ids)}"], dice.random() < 0.5, by="desk", at=at)
                case 1:
                    changes.mark_read(store, dice.sample(ids, 2), at)
                case 2:
                    changes.merge_stories(store, *(f"y{one}" for one in dice.sample(stories, 2)), by="desk", at=at)
                case 3:
                    changes.undo(store, by="desk", at=at)
                case 4:
                    changes.split_story(store, (f"i{dice.choice(ids)}",), by="desk", at=at)
                case 5:
                    start = dice.randrange(30)
                    deliver(store, *brought("new", range(start, start + 5)), feed="http://127.0.0.1:9/a", at=at)
                case 6:
                    edited = entry(
                        dice.randrange(24), title="Tariffs on China fall", summary=SAID.format(dice.choice(GOODS))
                    )
                    deliver(store, edited, feed=f"http://127.0.0.1:9/{dice.choice('abc')}", at=at)
                case 7:
                    changes.dismiss(store, f"s{dice.choice(statements)}", by="desk", at=at)
                case 8:
                    changes.flag(store, f"y{dice.choice(stories)}", by="desk", at=at)
                case 9:
                    changes.correct_speaker(
                        store, f"s{dice.choice(statements)}", "Mao Ning", Side.CHINA, by="desk", at=at
                    )
                case 10:
                    changes.judge_feed(
                        store, f"http://127.0.0.1:9/{dice.choice('abc')}", dice.choice(list(FeedWord)), by="desk", at=at
                    )
                case 11:
                    changes.flag(store, f"s{dice.choice(statements)}", by="desk", at=at)
                case 12:
                    changes.unflag(store, f"s{dice.choice(statements)}", by="desk", at=at)
                case _:
                    read_all(store)
    read_all(store)
    prune(store, NOW + timedelta(days=1))
    assert followed.looks > 60
