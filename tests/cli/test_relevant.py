"""The commands around relevance: near misses, words without a name, a person's word on items, stories and feeds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.desk import deliver, entry, read_all, run
from tradewatch.storage.store import Store

FEED = "http://127.0.0.1:9/feed"


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(
        store,
        entry(1, title="Port fees on US ships in China", summary="“Nobody moves on tariffs,” it was said."),
        entry(2, title="Shares rise", summary="Traders look to Beijing."),
        entry(3, title="Rain in Kent", summary="It rains."),
    )
    read_all(store)
    store.connection.execute("update item set score = 0.4, relevant = 0 where title = 'Shares rise'")
    store.close()
    return store


def lines(*words: str) -> list[dict[str, Any]]:
    done = run(*words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def titles(*words: str) -> set[str]:
    return {row["title"] for row in lines("items", *words, "--json")}


def test_near_misses_are_listed(filled: Store) -> None:
    assert titles("--near") == {"Shares rise"}
    assert titles("--near", "--all", "Kent") == set()
    assert [row["title"] for row in lines("stories", "--near", "--json")] == ["Shares rise"]


@pytest.mark.parametrize("option", ["--nobody", "--unattributed"])
def test_words_that_nobody_is_named_for_are_listed(filled: Store, option: str) -> None:
    assert [row["quote"] for row in lines("statements", option, "--json")] == ["Nobody moves on tariffs,"]
    assert lines("statements", "--json") == []


def test_a_word_on_an_item_and_back(filled: Store) -> None:
    number = lines("items", "--near", "--json")[0]["id"]
    done = run("relevant", number, "yes", "--by", "ben")
    assert done.stdout == f"{number}: relevant (1 item judged anew)\n"
    assert titles() == {"Port fees on US ships in China", "Shares rise"}
    row = next(row for row in lines("items", "--json") if row["id"] == number)
    assert (row["relevant"], row["score"], row["reasons"][0]) == (True, 0.4, "ben says that it matters")
    assert run("relevant", number, "rules").returncode == 0
    assert titles("--near") == {"Shares rise"}
    assert run("undo").stdout == f"undone: whether it matters of {number}\n"
    assert titles("--near") == set()


def test_a_word_on_a_story(filled: Store) -> None:
    story = lines("items", "--json")[0]["story"]
    assert run("relevant", story, "no").stdout == f"{story}: not relevant (1 item judged anew)\n"
    assert titles() == set()
    assert run("undo").returncode == 0
    assert titles() == {"Port fees on US ships in China"}


def test_a_word_on_a_feed(filled: Store) -> None:
    assert [row["judged"] for row in lines("feeds", "list", "--json")] == [""]
    assert run("relevant", FEED, "yes").stdout == f"{FEED}: relevant (2 items judged anew)\n"
    assert len(titles()) == 3
    assert [row["judged"] for row in lines("feeds", "list", "--json")] == ["yes"]
    assert "all matters" in run("feeds", "list").stdout
    assert run("relevant", FEED, "no").returncode == 0
    assert titles() == set()
    assert "nothing matters" in run("feeds", "list").stdout
    assert run("relevant", FEED, "rules").returncode == 0
    assert titles() == {"Port fees on US ships in China"}
    assert run("undo").stdout == "undone: the word on all items of Harbour Wire\n"
    assert titles() == set()


def test_a_password_in_a_feeds_address_is_not_said(filled: Store) -> None:
    address = "https://ann:secret@example.org/f"
    run("feeds", "add", address)
    done = run("relevant", address, "no")
    assert (done.returncode, "secret" in done.stdout + done.stderr) == (0, False)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("i99", "yes"), 1),
        (("s1", "yes"), 1),
        (("Harbour Wire", "no"), 1),
        (("http://127.0.0.1:9/none", "no"), 1),
        (("i1", "maybe"), 2),
        (("i1", "yes", "--by", " "), 2),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_line(filled: Store, words: tuple[str, ...], status: int) -> None:
    done = run("relevant", *words)
    assert done.returncode == status
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
