"""Draws docs/pictures: the console on the demo's database, its clock standing at noon. Run by `make picture`."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from textual.events import Paste

from tradewatch.book.load import load_book
from tradewatch.cli.consoleexport import ConsoleExporter
from tradewatch.feeds.demo.replay import START, Replay
from tradewatch.feeds.parse import parse_feed
from tradewatch.feeds.reading.reader import Reader
from tradewatch.feeds.telling import tell
from tradewatch.records import FeedStatus, FetchOutcome
from tradewatch.settings import Options, Settings, Theme
from tradewatch.storage import changes
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.calm import CalmPages
from tradewatch.tui.desk import Desk

FOLDER = Path(__file__).with_name("pictures")
NOW = START.astimezone(UTC)
_SECONDS = 1.0
"""What a step is given; a picture is drawn once nothing moves any more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed before it is drawn, and how wide and in which theme it is."""

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = (120, 36)
    theme: str = ""
    paste: str = ""
    """A file of this folder that is pasted at the end."""


PICTURES = (
    Picture("console"),
    Picture("detail", ("2", "enter")),
    Picture("tariffs", ("3", "enter")),
    Picture("search", ("slash", *"soybeans", "enter")),
    Picture("feeds", ("S",)),
    Picture("handover", ("H",)),
    Picture("flagged", ("F",)),
    Picture("check", ("C",), paste="draft.md"),
    Picture("light", theme="light"),
    Picture("contrast", theme="contrast"),
    Picture("80x24", size=(80, 24)),
)


async def draw(options: Options, picture: Picture) -> str:
    pages = CalmPages.open(options.db)
    settings = replace(options.settings, theme=Theme(picture.theme))
    desk = Desk(
        replace(options, settings=settings),
        lambda: NOW,
        ZoneInfo("Europe/London"),
        pages.book(),
        pages,
        "ann",
        demo="DEMO",
    )
    app = ConsoleApp(desk, ConsoleExporter(options), lambda: "", lambda: "")
    try:
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause(_SECONDS)
            for key in picture.keys:
                await pilot.press(key)
            if picture.paste:
                words = Path(__file__).with_name(picture.paste).read_text("utf-8")
                app.screen.post_message(Paste(words))
                await pilot.pause(_SECONDS)
            await pilot.pause(_SECONDS)
            return app.export_screenshot(title="tradewatch demo")
    finally:
        desk.close()


def steady(drawn: str, name: str) -> str:
    """The picture with names of its own in place of those that Rich makes up."""
    return re.sub(r"terminal-\d+", f"tradewatch-{name}", drawn)


def fill(store: Store) -> None:
    """Stores what the demo's feeds bring, one after another: a real poll gives other numbers each time."""
    with Replay() as replay:
        store.add_feeds(replay.feeds())
        for state in store.feed_states():
            kind, text = replay.document(state.feed.url.rpartition("/")[2], late=False)
            parsed = parse_feed(text.encode(), url=state.feed.url, content_type=kind, now=NOW)
            outcome = FetchOutcome(state.id, NOW, NOW + timedelta(minutes=15), FeedStatus.OK, parsed=parsed)
            store.save_outcomes([outcome])
    book = load_book()
    reader = Reader(book.roster, book.wrong_claims)
    while items := store.pending(100):
        store.save_readings([reader.read(one) for one in items], NOW)
    tell(store)


def mark(store: Store) -> None:
    """Flags two stories as a desk would, and ends a visit in the morning."""
    for words, note in (("%licences as carmakers%", "ask the carmakers"), ("%Toy importers%", "")):
        (number,) = store.connection.execute("select min(id) from item where title like ?", (words,)).fetchone()
        changes.flag(store, f"i{number}", by="ann", at=NOW, note=note, tags=("evening",))
    changes.note_visit(store, "ann", NOW - timedelta(hours=9))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with Store.open(path / "demo.sqlite") as store:
            fill(store)
            mark(store)
        for picture in PICTURES:
            db = Path(shutil.copy(path / "demo.sqlite", path / f"{picture.name}.sqlite"))
            options = Options(db, path / "none", Settings(), demo=True)
            drawn = steady(asyncio.run(draw(options, picture)), picture.name)
            (FOLDER / f"{picture.name}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
