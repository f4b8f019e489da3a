"""The book in the file: revisions with who, when and source; undo; a new release beside what a person changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.desk import NOW
from tests.storage.bookdesk import DUTY, SAID, add, china, edit
from tradewatch.book.revisions import Origin
from tradewatch.book.sources import Source
from tradewatch.book.tariffs import changes_since
from tradewatch.book.truce import truce_at
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.instants import parse_instant
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store


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
    edit(store, "record", {"checked_to": "2026-11-24"})
    with pytest.raises(TradewatchError, match="checked_to: missing"):
        edit(store, "record", {"checked_to": "none"})


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
