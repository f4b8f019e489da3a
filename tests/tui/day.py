"""A day at the desk for screens: 24 November 2026, a quarter past two in London, with something of everything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.desk import READER, deliver, entry
from tradewatch.feeds.telling import tell
from tradewatch.records import Entry, Feed, FeedStatus, FetchOutcome, Habit, Side
from tradewatch.storage import changes
from tradewatch.storage.store import Store

__all__ = ["NOW", "arrive", "fill", "read"]

NOW = datetime(2026, 11, 24, 14, 14, tzinfo=UTC)
WHITE_HOUSE = Feed("https://www.whitehouse.example/feed", "White House", Side.US, "government", official=True)
MINISTRY = Feed("https://www.mofcom.example/feed", "商务部", Side.CHINA, "government", "zh", official=True)
OUTLETS = ("Harbour Wire", "Potomac Ledger", "Aldgate Herald", "Pit and Curve", "Hull and Wafer")

BESSENT = (
    "“We will not let the truce run out over a form that nobody has signed, and neither will they,” U.S. Treasury "
    "Secretary Scott Bessent told CNBC on Tuesday. He said that China had bought 9 million tonnes of soybeans so far. "
    "Tariffs stay where they are until the two sides meet again."
)
REJECTS = (
    "China's Ministry of Commerce rejected the charge on Tuesday. “The export controls on rare earths apply to all and "
    "are aimed at no country,” spokesperson He Yongqian said at a press conference. She said that talks with the United "
    "States on tariffs would go on."
)
GREER = (
    "“Port fees come back on the day the truce ends,” U.S. Trade Representative Jamieson Greer said of China on Monday."
)
NAMELESS = "“Nobody moves on tariffs before the holiday,” it was said. The United States and China go on talking."
RAISED = "China raised its additional tariff on US goods from 10% to 34%, the ministry said."
WRONG = "The US-China tariff truce ends on 31 December 2026, brokers say."


def at(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def piece(number: int, title: str, summary: str, minutes: float, text: str = "") -> Entry:
    return entry(number, title=title, summary=summary, published=at(minutes), text=text)


def read(store: Store) -> None:
    while items := store.pending(100):
        store.save_readings([READER.read(one) for one in items], NOW)
    tell(store)


def bring(store: Store, feed: str, *entries: Entry, minutes: float = 2) -> None:
    """Stores entries of an outlet as polled so many minutes ago."""
    number = OUTLETS.index(feed)
    deliver(store, *entries, feed=f"https://outlet{number}.example/feed", title=feed, at=at(minutes))


def fill(path: Path) -> None:
    """Makes the database of that day."""
    with Store.open(path) as store:
        store.add_feeds([WHITE_HOUSE, MINISTRY, Feed("https://quay.example/f", "Quay Times")])
        store.add_feeds([Feed("https://slow.example/f", "Strait Monitor"), Feed("https://old.example/f", "Old Pier")])
        store.add_feeds(
            [Feed("https://off.example/f", "Sunda Post", enabled=False, reason="brings the same as Quay Times")]
        )
        _wire(store)
        _press(store)
        read(store)
        _marks(store)
        _feeds(store)


def _wire(store: Store) -> None:
    bessent = (
        "Bessent says truce will not run out over a form nobody has signed as soybean purchases reach 9 million tonnes"
    )
    bring(store, "Harbour Wire",
        piece(1, bessent, BESSENT, 18),
        piece(2, "Rare earth licences for US carmakers from China come slowly, suppliers say", "Magnets wait in Ningbo.", 64),
        piece(3, "Port fees on US ships in China to return if tariff truce lapses", GREER, 60 * 21),
        piece(4, "Soybean growers wait for China and tariffs", "Farmers in Iowa hope for a call before spring.", 60 * 29),
    )  # fmt: skip
    bring(store, "Potomac Ledger",
        piece(11, bessent, BESSENT, 15),
        piece(12, "China and US tariffs: a date that brokers name", WRONG, 60 * 30),
        piece(13, "How the tariff truce between China and the United States was prolonged three times", NAMELESS, 60 * 50),
    )  # fmt: skip
    bring(store, "Aldgate Herald",
        piece(21, bessent, BESSENT, 11),
        piece(22, "China rejects US charge on rare earths", REJECTS, 34),
        piece(23, "China and US tariffs: a rise", RAISED, 60 * 31),
    )  # fmt: skip


def _press(store: Store) -> None:
    bring(store, "Pit and Curve",
        piece(31, "Shares rise in hope", "Traders look to Beijing.", 90),
        piece(32, "Oil waits for a word", "Tankers lie off Ningbo.", 95),
        piece(33, "Rain in Kent", "It rains.", 100),
    )  # fmt: skip
    deliver(store,
        piece(41, "商务部新闻发言人就中美经贸磋商答记者问", "商务部新闻发言人何咏前表示，中美关税休战应当得到遵守。", 40),
        feed=MINISTRY.url, title=MINISTRY.title, at=at(2),
    )  # fmt: skip
    deliver(store,
        piece(51, "Fact Sheet: Tariffs on China and the Truce", "The United States keeps its duties on China.", 60 * 26),
        feed=WHITE_HOUSE.url, title=WHITE_HOUSE.title, at=at(2),
    )  # fmt: skip


def _marks(store: Store) -> None:
    store.connection.execute(
        "update item set score = 0.4, relevant = 0 where title like 'Shares%' or title like 'Oil%'"
    )
    numbers = {str(title): f"i{number}" for number, title in store.connection.execute("select id, title from item")}
    soy = next(number for title, number in numbers.items() if title.startswith("Soybean"))
    ports = next(number for title, number in numbers.items() if title.startswith("Port fees"))
    changes.flag(store, soy, by="bob", at=at(60 * 20), note="ask Des Moines for the tonnage", tags=["soy", "evening"])
    changes.flag(store, ports, by="ann", at=at(60 * 19))
    changes.note_visit(store, "ann", at(60 * 18))
    bring(store, "Harbour Wire",
        piece(3, "Port fees on US ships in China to return on 10 January if tariff truce lapses", GREER, 60 * 21), minutes=2,
    )  # fmt: skip
    read(store)


def _feeds(store: Store) -> None:
    ids = {one.feed.title: one.id for one in store.feed_states()}
    later = NOW + timedelta(minutes=40)
    store.save_outcomes([
        FetchOutcome(ids["Quay Times"], at(3), later, FeedStatus.FAILING, "there is nothing at this address (404)"),
        FetchOutcome(ids["Old Pier"], at(600), later, FeedStatus.GONE, "the server says that it is gone for good (410)"),
        FetchOutcome(ids["Strait Monitor"], at(4), later, FeedStatus.OK, unchanged=True, habit=Habit(at(540), 7200, 7200)),
    ])  # fmt: skip


def arrive(path: Path) -> None:
    """Brings another story, as the poller would meanwhile."""
    with Store.open(path) as store:
        bring(store, "Hull and Wafer", piece(61, "China and US to meet on tariffs in Vienna", "A place is named.", -1))
        read(store)
