"""The mark of the rules: whatever an answer rests on changes it, so that the archive is read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tradewatch.book.load import load_book
from tradewatch.feeds.reading import reader
from tradewatch.feeds.reading.reader import RULES, Reader

PACKAGE = Path(reader.__file__).parent


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    reader._rule_files.cache_clear()
    yield
    reader._rule_files.cache_clear()


def rules() -> str:
    reader._rule_files.cache_clear()
    return Reader(load_book().roster).rules


@pytest.mark.parametrize("changed", ["quotes.py", "lexicon.json", "stances.json", "occasions.json", "background.json"])
def test_a_change_of_code_or_words_is_a_change_of_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    for one in PACKAGE.iterdir():
        if one.suffix in (".py", ".json"):
            (tmp_path / one.name).write_bytes(one.read_bytes())
    before = rules()
    monkeypatch.setattr(reader.resources, "files", lambda name: tmp_path)
    assert rules() == before
    (tmp_path / changed).write_bytes((tmp_path / changed).read_bytes() + b"\n")
    assert rules() != before
    assert rules().startswith(f"{RULES}.")


def test_the_files_are_read_once_for_all_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules()
    monkeypatch.setattr(reader.resources, "files", lambda name: pytest.fail("read again"))
    assert Reader(load_book().roster).rules == before
