"""Two times: what counts of the revisions of a row, and what counted on a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tradewatch.book.facts import FactRow
from tradewatch.book.revisions import Origin, Revision, believed, fold, undone

START = datetime(2026, 10, 10, tzinfo=UTC)


def revision(
    number: int, origin: Origin, value: str | None, *, batch: int = 0, row: str = "a", **more: object
) -> Revision:
    content = None if value is None else {"id": row, "value": value}
    return Revision(
        number,
        batch or number,
        "measure",
        row,
        START + timedelta(days=number),
        "ann",
        origin,
        (),
        "",
        content,
        **more,  # type: ignore[arg-type]
    )


def value(revisions: list[Revision], known_at: datetime | None = None) -> str | None:
    content = fold(revisions, known_at)["measure", "a"].content
    return None if content is None else content["value"]


def test_a_release_never_undoes_a_person() -> None:
    made = [revision(1, Origin.RELEASE, "old"), revision(2, Origin.PERSON, "mine"), revision(3, Origin.RELEASE, "new")]
    assert value(made) == "mine"


def test_a_release_updates_what_nobody_changed() -> None:
    assert value([revision(1, Origin.RELEASE, "old"), revision(2, Origin.RELEASE, "new")]) == "new"


def test_taking_back_leads_to_the_newest_of_the_release() -> None:
    made = [revision(1, Origin.RELEASE, "old"), revision(2, Origin.PERSON, "mine"), revision(3, Origin.RELEASE, "new")]
    assert undone(made, 2)[0].content == {"id": "a", "value": "new"}


def test_taking_back_what_was_taken_back_brings_it_again() -> None:
    made = [
        revision(1, Origin.RELEASE, "old"),
        revision(2, Origin.PERSON, "mine"),
        revision(3, Origin.UNDO, "old", undoes=2),
    ]
    assert value(made) == "old"
    assert value([*made, revision(4, Origin.UNDO, "mine", undoes=3)]) == "mine"


def test_a_row_that_a_person_added_is_gone_when_taken_back() -> None:
    made = [revision(1, Origin.RELEASE, "old", row="b"), revision(2, Origin.PERSON, "mine")]
    assert undone(made, 2)[0].content is None
    assert [one.id for one in believed([], [*made, revision(3, Origin.UNDO, None, undoes=2)])] == ["b"]


def test_what_was_believed_on_a_day_ignores_what_came_later() -> None:
    made = [revision(1, Origin.RELEASE, "old"), revision(5, Origin.PERSON, "mine"), revision(9, Origin.PERSON, "again")]
    assert value(made, START + timedelta(days=5)) == "mine"
    assert value(made, START + timedelta(days=4, hours=23)) == "old"
    assert value(made, START - timedelta(days=400)) == "old", "the first release is the ground at any time"


def test_without_a_database_the_release_is_the_book() -> None:
    row = FactRow("measure", "a", {"id": "a"}, "measures.json, row 1 (a)")
    assert believed([row], [], loaded=False) == [row]


def test_a_release_that_could_not_be_loaded_counts_for_the_present_only() -> None:
    bundled = FactRow("measure", "a", {"id": "a", "value": "new"}, "measures.json, row 1 (a)")
    made = [revision(1, Origin.RELEASE, "old")]
    assert believed([bundled], made, loaded=False)[0].content["value"] == "new"
    assert believed([bundled], made, START, loaded=False)[0].content["value"] == "old"


@given(st.lists(st.tuples(st.sampled_from(["release", "person", "undo"]), st.integers(0, 9)), max_size=12))
def test_taking_everything_back_newest_first_leaves_the_newest_release(steps: list[tuple[str, int]]) -> None:
    made = [revision(1, Origin.RELEASE, "ground")]
    for kind, number in steps:
        if kind == "release":
            made.append(revision(len(made) + 1, Origin.RELEASE, f"release {number}"))
        elif kind == "person":
            made.append(revision(len(made) + 1, Origin.PERSON, f"person {number}"))
        else:
            mine = [one for one in made if one.origin is not Origin.RELEASE]
            if mine:
                made.append(revision(len(made) + 1, Origin.UNDO, "any", undoes=mine[-1].batch))
    newest = [one for one in made if one.origin is Origin.RELEASE][-1].content
    taken: set[int] = set()
    for one in reversed(list(made)):
        if one.origin is not Origin.RELEASE and one.batch not in taken:
            if one.undoes is not None:
                taken.add(one.undoes)
                continue
            taken.add(one.batch)
            made.append(revision(len(made) + 1, Origin.UNDO, "any", undoes=one.batch))
    assert fold(made)["measure", "a"].content == newest
