"""How answers reach standard output: JSON Lines for programs, a table for people, plain text where nobody looks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from tradewatch.clean import clean_line
from tradewatch.settings import Options

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["json_line", "json_option", "pass_options", "print_json_lines", "print_table", "terminal"]

pass_options = click.make_pass_decorator(Options)
"""Hands a command the `Options` that the global options came to."""

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


_JSON = json.JSONEncoder(ensure_ascii=False)


def json_line(row: object) -> str:
    """Gives one line of JSON, letters beyond ASCII as they are."""
    return _JSON.encode(row)


def print_json_lines(rows: Iterable[object]) -> None:
    """Writes one JSON object a line to standard output."""
    for row in rows:
        click.echo(json_line(row))


def terminal() -> Console:
    """Gives the console that tables are drawn on: colours only in a terminal that wants them.

    rich obeys NO_COLOR and TERM=dumb by itself; markup is off, since what is printed comes from feeds.
    """
    from rich.console import Console

    width = None if sys.stdout.isatty() else 160
    return Console(markup=False, highlight=False, emoji=False, width=width, soft_wrap=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, wide: str = "") -> None:
    """Draws a table for people; cells are cleaned to one line; the column named `wide` takes what room is left.

    Where standard output is no terminal the cells are separated by tabs, uncut, one row a line, without a heading.
    """
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(clean_line(cell).replace("\t", " ") for cell in row))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=column != wide, overflow="fold" if column == wide else "ellipsis")
    for row in rows:
        table.add_row(*(Text(clean_line(cell)) for cell in row))
    terminal().print(table)
