"""The poller reads by the roster as the desk has it now."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from tests.desk import NOW, item
from tradewatch.book.editing import new_row
from tradewatch.book.sources import Source
from tradewatch.cli.main import _options
from tradewatch.cli.poll import _reader
from tradewatch.settings import Options
from tradewatch.storage import changes
from tradewatch.storage.store import Store

SAID = {"kind": "page", "ref": "https://example.org/notice"}
TEXT = "US and China talk tariffs. “It moved barge rates,” Quill said of the tariffs."


def _own(store: Store) -> Options:
    return _options(str(store.path), os.environ["TRADEWATCH_CONFIG"], None, False, False)


def test_a_speaker_that_the_desk_adds_is_known_to_a_running_poller(store: Store) -> None:
    reader = _reader(_own(store), store, at_once=False)
    found = item("US and China talk about tariffs", TEXT)
    assert [one.speaker for one in reader().read(found).statements if one.direct] == ["Quill"]
    written = {"name": "Ada Quill", "side": "US"}
    changes.change_book(
        store,
        lambda rows: new_row(rows, "speaker", written, SAID, date(2026, 11, 25)),
        by="ann",
        at=NOW,
        source=[Source(**SAID)],
    )
    assert [one.speaker for one in reader().read(found).statements if one.direct] == ["Ada Quill"]


def test_a_roster_that_breaks_while_polling_costs_the_change_and_not_the_polling(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "roster.json"
    own.write_text('{"speakers": []}', "utf-8")
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text(f"[reading]\nroster = '{own}'\n[feeds]\ncatalogue = false\n", "utf-8")
    reader = _reader(_own(store), store, at_once=False)
    before = reader()
    own.write_text("{", "utf-8")
    changes.ground(store, NOW)
    assert reader() is before
