"""What a person touched keeps its number and its words when other rules read the archive again."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from tests.desk import NOW, READER, deliver, entry, read_all, run
from tradewatch.feeds.archive import read_again
from tradewatch.records import PendingItem, Reading, Statement
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import StatementQuery
from tradewatch.storage.store import Store

WORDS = "The door is open to China on tariffs,"


class Other:
    """Rules that find other speakers, or nothing."""

    def __init__(self, rules: str, speaker: str | None = None) -> None:
        self.rules, self._speaker = rules, speaker

    def read(self, item: PendingItem) -> Reading:
        found = READER.read(item)
        said = tuple(replace(one, speaker=self._speaker) for one in found.statements) if self._speaker else ()
        return replace(found, rules=self.rules, statements=said)


@pytest.fixture
def found(store: Store) -> Statement:
    deliver(store, entry(1, "US and China at odds over tariffs", f"“{WORDS}” Scott Bessent said."))
    read_all(store)
    return statements(store)[0]


def statements(store: Store) -> list[Statement]:
    pages = Pages.open(store.path)
    rows = pages.statements(pages.statement_ids(StatementQuery()))
    pages.close()
    return rows


def reread(store: Store, rules: str, speaker: str | None = None) -> None:
    asyncio.run(read_again(store, Other(rules, speaker), lambda: NOW))


def short(store: Store) -> list[tuple[str, str | None, str]]:
    return [(f"s{one.id}", one.speaker, str(one.state)) for one in statements(store)]


def test_what_nobody_touched_goes_with_the_rules(store: Store, found: Statement) -> None:
    reread(store, "none")
    assert statements(store) == []


@pytest.mark.parametrize("how", ["flag", "note", "export"])
def test_what_was_flagged_noted_or_exported_stays_and_is_marked(store: Store, found: Statement, how: str) -> None:
    name = f"s{found.id}"
    if how == "flag":
        changes.flag(store, name, by="ann", at=NOW)
    elif how == "note":
        changes.set_note(store, name, by="ann", at=NOW, note="call back")
    else:
        assert run("--db", str(store.path), "export", "--all-items").returncode == 0
    reread(store, "none")
    assert short(store) == [(name, "Scott Bessent", "kept")]
    assert statements(store)[0].quote == WORDS
    asyncio.run(read_again(store, READER, lambda: NOW))
    assert short(store) == [(name, "Scott Bessent", "found")]


def test_a_corrected_speaker_is_not_found_again_under_another_name(store: Store, found: Statement) -> None:
    changes.correct_speaker(store, f"s{found.id}", "Jamieson Greer", None, by="ann", at=NOW)
    reread(store, "other", "Howard Lutnick")
    assert short(store) == [(f"s{found.id}", "Jamieson Greer", "corrected")]


def test_what_was_dismissed_does_not_come_back_under_another_name(store: Store, found: Statement) -> None:
    changes.dismiss(store, f"s{found.id}", by="ann", at=NOW)
    reread(store, "other", "Howard Lutnick")
    assert statements(store) == []


def test_rules_that_find_another_speaker_of_flagged_words_show_both(store: Store, found: Statement) -> None:
    changes.flag(store, f"s{found.id}", by="ann", at=NOW)
    reread(store, "other", "Howard Lutnick")
    assert {(who, state) for _, who, state in short(store)} == {("Scott Bessent", "kept"), ("Howard Lutnick", "found")}
