"""The command `export`: what is flagged, or a search, as a file for the next person or a feed for the next program."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from tradewatch.cli.items import item_filters, item_query
from tradewatch.cli.leaving import Wanted, export_text, form_by_ending, note_exported
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import pass_options
from tradewatch.errors import TradewatchError
from tradewatch.records import FlagState
from tradewatch.settings import Options
from tradewatch.storage.export.formats import FORMATS
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import SavedSearch

__all__ = ["export"]

_NO_SUBJECT = ("query", "flagged", "since", "until", "limit")
"""Filters that a feed may be made with anew each time, and stays the same feed; the first two are told otherwise."""


@click.command()
@item_filters
@click.option(
    "--format", "form", type=click.Choice([*FORMATS]), help="Else by the file's ending; jsonl for standard output."
)
@click.option("--out", default="-", show_default=True, help="The file; - is standard output.")
@click.option("--all-items", is_flag=True, help="Also items that are not flagged.")
@click.option("--search", metavar="NAME", help="All that a saved search or a [[watch]] finds, flagged or not.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([str(one) for one in FlagState]),
    help="Flags in this state; else todo.",
)
@click.option("--limit", type=click.IntRange(min=0), default=0, help="The newest so many; 0 is all, and the default.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, for spreadsheets.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a line of jsonl instead.")
@click.option(
    "--template", metavar="NAME", help="Print a template instead, as brief.html.j2, to begin an own one with."
)
@pass_options
def export(
    options: Options, /, form: str | None, out: str, all_items: bool, search: str | None, states: tuple[str, ...],
    overwrite: bool, bom: bool, schema: bool, template: str | None, **filters: Any,
) -> None:  # fmt: skip
    """The flagged items with their statements, notes, tags and sources; or what a search finds.

    jsonl is canonical, and --schema prints its schema; csv and tsv for spreadsheets, md and html to be read, atom and
    jsonfeed for feed readers, ninjs for a newsroom system, ics for the deadlines. docs/exports.md has all of them.

    \b
    Examples:
      tradewatch export --out handover.md
      tradewatch export --format csv --bom --out today.csv --since 2026-11-24
      tradewatch export --search "rare earths" --out rare-earths.atom --overwrite
    """
    if schema or template:
        _print_shipped(template)
        return
    from tradewatch.storage.export.whole import write_whole

    chosen = form or form_by_ending(out)
    with open_pages(options) as pages:
        leaving = export_text(options, pages, _wanted(options, pages, chosen, all_items, search, states, filters))
    content = (("\ufeff" if bom else "") + leaving.text).encode("utf-8")
    if out == "-":
        click.echo(content, nl=False)
    else:
        write_whole(Path(out), content, overwrite=overwrite, instead="--overwrite replaces it")
    note_exported(options, leaving.items)
    if out != "-":
        click.echo(leaving.words(out), err=True)


def _wanted(
    options: Options, pages: Pages, form: str, all_items: bool, search: str | None, states: tuple[str, ...],
    filters: dict[str, Any],
) -> Wanted:  # fmt: skip
    """What was asked for: the title says so, and `subject` stays the same whenever it is asked again."""
    saved = _saved(options, pages, search) if search is not None else None
    typed = filters["query"]
    flagged = filters["flagged"] or not (all_items or saved)
    asked = f"{saved.query} {typed}" if saved and typed else saved.query if saved else typed
    query = replace(
        item_query(options, **{**filters, "query": asked, "flagged": flagged}), states=states if flagged else ()
    )
    what = f"Search {saved.name}" if saved else "Flagged items" if flagged else "Items"
    named = {key: str(value) for key, value in filters.items() if value and key not in _NO_SUBJECT}
    about = " ".join([*([typed] if typed else []), *(f"{key}:{value}" for key, value in named.items())])
    subject = " ".join(
        part for part in (saved.name if saved else "", "flagged" if flagged else "all", *states, about) if part
    )
    return Wanted(query, form, f"{what}: {typed}" if typed else what, subject)


def _saved(options: Options, pages: Pages, name: str) -> SavedSearch:
    """A saved search or a watch of the config, by its name in any case."""
    known = {one.name.casefold(): one for one in pages.searches(options.settings.watch)}
    found = known.get(name.casefold())
    if found is not None:
        return found
    near = difflib.get_close_matches(name.casefold(), known, n=1)
    names = ", ".join(one.name for one in pages.searches(options.settings.watch))
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise TradewatchError(
        f"no saved search is called {name!r}",
        hint + (f"there are: {names}" if names else "`s` in the console saves one"),
    )


def _print_shipped(template: str | None) -> None:
    """The schema, or a template as it comes with the program."""
    if template is None:
        from tradewatch.storage.export.rows import schema_text

        click.echo(schema_text(), nl=False)
        return
    from tradewatch.storage.export.templating import TEMPLATES, template_text

    if template not in TEMPLATES:
        raise TradewatchError(f"no template {template}", f"there are {', '.join(TEMPLATES)}")
    click.echo(template_text(template), nl=False)
