"""`tradewatch export` and `handover` as other programs use them: formats, searches, templates, files."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from jsonschema import Draft202012Validator

from tests.desk import NOW, deliver, entry, read_all, run
from tests.test_rooms import loaded
from tradewatch.records import FlagState
from tradewatch.storage import changes
from tradewatch.storage.export.formats import ENDINGS, FORMATS
from tradewatch.storage.store import Store

SAID = "“We will talk with China,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(
        store,
        entry(1, title="Bessent speaks on China tariffs", summary=SAID),
        entry(2, title="Soybean growers wait for China and tariffs", summary="Farmers in Iowa hope."),
        entry(3, title="Rare earth licences for US carmakers from China", summary="Magnets may leave again."),
        entry(4, title="Rain in Kent", summary="It rains."),
    )
    read_all(store)
    changes.flag(store, "i4", by="ann", at=NOW, note="check")
    changes.flag(store, "i3", by="ann", at=NOW, state=FlagState.USED)
    changes.save_search(store, "Magnets", '"rare earth"', by="ann", at=NOW)
    store.close()
    return store


READERS: dict[str, Callable[[str], list[str]]] = {
    "jsonl": lambda text: [json.loads(line)["title"] for line in text.splitlines()],
    "json": lambda text: [one["title"] for one in json.loads(text)],
    "csv": lambda text: [line.split(",")[4] for line in text.splitlines()[1:]],
    "tsv": lambda text: [line.split("\t")[4] for line in text.splitlines()[1:]],
    "md": lambda text: [line[4:] for line in text.splitlines() if line.startswith("### ")],
    "html": lambda text: [
        line.partition(">")[2].partition("<")[0] for line in text.splitlines() if line.startswith("<h3")
    ],
    "atom": lambda text: [one.title for one in feedparser.parse(text.encode()).entries],
    "jsonfeed": lambda text: [one["title"] for one in json.loads(text)["items"]],
    "ninjs": lambda text: [one["headlines"][0]["value"] for one in json.loads(text)],
    "ics": lambda text: ["Bessent speaks on China tariffs"] * bool(icalendar.Calendar.from_ical(text).walk("VEVENT")),
}


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_to_be_used_leaves_in_every_format_and_reads_back(filled: Store, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"desk{FORMATS[form].ending}"
    done = run("--as-of", "2025-06-06T16:00:00Z", "export", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert READERS[form](out.read_bytes().decode()) == ["Bessent speaks on China tariffs"]
    assert run("export", "--out", str(out)).returncode == 1, "a file that is there stays"
    assert run("export", "--out", str(out), "--overwrite").returncode == 0
    printed = run("--as-of", "2025-06-06T16:00:00Z", "export", "--format", form, "--bom").stdout
    assert printed.startswith("\ufeff")
    assert list(tmp_path.glob(".*part")) == []


def test_every_ending_names_a_format() -> None:
    assert set(ENDINGS.values()) == set(FORMATS)


def test_a_saved_search_leaves_whole_by_its_name_and_a_query_narrows_it(filled: Store) -> None:
    done = run("export", "--search", "magnets", "--format", "atom")
    read = feedparser.parse(done.stdout.encode())
    assert read.feed.title == "Search Magnets"
    assert [one.title for one in read.entries] == ["Rare earth licences for US carmakers from China"]
    again = run("export", "--search", "Magnets", "--format", "atom", "--since", "2025-06-01").stdout
    assert again == done.stdout, "the same feed, however it was asked for"
    assert run("export", "soybean", "--search", "Magnets").stdout == ""
    assert run("export", "--search", "Magnets", "--flagged").stdout == ""
    assert len(run("export", "--all-items").stdout.splitlines()) == 3
    assert [json.loads(line)["id"] for line in run("export", "--all-items", "--limit", "1").stdout.splitlines()] == [
        "i4"
    ]
    done = run("export", "--search", "Magnet")
    assert done.returncode == 1
    assert "did you mean 'magnets'" in done.stderr


def test_a_watch_of_the_config_is_a_search_too(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[[watch]]\nname = 'beans'\nwords = ['soybean']\n", "utf-8")
    assert [json.loads(line)["id"] for line in run("export", "--search", "beans").stdout.splitlines()] == ["i3"]


def test_a_feed_that_is_fetched_again_and_again_notes_only_what_is_flagged(filled: Store) -> None:
    def noted() -> list[int]:
        with sqlite3.connect(filled.path) as found:
            return [row[0] for row in found.execute("select item_id from exported_item order by 1")]

    assert run("export", "--all-items", "--format", "atom").returncode == 0
    assert noted() == [3, 4], "those that carry a flag"
    assert run("export", "--search", "Magnets").returncode == 0
    assert noted() == [2, 3, 4]


def test_the_schema_and_the_templates_are_printed(filled: Store, tmp_path: Path) -> None:
    schema = json.loads(run("export", "--schema").stdout)
    valid = Draft202012Validator(schema)
    lines = run("export", "--all-items", "--all").stdout.splitlines()
    assert len(lines) == 4
    for line in lines:
        valid.validate(json.loads(line))
    assert "{{ brief.title }}" in run("export", "--template", "brief.md.j2").stdout
    done = run("export", "--template", "brief.md")
    assert done.returncode == 1
    assert "brief.md.j2" in done.stderr


def test_a_desks_own_template_stands_beside_the_config_and_its_mistake_writes_nothing(
    filled: Store, tmp_path: Path
) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[export]\ntemplates = 'ours'\n", "utf-8")
    own = path.parent / "ours" / "brief.md.j2"
    own.parent.mkdir()
    own.write_text("Desk copy: {{ brief.count }}\n", "utf-8")
    assert run("export", "--format", "md").stdout == "Desk copy: 1 item\n"
    own.write_text("Desk copy\n{{ brief.cuont }}\n", "utf-8")
    out = tmp_path / "desk.md"
    done = run("export", "--out", str(out))
    assert done.returncode == 1
    assert f"{own}:2: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
    with sqlite3.connect(filled.path) as found:
        assert found.execute("select count(*) from exported_item").fetchone() == (1,), "only the one that left before"


def test_a_handover_leaves_as_text_markdown_and_a_page(filled: Store, tmp_path: Path) -> None:
    words: tuple[Any, ...] = ("--as-of", "2025-06-06T16:00:00Z", "handover", "--since", "2025-06-05")
    page, note = tmp_path / "evening.html", tmp_path / "evening.md"
    for out in (page, note):
        done = run(*words, "--out", str(out))
        assert done.returncode == 0, done.stderr
    assert run(*words, "--out", str(page)).returncode == 1
    assert run(*words, "--out", str(page), "--overwrite").returncode == 0
    assert run(*words, "--out", str(tmp_path / "x.pdf")).returncode == 1
    assert run(*words, "--json", "--format", "md").returncode == 2
    text, read = page.read_text("utf-8"), note.read_text("utf-8")
    assert '<a href="https://example.org/1" rel="noreferrer">Harbour Wire</a>' in text
    assert "[Harbour Wire](<https://example.org/1>)" in read
    for one in (text, read):
        assert "as of 2025-06-06T16:00:00Z" in one
        assert "“We will talk with China,”" in one
        assert "US on China 30 %" in one
        assert "ann: flagged" in one
    assert run(*words, "--format", "text").stdout == run(*words).stdout


@pytest.mark.parametrize(
    "words", [("export",), ("export", "--format", "csv"), ("handover",), ("items",), ("export", "--schema")]
)
def test_jinja_is_loaded_where_a_brief_is_made_and_nowhere_else(filled: Store, words: tuple[str, ...]) -> None:
    assert not {name.partition(".")[0] for name in loaded(*words)} & {"jinja2", "textual"}


def test_the_console_starts_without_what_writes_exports() -> None:
    code = "import tradewatch.cli.console, tradewatch.cli.consoleexport, tradewatch.tui.app, sys; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jinja2", "tradewatch.cli.leaving", "tradewatch.storage.export.report", "csv"} & set(names)
