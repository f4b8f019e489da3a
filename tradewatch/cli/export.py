"""The command `export`: the flagged items as a file for the next person."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from tradewatch.cli.items import item_filters, item_query
from tradewatch.cli.opening import open_book, open_pages
from tradewatch.cli.output import pass_options
from tradewatch.cli.present import clock, demo_mark, desk_zone, now
from tradewatch.errors import TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.records import Flagged, FlagState
from tradewatch.settings import Options
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery

__all__ = ["Leaving", "export", "export_text", "form_by_ending", "note_exported"]

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
        leaving = export_text(options, pages, query, chosen, states)
    content = ("\ufeff" if bom else "") + leaving.text
    if out == "-":
        click.echo(content.encode("utf-8"), nl=False)
    else:
        write_whole(Path(out), content.encode("utf-8"), overwrite=overwrite, instead="--overwrite replaces it")
    note_exported(options, leaving.items)
    if out != "-":
        click.echo(leaving.words(out), err=True)


class Leaving(Struct, frozen=True):
    """The text of an export, and what is to be noted of it once it has left."""

    text: str
    count: int
    items: Sequence[Flagged] = ()

    def words(self, out: object) -> str:
        """Gives what was written, for a person."""
        return f"{self.count} item{'' if self.count == 1 else 's'} written to {out}"


def export_text(options: Options, pages: Pages, query: ItemQuery, form: str, states: tuple[str, ...] = ()) -> Leaving:
    """Gives the text of an export; once it has left, `note_exported` is due."""
    from msgspec.structs import replace

    from tradewatch.storage.export.formats import Report, render

    at = now(options)
    if form == "ics":
        from tradewatch.cli.figures import calendar_of

        return Leaving(*calendar_of(options, open_book(options)))
    if query.flagged:
        query = replace(query, states=states or (str(FlagState.TODO),))
    items = pages.flagged(query)
    figures = _figures(options) if form == "md" else ()
    report = Report(items, iso_utc(at), open_book(options), figures, options.settings.desk.name, demo_mark(options))
    return Leaving(render(report, form), len(items), items)


def note_exported(options: Options, items: Sequence[Flagged]) -> None:
    """Notes what has left the desk: statements keep number and words, items raise a hand when they are changed.

    A database that may only be read goes without.
    """
    from tradewatch.errors import DatabaseError
    from tradewatch.storage.store import Store

    if items:
        statements = [one.id for flagged in items for one in flagged.statements]
        with contextlib.suppress(DatabaseError), Store.open(options.db, makes=False) as store:
            store.save_exported(statements, clock(options)(), [(one.item.id, one.item.version) for one in items])


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
