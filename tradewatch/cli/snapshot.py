"""The command `snapshot`."""

from __future__ import annotations

from pathlib import Path

import click

from tradewatch.cli.output import pass_options
from tradewatch.settings import Options

__all__ = ["snapshot"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@pass_options
def snapshot(options: Options, file: Path) -> None:
    """A consistent copy of the database while it is in use.

    \b
    Example:
      tradewatch snapshot backup.sqlite
    """
    from tradewatch.cli.opening import look_at_log
    from tradewatch.storage.export.whole import at_home
    from tradewatch.storage.snapshot import copy_to

    look_at_log(options)
    copy_to(options.db, at_home(file))
    click.echo(f"copied to {file}", err=True)
