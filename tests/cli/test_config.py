"""The config file as other programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import run
from tradewatch.configfile import load_settings
from tradewatch.errors import SettingsError


def test_a_byte_order_mark_at_the_beginning_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[desk]\nuser = 'ann'\n")
    assert load_settings(path).desk.user == "ann"
    done = run("config")
    assert done.returncode == 0, done.stderr
    assert any("desk.user" in line and "file" in line for line in done.stdout.splitlines())


def test_a_file_of_brackets_alone_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("x = " + "[" * 100_000, "utf-8")
    with pytest.raises(SettingsError, match="not TOML"):
        load_settings(path)
