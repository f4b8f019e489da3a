"""What leaves the desk: the text of an export, its format by the file's name, and what is noted once it has left."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.cli.opening import open_book
from tradewatch.cli.present import clock, demo_mark, desk_zone, now
from tradewatch.errors import TradewatchError
from tradewatch.numerals import many
from tradewatch.records import Flagged, FlagState
from tradewatch.settings import Options
from tradewatch.storage.export.formats import ENDINGS, FEEDS, FORMATS, render
from tradewatch.storage.export.report import Report, read_exchange
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery

__all__ = ["Leaving", "Wanted", "export_text", "form_by_ending", "note_exported", "todo_only"]


class Wanted(Struct, frozen=True):
    """What is to leave, and as what."""

    query: ItemQuery
    form: str
    """A name of `FORMATS`."""
    title: str = "Flagged items"
    subject: str = "flagged"
    """As `Report.subject`."""
    total: int = 0
    """As `Report.total`."""


class Leaving(Struct, frozen=True):
    """The text of an export, and what is to be noted of it once it has left."""

    text: str
    count: int
    items: Sequence[Flagged] = ()
    what: str = "item"

    def words(self, out: object) -> str:
        """Gives what was written, for a person."""
        return f"{many(self.count, self.what)} written to {out}"


def export_text(options: Options, pages: Pages, wanted: Wanted) -> Leaving:
    """Gives the text of an export; once it has left, `note_exported` is due.

    Flags that were used or dropped leave only where the query names their state. Raises TradewatchError for a mistake in
    the desk's own template.
    """
    if wanted.form == "ics":
        from tradewatch.cli.figures import calendar_of

        return Leaving(*calendar_of(options, open_book(options)), what="deadline")
    items = pages.flagged(todo_only(wanted.query))
    report = Report(
        items=items,
        at=now(options),
        book=open_book(options),
        exchange=read_exchange(pages, [said for one in items for said in one.statements], [one.item for one in items]),
        title=wanted.title,
        subject=wanted.subject,
        total=wanted.total,
        desk=options.settings.desk.name,
        demo=demo_mark(options),
        as_of=options.as_of is not None,
        zone=desk_zone(options),
        templates=options.templates_folder,
    )
    # a feed is fetched time and again: what nobody flagged has not left the desk by that
    leaves = wanted.query.flagged or wanted.form not in FEEDS
    noted = [one for one in items if leaves or one.item.flag or any(said.flag for said in one.statements)]
    return Leaving(render(report, wanted.form), len(items), noted)


def todo_only(query: ItemQuery) -> ItemQuery:
    """Gives the query; of what is flagged only what is still to be used, unless it names states itself."""
    return replace(query, states=(str(FlagState.TODO),)) if query.flagged and not query.states else query


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


def form_by_ending(out: str) -> str:
    """Gives the format that a file's name ends with; `-` is JSON Lines. Raises TradewatchError where it ends otherwise."""
    if out == "-":
        return "jsonl"
    name = Path(out).name.casefold()
    fitting = [ending for ending in ENDINGS if name.endswith(ending)]
    if not fitting:
        raise TradewatchError(f"{out}: which format?", f"--format {', '.join(FORMATS)}, or a file that ends so")
    return ENDINGS[max(fitting, key=len)]
