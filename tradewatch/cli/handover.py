"""The command `handover`: what came and what was done since somebody last looked."""

from __future__ import annotations

import sys
import textwrap

import click

from tradewatch.book.words import plain
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.cli.present import demo_mark, desk_zone, now, user
from tradewatch.settings import Options

__all__ = ["handover"]

_WIDTH = 118


@click.command()
@click.option("--since", metavar="T", help="As 18:02, 3d, yesterday or an instant; else when your last visit ended.")
@click.option("--by", help="Whose last visit; else [desk] user, else the login name.")
@click.option("--limit", type=click.IntRange(min=0), default=12, show_default=True, help="Of each kind; 0 is all.")
@json_option
@pass_options
def handover(options: Options, since: str | None, by: str | None, limit: int, as_json: bool) -> None:
    """What came since you last looked, what was flagged and by whom, what changed in the book, what comes next.

    A visit to the console ends when no key was pressed in it for 30 minutes. Who never looked gets the last 12 hours.
    With --json there is no limit unless one is given.

    \b
    Examples:
      tradewatch handover
      tradewatch handover --since 18:00 > evening.txt
    """
    from tradewatch.storage.export.handoveranswers import handover_answers
    from tradewatch.storage.export.handoverlines import handover_lines
    from tradewatch.storage.handover import read_handover
    from tradewatch.storage.queryterms import Bearings
    from tradewatch.storage.sincewhen import since_when
    from tradewatch.storage.visiting import last_looked

    at, zone, name = now(options), desk_zone(options), user(options, by)
    given = click.get_current_context().get_parameter_source("limit")
    most = 0 if as_json and given is click.core.ParameterSource.DEFAULT else limit
    with open_pages(options) as pages:
        begun = since_when(since, Bearings(zone, at)) if since else last_looked(pages.visit(name), at)
        found = read_handover(pages, begun, at, most)
    if as_json:
        print_json_lines(handover_answers(found, name))
        return
    for one in handover_lines(found, zone, name, mark=demo_mark(options)):
        if one.head:
            click.echo("")
        width = _WIDTH if sys.stdout.isatty() else 100_000
        for line in textwrap.wrap(plain(one.line), width, subsequent_indent=" " * one.indent) or [""]:
            click.echo(line)
