"""The command `undo`."""

from __future__ import annotations

import click

from tradewatch.cli.opening import open_store
from tradewatch.cli.output import pass_options
from tradewatch.cli.present import clock, user
from tradewatch.settings import Options

__all__ = ["undo"]


@click.command()
@click.option("--by", help="Whose last change; else [desk] user, else the login name.")
@pass_options
def undo(options: Options, by: str | None) -> None:
    """Take back the last change that you made: a flag, a note, a correction.

    \b
    Example:
      tradewatch undo
    """
    from tradewatch.storage import changes

    with open_store(options) as store:
        click.echo(changes.undo(store, by=user(options, by), at=clock(options)()))
