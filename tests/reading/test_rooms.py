"""The manual of reading names every file of the room, so that a newcomer finds it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_manual_names_every_file_of_the_reader() -> None:
    manual = (ROOT / "docs" / "reading.md").read_text("utf-8")
    files = [one.name for one in (ROOT / "feeds" / "reading").iterdir() if one.suffix in (".py", ".json")]
    assert [name for name in sorted(files) if f"`{name}`" not in manual and name != "__init__.py"] == []
