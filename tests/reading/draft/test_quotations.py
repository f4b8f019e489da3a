"""Quotations of a draft, laid beside a real archive."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.book.load import load_book
from tradewatch.feeds.reading.draft.checking import check_draft
from tradewatch.feeds.reading.draft.finding import Finding
from tradewatch.feeds.reading.draft.page import read_page
from tradewatch.records import Side
from tradewatch.storage import changes
from tradewatch.storage.archivepages import ArchivePages
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store

TEXT = (
    "BEIJING: “We will not accept any tariff deal that is struck at the expense of China, and we have said so,” said "
    "He Yongqian, a spokesperson for the Commerce Ministry, on Thursday.\n"
    "“The tariff truce was a bit stalled last week,” Treasury Secretary Scott Bessent said in an interview. “It is not "
    "stalled any more.”\n"
    "The talks on tariffs had gone on for hours in a room without windows, and nobody had eaten.\n"
    "Bessent said that China had agreed to go on talking about tariffs in London."
)


@pytest.fixture
def archive(store: Store) -> Store:
    deliver(store, entry(1, title="China and US talk tariffs", text=TEXT), title="Harbour Wire")
    read_all(store)
    return store


def check(store: Store, draft: str, at_hours: int = 1) -> list[Finding]:
    pages = Pages.open(store.path)
    at = NOW + timedelta(hours=at_hours)
    found = check_draft(read_page("draft.txt", draft.encode()), ArchivePages(pages, at), load_book(), at)
    pages.close()
    return [one for one in found if one.kind == "quotation"]


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We will not accept any tariff deal that is struck at the expense of China,” He Yongqian said.", "verbatim"),
        ('"We will not accept any tariff deal that is struck at the expense of China," He Yongqian said.', "verbatim"),
        (
            "“We will not accept any tariff deal that is struck at the expense of China,” the Commerce Ministry said.",
            "verbatim",
        ),
        ("“We will not accept any tariff deal … and we have said so,” He Yongqian said.", "verbatim"),
        ("“We will accept any tariff deal that is struck at the expense of China,” He Yongqian said.", "altered"),
        ("“We will not accept any trade deal that is struck at the expense of China,” He Yongqian said.", "altered"),
        (
            "“We will not accept any tariff deal that is struck at the expense of China,” Scott Bessent said.",
            "other_speaker",
        ),
        ("“The tariff truce was a bit stalled last week,” said Howard Lutnick.", "other_speaker"),
        ("“The tariff truce was a bit stalled last week,” said Treasury Secretary Scott Bessent.", "verbatim"),
        ("The tariff truce “was a bit stalled last week”, Bessent said.", "verbatim"),
        ("“The tariff truce is dead and buried in the garden,” Scott Bessent said.", "not_found"),
        ("“The talks on tariffs had gone on for hours in a room without windows,” Scott Bessent said.", "not_found"),
        ("“We have said so … The tariff truce was a bit stalled last week,” Scott Bessent said.", "altered"),
        (
            "“The tariff truce was a bit stalled last week … It is not stalled any more,” Scott Bessent said.",
            "verbatim",
        ),
        ("It was “a bit stalled last week”, as somebody put it.", "verbatim"),
    ],
)
def test_a_quotation_has_its_verdict(archive: Store, draft: str, verdict: str) -> None:
    assert [str(one.verdict) for one in check(archive, f"The tariff talks go on.\n\n{draft}\n")] == [verdict]


def test_changed_words_are_shown_with_the_source(archive: Store) -> None:
    (one,) = check(
        archive, "“We will never accept any tariff deal that is struck at the expense of China,” He Yongqian said."
    )
    assert "[-not-] {+never+}" in one.record
    assert "He Yongqian" in one.record
    assert "Harbour Wire" in one.record
    assert one.source == "https://example.org/1"


def test_a_sentence_that_is_not_there_is_told_beside_one_that_is(archive: Store) -> None:
    draft = "“The tariff truce was a bit stalled last week. It will never move an inch again in my life,” Scott Bessent said."
    assert [(one.text[:8], str(one.verdict)) for one in check(archive, draft)] == [
        ("The tari", "verbatim"),
        ("It will ", "not_found"),
    ]


def test_the_same_words_of_two_speakers_are_right_of_one(archive: Store) -> None:
    said = "“The tariff truce was a bit stalled last week,” {} said."
    draft = f"{said.format('Scott Bessent')}\n\n{said.format('Xi Jinping')}\n"
    assert [str(one.verdict) for one in check(archive, draft)] == ["verbatim", "other_speaker"]


def test_what_is_no_quotation_is_not_looked_for(archive: Store) -> None:
    assert (
        check(archive, "The “reciprocal” tariffs, as in “The Art of the Deal” and “Learning Resources v. Trump”, stay.")
        == []
    )


def test_words_of_a_later_day_are_not_there_yet(archive: Store) -> None:
    draft = "“The tariff truce was a bit stalled last week,” Scott Bessent said."
    assert [str(one.verdict) for one in check(archive, draft, at_hours=-1)] == ["not_found"]


def test_a_corrected_speaker_is_the_records(archive: Store) -> None:
    pages = Pages.open(archive.path)
    number = next(one.id for one in pages.statements_of(1) if "stalled last week" in one.quote)
    pages.close()
    changes.correct_speaker(archive, f"s{number}", "Howard Lutnick", Side.US, by="ann", at=NOW)
    draft = "“The tariff truce was a bit stalled last week,” {} said."
    assert [str(one.verdict) for one in check(archive, draft.format("Howard Lutnick"))] == ["verbatim"]
    assert [str(one.verdict) for one in check(archive, draft.format("Scott Bessent"))] == ["other_speaker"]


def test_words_that_an_outlet_took_out_are_told_as_such(archive: Store) -> None:
    changed = TEXT.replace("“The tariff truce was a bit stalled last week,”", "“The tariff truce went well,”")
    deliver(
        archive,
        entry(1, title="China and US talk tariffs", text=changed),
        title="Harbour Wire",
        at=NOW + timedelta(minutes=5),
    )
    read_all(archive)
    (one,) = check(archive, "“The tariff truce was a bit stalled last week,” Scott Bessent said.")
    assert str(one.verdict) in ("not_found", "altered")
    assert "taken out" in one.record or "went well" in one.record


def test_an_empty_archive_has_nothing(store: Store) -> None:
    assert [str(one.verdict) for one in check(store, "“The tariff truce is dead now,” Scott Bessent said.")] == [
        "not_found"
    ]


@pytest.mark.parametrize(
    "draft", ["", "\n\n\n", "“", "“”", "”“”“", "'''", "“…” he said", "x" * 200_000, "“a b c " * 5_000]
)
def test_whatever_is_handed_in_ends(archive: Store, draft: str) -> None:
    check(archive, draft)
