"""The command `handover`: what came and what was done since somebody last looked."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradewatch.book.words import plain
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.cli.present import demo_mark, desk_zone, now, user
from tradewatch.errors import TradewatchError
from tradewatch.settings import Options

if TYPE_CHECKING:
    from tradewatch.storage.export.handoverlines import HandoverLine

__all__ = ["handover"]

_WIDTH = 118
_FORMATS = ("text", "md", "html")
_ENDINGS = {".txt": "text", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}


@click.command()
@click.option("--since", metavar="T", help="As 18:02, 3d, yesterday or an instant; else when your last visit ended.")
@click.option("--by", help="Whose last visit; else [desk] user, else the login name.")
@click.option("--limit", type=click.IntRange(min=0), default=12, show_default=True, help="Of each kind; 0 is all.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Else by the file's ending; text for standard output."
)
@click.option("--out", default="-", show_default=True, help="The file; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@json_option
@pass_options
def handover(
    options: Options, since: str | None, by: str | None, limit: int, form: str | None, out: str, overwrite: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """What came since you last looked, what was flagged and by whom, what changed in the book, what comes next.

    A visit to the console ends when no key was pressed in it for 30 minutes. Who never looked gets the last 12 hours.
    With --json there is no limit unless one is given. md and html are briefs by topic, with links.

    \b
    Examples:
      tradewatch handover
      tradewatch handover --since 18:00 --out evening.html
    """
    from tradewatch.storage.export.handoverlines import handover_lines, handover_text
    from tradewatch.storage.handover import read_handover
    from tradewatch.storage.queryterms import Bearings
    from tradewatch.storage.sincewhen import since_when
    from tradewatch.storage.visiting import last_looked

    if as_json and (form is not None or out != "-"):
        raise click.UsageError("--json prints to standard output: leave --format and --out out")
    chosen = form or _form_by_ending(out)
    at, zone, name = now(options), desk_zone(options), user(options, by)
    given = click.get_current_context().get_parameter_source("limit")
    most = 0 if as_json and given is click.core.ParameterSource.DEFAULT else limit
    document = ""
    with open_pages(options) as pages:
        begun = since_when(since, Bearings(zone, at)) if since else last_looked(pages.visit(name), at)
        found = read_handover(pages, begun, at, most)
        if chosen != "text":
            from tradewatch.storage.export.handoverbrief import HandoverFor, handover_document

            whose = HandoverFor(zone, name, demo_mark(options), options.as_of is not None, options.templates_folder)
            document = handover_document(pages, found, chosen, whose)
    if as_json:
        from tradewatch.storage.export.handoveranswers import handover_answers

        print_json_lines(handover_answers(found, name))
        return
    lines = handover_lines(found, zone, name, mark=demo_mark(options))
    if chosen == "text" and out == "-":
        _print_lines(lines)
    else:
        _put(document or handover_text(lines), out, overwrite)


def _print_lines(lines: Iterable[HandoverLine]) -> None:
    for one in lines:
        if one.head:
            click.echo("")
        width = _WIDTH if sys.stdout.isatty() else 100_000
        for line in textwrap.wrap(plain(one.line), width, subsequent_indent=" " * one.indent) or [""]:
            click.echo(line)


def _put(text: str, out: str, overwrite: bool) -> None:
    if out == "-":
        click.echo(text.encode("utf-8"), nl=False)
        return
    from tradewatch.storage.export.whole import write_whole

    write_whole(Path(out), text.encode("utf-8"), overwrite=overwrite, instead="--overwrite replaces it")
    click.echo(f"the handover is written to {out}", err=True)


def _form_by_ending(out: str) -> str:
    if out == "-":
        return "text"
    form = _ENDINGS.get(Path(out).suffix.casefold())
    if form is None:
        raise TradewatchError(f"{out}: which format?", f"--format {', '.join(_FORMATS)}, or a file that ends so")
    return form
