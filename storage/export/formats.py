"""What leaves, by its format: the names, what each is for, the endings of files, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct

from tradewatch.storage.export.report import Report

__all__ = ["ENDINGS", "FEEDS", "FORMATS", "Format", "render"]


class Format(Struct, frozen=True):
    name: str
    """As `--format` has it."""
    ending: str
    words: str
    """For a person who chooses."""
    writer: str = ""
    """Module and function under this package; "" for the calendar, which is made of the book alone."""


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("md", ".md", "Markdown brief", "documents:markdown_brief"),
        Format("html", ".html", "HTML brief", "documents:html_brief"),
        Format("csv", ".csv", "CSV for spreadsheets", "tables:csv_table"),
        Format("tsv", ".tsv", "TSV", "tables:tsv_table"),
        Format("jsonl", ".jsonl", "JSON Lines", "rows:json_lines"),
        Format("json", ".json", "JSON", "rows:json_list"),
        Format("atom", ".atom", "Atom feed", "atom:atom_feed"),
        Format("jsonfeed", ".jsonfeed", "JSON Feed", "jsonfeed:json_feed"),
        Format("ninjs", ".ninjs", "IPTC ninjs for a newsroom system", "ninjs:ninjs_list"),
        Format("ics", ".ics", "calendar of the deadlines"),
    )
}
FEEDS = ("atom", "jsonfeed")
"""What other programs fetch time and again."""
ENDINGS: dict[str, str] = {
    **{one.ending: one.name for one in FORMATS.values()},
    ".markdown": "md", ".txt": "md", ".htm": "html", ".ndjson": "jsonl",
    ".feed.json": "jsonfeed", ".jsonfeed.json": "jsonfeed", ".ninjs.json": "ninjs", ".atom.xml": "atom",
}  # fmt: skip
"""By the end of a file's name; the longest that fits counts."""


def render(report: Report, format: str) -> str:
    """Gives the whole text of an export; imports what writes it only now.

    Raises KeyError for a format that is none of `FORMATS` or the calendar, TradewatchError for a mistake in a template.
    """
    module, _, name = FORMATS[format].writer.partition(":")
    writer: Callable[[Report], str] = getattr(import_module(f"{__package__}.{module}"), name)
    return writer(report)
