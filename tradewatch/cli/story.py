"""The commands `story merge` and `story split`: a person's word on what is one event."""

from __future__ import annotations

import click

from tradewatch.cli.opening import open_store
from tradewatch.cli.output import pass_options
from tradewatch.cli.present import clock, user
from tradewatch.settings import Options

__all__ = ["story"]

_by = click.option("--by", help="Who does it; else [desk] user, else the login name.")


@click.group()
def story() -> None:
    """Merge two stories, or split one; no later reading changes it, `undo` does.

    \b
    Example:
      tradewatch story merge y3 y5
    """


@story.command()
@click.argument("one")
@click.argument("other")
@_by
@pass_options
def merge(options: Options, one: str, other: str, by: str | None) -> None:
    """Make two stories one, under the id of the first. Items stand for their stories.

    \b
    Example:
      tradewatch story merge y3 y5
    """
    from tradewatch.storage import changes

    with open_store(options) as store:
        kept = changes.merge_stories(store, one, other, by=user(options, by), at=clock(options)())
    click.echo(f"{one} and {other} are {kept}")


@story.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_by
@pass_options
def split(options: Options, ids: tuple[str, ...], by: str | None) -> None:
    """Take a story apart: each of its items by itself, or the items named together out of theirs.

    \b
    Examples:
      tradewatch story split y3
      tradewatch story split i12 i15
    """
    from tradewatch.storage import changes

    with open_store(options) as store:
        parts = changes.split_story(store, ids, by=user(options, by), at=clock(options)())
    click.echo(f"{' '.join(ids)} split: {', '.join(parts)}")
