"""From the feed to the board: what left the desk is polled again, changed and taken out, and the board says so first."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.desk import NOW, deliver, entry, read_all, run
from tests.feeds.servers import Answer, serving
from tests.feeds.test_poller import polled
from tradewatch.records import Feed
from tradewatch.storage import changes
from tradewatch.storage.store import Store


def document(titles: dict[int, str]) -> bytes:
    """A feed of these entries, newest first, an hour apart."""
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{number}</link><guid>{number}</guid>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=number))}</pubDate>"
        "<description>China and the United States on tariffs</description></item>"
        for number, title in titles.items()
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>D</title>{items}</channel></rss>'.encode()


def exported(store: Store) -> list[tuple[str, int]]:
    sql = "select title, exported_item.version from exported_item join item on item.id = item_id order by title"
    return [(str(key), int(version)) for key, version in store.connection.execute(sql)]


def test_a_feed_that_edits_and_withdraws_raises_hands_that_the_board_prints_first(store: Store) -> None:
    titles = {number: f"Tariffs on China, report {number}" for number in range(1, 9)}
    body = [document(titles)]

    def poll(at: datetime) -> None:
        polled(store, server, lambda poller: poller.round(force=True), at)

    with serving(lambda path, headers: Answer(body=body[0])) as server:
        store.add_feeds([Feed(server.url("/f"), "Harbour Wire")])
        poll(NOW)
        for (number,) in store.connection.execute(
            "select id from item where title like '%2' or title like '%4'"
        ).fetchall():
            changes.flag(store, f"i{number}", by="ann", at=NOW + timedelta(minutes=5))
        assert run("export", "--out", "-").stdout.count("\n") == 2
        assert exported(store) == [("Tariffs on China, report 2", 1), ("Tariffs on China, report 4", 1)]
        changed = {**titles, 2: "RETRACTED: Tariffs on China, report 2"}
        del changed[4]
        body[0] = document(changed)
        poll(NOW + timedelta(minutes=15))
        assert "no longer in the feed" not in run("board").stdout
        poll(NOW + timedelta(minutes=30))
    lines = run("board").stdout.splitlines()
    hands = next(place for place, line in enumerate(lines) if line.startswith("HANDS UP  2"))
    assert hands < next(place for place, line in enumerate(lines) if line.startswith("TARIFFS"))
    said = "\n".join(lines[hands : hands + 8])
    assert "! withdrawn, no longer in the feed, since you exported and flagged it" in said
    assert "! withdrawn (retraction) since you exported and flagged it" in said
    assert "headline: “Tariffs on China, report 2” → “RETRACTED: Tariffs on China, report 2”" in said
    assert "HANDS UP" not in run("--as-of", "2025-06-06T16:10:00Z", "board").stdout
    assert len(run("items", "is:hand", "--json").stdout.splitlines()) == 2


def test_an_export_that_fails_notes_nothing(store: Store, tmp_path: Path) -> None:
    deliver(store, entry(1, title="Tariffs"))
    read_all(store)
    changes.flag(store, "i1", by="ann", at=NOW)
    out = tmp_path / "out.json"
    out.write_text("mine")
    assert run("export", "--out", str(out)).returncode == 1
    assert exported(store) == []
    done = run("export", "--out", str(out), "--overwrite")
    assert (done.returncode, done.stderr) == (0, f"1 item written to {out}\n")
    assert exported(store) == [("Tariffs", 1)]
