"""Checking a draft against an archive of 100,000 items; against reading the same draft alone, the least that it can cost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.archive import NEWEST, make_archive
from benchmarks.timing import compared
from tradewatch.book.load import load_book
from tradewatch.feeds.reading.draft.checking import check_draft
from tradewatch.feeds.reading.draft.page import read_page
from tradewatch.feeds.reading.draft.sections import sections
from tradewatch.feeds.reading.reader import Reader
from tradewatch.storage.archivepages import ArchivePages
from tradewatch.storage.pages import Pages

_DRAFT = Path(__file__).parents[1] / "tests" / "reading" / "draft" / "planted.md"
_ITEMS = 100_000


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.sqlite"
        make_archive(path, _ITEMS)
        pages, book = Pages.open(path), load_book()
        page, reader = read_page(_DRAFT.name, _DRAFT.read_bytes()), Reader(book.roster, book.wrong_claims)
        yield compared(
            f"a draft of 25 lines beside {_ITEMS:,} items",
            lambda: check_draft(page, ArchivePages(pages, NEWEST), book, NEWEST),
            "reading it alone",
            lambda: list(sections(page.text, reader, NEWEST)),
        )
        pages.close()
