"""What `doctor` looks at in the watch rules and the alerts: whether each rule is one, and whether the targets take messages."""

from __future__ import annotations

import contextlib
import difflib
from collections import Counter
from collections.abc import Iterator

from tradewatch.cli.findings import Finding
from tradewatch.cli.opening import is_absent, open_book
from tradewatch.cli.present import clock, desk_zone
from tradewatch.errors import QueryError
from tradewatch.feeds.targets import INSTALL, is_installed, labels
from tradewatch.numerals import many
from tradewatch.settings import Options

__all__ = ["alert_checks"]


def _rules(options: Options, full: bool) -> Iterator[Finding]:
    from tradewatch.storage.querylanguage import Bearings
    from tradewatch.storage.watches import query_of_text, watch_text

    rules = options.settings.watch
    if not rules:
        return
    well = True
    for name, count in Counter(one.name for one in rules).items():
        if count > 1:
            well = False
            yield Finding("watch", False, f"{name}: {count} watches have this name; only the first of them acts")
    bearings = Bearings(desk_zone(options), clock(options)(), open_book(options).roster)
    for one in rules:
        text = watch_text(one)
        try:
            if not text:
                raise QueryError(
                    "it says nothing to look for", "give it words, feeds, sides, speakers or a query", "", 0, 0
                )
            query_of_text(text, bearings)
        except QueryError as error:
            well = False
            yield Finding("watch", False, f"{one.name}: {error.message} ({error.hint})")
    if well:
        acting = sum(bool(one.action) for one in rules)
        yield Finding("watch", True, f"{many(len(rules), 'rule')}, {acting} with an action")


def _speakers(options: Options, full: bool) -> Iterator[Finding]:
    """Names of `[alerts] speakers` that the roster does not have: nothing would ever be told of them."""
    roster = open_book(options).roster
    for name in options.settings.alerts.speakers:
        if roster.by_name(name) is None:
            near = difflib.get_close_matches(name, [one.name for one in roster.speakers], n=1)
            meant = f": is {near[0]} meant?" if near else ""
            yield Finding("alerts", False, f"[alerts] speakers: {name} is not in the roster{meant}")


def _targets(options: Options, full: bool) -> Iterator[Finding]:
    """The library that sends, what waits for which target and why, and rules that tell nobody."""
    targets = labels(options.settings.alerts.targets)
    notifying = [one.name for one in options.settings.watch if "notify" in one.action]
    if targets and not is_installed():
        yield Finding(
            "alerts", False, f"{many(len(targets), 'target')}, and what sends to them is not installed: {INSTALL}"
        )
        return
    if notifying and not targets:
        yield Finding(
            "alerts", False, f"{', '.join(notifying)}: notify has nobody to tell; [alerts] targets names whom"
        )
    if targets and options.config.stat().st_mode & 0o077:
        words = f"{options.config} has the secrets of targets, and others may read it: chmod 600 '{options.config}'"
        yield Finding("alerts", False, words)
    failing = [] if is_absent(options.db) else _failing(options)
    yield from failing
    if targets and not failing:
        yield Finding("alerts", True, f"{many(len(targets), 'target')}: {', '.join(targets)}")


def _failing(options: Options) -> list[Finding]:
    from tradewatch.storage.pages import Pages

    with contextlib.closing(Pages.open(options.db)) as pages:
        found = pages.undelivered(clock(options)())
    made = []
    for one in found:
        parts = [f"{one.waiting} wait"] if one.waiting else []
        parts += [f"{one.given_up} given up since yesterday"] if one.given_up else []
        made.append(Finding("alerts", False, f"{one.target} {one.why or 'takes nothing'}: {', '.join(parts)}"))
    return made


alert_checks = (_rules, _speakers, _targets)
