"""When a visit begins and ends: a console stays open all day, so closing it says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import NOW
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store
from tradewatch.storage.visiting import Visit, is_due, last_looked, touched


def minutes(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("stored", "at", "wanted"),
    [
        (None, 0, Visit(minutes(0), minutes(0), None)),
        (Visit(minutes(0), minutes(10), None), 39.9, Visit(minutes(0), minutes(39.9), None)),
        (Visit(minutes(0), minutes(10), minutes(-90)), 40, Visit(minutes(40), minutes(40), minutes(10))),
        # another computer's clock, or this one's put right by a little: the visit goes on and its end never goes back
        (Visit(minutes(0), minutes(10), minutes(-90)), 5, Visit(minutes(0), minutes(10), minutes(-90))),
        # the clock was a day ahead: what the end before it was counts, as long as that is past itself
        (Visit(minutes(1440), minutes(1450), minutes(-90)), 0, Visit(minutes(0), minutes(0), minutes(-90))),
        (Visit(minutes(1440), minutes(1450), minutes(1400)), 0, Visit(minutes(0), minutes(0), None)),
    ],
    ids=["first", "goes on", "30 minutes without a key", "clock a little back", "clock far back", "nothing known"],
)
def test_a_key_makes_a_new_visit_only_after_30_minutes_without_one(
    stored: Visit | None, at: float, wanted: Visit
) -> None:
    assert touched(stored, minutes(at)) == wanted


def test_that_a_visit_goes_on_is_stored_once_a_minute() -> None:
    visit = Visit(NOW, NOW, None)
    assert is_due(None, NOW)
    assert not is_due(visit, minutes(0.9))
    assert is_due(visit, minutes(1))
    assert is_due(visit, minutes(-45)), "a clock that was put back does not end the noting"


def test_while_a_visit_goes_on_new_is_what_came_since_the_one_before() -> None:
    assert last_looked(None, NOW) == NOW - timedelta(hours=12)
    assert last_looked(Visit(minutes(-20), minutes(-5), minutes(-300)), NOW) == minutes(-300)
    assert last_looked(Visit(minutes(-200), minutes(-100), minutes(-300)), NOW) == minutes(-100)


def test_two_consoles_of_one_person_count_together_and_another_person_alone(store: Store, tmp_path: Path) -> None:
    changes.note_visit(store, "ann", minutes(0))
    with Store.open(tmp_path / "desk.sqlite") as beside:
        for minute in (20, 40, 60):
            changes.note_visit(beside, "ann", minutes(minute))
    assert changes.note_visit(store, "ann", minutes(65)).begun_at == minutes(0), "the other console was used meanwhile"
    assert changes.note_visit(store, "bob", minutes(65)).before is None
    assert changes.note_visit(store, "ann", minutes(120)).before == minutes(65)
    pages = Pages.open(tmp_path / "desk.sqlite")
    assert pages.visit("ann") == Visit(minutes(120), minutes(120), minutes(65))
    pages.close()
