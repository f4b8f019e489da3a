"""Items dated at the ends of the calendar, where arithmetic with dates overflows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.desk import NOW, READER, deliver, entry
from tradewatch.feeds.archive import read_all
from tradewatch.feeds.telling import tell
from tradewatch.instants import iso_utc, shifted
from tradewatch.storage import changes
from tradewatch.storage.itempages import late_count
from tradewatch.storage.store import Store

SAID = (
    "“We will talk with China,” U.S. Treasury Secretary Scott Bessent told CNBC. Trump raises tariffs on China to 50 %"
    " from 30 %. “We will answer,” China's commerce ministry said. The tariff truce ends on 10 November."
)
FAR = (
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime(100, 3, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
)


@pytest.mark.parametrize("published", FAR, ids=iso_utc)
def test_an_item_of_a_far_year_holds_nothing_up(store: Store, published: datetime) -> None:
    deliver(store, entry(1, text=SAID), entry(2, text=SAID + " So he said."), entry(3, text=SAID))
    # from a file of an earlier version: polling takes no such date
    store.connection.execute("update item set published = ? where key <> 'k3'", (iso_utc(published),))
    store.save_readings(read_all(READER, store.pending(10)), NOW)
    tell(store)
    assert store.connection.execute("select count(*) from item where story_id is null").fetchone() == (0,)
    assert store.first_untold() is None
    assert store.connection.execute("select count(*) from unsettled").fetchone() == (0,)
    assert late_count(store.connection, published, published) == 0


@pytest.mark.parametrize("published", FAR, ids=iso_utc)
def test_notices_and_absences_of_a_far_year_stop_no_poll(store: Store, published: datetime) -> None:
    deliver(store, *[entry(number) for number in range(1, 9)])
    store.connection.execute("update item set published = ? where key in ('k2', 'k5', 'k7')", (iso_utc(published),))
    for number in (2, 3):
        changes.flag(store, f"i{number}", by="ann", at=NOW)
    others = [entry(number, published=published if number in (5, 7) else None) for number in (1, 4, 5, 6, 7, 8)]
    notice = entry(20, title="KILL: Trump and Xi agree on tariffs, report 2", published=published)
    assert deliver(store, notice, *others, at=NOW + timedelta(minutes=5)).new == 1
    assert deliver(store, notice, *others, at=NOW + timedelta(minutes=30)).new == 0


def test_an_instant_that_is_shifted_stays_in_the_calendar() -> None:
    day = timedelta(days=1)
    assert shifted(NOW, day) == NOW + day
    assert iso_utc(shifted(FAR[0], -day)) == "0001-01-01T00:00:00Z"
    assert iso_utc(shifted(FAR[-1], day)) == "9999-12-31T23:59:59Z"
