"""Watch rules and alerts on the command line: tried, listed, added, sent by a poll, and no secret anywhere."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desk import deliver, entry, read_all, run
from tests.feeds.receivers import Receiver, receiving
from tests.feeds.servers import Answer, rss, serving
from tradewatch.configfile import load_settings, parse_settings
from tradewatch.configwriting import with_watch
from tradewatch.errors import SettingsError
from tradewatch.settings import Watch
from tradewatch.storage.store import Store

SECRETS = ("hunter2", "hook-7f3a", "s3cr3t", "desk:")


def config() -> Path:
    return Path(os.environ["TRADEWATCH_CONFIG"])


def write(text: str) -> None:
    config().write_text(
        f"[desk]\nuser = 'ann'\nzone = 'Europe/London'\n\n[feeds]\ncatalogue = false\n\n{text}", "utf-8"
    )


def lines(*words: str) -> list[dict[str, Any]]:
    done = run(*words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def filled(store: Store) -> Store:
    now = datetime.now(UTC)
    deliver(store, entry(1, "China charges port fees on US ships as tariffs bite", published=now), at=now)
    deliver(
        store,
        entry(2, "Soybean growers wait for China and tariffs", "Barges lie idle in the US.", published=now),
        at=now,
    )
    deliver(
        store,
        entry(3, "Old port fees on US ships in China, with tariffs", published=datetime(2025, 6, 6, tzinfo=UTC)),
        at=now,
    )
    read_all(store)
    return store


def test_a_rule_is_tried_against_the_last_seven_days(filled: Store) -> None:
    done = run("watch", "try", "--words", "harbour,shanty", "--phrase", "port fees")
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first == "would have matched 1 story in the last 7 days"
    assert [line.split("\t")[-1] for line in rest] == ["China charges port fees on US ships as tariffs bite"]
    [row] = lines("watch", "try", "soybean", "--side", "other", "--json")
    assert (row["query"], row["stories"], row["days"]) == ("side:other soybean", 1, 7)
    assert run("watch", "try").returncode == 2
    wrong = run("watch", "try", "sied:China")
    assert (wrong.returncode, "did you mean side:" in wrong.stderr) == (2, True)


def test_a_rule_is_added_after_its_trial_and_listed(filled: Store) -> None:
    before = config().read_bytes()
    words = ("watch", "add", "Docks", "--phrase", "port fees", "--action", "highlight", "--action", "flag")
    dry = run(*words, "--dry-run")
    assert dry.stdout.splitlines()[0] == "would have matched 1 story in the last 7 days"
    assert config().read_bytes() == before
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert (
        config().read_bytes()
        == before + b'\n[[watch]]\nname = "Docks"\nphrases = ["port fees"]\naction = ["highlight", "flag"]\n'
    )
    assert load_settings(config()).watch == (Watch("Docks", phrases=("port fees",), action=("highlight", "flag")),)
    [row] = lines("watch", "list", "--json")
    assert (row["name"], row["query"], row["action"], row["matches"], row["alerts"], row["fault"]) == (
        "Docks", 'any:"port fees"', ["highlight", "flag"], 1, 0, None,
    )  # fmt: skip
    assert "there is a watch called Docks already" in run(*words).stderr


def test_adding_keeps_rights_links_line_ends_and_what_the_file_has(filled: Store, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "desk.toml"
    real.parent.mkdir()
    text = b"\xef\xbb\xbf# ours\r\n[desk]\r\nuser = 'ann' # me\r\n[feeds]\r\ncatalogue = false"
    real.write_bytes(text)
    os.chmod(real, 0o640)
    config().unlink()
    config().symlink_to(real)
    done = run("watch", "add", 'A "quoted" \\ name', "soybean ", "--action", "bell")
    assert done.returncode == 0, done.stderr
    assert config().is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    block = b'\r\n\r\n[[watch]]\r\nname = "A \\"quoted\\" \\\\ name"\r\nquery = "soybean "\r\naction = "bell"\r\n'
    assert real.read_bytes() == text + block
    assert [one.name for one in real.parent.iterdir()] == ["desk.toml"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"watch = []\n", "cannot be added at its end"),
        (b"[poll]\ninterval_minuets = 5\n", "unknown key"),
        (b"[[watch]]\nname = 'docks'\nwords = ['x']\n", "already"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_file_that_would_not_be_valid_is_left_alone(text: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=why):
        with_watch(text, Watch("Docks", words=("port",)), tmp_path / "config.toml")


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "two\nlines", "bell\x07"])
def test_a_name_is_one_line_of_letters(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="a name of 1 to 60"):
        with_watch(b"", Watch(name, words=("port",)), tmp_path / "config.toml")


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("[[watch]]\nname = 'x'\naction = 'ring'\n", "watch.action", "flag, highlight, bell, toast, notify"),
        ("[[watch]]\nname = 'x'\naction = ['flag', 'ring']\n", "watch.action", "one or a list"),
        ("[[watch]]\nname = 'x'\nphrase = ['flag']\n", "watch.phrase", "'phrases'"),
        ("[[watch]]\nname = 'x'\nwords = 'flag'\n", "watch.words", "a list"),
        ("[alerts]\ntarget = []\n", "alerts.target", "'targets'"),
        ("[alerts]\ntargets = 'json://desk:hunter2@x/hook-7f3a'\n", "alerts.targets", "a list"),
        ("[alerts]\ntargets = ['hunter2']\n", "alerts.targets", "as apprise has them"),
        ("[alerts]\ntargets = [7]\n", "alerts.targets", "a text"),
        ("[alerts]\ndeadline_hours = -1\n", "alerts.deadline_hours", "hours"),
    ],
)
def test_a_wrong_key_names_itself_and_what_is_allowed_and_no_secret(text: str, key: str, allowed: str) -> None:
    write(text)
    done = run("items")
    assert done.returncode == 2
    assert key in done.stderr
    assert allowed in done.stderr
    assert not any(secret in done.stderr for secret in SECRETS)


def test_an_old_config_stays_valid() -> None:
    settings = parse_settings("[[watch]]\nname='x'\nwords=['a']\nfeeds=['b']\nsides=['US']\naction='flag'\n", Path("c"))
    assert settings.watch[0].action == ("flag",)
    assert parse_settings("[[watch]]\nname='x'\nwords=['a']\n", Path("c")).watch[0].action == ()


def _polling(place: str, receiver: Receiver, rules: str = "") -> None:
    write(
        f"[poll]\nallow_private = ['{place}']\nhost_spacing_seconds = 0\n\n[alerts]\ntargets = ['{receiver.target}']\n\n"
        + (rules or "[[watch]]\nname = 'Docks'\nphrases = ['port fees']\naction = ['notify', 'flag']\n")
    )


def test_a_poll_without_a_console_flags_and_tells_and_shows_no_secret_anywhere(tmp_path: Path) -> None:
    titles = ["Soybean growers wait for China and tariffs"]
    now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    said: list[str] = []

    def tell(*words: str) -> str:
        done = run(*words)
        said.append(done.stdout + done.stderr)
        return done.stdout

    def answer(path: str, headers: dict[str, str]) -> Answer:
        return Answer(body=rss(*titles).replace(b"<item>", f"<item><pubDate>{now}</pubDate>".encode()))

    with serving(answer) as server, receiving() as receiver:
        _polling(server.place, receiver)
        tell("feeds", "add", server.url("/f"))
        tell("poll", "--once", "--force", "--json")
        assert receiver.got == []
        titles.append("China charges port fees on US ships as tariffs bite")
        tell("poll", "--once", "--force", "--json")
        assert [one["title"] for one in receiver.got] == ["Docks: China charges port fees on US ships as tariffs bite"]
        tell("poll", "--once", "--force")
        assert len(receiver.got) == 1
        receiver.status = 500
        titles.append("Port fees: Washington answers Beijing with tariffs of its own on cranes")
        tell("poll", "--once", "--force")
        shown = tell("config"), tell("config", "--json")
        doctor = tell("doctor")
    assert all("json at 127.0.0.1" in one for one in shown)
    [row] = [json.loads(line) for line in tell("items", "--flagged", "--json").splitlines()]
    assert row["flagged"]["by"] == "watch: Docks"
    [first, *_] = [json.loads(line) for line in tell("alerts", "list", "--json").splitlines()][::-1]
    assert [(one["target"], one["state"]) for one in first["targets"]] == [("json at 127.0.0.1", "sent")]
    assert "alerts" in doctor
    tell("alerts"), tell("watch", "list"), tell("export", "--format", "jsonl"), tell("handover"), tell("board")
    tell("snapshot", str(tmp_path / "copy.sqlite"))
    assert not any(secret in words for words in said for secret in SECRETS), said
    config().unlink()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert not any(secret.encode() in path.read_bytes() for secret in SECRETS), path


def test_the_targets_are_tried_one_by_one_and_never_offline() -> None:
    with receiving() as receiver:
        write(f"[alerts]\ntargets = ['{receiver.target}', 'json://127.0.0.1:1/hook-7f3a']\n")
        offline = run("--offline", "alerts", "test")
        assert (offline.returncode, receiver.got) == (1, [])
        done = run("alerts", "test")
        assert done.returncode == 1
        assert done.stdout.splitlines() == ["ok    json at 127.0.0.1", "FAIL  json at 127.0.0.1 #2: did not take it"]
        assert receiver.got[0]["title"] == "tradewatch: a test"
    assert not any(secret in done.stdout + done.stderr for secret in SECRETS)
    write("")
    assert "names no targets" in run("alerts", "test").stderr


def test_doctor_names_rules_that_are_none_and_notices_that_reach_nobody() -> None:
    write(
        "[[watch]]\nname = 'Mars'\nsides = ['Mars']\n\n[[watch]]\nname = 'Empty'\n\n[[watch]]\nname = 'N'\nwords = ['x']\naction = 'notify'\n"
    )
    done = run("doctor")
    assert "FAIL  watch: Mars: side: has no 'Mars'" in done.stdout
    assert "FAIL  watch: Empty: it says nothing to look for" in done.stdout
    assert "FAIL  alerts: N: notify has nobody to tell" in done.stdout


def test_doctor_tells_of_targets_that_others_may_read() -> None:
    write("[alerts]\ntargets = ['json://desk:hunter2@127.0.0.1:9/hook-7f3a']\n")
    os.chmod(config(), 0o644)
    assert "others may read it: chmod 600" in run("doctor").stdout
    os.chmod(config(), 0o600)
    done = run("doctor")
    assert "ok    alerts: 1 target: json at 127.0.0.1" in done.stdout
    assert not any(secret in done.stdout for secret in SECRETS[:3])
