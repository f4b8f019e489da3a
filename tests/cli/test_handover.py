"""`tradewatch handover`: the same as the console's `H`, for a terminal, a mail or a program."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.desk import NOW, deliver, entry, read_all, run
from tradewatch.storage import changes
from tradewatch.storage.store import Store

AS_OF = ("--as-of", "2025-06-06T16:00:00Z")


@pytest.fixture
def desk(store: Store) -> Store:
    deliver(
        store, entry(1, title="Rare earth licences for US carmakers from China", summary="Magnets may leave again.")
    )
    old = entry(200, title="Soybean growers wait for China and tariffs", summary="Farmers in Iowa hope.")
    deliver(store, old, at=NOW - timedelta(hours=3))
    read_all(store)
    changes.flag(store, "i1", by="bob", at=NOW - timedelta(minutes=20), note="ask customs")
    return store


def test_it_begins_where_the_last_visit_of_that_person_ended_or_12_hours_ago(desk: Store) -> None:
    assert "2 stories" in run(*AS_OF, "handover").stdout
    changes.note_visit(desk, "ann", NOW - timedelta(hours=2))
    text = run(*AS_OF, "handover").stdout
    assert "Handover for ann: Fri 6 Jun 2025, 15:00 to 17:00, London time" in text
    assert "1 story, " in text
    assert "bob: flagged · Rare earth licences" in text
    assert "note: ask customs" in text
    assert "Soybean" not in text
    assert "2 stories" in run(*AS_OF, "handover", "--by", "bob").stdout


def test_since_and_json_for_programs(desk: Store) -> None:
    done = run(*AS_OF, "handover", "--since", "2025-06-06T15:30:00Z", "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (rows[0]["kind"], rows[0]["since"], rows[0]["until"]) == (
        "handover",
        "2025-06-06T15:30:00Z",
        "2025-06-06T16:00:00Z",
    )
    assert (rows[0]["stories"], rows[0]["statements"]) == (1, 0)
    (flag,) = [row for row in rows if row["kind"] == "flag"]
    assert (flag["id"], flag["by"], flag["what"], flag["note"]) == ("i1", "bob", "flagged", "ask customs")
    assert any(row["kind"] == "deadline" and row["title"].startswith("End of the truce") for row in rows)


def test_a_time_that_is_none_or_not_past_is_said_in_one_line(desk: Store) -> None:
    for words, says in (("soon", "knows no time 'soon'"), ("2030-01-01", "is not past")):
        done = run("handover", "--since", words)
        assert (done.returncode, done.stdout) == (1, "")
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1
