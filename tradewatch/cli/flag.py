"""The commands `flag` and `unflag`."""

from __future__ import annotations

import click

from tradewatch.cli.opening import open_store
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.cli.present import clock, user
from tradewatch.instants import iso_utc
from tradewatch.records import FlagState
from tradewatch.settings import Options

__all__ = ["flag", "unflag"]

_by = click.option("--by", help="Who does it; else [desk] user, else the login name.")


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--note", help="Why, in words.")
@click.option("--tag", "tags", multiple=True, help="May be given several times.")
@click.option("--state", type=click.Choice([str(one) for one in FlagState]), help="What became of it.")
@_by
@json_option
@pass_options
def flag(
    options: Options, ids: tuple[str, ...], note: str | None, tags: tuple[str, ...], state: str | None, by: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Flag items (i12), statements (s7) or stories (y3, with their first item).

    \b
    Example:
      tradewatch flag i12 --note "check the rate" --tag tariffs
    """
    from tradewatch.storage import changes

    who, at = user(options, by), clock(options)()
    with open_store(options) as store:
        found = changes.flag_all(
            store, ids, by=who, at=at, note=note, tags=tags or None, state=FlagState(state) if state else None
        )
        for target, flagged in zip(ids, found, strict=True):
            row = {"at": iso_utc(flagged.at), "by": flagged.by, "state": str(flagged.state)}
            if as_json:
                print_json_lines([{"id": target, "flagged": row}])
            else:
                click.echo(f"{target} flagged by {flagged.by}, {flagged.state}")


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_by
@pass_options
def unflag(options: Options, ids: tuple[str, ...], by: str | None) -> None:
    """Take flags off; notes and the log of who flagged what stay.

    \b
    Example:
      tradewatch unflag i12
    """
    from tradewatch.storage import changes

    who, at = user(options, by), clock(options)()
    with open_store(options) as store:
        for target in ids:
            was = changes.unflag(store, target, by=who, at=at)
            click.echo(f"{target} is no longer flagged" if was else f"{target} was not flagged")
