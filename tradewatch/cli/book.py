"""The commands under `book`: what a person adds to the book, changes in it, takes over or takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import click

from tradewatch.book.facts import FactRow
from tradewatch.book.fields import FIELDS
from tradewatch.book.revisions import RowChange
from tradewatch.book.sources import Source
from tradewatch.cli.opening import open_pages, open_store
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import clock, instant_option, user
from tradewatch.errors import TradewatchError
from tradewatch.instants import WASHINGTON
from tradewatch.settings import Options

__all__ = ["book"]

_by = click.option("--by", help="Who does it; else [desk] user, else the login name.")
_source = click.option("--source", default="", help="Who says so: an address, an item's id, or words. Always wanted.")
_why = click.option("--why", default="", help="A word for whoever reads the history.")
_fields = click.argument("fields", nargs=-1, metavar="FIELD=VALUE…")


@click.group()
def book() -> None:
    """Change the book: what is in force, since when, by which instrument.

    Every change keeps who made it, when and by which source; nothing is overwritten, everything can be taken back.

    \b
    Example:
      tradewatch book history
    """


@book.command()
@click.argument("kind", type=click.Choice(["measure", "window", "deadline", "speaker"]))
@_fields
@_source
@_why
@_by
@pass_options
def add(options: Options, kind: str, fields: tuple[str, ...], source: str, why: str, by: str | None) -> None:
    """Put a new row into the book.

    A moment is 2026-12-15 (the date alone), 2026-12-15T00:01-05:00 or "2026-12-15 00:01 Washington"; a ? behind it
    marks a guess. `replaces=ID` ends another measure where this one begins, `adds=yes` sums it with what is in force.

    \b
    Examples:
      tradewatch book add measure imposed_by=China target=US rate=34 stack=yes name="additional duty" \\
          from=2026-12-15 replaces=cn-10-truce --source https://example.org/notice
      tradewatch book add deadline title="Hearing on chips" start="2026-12-09 10:00 Washington" --source "USTR notice"

    `tradewatch book fields measure` lists what can be written.
    """
    from tradewatch.book.editing import new_row

    written = _written(fields)
    _change(options, lambda rows, said, today: new_row(rows, kind, written, said, today), source, why, by)


@book.command()
@click.argument("id")
@_fields
@_source
@_why
@_by
@pass_options
def edit(options: Options, id: str, fields: tuple[str, ...], source: str, why: str, by: str | None) -> None:
    """Change a row of the book; ID is that of `tariffs --json`, `deadlines --json`, a window's or a speaker's.

    Where several kinds have the same id it is `kind:id`. `record` is the record itself: its field `checked_to` says
    to which day somebody has checked it.

    \b
    Examples:
      tradewatch book edit cn-10-truce to="2026-12-15 13:01 Beijing" ends_as=superseded --source https://example.org/n
      tradewatch book edit washington-extension instrument="China: Announcement No. 12 of 2026, 2026-11-09" --source …
      tradewatch book edit record checked_to=2026-11-24 --source "Federal Register, MOFCOM lists read by ann"
    """
    from tradewatch.book.editing import edited_row

    written = _written(fields)
    _change(options, lambda rows, said, today: edited_row(rows, id, written, said, today), source, why, by)


@book.command("fields")
@click.argument("kind", type=click.Choice(sorted(FIELDS)))
def show_fields(kind: str) -> None:
    """What can be written for a kind of row; * marks what a new one must have.

    \b
    Example:
      tradewatch book fields measure
    """
    print_table(
        ("field", "what it is"),
        [(one.name + ("*" if one.required else ""), one.words) for one in FIELDS[kind]],
        wide="what it is",
    )


@book.command("proposals")
@click.option("--all", "everything", is_flag=True, help="Also what agrees with the book and what was decided.")
@json_option
@pass_options
def show_proposals(options: Options, everything: bool, as_json: bool) -> None:
    """Rates and dates that items tell, compared with the book of the item's day: what differs or is new.

    Nothing enters the book by itself: `accept` takes one over with its item as the source, `reject` puts it away.

    \b
    Example:
      tradewatch book proposals
    """
    from tradewatch.cli.proposals import print_proposals

    print_proposals(options, everything=everything, as_json=as_json)


@book.command()
@click.argument("id")
@_fields
@_why
@_by
@pass_options
def accept(options: Options, id: str, fields: tuple[str, ...], why: str, by: str | None) -> None:
    """Take a proposal over into the book, with its strongest item as the source; FIELD=VALUE says it otherwise.

    \b
    Examples:
      tradewatch book accept p5
      tradewatch book accept p5 from="2026-12-15 00:01 Washington" name="additional duty"
    """
    from tradewatch.storage import changes
    from tradewatch.storage.ids import show_id

    with open_store(options) as store:
        ids = changes.accept(store, id, _written(fields), by=user(options, by), at=clock(options)(), why=why)
    click.echo(f"{id} accepted: " + ", ".join(show_id("revision", one) for one in ids))


@book.command()
@click.argument("id")
@_by
@pass_options
def reject(options: Options, id: str, by: str | None) -> None:
    """Put a proposal away; items that carry it later do not bring it back.

    \b
    Example:
      tradewatch book reject p5
    """
    from tradewatch.storage import changes

    with open_store(options) as store:
        changes.reject(store, id, by=user(options, by), at=clock(options)())
    click.echo(f"{id} rejected")


@book.command()
@click.argument("id", required=False)
@click.option("--since", type=instant_option, help="Only what was changed from this instant on.")
@click.option("--releases", is_flag=True, help="Also what came with releases.")
@json_option
@pass_options
def history(options: Options, id: str | None, since: datetime | None, releases: bool, as_json: bool) -> None:
    """What was changed in the book, newest first: who, when, by which source, what was before.

    With ID (or `kind:id`) everything about that row, the release it came with included.

    \b
    Example:
      tradewatch book history cn-10-truce
    """
    from tradewatch.book.history import history_lines, history_of

    with open_pages(options) as pages:
        found = history_of(pages.revisions(), id, since=since, releases=releases or id is not None)
    if id is not None and not found:
        with open_pages(options) as pages:
            from tradewatch.book.editing import find_row

            find_row(pages.book_rows(), id)
    if as_json:
        print_json_lines(one.answer() for one in found)
        return
    for one in found:
        for line in history_lines(one):
            click.echo(line)


@book.command()
@click.argument("revision")
@_by
@pass_options
def undo(options: Options, revision: str, by: str | None) -> None:
    """Take a change of the book back; what was made with it goes with it.

    \b
    Example:
      tradewatch book undo r281
    """
    from tradewatch.storage import changes
    from tradewatch.storage.ids import parse_id, show_id

    kind, number = parse_id(revision if revision.startswith("r") else f"r{revision}")
    if kind != "revision":
        raise TradewatchError(f"{revision} is no revision", "`tradewatch book history` lists them")
    with open_store(options) as store:
        taken = changes.undo_revision(store, number, by=user(options, by), at=clock(options)())
    click.echo("undone: " + ", ".join(show_id("revision", one) for one in taken))


def _written(fields: tuple[str, ...]) -> dict[str, str]:
    written: dict[str, str] = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{field!r} is not FIELD=VALUE", param_hint="FIELD=VALUE")
        if name.strip() in written:
            raise click.BadParameter(f"{name.strip()} is given twice", param_hint="FIELD=VALUE")
        written[name.strip()] = value
    return written


def _change(
    options: Options,
    decide: Callable[[Sequence[FactRow], dict[str, str], date], list[RowChange]],
    source: str,
    why: str,
    by: str | None,
) -> None:
    """Changes the book and says which revisions that made."""
    from tradewatch.book.written import written_source
    from tradewatch.storage import changes
    from tradewatch.storage.ids import show_id

    said, at = written_source(source), clock(options)()
    today = at.astimezone(WASHINGTON).date()
    with open_store(options) as store:
        ids, made = changes.change_book(
            store,
            lambda rows: decide(rows, said, today),
            by=user(options, by),
            at=at,
            source=[Source(said["kind"], said["ref"])],
            why=why,
        )
    for number, one in zip(ids, made, strict=True):
        click.echo(f"{show_id('revision', number)}: {one.kind} {one.row}")
