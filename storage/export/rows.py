"""JSON Lines and JSON: the canonical export, which the schema that ships beside it describes."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from tradewatch.storage.export.answers import flagged_answer
from tradewatch.storage.export.figures import figures_at
from tradewatch.storage.export.report import Report

__all__ = ["SCHEMA", "json_lines", "json_list", "rows", "schema_text"]

SCHEMA = "flagged-1.json"
"""The schema of a line; a change that an older reader would not understand makes another version."""

_BREAKS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "\x85\u2028\u2029"}


def schema_text() -> str:
    """Gives the JSON Schema (2020-12) of an exported line; its version stands in `$id`."""
    return files(__package__).joinpath("schemas", SCHEMA).read_text("utf-8")


def json_lines(report: Report) -> str:
    """Gives one JSON object a line; other letters that readers take for the end of one are escaped."""
    return "".join(json.dumps(row, ensure_ascii=False).translate(_BREAKS) + "\n" for row in rows(report))


def json_list(report: Report) -> str:
    """Gives the same objects as one array."""
    return json.dumps(rows(report), ensure_ascii=False, indent=2) + "\n"


def rows(report: Report) -> list[dict[str, Any]]:
    """Gives the objects: what `items --json` says, the statements, and the book's figures of the item's day."""
    mark = {"demo": report.demo} if report.demo else {}
    return [
        {**mark, **flagged_answer(one), "book": figures_at(report.book, one.item.published)} for one in report.items
    ]
