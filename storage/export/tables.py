"""CSV and TSV: a row an item, for spreadsheets."""

from __future__ import annotations

import csv
import io

from tradewatch.book.rows import Book
from tradewatch.escaping import guarded
from tradewatch.instants import iso_utc
from tradewatch.quoting import quoted
from tradewatch.records import Flagged, Statement
from tradewatch.storage.export.answers import flagged_answer
from tradewatch.storage.export.figures import FIGURES, figures_at
from tradewatch.storage.export.report import Report

__all__ = ["csv_table", "tsv_table"]

_COLUMNS = (
    "id", "published", "feed", "side", "title", "url", "note", "tags", "state", "flagged_by", "flagged_at", "topics",
    "outlets", "summary", "statements", "first_seen", "feed_url", "story",
)  # fmt: skip


def csv_table(report: Report) -> str:
    """RFC 4180: CRLF, quotation marks doubled; a cell that a spreadsheet would take for a formula gets a ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, csv.excel)
    writer.writerow(_heads(report))
    writer.writerows([guarded(cell) for cell in row] for row in _cells(report))
    return out.getvalue()


def tsv_table(report: Report) -> str:
    """Tabs between cells, line feeds at the ends, no quotation marks: cells hold neither tab nor line break."""
    lines = ["\t".join(_heads(report))]
    lines += ["\t".join(guarded(" ".join(cell.split())) for cell in row) for row in _cells(report)]
    return "\n".join(lines) + "\n"


def _heads(report: Report) -> list[str]:
    return [*(["demo"] if report.demo else []), *_COLUMNS, *FIGURES]


def _cells(report: Report) -> list[list[str]]:
    return [
        [*([report.demo] if report.demo else []), *_cells_of(one), *_figures_of(report.book, one)]
        for one in report.items
    ]


def _figures_of(book: Book, flagged: Flagged) -> list[str]:
    figures = figures_at(book, flagged.item.published)
    return ["" if figures[name] is None else str(figures[name]) for name in FIGURES]


def _cells_of(flagged: Flagged) -> list[str]:
    item = flagged.item
    answer = flagged_answer(flagged)
    flag = item.flag or next((one.flag for one in flagged.statements if one.flag), None)
    said = " | ".join(_statement_cell(one) for one in flagged.statements)
    cells = {
        **{key: "" if answer.get(key) is None else str(answer.get(key)) for key in _COLUMNS},
        "note": " | ".join(note for note in (item.note, *(one.note for one in flagged.statements)) if note),
        "tags": ", ".join(dict.fromkeys([*item.tags, *(tag for one in flagged.statements for tag in one.tags)])),
        "topics": ", ".join(item.topics),
        "statements": said,
        "state": str(flag.state) if flag else "",
        "flagged_by": flag.by if flag else "",
        "flagged_at": iso_utc(flag.at) if flag else "",
    }
    return [cells[key] for key in _COLUMNS]


def _statement_cell(one: Statement) -> str:
    earlier = " (in an earlier wording only)" if one.withdrawn else ""
    return f"{one.speaker or 'nobody named'}: {quoted(one)}{earlier}"
