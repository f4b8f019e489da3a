"""The command `prune`."""

from __future__ import annotations

import re
import sys
from datetime import timedelta

import click

from tradewatch.cli.opening import open_store
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.cli.present import clock
from tradewatch.settings import Options

__all__ = ["prune"]

_AGE = re.compile(r"([0-9]{1,5})([dw])\Z")
_LEAST = timedelta(days=14)
"""Stories, forms of statements and answers look back some days; what they rest on is not to go under their feet."""


class _Age(click.ParamType[timedelta]):
    """Days or weeks, as `90d` or `12w`."""

    name = "age"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        match = _AGE.match(str(value))
        if match is None:
            self.fail(f"{value!r} is no age: write 90d or 12w", param, ctx)
        age = timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
        if age < _LEAST:
            self.fail(f"{value!r} is too short: {_LEAST.days}d at least, since stories look back", param, ctx)
        return age


@click.command()
@click.option("--older-than", "age", type=_Age(), required=True, help="Age by the date of publication: 90d, 12w.")
@click.option("--dry-run", is_flag=True, help="Say what would go; nothing does.")
@json_option
@pass_options
def prune(options: Options, age: timedelta, dry_run: bool, as_json: bool) -> None:
    """Forget old items; never what is flagged, noted or judged, carries a statement or was proposed to the book.

    \b
    Examples:
      tradewatch prune --older-than 90d --dry-run
      tradewatch prune --older-than 26w
    """
    from tradewatch.storage.prune import prune as forget

    before = clock(options)() - age
    with open_store(options) as store:
        found = forget(store, before, dry_run=dry_run, told=_tell)
    if as_json:
        print_json_lines(
            [{"before": f"{before:%Y-%m-%dT%H:%M:%SZ}", "gone": found.gone, "kept": found.kept, "dry_run": dry_run}]
        )
        return
    went = "would be forgotten" if dry_run else "forgotten; their room in the file is used again"
    click.echo(f"{found.gone} items from before {before:%-d %b %Y} {went}")
    click.echo(
        f"{found.kept} as old are kept: marked by a person, carrying a statement, proposed to the book or not read yet"
    )


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} ", nl=done >= total, err=True)
