"""JSON Lines and their schema; the same rows as CSV and TSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.storage.export.made import HOSTILE, WORDS, item, report, said
from tradewatch.escaping import guarded
from tradewatch.records import Flagged, Side
from tradewatch.storage.export.formats import render
from tradewatch.storage.export.rows import rows, schema_text

SCHEMA = json.loads(schema_text())
VALID = Draft202012Validator(SCHEMA)


def line(*statements: Any, **more: Any) -> dict[str, Any]:
    [found] = [json.loads(one) for one in render(report(Flagged(item(**more), statements)), "jsonl").splitlines()]
    return dict(found)


def test_the_schema_is_one_and_says_its_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"].endswith(":1")


@given(
    title=WORDS, note=WORDS, speaker=st.none() | WORDS, side=st.sampled_from(Side), flagged=st.booleans(),
    score=st.none() | st.floats(0, 1), known=st.booleans(), url=st.none() | WORDS,
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_every_line_is_valid_and_reads_back_as_it_was(
    title: str,
    note: str,
    speaker: str | None,
    side: Side,
    flagged: bool,
    score: float | None,
    known: bool,
    url: str | None,
) -> None:
    one = said(
        speaker=speaker, side=side, note=note, flag=item().flag if flagged else None, answers=(2,), variant_of=None
    )
    read = line(one, title=title, note=note, side=side, score=score, published_known=known, url=url)
    VALID.validate(read)
    assert (read["title"], read["note"], read["url"]) == (title, note, url)
    assert read["statements"][0]["speaker"] == speaker


def test_a_pending_item_and_one_of_the_demo_are_valid() -> None:
    more = {
        "relevant": None,
        "score": None,
        "story_id": None,
        "flag": None,
        "author": "A. Reporter",
        "via": "Google News",
    }
    VALID.validate(line(**more))
    [marked] = rows(report(Flagged(item(), ()), demo="DEMO 6 Jun 2025"))
    VALID.validate(marked)
    assert marked["demo"] == "DEMO 6 Jun 2025"


@pytest.mark.parametrize("place", [(), ("flagged",), ("statements", 0), ("statements", 0, "parts", 0), ("book",)])
def test_a_key_that_the_schema_does_not_know_is_an_error(place: tuple[Any, ...]) -> None:
    read = line(said())
    VALID.validate(read)
    inner: Any = read
    for step in place:
        inner = inner[step]
    inner["more"] = 1
    assert not VALID.is_valid(read)
    del inner["more"]
    for key in [key for key in inner if key != "demo"]:
        value = inner.pop(key)
        assert not VALID.is_valid(read), f"{key} may be missing"
        inner[key] = value


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_spreadsheet_gets_the_words_and_no_formula(words: str) -> None:
    csv.field_size_limit(1_000_000)  # Python's own is 128 kB
    made = report(Flagged(item(title=words, note=words), (said(note=words),)))
    [row] = csv.DictReader(io.StringIO(render(made, "csv"), newline=""))
    assert row["title"] == guarded(words)
    assert row["note"] == guarded(f"{words} | {words}")
    assert row["statements"] == "Scott Bessent: “We will talk”"
    heads, cells = render(made, "tsv").removesuffix("\n").split("\n")
    table = dict(zip(heads.split("\t"), cells.split("\t"), strict=True))
    assert table["title"] == guarded(" ".join(words.split()))
    assert set(table) == set(row)


@given(st.lists(WORDS, min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_csv_tsv_and_json_hold_the_same_rows(titles: list[str]) -> None:
    made = report(*(Flagged(item(number, title=title), ()) for number, title in enumerate(titles, 1)))
    read = list(csv.DictReader(io.StringIO(render(made, "csv"), newline="")))
    assert [row["title"] for row in read] == [guarded(title) for title in titles]
    assert [row["title"] for row in json.loads(render(made, "json"))] == titles
    assert [line.split("\t")[0] for line in render(made, "tsv").removesuffix("\n").split("\n")[1:]] == [
        row["id"] for row in read
    ]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in read for cell in row.values())
