"""The command `export`: the flagged items as a file for the next person."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import click

from tradewatch.cli.items import item_filters, item_query
from tradewatch.cli.opening import open_book, open_pages
from tradewatch.cli.output import pass_options
from tradewatch.cli.present import demo_mark, desk_zone, now
from tradewatch.errors import TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.records import FlagState
from tradewatch.settings import Options
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery

__all__ = ["export", "export_text", "form_by_ending"]

_FORMATS = ("jsonl", "json", "csv", "tsv", "md", "ics")


@click.command()
@item_filters
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Else by the file's ending; jsonl for standard output."
)
@click.option("--out", default="-", show_default=True, help="The file; - is standard output.")
@click.option("--all-items", is_flag=True, help="Also items that are not flagged.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([str(one) for one in FlagState]),
    help="Flags in this state; else todo.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, for spreadsheets.")
@pass_options
def export(
    options: Options, /, form: str | None, out: str, all_items: bool, states: tuple[str, ...], overwrite: bool, bom: bool,
    **filters: Any,
) -> None:  # fmt: skip
    """The flagged items with their statements, notes, tags and sources.

    \b
    Examples:
      tradewatch export --out handover.md
      tradewatch export --format csv --bom --out today.csv --since 2026-11-24
    """
    from tradewatch.storage.export.whole import write_whole

    chosen = form or form_by_ending(out)
    query = item_query(options, **{**filters, "flagged": not all_items or filters["flagged"]})
    with open_pages(options) as pages:
        text, count = export_text(options, pages, query, chosen, states)
    content = ("\ufeff" if bom else "") + text
    if out == "-":
        click.echo(content.encode("utf-8"), nl=False)
        return
    write_whole(Path(out), content.encode("utf-8"), overwrite=overwrite)
    click.echo(f"{count} item{'' if count == 1 else 's'} written to {out}", err=True)


def export_text(
    options: Options, pages: Pages, query: ItemQuery, form: str, states: tuple[str, ...] = ()
) -> tuple[str, int]:
    """Gives the text of an export and how many items are in it."""
    from dataclasses import replace

    from tradewatch.storage.export.formats import Report, render

    at = now(options)
    if form == "ics":
        from tradewatch.cli.figures import calendar_of

        return calendar_of(options, open_book(options))
    if query.flagged:
        query = replace(query, states=states or (str(FlagState.TODO),))
    items = pages.flagged(query)
    _note_exported(options, [one.id for flagged in items for one in flagged.statements])
    figures = _figures(options) if form == "md" else ()
    report = Report(items, iso_utc(at), open_book(options), figures, options.settings.desk.name, demo_mark(options))
    return render(report, form), len(items)


def _note_exported(options: Options, numbers: list[int]) -> None:
    """What leaves the desk keeps its number and words; a database that may only be read goes without."""
    from tradewatch.errors import DatabaseError
    from tradewatch.storage.store import Store

    if numbers:
        with contextlib.suppress(DatabaseError), Store.open(options.db) as store:
            store.save_exported(numbers, now(options))


def _figures(options: Options) -> tuple[str, ...]:
    """The book's figures of the day, as the panes have them."""
    from tradewatch.book.tariffwords import tariff_lines
    from tradewatch.book.trucewords import truce_words
    from tradewatch.book.words import plain

    book, at = open_book(options), now(options)
    words = truce_words(book, at, desk_zone(options))
    lines = [f"Truce: {words.status}; {words.checked}", *(plain(line) for line in words.lines)]
    return tuple(" ".join(line.split()) for line in [*lines, *(plain(line) for line in tariff_lines(book, at))])


def form_by_ending(out: str) -> str:
    ending = Path(out).suffix.lstrip(".").lower()
    ending = {"markdown": "md", "ndjson": "jsonl", "txt": "md"}.get(ending, ending)
    if out == "-":
        return "jsonl"
    if ending not in _FORMATS:
        raise TradewatchError(f"{out}: which format?", f"--format {', '.join(_FORMATS)}, or a file that ends so")
    return ending
