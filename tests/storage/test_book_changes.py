"""The book in the file: revisions with who, when and source; undo; a new release beside what a person changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk import NOW
from tradewatch.book.editing import edited_row, new_row
from tradewatch.book.facts import FactRow, bundled_facts, read_facts, rows_of_files
from tradewatch.book.history import history_of
from tradewatch.book.load import book_of, load_book
from tradewatch.book.revisions import Origin
from tradewatch.book.sources import Source
from tradewatch.book.tariffs import changes_since, stacks_at
from tradewatch.book.truce import truce_at
from tradewatch.errors import DatabaseError, NotFoundError, TradewatchError
from tradewatch.instants import parse_instant
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.revisionrows import load_release
from tradewatch.storage.schema import migrations
from tradewatch.storage.store import Store

SAID = {"kind": "page", "ref": "https://example.org/notice"}
TODAY = date(2026, 11, 25)
DUTY = {
    "imposed_by": "China",
    "target": "US",
    "rate": "34",
    "stack": "yes",
    "name": "additional duty",
    "from": "2026-12-15",
    "replaces": "cn-10-truce,cn-24-suspended",
}


def add(store: Store, kind: str, written: Mapping[str, str], by: str = "ann", at: Any = NOW) -> list[int]:
    ids, _ = changes.change_book(
        store, lambda rows: new_row(rows, kind, written, SAID, TODAY), by=by, at=at, source=[Source(**SAID)]
    )
    return ids


def edit(store: Store, target: str, written: Mapping[str, str], by: str = "ann", at: Any = NOW) -> list[int]:
    ids, _ = changes.change_book(
        store, lambda rows: edited_row(rows, target, written, SAID, TODAY), by=by, at=at, source=[Source(**SAID)]
    )
    return ids


def china(store: Store, at: str, known_at: Any = None) -> Decimal:
    book = Pages.open(store.path).book(known_at)
    assert book.problems == ()
    return {one.imposed_by: one.total for one in stacks_at(book, parse_instant(at))}["China"]


def test_an_added_duty_is_in_force_from_its_day_and_gone_when_taken_back(store: Store) -> None:
    ids = add(store, "measure", DUTY)
    assert len(ids) == 3
    assert china(store, "2026-12-14T15:59:59Z") == 10
    assert china(store, "2026-12-14T16:00:00Z") == 34
    taken = changes.undo_revision(store, ids[1], by="ben", at=NOW + timedelta(hours=1))
    assert taken == ids
    assert china(store, "2026-12-16") == 10
    assert {one.origin for one in Pages.open(store.path).revisions()} == {Origin.RELEASE, Origin.PERSON, Origin.UNDO}


def test_what_was_believed_before_a_change_is_still_told(store: Store) -> None:
    add(store, "measure", DUTY, at=NOW + timedelta(days=2))
    assert china(store, "2026-12-16", NOW + timedelta(days=1)) == 10
    assert china(store, "2026-12-16", NOW + timedelta(days=2)) == 34
    assert china(store, "2026-12-16", NOW - timedelta(days=9)) == 10


def test_a_change_keeps_who_when_and_source(store: Store) -> None:
    number = edit(store, "cn-10-truce", {"note": "checked by telephone"}, by="ben")[0]
    made = Pages.open(store.path).revisions()[-1]
    assert (made.id, made.by, made.at, made.source) == (number, "ben", NOW, (Source(**SAID),))
    assert made.content is not None
    assert made.content["source"][-1] == SAID


def test_undo_takes_the_last_change_of_the_book_back_like_any_other(store: Store) -> None:
    edit(store, "cn-10-truce", {"rate": "11"})
    assert china(store, "2026-11-01") == 11
    assert "book" in changes.undo(store, by="ann", at=NOW)
    assert china(store, "2026-11-01") == 10
    with pytest.raises(NotFoundError):
        changes.undo(store, by="ann", at=NOW)


def test_nobody_takes_back_what_another_has_changed_since(store: Store) -> None:
    first = edit(store, "cn-10-truce", {"rate": "11"})[0]
    second = edit(store, "cn-10-truce", {"note": "seen"}, by="ben")[0]
    with pytest.raises(TradewatchError, match="ben has changed cn-10-truce since"):
        changes.undo_revision(store, first, by="ann", at=NOW)
    changes.undo_revision(store, second, by="ben", at=NOW)
    with pytest.raises(TradewatchError, match="was taken back before"):
        changes.undo_revision(store, second, by="ben", at=NOW)
    changes.undo_revision(store, first, by="ann", at=NOW)
    assert china(store, "2026-11-01") == 10


def test_taking_back_can_be_taken_back(store: Store) -> None:
    first = edit(store, "cn-10-truce", {"rate": "11"})[0]
    changes.undo_revision(store, first, by="ann", at=NOW)
    changes.undo_revision(store, first + 1, by="ann", at=NOW)
    assert china(store, "2026-11-01") == 11
    edit(store, "cn-10-truce", {"rate": "12"})
    with pytest.raises(TradewatchError, match="changed cn-10-truce since"):
        changes.undo_revision(store, first, by="ann", at=NOW)


@pytest.mark.parametrize(
    ("kind", "written", "words"),
    [
        ("measure", {**DUTY, "rate": "1450"}, "1450 is no rate"),
        ("measure", {**DUTY, "to": "2026-12-01"}, "the end is before the start"),
        ("measure", {**DUTY, "from": "2026-12-15 00:01 Atlantis"}, "is no zone"),
        ("measure", {**DUTY, "replaces": ""}, "would count twice"),
        ("measure", {**DUTY, "replaces": "", "adds": "yes"}, "would count twice"),
        ("measure", {**DUTY, "imposed_by": "EU"}, "is none of US, China"),
        ("measure", {**DUTY, "rate": "none"}, "a duty that is summed has one rate"),
        ("measure", {**DUTY, "colour": "red"}, "there is no field"),
        ("measure", {**DUTY, "id": "cn-10-truce"}, "already"),
        ("window", {"label": "x", "agreed": "2026-12-01", "from": "2027-01-10", "to": "2026-12-01"}, "end is before"),
        ("deadline", {"title": "Hearing"}, "start missing"),
        ("speaker", {"name": "Ada Quill", "side": "Mars"}, "is none of US"),
        ("record", {"checked_to": "2026-11-25"}, "cannot be added"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_changes(
    store: Store, kind: str, written: dict[str, str], words: str
) -> None:
    with pytest.raises(TradewatchError, match=words) as refused:
        add(store, kind, written)
    assert "\n" not in refused.value.message
    assert all(one.origin is Origin.RELEASE for one in Pages.open(store.path).revisions())


def test_two_duties_with_names_of_their_own_are_summed_when_a_person_says_so(store: Store) -> None:
    add(store, "measure", {**DUTY, "name": "soybean answer", "rate": "5", "replaces": "", "adds": "yes"})
    assert china(store, "2026-12-16") == 15


def test_an_edit_that_stretches_a_duty_over_its_successor_is_refused(store: Store) -> None:
    with pytest.raises(TradewatchError, match="would count twice"):
        edit(store, "cn-125", {"to": "none"})


def test_the_same_id_of_two_kinds_is_asked_back(store: Store) -> None:
    with pytest.raises(NotFoundError, match="several rows"):
        edit(store, "geneva", {"note": "x"})
    edit(store, "window:geneva", {"note": "x"})


def test_the_day_to_which_the_record_was_checked_moves_when_a_person_says_so(store: Store) -> None:
    edit(store, "record", {"checked_to": "2026-11-24"})
    assert Pages.open(store.path).book().checked_to == date(2026, 11, 24)


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


def test_what_is_learned_late_leaves_no_hole_in_what_was_answered_before(store: Store) -> None:
    """On 25 November a person learns that the duty has been 34 % since the 10th."""
    add(store, "measure", {**DUTY, "from": "2026-11-10 13:01"})
    assert china(store, "2026-11-15") == 10, "as things were known then"
    assert china(store, "2026-11-25T12:00:00Z") == 34
    book = Pages.open(store.path).book()
    (change,) = [
        one for one in changes_since(book, parse_instant("2026-11-01"), parse_instant("2026-11-26")) if one.after == 34
    ]
    assert change.at.answer() == "2026-11-10T05:01:00Z"


def test_a_row_is_replaced_once_however_often_it_is_named_and_never_by_itself(store: Store) -> None:
    ids = add(store, "measure", {**DUTY, "replaces": "cn-10-truce,cn-10-truce, cn-24-suspended"})
    assert len(ids) == 3
    changes.undo_revision(store, ids[0], by="ann", at=NOW)
    assert china(store, "2026-12-16") == 10
    with pytest.raises(TradewatchError, match="cannot replace itself"):
        edit(store, "cn-10-truce", {"rate": "12", "replaces": "cn-10-truce"})


def test_a_side_in_any_case_has_its_own_clock(store: Store) -> None:
    add(store, "measure", {**DUTY, "imposed_by": "china", "target": "us"})
    assert china(store, "2026-12-14T16:00:00Z") == 34
    assert china(store, "2026-12-14T15:59:59Z") == 10


def test_a_post_ends(store: Store) -> None:
    roster = Pages.open(store.path).book().roster
    role = next(one for one in roster.speakers if one.id == "lutnick").roles[-1]
    edit(store, "lutnick", {"role": f"{role.title}, {role.start.isoformat()}, 2026-11-20"})
    found = next(one for one in Pages.open(store.path).book().roster.speakers if one.id == "lutnick")
    assert found.roles_on(date(2026, 11, 20))
    assert found.roles_on(date(2026, 12, 1)) == ()


def test_a_window_is_called_off_by_its_date_alone(store: Store) -> None:
    edit(store, "washington-extension", {"void_from": "2026-12-15"})
    book = Pages.open(store.path).book()
    truce = truce_at(book, parse_instant("2026-12-18T12:00:00-05:00"))
    assert (str(truce.status), truce.seconds_left, truce.dates_left) == ("expired", None, -3)
    assert china(store, "2026-12-16") == 34
    edit(store, "clock:cn-port-fees", {"void_from": "2026-12-15 10:00 Beijing"})


def test_an_instrument_without_a_date_says_nothing_of_the_days_before(store: Store) -> None:
    edit(store, "washington-extension", {"instrument": "China: Announcement No. 12 of 2026"})
    book = Pages.open(store.path).book()
    statuses = [str(truce_at(book, parse_instant(day)).status) for day in ("2026-11-24", "2026-11-26")]
    assert statuses == ["announced", "in_force"]


def test_days_of_a_window_follow_its_ends_unless_a_person_says_them(store: Store) -> None:
    edit(store, "washington-extension", {"to": "2027-02-08"})
    assert Pages.open(store.path).book().windows[-1].days == 90
    edit(store, "washington-extension", {"days": "99", "to": "2027-02-09"})
    assert Pages.open(store.path).book().windows[-1].days == 99


def test_nobody_has_checked_the_record_to_a_day_that_is_still_to_come(store: Store) -> None:
    with pytest.raises(TradewatchError, match="still to come"):
        edit(store, "record", {"checked_to": "2062-01-01"})


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


def test_what_was_taken_back_comes_again_only_while_its_row_is_untouched(store: Store) -> None:
    first = edit(store, "cn-10-truce", {"rate": "11"})[0]
    second = edit(store, "cn-10-truce", {"rate": "12"}, by="ben")[0]
    changes.undo_revision(store, second, by="ann", at=NOW)
    changes.undo_revision(store, first, by="ann", at=NOW)
    with pytest.raises(TradewatchError, match="was changed or taken back since"):
        changes.undo_revision(store, second + 1, by="ann", at=NOW)
    assert china(store, "2026-11-01") == 10


@pytest.mark.parametrize("later", [{"whole": "no"}, {"name": "additional duty", "whole": "no"}])
def test_a_total_does_not_become_a_part_unasked(store: Store, later: dict[str, str]) -> None:
    add(store, "measure", {**DUTY, "id": "w", "whole": "yes", "replaces": "", "name": "total as reported"})
    with pytest.raises(TradewatchError, match="would count twice"):
        edit(store, "w", later)


def test_a_duty_does_not_take_the_name_of_one_it_is_summed_with(store: Store) -> None:
    add(store, "measure", {**DUTY, "id": "x1", "name": "other", "replaces": "", "adds": "yes"})
    with pytest.raises(TradewatchError, match="would count twice"):
        edit(store, "x1", {"name": "Additional  duty"})


def test_taking_back_never_sums_with_what_came_since(store: Store) -> None:
    first = edit(store, "cn-10-truce", {"to": "2026-11-20", "ends_as": "superseded"})[0]
    new = {**DUTY, "id": "x", "name": "new duty", "from": "2026-11-20", "replaces": "cn-24-suspended"}
    add(store, "measure", new, by="ben")
    with pytest.raises(TradewatchError, match="would be summed at the same time"):
        changes.undo_revision(store, first, by="ann", at=NOW)


def test_a_duty_that_took_anothers_place_does_not_begin_later(store: Store) -> None:
    add(store, "measure", {**DUTY, "id": "x"})
    with pytest.raises(TradewatchError, match="would leave a hole"):
        edit(store, "x", {"from": "2027-01-05"})
