"""The screens that are kept as text: what leads to each, and at which sizes; run as a program it draws them anew."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.tui.day import NOW, arrive, fill
from tests.tui.still import Still, stand_still
from tradewatch.records import Feed, FeedStatus, FetchOutcome, Offline, Preview, PreviewEntry, preview_text
from tradewatch.storage.store import Store

__all__ = ["FOLDER", "SCREENS", "drawn", "grounds"]

FOLDER = Path(__file__).with_name("screens")
SIZES = ((160, 50), (120, 36), (80, 24))
WIDE_TOO = (
    "first",
    "story",
    "statement",
    "measure",
    "proposals",
    "feeds",
    "help",
    "handover",
    "export",
    "as-of-change",
    "hands",
)
"""What is also kept at the first of these sizes."""
SMALL = ((60, 20),)
PIER = "https://pier.example/feed"


def answer_check(path: Path) -> None:
    """Answers what was asked about an address, as the poller would."""
    entries = (
        PreviewEntry("China raises duty on US grain", NOW - timedelta(minutes=9)),
        PreviewEntry("Dredging begins off the mole", NOW - timedelta(hours=7)),
        PreviewEntry("A notice without a date"),
    )
    found = Preview(PIER, "outlet.example", title="Pier Gazette", entries=30, newest=entries, read=20, relevant=4)
    with Store.open(path) as store:
        store.answer_request(store.open_requests()[0].id, preview_text(found), NOW)


ON_THE_DAY: Mapping[str, Still] = {
    "first": Still(),
    "offline-by-choice": Still(offline=True, shows="offline by choice"),
    "not-polling": Still(poller="not polling: it ended"),
    "search-typing": Still(("/soybean",), "search: soybean"),
    "search-hits": Still(("/soybean\r",), "“soybean”"),
    "search-no-hits": Still(("/zebra\r",), "nothing on “zebra”"),
    "search-in-text": Still(("\r", "/truce\r", "n"), "relevant ("),
    "narrowed": Still(("=side:China since:7d\r",), "side:China"),
    "wrong-query": Still(("=soy sied:China\r",), "did you mean"),
    "story": Still(("\r",), "relevant ("),
    "story-hand": Still(("!", "g\r"), "changed since you flagged it"),
    "statement": Still(("2\r",), "carried by"),
    "truce": Still(("1\r",), "Clocks of the truce"),
    "measure": Still(
        (
            "3j",
            "\r",
        ),
        "91 FR 47318",
    ),
    "zoom-truce": Still(("1z",)),
    "zoom-statements": Still(("2z",)),
    "zoom-tariffs": Still(("3z",)),
    "zoom-wire": Still(("z",)),
    "zoom-story": Still(("\r", "\t", "z"), "relevant ("),
    "tray-statements": Still(("2T",), "nobody named"),
    "tray-wire": Still(("T",), "near misses · 2 stories"),
    "proposals": Still(("P",), "to check"),
    "feeds": Still(("S",), "100 %"),
    "feed": Still(("S", "j\r"), "nothing read yet"),
    "feed-preview": Still(("Sa" + PIER + "\r", answer_check), "Enter adds it"),
    "help": Still(("?",), "Here: the wire"),
    "handover": Still(("H",), "Handover for ann"),
    "export": Still(("x",), "2 items"),
    "export-wire": Still(("=side:China since:7d\r", "x", "\t\t\x14"), "─ 1 item ─"),
    "palette": Still((":", "fla"), "flag"),
    "as-of": Still(("a2025-06-06\r",), "AS OF"),
    "as-of-change": Still(("a2025-05-14T00:30-04:00\r", "["), "fell from 145 to 30"),
    "arrivals": Still(("j", arrive), "1 new"),
    "hands": Still(("!",), "is:hand"),
    "flagged": Still(("F",), "to do"),
    "note": Still(("Fm",), "note on"),
    "said": Still(("f",), "flagged by ann"),
}
EMPTY: Mapping[str, Still] = {
    "empty": Still(),
    "empty-polling": Still(),
    "empty-failing": Still(),
    "empty-offline": Still(),
}


def grounds(folder: Path) -> None:
    """Makes the databases that the screens stand on."""
    fill(folder / "day.sqlite")
    for name in EMPTY:
        with Store.open(folder / f"{name}.sqlite") as store:
            store.add_feeds([Feed(f"https://outlet{number}.example/f", f"Outlet {number}") for number in range(58)])
            if name == "empty-polling":
                store.save_progress(12, 58, 0, NOW)
            if name == "empty-offline":
                store.save_offline(Offline(NOW - timedelta(minutes=12), "no name is found: is the network there?"))
            if name == "empty-failing":
                later = NOW + timedelta(minutes=15)
                store.save_outcomes([
                    FetchOutcome(one.id, NOW, later, FeedStatus.FAILING, "the server has a fault (500)")
                    for one in store.feed_states()
                ])  # fmt: skip


def _screens() -> Iterator[tuple[str, tuple[str, tuple[int, int], Still]]]:
    def named(
        name: str, ground: str, size: tuple[int, int], still: Still
    ) -> tuple[str, tuple[str, tuple[int, int], Still]]:
        return f"{name}-{size[0]}x{size[1]}", (ground, size, still)

    for name, still in ON_THE_DAY.items():
        for size in SIZES if name in WIDE_TOO else SIZES[1:]:
            yield named(name, "day", size, still)
    for name, still in EMPTY.items():
        for size in SIZES[1:]:
            yield named(name, name, size, still)
    yield named("first", "day", (200, 60), Still())
    yield named("first", "day", (30, 8), Still())
    for number, tab in enumerate(("truce", "statements", "tariffs", "wire"), 1):
        for size in SMALL:
            yield named(f"tab-{tab}", "day", size, Still((str(number),), f"[{number} "))
    for size in SMALL:
        yield named("tab-story", "day", size, replace(ON_THE_DAY["story"], shows="Harbour Wire · "))


SCREENS = dict(_screens())
"""Name of the file → what it stands on, the size, and what leads there."""


def drawn(name: str, folder: Path) -> str:
    """Gives a screen as text; works on a copy of what it stands on."""
    ground, size, still = SCREENS[name]
    with tempfile.TemporaryDirectory(dir=folder) as own:
        db = Path(shutil.copy(folder / f"{ground}.sqlite", own))
        return stand_still(db, NOW, size, still)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for left in {one.stem for one in FOLDER.glob("*.txt")} - set(SCREENS):
        (FOLDER / f"{left}.txt").unlink()
    with tempfile.TemporaryDirectory() as made:
        grounds(Path(made))
        for name in SCREENS:
            (FOLDER / f"{name}.txt").write_text(drawn(name, Path(made)), "utf-8")


if __name__ == "__main__":
    main()
