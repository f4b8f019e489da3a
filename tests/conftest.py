"""What many tests stand on: a fresh database, and the program's own environment out of the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tradewatch.storage.store import Store

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""The programs that tests start are compiled once, not at each of their hundreds of starts (a tenth of a second each)."""


@pytest.fixture(autouse=True)
def _own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the user's database or config, or contacts the bundled feeds."""
    for name in [name for name in os.environ if name.startswith("TRADEWATCH_")]:
        monkeypatch.delenv(name)
    config = tmp_path / "config.toml"
    words = "[desk]\nuser = 'ann'\nzone = 'Europe/London'\n\n[feeds]\ncatalogue = false\n"
    config.write_text(words, "utf-8")
    monkeypatch.setenv("TRADEWATCH_DB", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("TRADEWATCH_CONFIG", str(config))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "desk.sqlite") as opened:
        yield opened
