"""The command `watch`: rules are tried against last week, listed, and added to the config."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from msgspec import Struct

from tradewatch.cli.items import local
from tradewatch.cli.opening import open_book, open_pages, open_store
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import clock, desk_zone, now
from tradewatch.configwriting import add_watch, watch_block
from tradewatch.errors import QueryError
from tradewatch.records import Side, Story
from tradewatch.settings import ACTIONS, Options, Watch
from tradewatch.storage.ids import show_id
from tradewatch.storage.pages import Pages
from tradewatch.storage.querylanguage import Bearings
from tradewatch.storage.watches import TRIED_DAYS, Trial, query_of_text, watch_text

__all__ = ["watch"]

_SHOWN = 5
_PARTS = (
    click.option("--words", multiple=True, help="Any of these words, commas between."),
    click.option("--phrase", "phrases", multiple=True, help="... or any of these phrases."),
    click.option("--feed", "feeds", multiple=True, help="Of a feed with this in its title, or of this address."),
    click.option("--side", "sides", multiple=True, type=click.Choice([str(side) for side in Side])),
    click.option("--speaker", "speakers", multiple=True, help="That carry words of this speaker."),
)


def _rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for one in reversed(_PARTS):
        command = one(command)
    return command


def _rule(
    name: str, query: str, words: tuple[str, ...], action: tuple[str, ...] = (), **parts: tuple[str, ...]
) -> Watch:
    """Gives the rule that the options make. Raises UsageError for one that would find everything."""
    split = tuple(word.strip() for one in words for word in one.split(",") if word.strip())
    rule = Watch(name, query=query, words=split, action=action, **parts)
    if not watch_text(rule):
        raise click.UsageError("a rule wants a QUERY, --words, --phrase, --feed, --side or --speaker")
    return rule


def _actions(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the actions that were written, with commas between or one by one. Raises BadParameter for an unknown one."""
    found = tuple(dict.fromkeys(word.strip() for one in given for word in one.split(",") if word.strip()))
    wrong = [one for one in found if one not in ACTIONS]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is none of {', '.join(ACTIONS)}", context, option)
    return found


@click.group()
def watch() -> None:
    """Watch rules: what they would have found last week, what they do, and adding one.

    \b
    Examples:
      tradewatch watch try --words "port fees,harbour" --side China
      tradewatch watch list
    """


@watch.command("try")
@click.argument("query", required=False, default="")
@_rule_options
@json_option
@pass_options
def try_(options: Options, /, query: str, as_json: bool, **parts: Any) -> None:
    """What a rule would have found in the last 7 days, and the newest few of it.

    QUERY is in the language of `items`; the options narrow it. Nothing is saved.

    \b
    Examples:
      tradewatch watch try --words tariffs,soybeans --speaker Bessent
      tradewatch watch try 'topic:rare_earths -side:China'
    """
    rule = _rule("", query, **parts)
    with open_pages(options) as pages:
        trial = _tried(options, pages, watch_text(rule))
        found = pages.stories(trial.newest)
    _print_trial(options, watch_text(rule), trial, found, as_json)


@watch.command("list")
@json_option
@pass_options
def list_(options: Options, as_json: bool) -> None:
    """Each rule with its query, what it does, what it found in the last 7 days, and how many alerts it made.

    \b
    Example:
      tradewatch watch list --json
    """
    with open_pages(options) as pages:
        counts = pages.alerts_by_rule()
        rows = [_listed(options, pages, one, counts.get(one.name, 0)) for one in options.settings.watch]
    if as_json:
        print_json_lines(
            {"name": one.name, "query": one.query, "action": list(one.action), "matches": one.matches,
             "alerts": one.alerts, "fault": one.fault or None}
            for one in rows
        )  # fmt: skip
        return
    shown = [_cells(one) for one in rows]
    print_table(("name", "action", f"{TRIED_DAYS} days", "alerts", "query"), shown, wide="query")
    if not rows:
        click.echo("there are no watch rules; `tradewatch watch add` makes one", err=True)


@watch.command()
@click.argument("name")
@click.argument("query", required=False, default="")
@_rule_options
@click.option("--action", multiple=True, callback=_actions, help=f"What it does: {', '.join(ACTIONS)}; commas between.")
@click.option(
    "--dry-run", is_flag=True, help="Say what it would have found and what would be written, and write nothing."
)
@pass_options
def add(options: Options, /, name: str, query: str, action: tuple[str, ...], dry_run: bool, **parts: Any) -> None:
    """Add a rule to the config file, after what it would have found in the last 7 days is said.

    It is a block at the end of the file; all else there stays as it is, and a file that would not be valid any more is
    left alone. A poller that runs takes it up by itself.

    \b
    Examples:
      tradewatch watch add "Port fees" --words "port fees,harbour" --action highlight --action notify
      tradewatch watch add Chips 'topic:export_controls chips' --action flag --dry-run
    """
    rule = _rule(name, query, action=tuple(dict.fromkeys(action)), **parts)
    with open_pages(options) as pages:
        trial = _tried(options, pages, watch_text(rule))
        found = pages.stories(trial.newest)
    _print_trial(options, watch_text(rule), trial, found, as_json=False)
    settings = add_watch(options.config, rule, dry_run=dry_run)
    click.echo()
    click.echo(watch_block(rule), nl=False)
    if dry_run:
        click.echo(f"nothing was written to {options.config}", err=True)
        return
    from tradewatch.cli.alerting import wanted_of

    with open_store(options) as store:
        store.keep_rules(wanted_of(settings, desk_zone(options).key), clock(options)(), only=False)
    click.echo(f"added to {options.config}", err=True)


class _Listed(Struct, frozen=True):
    name: str
    query: str
    action: tuple[str, ...]
    matches: int | None
    """Of the last week; None where the rule is none."""
    alerts: int
    fault: str


def _listed(options: Options, pages: Pages, rule: Watch, alerts: int) -> _Listed:
    text = watch_text(rule)
    if not text:
        return _Listed(rule.name, text, rule.action, None, alerts, "it says nothing to look for")
    try:
        return _Listed(rule.name, text, rule.action, _tried(options, pages, text).count, alerts, "")
    except QueryError as error:
        return _Listed(rule.name, text, rule.action, None, alerts, f"{error.message} ({error.hint})")


def _cells(one: _Listed) -> tuple[str, ...]:
    matches = "!" if one.matches is None else str(one.matches)
    return (one.name, ", ".join(one.action) or "tab", matches, str(one.alerts), one.fault or one.query)


def _tried(options: Options, pages: Pages, text: str) -> Trial:
    # the book takes a while to load, and only names want it
    roster = open_book(options).roster if "speaker:" in text.casefold() else None
    return pages.tried(query_of_text(text, Bearings(desk_zone(options), now(options), roster)), now(options))


def _print_trial(options: Options, text: str, trial: Trial, found: list[Story], as_json: bool) -> None:
    if as_json:
        rows = [{"story": _id(one), "item": show_id("item", one.head.id), "title": one.head.title} for one in found]
        print_json_lines([{"query": text, "stories": trial.count, "days": TRIED_DAYS, "newest": rows}])
        return
    click.echo(trial.words)
    rows_ = [
        (_id(one), local(options, one.latest), one.head.feed, one.head.title or one.head.summary[:200]) for one in found
    ]
    print_table(("id", "latest", "feed", "headline"), rows_, wide="headline")


def _id(one: Story) -> str:
    return show_id("story", one.id) if one.id > 0 else show_id("item", -one.id)
