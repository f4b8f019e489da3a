"""Writes docs/keys.md from the console's own table. Run by `make keys`."""

from __future__ import annotations

from pathlib import Path

from tradewatch.tui.keylines import key_page

if __name__ == "__main__":
    Path(__file__).with_name("keys.md").write_text(key_page(), "utf-8")
