"""What a flag marks and the wording that it found: whatever clocks, stories, forms and later flags do."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from tests.desk import deliver, entry, read_all
from tests.storage.test_hands import SAID, answer, flag, later, number, up
from tradewatch.records import FlagState
from tradewatch.storage import changes
from tradewatch.storage.markedrows import drop_marks, make_marks
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import StatementQuery, Term
from tradewatch.storage.store import Store

LONG = (
    "“We will talk with China about the tariffs and about the soybeans that they promised to buy from us,” U.S. Treasury"
    " Secretary Scott Bessent told CNBC on Thursday."
)
SHORT = LONG.replace(" that they promised to buy from us", "")
OTHER = "http://127.0.0.1:9/other"


def story(store: Store, key: str = "k1") -> str:
    return f"y{store.connection.execute('select story_id from item where key = ?', (key,)).fetchone()[0]}"


def target(store: Store, kind: str) -> str:
    if kind == "item":
        return f"i{number(store)}"
    if kind == "story":
        return story(store)
    return f"s{store.connection.execute('select id from statement').fetchone()[0]}"


def versions(store: Store) -> list[tuple[int, int]]:
    return [(one.known, one.version) for one in up(store)]


@pytest.mark.parametrize("kind", ["item", "story", "statement"])
def test_a_flag_of_a_clock_that_ran_ahead_hides_no_edit(store: Store, kind: str) -> None:
    deliver(store, entry(1, text=SAID))
    read_all(store)
    changes.flag(store, target(store, kind), by="ann", at=later(120))
    deliver(store, entry(1, text=f"{SAID} So he said."), at=later(5))
    assert versions(store) == [(1, 2)]
    read_all(store)
    deliver(store, entry(1, text=f"{SAID} He said no more."), at=later(6))
    assert versions(store) == [(1, 3)]


def test_what_joins_a_story_or_statement_after_such_a_flag_is_marked_as_it_stood_then(store: Store) -> None:
    deliver(store, entry(1, text=SAID))
    read_all(store)
    for kind in ("story", "statement"):
        changes.flag(store, target(store, kind), by="ann", at=later(120))
    deliver(store, entry(1, key="b1", url="http://b/1", text=SAID), feed=OTHER, at=later(5))
    read_all(store)
    assert up(store) == []
    deliver(store, entry(1, key="b1", url="http://b/1", text="China took it back."), feed=OTHER, at=later(9))
    assert [one.item_id for one in up(store)] == [number(store, "b1")]


def test_undo_puts_a_flag_back_with_what_it_had_found_and_a_new_one_finds_newer_words(store: Store) -> None:
    deliver(store, entry(1, text="one"))
    flag(store)
    deliver(store, entry(1, text="two"), at=later(2))
    name = f"i{number(store)}"
    changes.unflag(store, name, by="ann", at=later(3))
    assert up(store) == []
    flag(store, minutes=4)
    assert up(store) == []
    changes.undo(store, by="ann", at=later(5))
    changes.undo(store, by="ann", at=later(6))
    assert versions(store) == [(1, 2)]
    changes.flag(store, name, by="bob", at=later(7), state=FlagState.USED)
    assert versions(store) == [(1, 2)]  # the state is another, the flag the same


def test_a_flag_that_a_merged_story_hands_on_knows_no_more_than_it_did(store: Store) -> None:
    deliver(store, entry(1, title="Soybean growers wait for China"))
    deliver(store, entry(2, title="Tariffs on ships at Chinese ports", summary="Ships pay."))
    read_all(store)
    first, second = story(store, "k2"), story(store)
    changes.flag(store, second, by="ann", at=later(120))
    deliver(store, entry(1, title="Soybean growers wait no more"), at=later(5))
    assert versions(store) == [(1, 2)]
    changes.merge_stories(store, first, second, by="ann", at=later(6))
    assert versions(store) == [(1, 2)]


def test_an_item_that_a_person_moves_out_of_a_flagged_story_is_marked_no_more(store: Store) -> None:
    same = "China to charge fees on American-built ships"
    deliver(store, entry(2, title=same))
    deliver(store, entry(1, key="b1", url="http://b/1", title=same), feed=OTHER)
    read_all(store)
    assert story(store, "k2") == story(store, "b1")
    changes.flag(store, story(store, "b1"), by="ann", at=later(1))
    deliver(store, entry(1, key="b1", url="http://b/1", title=f"{same} soon"), feed=OTHER, at=later(5))
    assert len(up(store)) == 1
    changes.split_story(store, [f"i{number(store, 'b1')}"], by="ann", at=later(6))
    assert up(store) == []
    changes.undo(store, by="ann", at=later(7))
    assert len(up(store)) == 1


def test_forms_of_a_flagged_statement_are_marked_even_when_their_outlet_takes_them_out(store: Store) -> None:
    deliver(store, entry(50, title="Trump tariffs on China", text=LONG))
    form: dict[str, Any] = {"key": "b1", "url": "http://b/1", "title": "China talks, a report"}
    deliver(store, entry(20, **form, text=SHORT), feed=OTHER)
    read_all(store)
    head = store.connection.execute("select variant_of from statement where variant_of is not null").fetchone()[0]
    changes.flag(store, f"s{head}", by="ann", at=later(1))
    deliver(store, entry(20, **form, text="We took back what we wrote on China's tariffs."), feed=OTHER, at=later(5))
    for _ in range(2):
        assert [one.item_id for one in up(store)] == [number(store, "b1")]
        with closing(Pages.open(store.path)) as pages:
            query = StatementQuery(terms=(Term("is", ("hand",)),), attributed=None)
            assert head in list(pages.statement_ids(query))
        read_all(store)
    assert answer(store, 6) == 1
    assert up(store) == []


def test_a_form_that_comes_later_is_marked_too(store: Store) -> None:
    deliver(store, entry(50, title="Trump tariffs on China", text=LONG))
    read_all(store)
    changes.flag(store, target(store, "statement"), by="ann", at=later(1))
    form: dict[str, Any] = {"key": "b1", "url": "http://b/1", "title": "China talks, a report"}
    deliver(store, entry(20, **form, text=SHORT), feed=OTHER, at=later(2))
    read_all(store)
    deliver(store, entry(20, **form, text="Nothing of China's tariffs."), feed=OTHER, at=later(5))
    assert [one.item_id for one in up(store)] == [number(store, "b1")]


def test_what_flags_of_an_earlier_version_found_is_worked_out_by_their_time(store: Store) -> None:
    deliver(store, entry(1, text="one"), entry(2, text="one"), entry(3, text=SAID))
    read_all(store)
    deliver(store, entry(2, text="two"), at=later(1))
    for key in ("k1", "k2"):
        flag(store, key, minutes=2)
    changes.flag(
        store,
        story(store, "k3"),
        by="ann",
        at=later(2),
    )
    changed = [entry(1, text="three"), entry(2, text="three"), entry(3, text="three")]
    deliver(store, *changed, at=later(3))
    before = sorted(versions(store))
    noted = store.connection.execute("select * from flagged_item").fetchall()
    drop_marks(store.connection)
    store.connection.execute("delete from flagged_item")
    make_marks(store.connection)
    assert store.connection.execute("select * from flagged_item").fetchall() == noted
    assert sorted(versions(store)) == before == [(1, 2), (1, 2), (2, 3)]
