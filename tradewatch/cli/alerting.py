"""What the poller looks for and where alerts go, by the config as it is now: a rule that was added acts without a restart."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from tradewatch.cli.present import clock, desk_zone
from tradewatch.configfile import load_settings
from tradewatch.errors import DatabaseError, SettingsError
from tradewatch.feeds.alerting import Alerting, Plan
from tradewatch.feeds.targets import is_installed
from tradewatch.logs import event, trouble
from tradewatch.records import Rule, Wanted
from tradewatch.settings import Options, Settings
from tradewatch.storage.store import Store
from tradewatch.storage.watches import watch_text

__all__ = ["calmly", "make_alerting", "sending", "wanted_of"]


def wanted_of(settings: Settings, zone: str) -> Wanted:
    """Gives what the poller looks for: rules that flag or notify, and what `[alerts]` asks for.

    Of two watches with one name the first counts; one that asks for everything is none.
    """
    rules: dict[str, Rule] = {}
    for one in settings.watch:
        query = watch_text(one)
        rule = Rule(one.name, query, "flag" in one.action, "notify" in one.action)
        if query and (rule.flags or rule.notifies):
            rules.setdefault(one.name, rule)
    alerts = settings.alerts
    return Wanted(
        tuple(rules.values()), alerts.speakers, alerts.rates, alerts.deadline_hours, alerts.silent_hours, zone
    )  # fmt: skip


def make_alerting(options: Options, store: Store) -> Alerting:
    """Gives what looks and sends for this database."""
    return Alerting(store, _ConfigPlan(options), clock(options))


class _ConfigPlan:
    """Reads the config anew where its file was changed; one that is wrong by now leaves everything as it was."""

    def __init__(self, options: Options) -> None:
        self._options, self._settings = options, options.settings
        self._mark = _mark_of(options.config)

    def __call__(self) -> Plan:
        mark = _mark_of(self._options.config)
        if mark != self._mark:
            self._mark = mark
            try:
                self._settings = load_settings(self._options.config)
                event("config_read_anew")
            except SettingsError as error:
                trouble("config_not_read_anew", why=error.hint or "it is wrong")
        targets = () if self._options.demo or self._options.offline else self._settings.alerts.targets
        return Plan(wanted_of(self._settings, desk_zone(self._options).key), targets, is_installed())


def _mark_of(path: Path) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


async def calmly(work: Callable[[], object]) -> None:
    """Does something for the alerts beside a round; what is wrong there is logged, the round goes on."""
    try:
        await asyncio.to_thread(work)
    except DatabaseError as error:
        trouble("alerts_wait", error)
    except Exception as error:  # noqa: BLE001 - a rule's fault is no round's
        trouble("alerts_broke", error)


async def sending(alerting: Alerting) -> None:
    """Sends what is due, likewise."""
    try:
        await alerting.deliver()
    except DatabaseError as error:
        trouble("alerts_wait", error)
    except Exception as error:  # noqa: BLE001 - what was due is still due
        trouble("alerts_broke", error)
