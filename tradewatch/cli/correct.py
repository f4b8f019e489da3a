"""The commands `correct`, `dismiss`, `restore` and `relevant`: a person's word over the rules'."""

from __future__ import annotations

import click

from tradewatch.cli.opening import open_book, open_store
from tradewatch.cli.output import pass_options
from tradewatch.cli.present import clock, user
from tradewatch.feeds.guard import shown
from tradewatch.records import FeedWord, Side
from tradewatch.settings import Options

__all__ = ["correct", "dismiss", "relevant", "restore"]

_by = click.option("--by", help="Who does it; else [desk] user, else the login name.")


@click.command()
@click.argument("id")
@click.option("--speaker", required=True, help="Who said it; a name of the roster is spelled as there.")
@click.option("--side", type=click.Choice([str(side) for side in Side]), help="For a name outside the roster.")
@_by
@pass_options
def correct(options: Options, id: str, speaker: str, side: str | None, by: str | None) -> None:
    """Put another speaker's name to a statement; no later reading changes it.

    \b
    Example:
      tradewatch correct s7 --speaker "Li Chenggang"
    """
    from tradewatch.storage import changes

    if not speaker.strip():
        raise click.BadParameter("a name is wanted; `dismiss` puts a false statement away", param_hint="--speaker")
    known = open_book(options).roster.by_name(speaker)
    name = known.name if known else speaker.strip()
    belongs = Side(side) if side else (known.side if known else None)
    with open_store(options) as store:
        changes.correct_speaker(store, id, name, belongs, by=user(options, by), at=clock(options)())
    click.echo(f"{id}: {name}" + (f", {belongs}" if belongs else ""))


@click.command()
@click.argument("id")
@_by
@pass_options
def dismiss(options: Options, id: str, by: str | None) -> None:
    """Put a false statement away; `restore` takes it back.

    \b
    Example:
      tradewatch dismiss s7
    """
    from tradewatch.storage import changes

    with open_store(options) as store:
        changes.dismiss(store, id, by=user(options, by), at=clock(options)())
    click.echo(f"{id} dismissed")


@click.command()
@click.argument("id")
@_by
@pass_options
def restore(options: Options, id: str, by: str | None) -> None:
    """Take a dismissed statement back.

    \b
    Example:
      tradewatch restore s7
    """
    from tradewatch.storage import changes

    with open_store(options) as store:
        changes.restore(store, id, by=user(options, by), at=clock(options)())
    click.echo(f"{id} restored")


@click.command()
@click.argument("id")
@click.argument("value", type=click.Choice(["yes", "no", "rules"]))
@_by
@pass_options
def relevant(options: Options, id: str, value: str, by: str | None) -> None:
    """Say that an item, a story or all of a feed matters, or does not; no later reading changes it.

    A word on an item goes before one on its feed. `rules` takes your word off: of an item the feed's word or the rules
    decide again, of a feed the rules. `undo` takes any of this back.

    \b
    Examples:
      tradewatch relevant i12 no
      tradewatch relevant y3 yes
      tradewatch relevant https://example.org/feed.xml rules
    """
    from tradewatch.storage import changes

    who, at = user(options, by), clock(options)()
    with open_store(options) as store:
        if "://" in id:
            word = FeedWord.RULES if value == "rules" else FeedWord(value)
            count = changes.judge_feed(store, id, word, by=who, at=at)
        else:
            chosen = None if value == "rules" else value == "yes"
            count = changes.set_relevant(store, [id], chosen, by=who, at=at)
    judged = {"yes": "relevant", "no": "not relevant", "rules": "as the rules have it"}[value]
    click.echo(f"{shown(id) if '://' in id else id}: {judged} ({count} item{'' if count == 1 else 's'} judged anew)")
