"""The command `alerts`: what was found and told, and a test of the targets."""

from __future__ import annotations

import asyncio
import contextlib

import click

from tradewatch.cli.items import local
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.errors import TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.records import Alerted
from tradewatch.settings import Options
from tradewatch.storage.ids import show_id

__all__ = ["alerts"]

_LETTERED = ("item", "statement", "story", "proposal")
_STATES = {"due": "waits", "sent": "sent", "given_up": "given up"}


@click.group(invoke_without_command=True)
@click.pass_context
def alerts(ctx: click.Context) -> None:
    """The alerts that were found, newest first, and what came of each.

    \b
    Examples:
      tradewatch alerts
      tradewatch alerts list --json
      tradewatch alerts test
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_, limit=20, as_json=False)


@alerts.command("list")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="0 is all.")
@json_option
@pass_options
def list_(options: Options, limit: int, as_json: bool) -> None:
    """The alerts, newest first, with the targets they reached.

    \b
    Example:
      tradewatch alerts list --limit 0 --json
    """
    with open_pages(options) as pages:
        found = pages.last_alerts(limit)
    if as_json:
        print_json_lines(_answer(one) for one in found)
        return
    rows = [(local(options, one.alert.at), str(one.alert.kind), one.alert.title, _came(one)) for one in found]
    print_table(("found", "kind", "alert", "targets"), rows, wide="alert")
    if not rows:
        click.echo("nothing was told yet; docs/alerts.md says how rules and targets are written", err=True)


@alerts.command()
@pass_options
@click.pass_context
def test(ctx: click.Context, options: Options) -> None:
    """Send one test message to each target of the config and say which took it.

    \b
    Example:
      tradewatch alerts test
    """
    from tradewatch.feeds.targets import INSTALL, is_installed, labels

    if options.offline:
        raise TradewatchError("offline by choice: no host is contacted", "leave --offline and TRADEWATCH_OFFLINE out")
    targets = labels(options.settings.alerts.targets)
    if not targets:
        raise TradewatchError("the config names no targets", "`targets` in its section [alerts]; docs/alerts.md")
    if not is_installed():
        raise TradewatchError("what sends alerts is not installed", INSTALL)
    failed = False
    for label, url in targets.items():
        why = asyncio.run(_try(url))
        failed = failed or bool(why)
        click.echo(f"{'FAIL' if why else 'ok  '}  {label}{f': {why}' if why else ''}")
    ctx.exit(int(failed))


async def _try(url: str) -> str:
    """Sends the test message; gives why it did not get through, "" where it did."""
    from tradewatch.feeds.sending import Message, send

    message = Message(0, "tradewatch: a test", "This target takes alerts.\nWhy: `tradewatch alerts test`")
    async with contextlib.aclosing(send(url, [message])) as answers:
        async for one in answers:
            return "" if one.ok else one.why
    return "no answer"


def _came(one: Alerted) -> str:
    ways = [f"{way.target} {_STATES[way.state]}{f' ({way.why})' if way.why else ''}" for way in one.deliveries]
    return ", ".join(ways) or "at the desk"


def _subject(words: str) -> str:
    """Gives what a message is of by the id that other answers have: `i12`, `s7`, `p5`; of a deadline or a feed its own name."""
    kind, _, rest = words.partition(":")
    return show_id(kind, int(rest)) if kind in _LETTERED and rest.isdigit() else words


def _answer(one: Alerted) -> dict[str, object]:
    alert = one.alert
    return {
        "id": alert.id,
        "kind": str(alert.kind),
        "subject": _subject(alert.subject),
        "rules": list(alert.rules),
        "title": alert.title,
        "body": alert.body,
        "link": alert.link or None,
        "found": iso_utc(alert.at),
        "targets": [
            {"target": way.target, "state": way.state, "at": way.at, "next_at": way.next_at, "why": way.why or None}
            for way in one.deliveries
        ],
    }
