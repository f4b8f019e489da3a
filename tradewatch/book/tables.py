"""The duties as files for others: CSV for tools, a Markdown table ready for a story; each with "as of" and sources."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from tradewatch.book.answers import decimal_words, tariff_answers
from tradewatch.book.rows import Book
from tradewatch.book.sources import Source
from tradewatch.book.tariffs import Stack, stacks_at
from tradewatch.book.words import checked_words, moment_words, source_words
from tradewatch.escaping import guarded, markdown_safe
from tradewatch.instants import BEIJING, WASHINGTON, iso_utc

__all__ = ["tariffs_csv", "tariffs_markdown"]

_COLUMNS = (
    "kind id imposed_by target name scope rate rates effective_from effective_to precision status authority citation"
    " evidence total parts since before basis otherwise left_out checked_to as_of known_at problems source"
).split()


def tariffs_csv(book: Book, at: datetime, *, mark: str = "") -> str:
    """Gives the lines of `tariffs --json` as CSV (RFC 4180); lists are joined by ` | `. `mark` leads each row of a demo."""
    out = io.StringIO()
    writer = csv.writer(out, csv.excel)
    writer.writerow([*(["demo"] if mark else []), *_COLUMNS])
    for row in tariff_answers(book, at):
        cells = {
            **row,
            "rates": " | ".join(f"{one['rate']} % {one['scope']}" for one in row.get("rates", ())),
            "parts": " | ".join(f"{one['name']} {one['rate']} %" for one in row.get("parts", ())),
            "source": " | ".join(one["ref"] or one["kind"] for one in row.get("source", ())),
            "as_of": iso_utc(at),
        }
        if row["kind"] == "stack":
            cells["source"] = " | ".join(source_words(one) for one in _sources(stacks_at(book, at), row["imposed_by"]))
        words = ["" if cells.get(name) is None else str(cells.get(name)) for name in _COLUMNS]
        writer.writerow([*([mark] if mark else []), *(guarded(word) for word in words)])
    return out.getvalue()


def tariffs_markdown(book: Book, at: datetime, *, mark: str = "") -> str:
    """Gives both directions as a Markdown table with its day, what is left out, and the sources of each part."""
    local, there = at.astimezone(WASHINGTON), at.astimezone(BEIJING)
    when = f"{local.day} {local:%B %Y, %H:%M} Washington, {there:%H:%M} Beijing"
    stacks = stacks_at(book, at)
    lines = [
        *([f"**{markdown_safe(mark)}**", ""] if mark else []),
        f"General extra duties as of {when} ({checked_words(book, at)})",
        "",
        "| Direction | Total | Parts | Since | Before |",
        "| --- | ---: | --- | --- | ---: |",
        *(_row(one) for one in stacks),
        "",
    ]
    for stack in stacks:
        if stack.otherwise is not None:
            lines += [
                f"{stack.imposed_by} on {stack.target} rests on an announcement without instrument:"
                f" {decimal_words(stack.otherwise)} % if it fails.",
                "",
            ]
    lines += [f"Not added: {markdown_safe(book.left_out)}.", "", "Sources:", ""]
    for stack in stacks:
        lines += [
            f"- {markdown_safe(part.name)} ({stack.imposed_by} on {stack.target}, evidence: {part.evidence}):"
            f" {markdown_safe(part.citation or part.authority)}; {_said(part.source)}"
            for part in stack.parts
        ]
    return "\n".join(lines).rstrip() + "\n"


def _row(stack: Stack) -> str:
    parts = " + ".join(f"{markdown_safe(one.name)} {decimal_words(one.rate)}" for one in stack.parts) or "none"
    since = moment_words(stack.since) if stack.since else "–"
    before = f"{decimal_words(stack.before)} %" if stack.before is not None else "–"
    otherwise = f" ({decimal_words(stack.otherwise)} % if the extension fails)" if stack.otherwise is not None else ""
    return f"| {stack.imposed_by} on {stack.target} | {decimal_words(stack.total)} %{otherwise} | {parts} | {since} | {before} |"


def _said(sources: Iterable[Source]) -> str:
    return "; ".join(
        f"<{one.ref}>" if one.ref.startswith(("http://", "https://")) else markdown_safe(source_words(one))
        for one in sources
    )


def _sources(stacks: Iterable[Stack], imposed_by: str) -> list[Source]:
    found = [source for one in stacks if one.imposed_by == imposed_by for part in one.parts for source in part.source]
    return list(dict.fromkeys(found))
