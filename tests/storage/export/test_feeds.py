"""Atom, JSON Feed and ninjs as the field's own programs read them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker

from tests.storage.export.made import AT, HOSTILE, WORDS, item, report, said
from tradewatch.clean import clean_line
from tradewatch.feeds.jsonfeed import read_json_feed
from tradewatch.feeds.parse import parse_feed
from tradewatch.instants import iso_utc
from tradewatch.records import Flag, Flagged, FlagState
from tradewatch.storage.export.entries import xml_text
from tradewatch.storage.export.formats import render
from tradewatch.storage.export.report import Report

NINJS = Path(__file__).parents[3] / ".." / "shared" / "schemas" / "ninjs-3.1.json"
ATOM = "{http://www.w3.org/2005/Atom}"
WANTED = set("uri type language headlines bodies versionCreated infoSources subjects pubStatus urgency edNote".split())


def atom(made: Report) -> Any:
    """The feed as feedparser has it, after the rules of RFC 4287 that a program can check."""
    text = render(made, "atom")
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.iter(f"{ATOM}entry")):
        names = [child.tag.removeprefix(ATOM) for child in one]
        assert all(names.count(name) == 1 for name in ("id", "title", "updated")), "RFC 4287, 4.1.1 and 4.1.2"
        assert names.count("author") >= 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one.findtext(f"{ATOM}id") or "")
    read = feedparser.parse(text.encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def objects(made: Report) -> list[dict[str, Any]]:
    return list(json.loads(render(made, "ninjs")))


def test_a_feed_reads_back_with_times_links_topics_and_words() -> None:
    flag = Flag(AT + timedelta(hours=1), "ann")
    one = item(flag=flag, published=AT - timedelta(days=1), author="A. Reporter")
    read = atom(report(Flagged(one, (said(),)), desk="World desk"))
    assert (read.feed.title, read.feed.author) == ("Flagged items of World desk", "World desk")
    [entry] = read.entries
    assert (entry.title, entry.link, entry.author) == ("Tariffs, report 1", "https://example.org/1", "A. Reporter")
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == flag.at
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == one.published
    assert [tag.term for tag in entry.tags] == ["tariffs", "truce", "rates"]
    assert entry.source.title == "Harbour Wire"
    [content] = entry.content
    assert content.type == "text/html"
    assert "“We will talk”" in content.value
    assert "Scott Bessent" in content.value


def test_ids_and_the_document_are_the_same_when_it_is_made_again() -> None:
    one = Flagged(item(), ())
    first = render(report(one, Flagged(item(2), ())), "atom")
    assert first == render(report(one, Flagged(item(2), ())), "atom")
    later = Flagged(item(title="Edited", version=2, url="https://example.org/new", note="x"), ())
    assert atom(report(later)).entries[0].id == atom(report(one)).entries[0].id
    other = item(first_seen=AT + timedelta(seconds=1))
    assert atom(report(Flagged(other, ()))).entries[0].id != atom(report(one)).entries[0].id
    assert atom(report(one, subject="all rare earths")).feed.id != atom(report(one)).feed.id
    json_ids = [entry["id"] for entry in json.loads(render(report(one), "jsonfeed"))["items"]]
    assert json_ids == [atom(report(one)).entries[0].id] == [one["uri"] for one in objects(report(one))]


def test_a_feed_without_entries_is_one() -> None:
    assert atom(report()).entries == []
    assert json.loads(render(report(), "jsonfeed"))["items"] == []
    assert objects(report()) == []


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_of_a_feed_stay_words_in_feeds(words: str) -> None:
    one = item(title=words, note=words, tags=(words,), feed=words, author=words, summary=words, language=words)
    made = report(Flagged(one, (said(quote=words, speaker=words),)), desk=words)
    [entry] = atom(made).entries
    assert entry.title == xml_text(clean_line(words))
    assert "<script" not in entry.content[0].value
    [again] = parse_feed(render(made, "atom").encode(), url="https://x.example/", content_type="", now=AT).entries
    assert again.title.rstrip("…") == clean_line(words)[: len(again.title.rstrip("…"))]
    assert len(again.title) > 400 or again.title == clean_line(words)
    [again] = read_json_feed(render(made, "jsonfeed").encode(), "https://x.example/", AT).entries
    assert again.title.rstrip("…") == clean_line(words)[: len(again.title.rstrip("…"))]
    assert len(again.title) > 400 or again.title == clean_line(words)
    assert objects(made)[0]["headlines"][0]["value"] == clean_line(words)


@given(WORDS, WORDS)
@settings(deadline=None, max_examples=60)
def test_any_headline_and_note_make_a_lawful_feed(title: str, note: str) -> None:
    made = report(Flagged(item(title=title, note=note, tags=(note,)), ()))
    wanted = clean_line(title) or clean_line("China and the US spoke.")
    assert atom(made).entries[0].title == xml_text(wanted)
    assert json.loads(render(made, "jsonfeed"))["items"][0]["title"] == xml_text(wanted)
    assert note in objects(made)[0]["edNote"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://example.org/a\nb", None, "/relative"])
def test_an_address_that_is_none_is_left_out(address: str | None) -> None:
    made = report(Flagged(item(url=address), ()))
    assert atom(made).entries[0].get("links", []) == []
    assert "url" not in json.loads(render(made, "jsonfeed"))["items"][0]
    assert [one["role"] for one in objects(made)[0]["altIds"]] == ["tradewatch"]


def test_a_json_feed_has_what_the_version_wants() -> None:
    feed = json.loads(render(report(Flagged(item(), (said(),)), demo="DEMO 6 Jun 2025"), "jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"].startswith("DEMO 6 Jun 2025: ")
    [one] = feed["items"]
    assert (one["url"], one["date_published"], one["tags"]) == (
        "https://example.org/1",
        iso_utc(AT),
        ["tariffs", "truce", "rates"],
    )
    assert "“We will talk”" in one["content_html"]
    read = read_json_feed(json.dumps(feed).encode(), "https://x.example/", AT)
    assert [(entry.title, entry.url) for entry in read.entries] == [("Tariffs, report 1", "https://example.org/1")]


# --- ninjs ---


def test_a_news_object_has_what_a_newsroom_system_wants() -> None:
    made = report(Flagged(item(), (said(note="call back"),)), desk="World desk", as_of=True, demo="DEMO 6 Jun 2025")
    [one] = objects(made)
    assert set(one) >= WANTED
    assert (one["type"], one["language"], one["pubStatus"], one["urgency"]) == ("text", "en", "usable", 5)
    assert one["headlines"][0]["value"] == "Tariffs, report 1"
    assert [body["contentType"] for body in one["bodies"]] == ["text/plain", "text/html"]
    assert one["bodies"][0]["charCount"] == len("China and the US spoke.")
    assert {(source["name"], source["role"]) for source in one["infoSources"]} == {
        ("Harbour Wire", "publisher"), ("Scott Bessent", "speaker"),
    }  # fmt: skip
    assert [subject["literal"] for subject in one["subjects"]] == ["tariffs", "truce", "tag:rates"]
    for words in ("DEMO 6 Jun 2025", "as of 2025-06-06T16:00:00Z", "Flagged by ann, todo", "ask customs", "call back"):
        assert words in one["edNote"]


@pytest.mark.parametrize(
    ("more", "urgency", "status"),
    [
        ({"official": True}, 4, "usable"),
        ({"tags": ("urgency:2",)}, 2, "usable"),
        ({"tags": ("urgency:0", "urgency:12")}, 5, "usable"),
        ({"flag": Flag(AT, "ann", FlagState.DROPPED)}, 5, "withheld"),
        ({"flag": None}, 5, "usable"),
    ],
)
def test_urgency_and_status_are_the_desks(more: dict[str, Any], urgency: int, status: str) -> None:
    [one] = objects(report(Flagged(item(**more), ())))
    assert (one["urgency"], one["pubStatus"]) == (urgency, status)


@given(WORDS, WORDS)
@settings(deadline=None, max_examples=40)
def test_news_objects_are_valid_by_the_schema_of_the_standard(words: str, address: str) -> None:
    if not NINJS.exists():
        pytest.skip("the ninjs 3.1 schema does not lie beside the project")
    valid = Draft202012Validator(json.loads(NINJS.read_text("utf-8")), format_checker=FormatChecker())
    one = item(
        title=words, summary=words, note=words, author=words, via=words, url=address, feed_url=address, language=words
    )
    for made in (
        report(Flagged(one, (said(quote=words, speaker=words),))),
        report(Flagged(item(text="x" * 100_000), ())),
    ):
        for found in objects(made):
            valid.validate(found)
