"""The commands as other programs use them: exit status, JSON keys, files."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk import NOW, deliver, entry, read_all, run
from tests.feeds.servers import Answer, rss, serving
from tradewatch.feeds.habits import habit_after
from tradewatch.records import Feed, FeedStatus, FetchOutcome, Habit
from tradewatch.storage.store import Store

ITEM_KEYS = set(
    "id url title summary text feed feed_url side category published first_seen relevant score reasons topics story"
    " outlets flagged note tags".split()
)
STATEMENT_KEYS = set(
    "id quote direct speaker side channel date published confidence rule items parts language translated_by state answers"
    " answer_reason answered_by variants variant_of".split()
)


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(
        store,
        entry(2, title="Rain in Kent", summary="It rains."),
        entry(
            1,
            title="=Bessent speaks on China tariffs",
            summary="“We will talk with China,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday.",
        ),
    )
    read_all(store)
    store.close()
    return store


def lines(*words: str) -> list[dict[str, Any]]:
    done = run(*words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_items(filled: Store) -> None:
    rows = lines("items", "--json")
    assert [row["id"] for row in rows] == ["i1"]
    assert set(rows[0]) >= ITEM_KEYS
    assert rows[0]["flagged"] is None
    assert len(lines("items", "--all", "--json")) == 2
    assert lines("--as-of", "2025-06-01", "items", "--json") == []


def test_statements_point_into_the_text(filled: Store) -> None:
    row = lines("statements", "--json")[0]
    assert set(row) >= STATEMENT_KEYS
    assert (row["speaker"], row["side"], row["channel"], row["date"]) == (
        "Scott Bessent",
        "US",
        "interview",
        "2025-06-05",
    )
    item = lines("items", "--json")[0]
    pieces = [item[part["field"]][part["start"] : part["end"]] for part in row["parts"]]
    assert " ".join(pieces) == row["quote"]


def test_forms_of_the_same_words_are_listed_when_asked_for(store: Store) -> None:
    words = "We will talk with China about every tariff"
    deliver(store, entry(1, title="Bessent on China tariffs", summary=f"“{words} there is,” Scott Bessent told CNBC."))
    deliver(
        store,
        entry(5, title="China tariffs: Bessent speaks", summary=f"“{words},” Scott Bessent said in Paris."),
        feed="http://127.0.0.1:9/q",
        title="Quay Daily",
    )
    read_all(store)
    store.close()
    [head] = lines("statements", "--json")
    forms = {row["id"]: row for row in lines("statements", "--all-forms", "--json")}
    assert len(forms) == 2
    [other] = head["variants"]
    assert (forms[other]["variant_of"], head["variant_of"]) == (head["id"], None)
    assert (head["outlets"], head["answers"], head["answer_reason"]) == (2, [], None)


def test_flag_export_undo(filled: Store, tmp_path: Path) -> None:
    assert run("flag", "i1", "--note", "check", "--tag", "rates", "--by", "ben").returncode == 0
    row = lines("items", "--flagged", "--json")[0]
    assert (row["flagged"]["by"], row["flagged"]["state"], row["note"], row["tags"]) == (
        "ben",
        "todo",
        "check",
        ["rates"],
    )
    out = tmp_path / "desk.jsonl"
    assert run("export", "--out", str(out)).returncode == 0
    exported = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert exported[0]["statements"][0]["speaker"] == "Scott Bessent"
    assert run("export", "--out", str(out)).returncode == 1
    assert run("export", "--out", str(out), "--overwrite").returncode == 0
    assert run("undo", "--by", "ben").returncode == 0
    assert lines("items", "--flagged", "--json") == []


def test_a_spreadsheet_runs_nothing(filled: Store) -> None:
    run("flag", "i1")
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").stdout)))
    assert rows[0]["title"] == "'=Bessent speaks on China tariffs"


def test_a_markdown_note_keeps_the_words_and_no_markup(store: Store) -> None:
    deliver(store, entry(1, title="# Tariffs *now* on [China](x) <b>", summary="US and China tariffs"))
    read_all(store)
    run("flag", "i1", "--note", "line one\n# two")
    text = run("export", "--format", "md").stdout
    assert r"## \# Tariffs \*now\* on \[China\](x) \<b\>" in text
    assert "\n# two" not in text
    assert "general" not in text.splitlines()[0]


def test_an_export_to_nowhere_says_so(filled: Store, tmp_path: Path) -> None:
    done = run("export", "--out", str(tmp_path / "no" / "such.md"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob(".*part")) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("flag", "i99"), 1),
        (("flag", "x1"), 1),
        (("flag",), 2),
        (("nonsense",), 2),
        (("--as-of", "2025-06-06T09:00", "truce"), 2),
        (("items", "--since", "soon"), 2),
        (("export", "--out", "a.xyz"), 1),
        (("--offline", "poll", "--once"), 1),
        (("undo",), 1),
    ],
)
def test_exit_status_and_one_line(words: tuple[str, ...], status: int) -> None:
    done = run(*words)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_wrong_config_stops_everything_and_names_the_key(tmp_path: Path) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text("[poll]\ninterval_minuets = 5\n", "utf-8")
    done = run("items")
    assert done.returncode == 2
    assert "interval_minutes" in done.stderr
    path.write_text(
        "[poll]\nallow_private = ['127.0.0.1:8080']\nhost_spacing_seconds = 0\n[feeds]\ncatalogue = false\n", "utf-8"
    )
    assert run("items").returncode == 0


def test_a_poll_prints_a_line_a_feed_and_one_for_the_round(tmp_path: Path) -> None:
    with serving(lambda path, headers: Answer(body=rss("US tariffs on China"))) as server:
        Path(os.environ["TRADEWATCH_CONFIG"]).write_text(
            f"[feeds]\ncatalogue = false\n[poll]\nallow_private = ['{server.place}']\nhost_spacing_seconds = 0\n",
            "utf-8",
        )
        assert run("feeds", "add", server.url("/f"), "--side", "US").returncode == 0
        rows = lines("poll", "--once", "--json")
        listed = lines("feeds", "list", "--json")
    assert rows[0]["items_new"] == 1
    assert {key: rows[-1][key] for key in ("kind", "feeds", "ok", "failed", "items_new", "pending")} == {
        "kind": "round", "feeds": 1, "ok": 1, "failed": 0, "items_new": 1, "pending": 0,
    }  # fmt: skip
    assert set(listed[0]) >= {
        "url",
        "title",
        "side",
        "category",
        "language",
        "official",
        "enabled",
        "status",
        "error",
        "last_ok_at",
        "next_check_at",
        "items",
    }
    assert listed[0]["status"] == "ok"


def test_a_round_in_which_all_fail_is_1() -> None:
    run("feeds", "add", "https://127.0.0.1:1/feed")
    Path(os.environ["TRADEWATCH_CONFIG"]).write_text(
        "[feeds]\ncatalogue = false\n[poll]\nallow_private = ['127.0.0.1:1']\n", "utf-8"
    )
    assert run("feeds", "add", "http://127.0.0.1:1/feed").returncode == 0
    assert run("poll", "--once").returncode == 1


def test_credentials_of_an_address_are_never_shown() -> None:
    run("feeds", "add", "https://ann:secret@feeds.example.org/f")
    assert (
        "secret"
        not in run("feeds", "list").stdout + run("feeds", "list", "--json").stdout + run("feeds", "export").stdout
    )


def test_without_a_terminal_the_console_is_the_board(filled: Store) -> None:
    done = run()
    assert done.returncode == 0
    assert "TRUCE" in done.stdout
    assert "Scott Bessent" in done.stdout


def test_the_board_says_what_was_edited_away_and_whose_time_it_gives(tmp_path: Path) -> None:
    text, title = (
        "Scott Bessent, the U.S. Treasury Secretary, said on Thursday: “The tariff on China is {} percent.”",
        "Bessent on China",
    )
    with Store.open(tmp_path / "desk.sqlite") as store:
        deliver(
            store,
            entry(1, title=title, summary=text.format(30)),
            feed="http://127.0.0.1:9/x",
            title="First Outlet With A Long Name",
        )
        read_all(store)
        first = entry(1, title=title, summary=text.format(12))
        deliver(store, first, feed="http://127.0.0.1:9/x", at=NOW + timedelta(minutes=5))
        later = entry(2, title=title, summary=text.format(12), published=NOW + timedelta(minutes=40))
        deliver(store, later, feed="http://127.0.0.1:9/y", title="Second", at=NOW + timedelta(minutes=45))
        read_all(store)
    lines = run("board").stdout.splitlines()
    [gone] = [place for place, line in enumerate(lines) if "30 percent" in line]
    assert lines[gone - 1].endswith("edited away")
    assert "06 Jun →17:40  First Outlet With A Lon…  Bessent on China  (2 outlets)" in lines
    assert "(edited away) “The tariff on China is 30 percent.”" in run("statements").stdout


def test_the_board_of_a_day_knows_nothing_later(filled: Store) -> None:
    text = run("--as-of", "2025-05-20", "board").stdout
    assert "Bessent" not in text
    assert "30 %" in text


def test_a_snapshot_is_whole_and_private(filled: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert run("snapshot", str(copy)).returncode == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    done = run("--db", str(copy), "items", "--all", "--json")
    assert len(done.stdout.splitlines()) == 2
    assert run("snapshot", str(copy)).returncode == 1


def test_two_pollers_do_not_work_on_one_database(filled: Store) -> None:
    from tradewatch.feeds.lock import PollerLock

    with PollerLock(filled.path):
        assert run("poll", "--once").returncode == 3


def test_doctor_and_config(filled: Store) -> None:
    assert run("doctor").returncode == 0
    rows = {row["key"]: row for row in lines("config", "--json")}
    assert rows["desk.user"]["value"] == "ann"
    assert rows["desk.user"]["from"] == "file"


def test_every_command_has_help_with_an_example() -> None:
    from tradewatch.cli.main import COMMANDS

    for name in COMMANDS:
        done = run(name, "--help")
        assert done.returncode == 0, done.stderr
        assert "Example" in done.stdout, name


def test_a_desk_adds_speakers_and_terms_of_its_own(tmp_path: Path) -> None:
    speaker = {
        "id": "quill",
        "kind": "person",
        "name": "Ada Quill",
        "side": "US",
        "aliases": [],
        "roles": [],
        "channels": [],
        "source": [{"kind": "desk"}],
    }
    (tmp_path / "roster.json").write_text(json.dumps({"speakers": [speaker]}))
    (tmp_path / "lexicon.json").write_text(json.dumps({"topics": {"agriculture": ["barge rates"]}}))
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text(
        f"[reading]\nroster = '{tmp_path}/roster.json'\nlexicon = '{tmp_path}/lexicon.json'\n[feeds]\ncatalogue = false\n"
    )
    text = "US and China talk tariffs\n“It moved barge rates,” Quill said of the tariffs."
    done = run("read", "--json", input=text)
    row = json.loads(done.stdout)
    assert (row["statements"][0]["speaker"], row["statements"][0]["side"]) == ("Ada Quill", "US")
    assert "agriculture" in row["topics"]
    config.write_text("[reading]\nroster = '/nonexistent/r.json'\n[feeds]\ncatalogue = false\n")
    assert run("read", "--json", input=text).returncode == 1


def test_a_silent_feed_is_shown_as_such(store: Store) -> None:
    times = [NOW - timedelta(hours=9 + 2 * n) for n in range(20)]
    habit = habit_after(Habit(), times, NOW, None)
    store.add_feeds([Feed("http://127.0.0.1:9/f", "Quiet Wire"), Feed("http://127.0.0.1:9/g", "New Wire")])
    store.save_outcomes([FetchOutcome(1, NOW, NOW + timedelta(minutes=15), FeedStatus.OK, habit=habit)])
    rows = {one["title"]: one for one in lines("feeds", "list", "--json")}
    assert rows["Quiet Wire"]["silent"] == "quiet for 9 h, usual gap 2 h"
    assert rows["Quiet Wire"]["usual_gap_seconds"] == 7200
    assert rows["Quiet Wire"]["newest"] == "2025-06-06T07:00:00Z"
    assert rows["New Wire"]["silent"] == ""
    assert "quiet for 9 h, usual gap 2 h" in run("feeds", "list").stdout


def test_feeds_that_the_fast_reader_leaves_to_feedparser_are_counted_by_reason(tmp_path: Path) -> None:
    broken = rss("Tariffs on steel").replace(b"Tariffs on", b"Ships & tariffs on")
    with serving(lambda path, headers: Answer(body=rss("Quiet") if path == "/well" else broken)) as server:
        (tmp_path / "config.toml").write_text(
            f"[feeds]\ncatalogue = false\n[poll]\nallow_private = ['{server.place}']\nhost_spacing_seconds = 0\n",
            "utf-8",
        )
        options = ("--config", str(tmp_path / "config.toml"), "--db", str(tmp_path / "other.sqlite"))
        for path in ("/well", "/one", "/two"):
            run(*options, "feeds", "add", server.url(path))
        run(*options, "poll", "--once", "--force", "--no-read")
    rows = {one["url"].rpartition("/")[2]: one["fallback"] for one in lines(*options, "feeds", "list", "--json")}
    assert rows == {"well": "", "one": "ill-formed", "two": "ill-formed"}
    assert run(*options, "feeds", "list").stdout.rstrip().endswith("read by feedparser: 2 ill-formed")


def test_a_broken_roster_is_said_before_anything_is_polled(tmp_path: Path) -> None:
    with serving(lambda path, headers: Answer(body=rss("Quiet"))) as server:
        (tmp_path / "config.toml").write_text(
            f"[feeds]\ncatalogue = false\n[poll]\nallow_private = ['{server.place}']\nhost_spacing_seconds = 0\n"
            f"[reading]\nroster = '{tmp_path}/none.json'\n", "utf-8",
        )  # fmt: skip
        options = ("--config", str(tmp_path / "config.toml"), "--db", str(tmp_path / "other.sqlite"))
        run(*options, "feeds", "add", server.url("/f"))
        for how in (("--once",), ()):
            said = run(*options, "poll", *how)
            assert (said.returncode, "none.json" in said.stderr) == (1, True)
        assert server.requests == []
        assert run(*options, "poll", "--once", "--no-read").returncode == 0
        assert len(server.requests) == 1
