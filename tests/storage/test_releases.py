"""What a new release or an older file brings into the book beside what a person changed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk import NOW
from tests.storage.bookdesk import DUTY, add, china, edit
from tradewatch.book.facts import FactRow, bundled_facts, read_facts, rows_of_files
from tradewatch.book.history import history_of
from tradewatch.book.load import book_of, load_book
from tradewatch.book.tariffs import stacks_at
from tradewatch.errors import DatabaseError, TradewatchError
from tradewatch.instants import parse_instant
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.revisionrows import load_release
from tradewatch.storage.schema import migrations
from tradewatch.storage.store import Store


def _release(rate: str) -> list[FactRow]:
    rows = list(bundled_facts().rows)
    place = next(number for number, one in enumerate(rows) if one.id == "us-s301-fl-12_5")
    rows[place] = FactRow("measure", rows[place].id, {**rows[place].content, "rate": rate}, rows[place].place)
    return rows


def test_a_new_release_changes_what_nobody_touched_and_proposes_the_rest(store: Store) -> None:
    changes.ground(store, NOW)
    edit(store, "us-s301-fl-12_5", {"rate": "13"})
    with store.transaction() as connection:
        load_release(connection, _release("15"), version="2", digest="other", at=NOW + timedelta(days=30))
    pages = Pages.open(store.path)
    rows = {one.id: one for one in pages.book_rows()}
    assert rows["us-s301-fl-12_5"].content["rate"] == "13", "the release does not undo a person's"
    assert [one.kind for one in pages.proposals()] == ["release"]
    with store.transaction() as connection:
        load_release(connection, _release("15")[:-1], version="3", digest="third", at=NOW + timedelta(days=60))
    gone = bundled_facts().rows[-1]
    assert pages.revisions()[-1].row == gone.id
    assert pages.revisions()[-1].content is None


def test_loading_the_same_release_twice_changes_nothing(store: Store) -> None:
    changes.ground(store, NOW)
    before = len(Pages.open(store.path).revisions())
    changes.ground(store, NOW + timedelta(days=1))
    assert len(Pages.open(store.path).revisions()) == before == len(bundled_facts().rows)


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    from sqlite_utils import Database

    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    database = Database(connection)
    for one in migrations.pending(database):
        if one.name.startswith("m001"):
            one.fn(database)
            database["_sqlite_migrations"].insert(  # as `apply` keeps it
                {"migration_set": "tradewatch", "name": one.name, "applied_at": "2026-11-01"},
                pk=("migration_set", "name"),
            )
    connection.execute(
        "insert into proposal (imposed_by, target, to_rate, threat, rule, published) values ('US', 'China', '30', 0, 'x', '2025')"
    )
    connection.close()
    with pytest.raises(DatabaseError, match="older tradewatch"):
        Pages.open(path)
    with Store.open(path) as store:
        edit(store, "cn-10-truce", {"rate": "11"})
        row = store.connection.execute("select kind, latest from proposal").fetchone()
    assert row == ("rate", "2025")


def test_the_history_tells_what_was_in_the_book_before_not_what_waited(store: Store) -> None:
    changes.ground(store, NOW)
    edit(store, "us-s301-fl-12_5", {"rate": "11"})
    with store.transaction() as connection:
        load_release(connection, _release("15"), version="2", digest="other", at=NOW)
    edit(store, "us-s301-fl-12_5", {"rate": "12"})
    told = history_of(Pages.open(store.path).revisions(), "us-s301-fl-12_5", releases=True)
    assert [(one.before, one.after) for found in told for one in found.changes if one.field == "rate"] == [
        ("11", "12"),
        ("12.5", "15"),
        ("12.5", "11"),
    ]


def test_a_release_updates_a_row_that_nobody_touched_and_counts_the_change(store: Store) -> None:
    changes.ground(store, NOW)
    with store.transaction() as connection:
        load_release(connection, _release("15"), version="2", digest="other", at=NOW)
    found = next(one for one in Pages.open(store.path).book_rows() if one.id == "us-s301-fl-12_5")
    assert (found.content["rate"], found.sequence) == ("15", 1)
    assert Pages.open(store.path).proposals() == []


def test_a_proposal_of_a_release_is_taken_over_checked_and_only_the_newest(store: Store) -> None:
    changes.ground(store, NOW)
    edit(store, "us-s301-fl-12_5", {"rate": "13"})
    for digest, rate in (("second", "15"), ("third", "16")):
        with store.transaction() as connection:
            load_release(connection, _release(rate), version=digest, digest=digest, at=NOW)
    (one,) = Pages.open(store.path).proposals()
    with pytest.raises(TradewatchError, match="taken over as it is"):
        changes.accept(store, f"p{one.id}", {"rate": "99"}, by="ann", at=NOW)
    changes.accept(store, f"p{one.id}", {}, by="ann", at=NOW)
    rows = {found.id: found.content for found in Pages.open(store.path).book_rows()}
    assert rows["us-s301-fl-12_5"]["rate"] == "16"


def test_taking_a_release_over_never_sums_a_duty_twice(store: Store) -> None:
    add(store, "measure", DUTY)
    rows = [
        FactRow(one.kind, one.id, {**one.content, "note": "newer"}, one.place) if one.id == "cn-10-truce" else one
        for one in bundled_facts().rows
    ]
    with store.transaction() as connection:
        load_release(connection, rows, version="2", digest="other", at=NOW)
    (one,) = Pages.open(store.path).proposals()
    with pytest.raises(TradewatchError, match="would count twice"):
        changes.accept(store, f"p{one.id}", {}, by="ann", at=NOW)


def test_an_older_program_beside_a_newer_one_takes_nothing_back(store: Store) -> None:
    changes.ground(store, NOW)
    with store.transaction() as connection:
        load_release(connection, _release("15"), version="2", digest="other", at=NOW)
    changes.ground(store, NOW)  # the older one writes again
    rows = {one.id: one.content for one in Pages.open(store.path).book_rows()}
    assert rows["us-s301-fl-12_5"]["rate"] == "15"


def test_a_total_taken_for_the_whole_is_not_added_to_and_says_what_it_leaves_out(store: Store) -> None:
    add(store, "measure", {**DUTY, "whole": "yes", "replaces": "", "name": "total as reported"})
    assert china(store, "2026-12-16") == 34
    with pytest.raises(TradewatchError, match="would count twice"):
        add(
            store, "measure", {**DUTY, "rate": "5", "name": "more", "from": "2027-02-01", "replaces": "", "adds": "yes"}
        )
    rows = [*bundled_facts().rows]
    new = next(one for one in rows if one.id == "cn-10-truce")
    later = {"on": "2027-02-01", "zone": "Asia/Shanghai", "precision": "date"}
    content = {
        **new.content,
        "id": "cn-new",
        "name": "new duty",
        "rate": "7",
        "from": later,
        "known_from": "2026-12-20",
    }
    with store.transaction() as connection:
        load_release(connection, [*rows, FactRow("measure", "cn-new", content, "")], version="2", digest="x", at=NOW)
    stacks = {one.imposed_by: one for one in stacks_at(Pages.open(store.path).book(), parse_instant("2027-02-03"))}
    assert stacks["China"].total == 34
    assert [one.id for one in stacks["China"].hidden] == ["cn-new"]


def test_a_release_with_a_broken_row_changes_nothing_in_the_database(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes.ground(store, NOW)
    before = Pages.open(store.path).revisions()
    broken = rows_of_files(_with_rate("us-s301-fl-12_5", "ten"))
    whole = load_book()
    for module in ("tradewatch.storage.changes.book", "tradewatch.storage.revisionrows"):
        monkeypatch.setattr(f"{module}.bundled_facts", lambda: broken)
        monkeypatch.setattr(f"{module}.bundled_digest", lambda: "broken")
        monkeypatch.setattr(f"{module}.load_book", lambda: book_of(broken, broken.rows))
    edit(store, "cn-84", {"note": "x"})
    made = Pages.open(store.path).revisions()
    assert [one.row for one in made[len(before) :]] == ["cn-84"]
    rows = {one.id: one.content for one in Pages.open(store.path).book_rows()}
    assert rows["us-s301-fl-12_5"]["rate"] == "12.5", "the row that the desk has from before"
    assert whole.problems == ()


def _with_rate(name: str, rate: str) -> Any:
    def read(file: str) -> dict[str, Any]:
        content = read_facts(file)
        for row in content.get("measures", ()):
            if row["id"] == name:
                row["rate"] = rate
        return content

    return read
