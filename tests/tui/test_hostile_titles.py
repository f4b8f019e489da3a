"""Titles that would act on a terminal, through the door of the feeds and then through every pane of the real program."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, read_all, run
from tests.feeds.hostility import shared_server
from tests.tui.stream import ACTING, Written, take_apart
from tests.tui.terminal import Terminal, terminal
from tradewatch.clean import clean_line
from tradewatch.feeds.parse import parse_feed
from tradewatch.storage import changes
from tradewatch.storage.store import Store

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "hostile"
OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
HARMLESS = ["Grain ships wait off the port", "Licences for magnets", "A quiet hour"]
OURS = [
    "clipboard \x1b]52;c;cXVpZXQ=\x07 taken", "link \x1b]8;;https://pier.example\x1b\\here\x1b]8;;\x1b\\ end",
    "\x1b]0;another title\x07 of the window", "\x1b[?1049l\x1b[2J\x1b[H gone screen", "colour \x1b[31;5m red \x1b[0m over",
    "eight bits \x9b31m red \x9d0;t\x9c over", "device \x1bP+q544e\x1b\\ asked", "\x1b[6n where \x1b[c who", "bell \x07\x07\x07 rings",
    "rate of 52\r25 per cent", "rate of 30\b\b45 per cent", "line\nbreak\u2028and\u2029more\x85still", "tab\there\x0band\x0cthere",
    "duty of \u202e52\u202c per cent", "\u2066isolated\u2069 \u200fmark\u200e", "in\u200bvis\u00adi\u2060ble\ufeff letters",
    "tags \U000e0041\U000e0042 unseen", "nul \x00 and \x7f delete", "\ufffe no letter \uffff", "an unfinished \x1b[", "an unfinished \x1b]52;c;",
    "[bold red]marked up[/] [/] [@click=app.quit]press[/]", "[link=https://pier.example]words[/link] :skull: $text", "{0} %s %(x)s ${HOME} \\x1b[31m ^[[31m",
    "=HYPERLINK(\"x\")", "&lt;b&gt; &amp; &#27;[31m", "Zo\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u0317e marks", "関税の停戦は一月十日まで続くと商務省" * 12,
    "관세 휴전 90일", "هدنة الرسوم الجمركية ٩٠ يوما", "शुल्क युद्धविराम", "ภาษีศุลกากร", "ﬁve ½ ％ ﷽ ꧅", "👩‍🌾 👨‍👩‍👧 🇨🇳 🇺🇸 1️⃣ ☎️", "W" * 700, "e\u0301\u0327 combined \u1100\u1161\u11a8",
]  # fmt: skip


def shared_titles() -> list[str]:
    """The titles of the public set as its server sends them, with what its references stand for."""
    if not (FOLDER / "manifest.json").exists():
        pytest.skip("the public set of hostile feeds is not beside the project")
    cases = json.loads((FOLDER / "manifest.json").read_text("utf-8"))["cases"]
    shown = [
        name for name, case in cases.items() if case["want"] in ("cleaned", "stored", "stored once", "partly stored")
    ]
    titles = []
    with shared_server(FOLDER) as server:
        for name in shown:
            body = server.bytes(f"/case/{name}").decode("utf-8", "replace")
            titles += [
                html.unescape(one)[:3000] for one in re.findall(r"<item>\s*<title>(.*?)</title>", body, re.DOTALL)
            ]
    return titles


def documents(titles: Sequence[str]) -> list[bytes]:
    """A JSON Feed for every title, with it in each place that takes words."""
    return [
        json.dumps({
            "version": "https://jsonfeed.org/version/1.1", "title": f"{title} {number}",
            "items": [{
                "id": str(number), "url": f"https://example.org/{number}", "title": title, "authors": [{"name": title}],
                "date_published": (NOW - timedelta(days=9 * number)).isoformat(), "summary": f"{title} of China and US tariffs",
                "content_text": f"“{title} on tariffs,” U.S. Treasury Secretary Scott Bessent told CNBC of China. {title} "
                "China raised its additional tariff on US goods from 10% to 34%, the ministry said.",
            }],
        }).encode()
        for number, title in enumerate(titles)
    ]  # fmt: skip


def fill(store: Store, titles: Sequence[str]) -> list[str]:
    """Stores every title through the door of the feeds, marks them with each other; gives what is to be seen."""
    seen = []
    for number, body in enumerate(documents(titles)):
        url = f"http://127.0.0.1:9/{number}"
        parsed = parse_feed(body, url=url, content_type="application/feed+json", now=NOW)
        deliver(store, *parsed.entries, feed=url, title=parsed.title)
        seen += [one.title for one in parsed.entries]
    read_all(store)
    for number, title in enumerate(titles, 1):
        changes.set_relevant(store, [f"i{number}"], True, by=title or "ann", at=NOW)
        if number % 2:
            changes.flag(
                store, f"i{number}", by=clean_line(title)[:20] or "ann", at=NOW, note=title, tags=["x" + title[:40]]
            )
    for number in range(1, 4):
        changes.correct_speaker(store, f"s{number}", titles[number % len(titles)] + " x", None, by="ann", at=NOW)
    return seen


def plain(text: str) -> str:
    """Letters without blanks, frames, joiners and selectors, composed: what a person compares."""
    return unicodedata.normalize("NFC", re.sub("[\\s\u2500-\u259f\u200c\u200d\ufe0e\ufe0f]", "", text))


def walk(seen: Terminal, titles: Sequence[str]) -> list[str]:
    """Through every pane and screen; gives the titles that never stood there verbatim."""
    seen.until(lambda text: "4 Wire" in text and "unread" in text)
    missing = [plain(title) for title in titles]
    for _ in titles:
        seen.keys("\r")
        seen.until(lambda text: re.search(r"Tab goes in.*\n┃ \S", text) is not None)
        drawn = 0
        while drawn != (drawn := len(seen.raw)):  # the rest of what is drawn at once
            seen.look(0.03)
        text = plain(seen.text())
        missing = [title for title in missing if title not in text]
        seen.keys("qj")
        seen.until(lambda text: "4 Wire" in text and "Detail" not in text)
    for keys, words in (
        ("2", "2 Statements"), ("\r", "Detail"), ("q", "4 Wire"), ("P", "Proposals"), ("jjj", "Proposals"), ("q", "4 Wire"),
        ("S", "Feeds"), ("j\r", "q closes"), ("q", "what is wrong"), ("q", "4 Wire"), ("H", "Handover"), ("\x04", "Handover"),
        ("q", "4 Wire"), ("?", "Here:"), ("q", "4 Wire"), (":fla", "Desk"), ("\x1b", "-🔎"), ("4F", "to do"),
        ("m", "note on"), ("\x1b", "-note on"), ("\r", "Detail"), ("q", "4 Wire"), ("F", "to do"), ("f", "taken off"), ("u", "undone"),
        ("q", "4 Wire"),
        ("/\u202e[bold]x\u200b\r", "nothing on"), ("\x1b", "-nothing on"), ("a2025-06-06\r", "AS OF"), ("\x1b", "-AS OF"),
    ):  # fmt: skip
        seen.keys(keys)
        gone, words = words[0] == "-", words.lstrip("-")
        seen.until(lambda text, gone=gone, words=words: (words in text) != gone)
    seen.resize(160, 50)
    seen.until(lambda text: "3 Tariffs" in text and "2 Statements" in text)
    seen.keys("4gz")
    for _ in range(len(titles) // 40 + 1):
        seen.keys("\x04")
    seen.keys("?")
    seen.until("Here: the wire")
    seen.keys("qqqq")
    assert seen.ended() == 0
    # the screen of the tests loses vowels of India and what joins emoji: those are looked for in what was sent
    sent = plain(take_apart(bytes(seen.raw)).letters)
    return [title for title in missing if title not in sent]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """What the program itself sends on that walk."""
    db = tmp_path_factory.mktemp("harmless") / "desk.sqlite"
    config = db.with_name("config.toml")
    config.write_text("[desk]\nuser = 'ann'\nzone = 'Europe/London'\n\n[feeds]\ncatalogue = false\n", "utf-8")
    with Store.open(db) as store:
        titles = fill(store, HARMLESS)
    own = {"TRADEWATCH_DB": str(db), "TRADEWATCH_CONFIG": str(config), "XDG_STATE_HOME": str(db.parent)}
    with terminal(columns=80, rows=24, **OFFLINE, **own) as seen:
        assert walk(seen, titles) == []
        return take_apart(bytes(seen.raw))


@pytest.mark.parametrize("titles", [lambda: OURS, shared_titles], ids=["ours", "the public set"])
def test_no_title_acts_on_the_terminal_and_every_one_stands_there_verbatim(
    store: Store, harmless: Written, titles: Callable[[], list[str]]
) -> None:
    shown = fill(store, titles())
    assert len(shown) == len(titles()) or titles is shared_titles
    with terminal(columns=80, rows=24, **OFFLINE) as seen:
        missing = walk(seen, shown)
        written = take_apart(bytes(seen.raw))
    assert missing == []
    assert written.kinds - harmless.kinds == frozenset()
    assert written.acting - harmless.acting == frozenset()
    for words in (
        ("board",),
        ("items", "--all"),
        ("statements",),
        ("feeds", "list"),
        ("handover",),
        ("book", "proposals"),
    ):
        done = run(*words)
        assert done.returncode == 0, done.stderr
        assert set(ACTING.findall(done.stdout)) <= {"\n", "\t"}  # a tab parts columns
        if words == ("items", "--all"):
            listed = plain(done.stdout)
            assert [one for one in shown if plain(one)[:30] not in listed] == []
