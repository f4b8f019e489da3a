"""What the edges of the panes and the status line say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tradewatch.instants import CLOCK_OFF_SECONDS, off_words
from tradewatch.records import ClockOffset
from tradewatch.storage.queries import Counts
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.edges import BannerLine, StatusLine, TabLine
from tradewatch.tui.narrowing import narrowing_words
from tradewatch.tui.timedlist import TimedList
from tradewatch.tui.watching import News

__all__ = ["Frames"]

_WIDE = 140
"""Columns from which the status line has room for a reason."""
_SHORT = 22


class Frames(ConsoleBase):
    """What the edges of the panes and the status line say."""

    def heads(self) -> None:
        news, desk = self.news, self.desk
        words = self.truce.words
        wide = self.screen_stack[0].has_class("-wide")
        self.head("truce").say(
            words.status, words.checked if wide else words.checked_short, right_tone="warn" if words.stale else "dim"
        )
        beside = " · 2 Statements" if self.screen_stack[0].has_class("-middle") else ""
        self.head("tariffs").say("", f"general extra duties only{beside}")
        self.head("tariffs").zones = ((beside[3:], "pane.statements"),) if beside else ()
        self.screen_stack[0].query_one(BannerLine).say()
        tabs = ((1, "Truce"), (2, "Statements"), (3, "Tariffs"), (4, "Wire"))
        self.screen_stack[0].query_one(TabLine).say(tabs, self.at, self.truce.words.countdown[0][0])
        counts, place = news.counts if news is not None else None, f"{desk.place} time"
        narrowed, said = narrowing_words(self.watcher.items), narrowing_words(self.watcher.statements)
        stories = _stories(_many(self.wire, counts.stories if counts and not narrowed else None))
        if counts is not None and not narrowed:
            stories = f"{stories}, {counts.unread:,} unread"
        misses = counts.near if counts is not None and not narrowed else 0
        near = f"{misses:,} near miss{'' if misses == 1 else 'es'}" if misses else ""
        self._list_head("wire", f"{narrowed or 'relevant'} · {stories}", place, near)
        nameless = f"{counts.nameless:,} without a name" if counts is not None and counts.nameless and not said else ""
        shown = _many(self.statements, counts.statements if counts and not said else None)
        self._list_head("statements", f"{said} · {shown}" if said else shown, place, nameless)
        if news is not None:
            self._empty_words(news.counts)
            self.screen_stack[0].query_one(StatusLine).say(self._status(news))
        self.show_searches()

    def on_timed_list_scrolled(self) -> None:
        self.heads()

    def _list_head(self, name: str, words: str, place: str, tray: str) -> None:
        waiting = self.waiting[name]
        rows: TimedList[Any] = self.wire if name == "wire" else self.statements
        day = rows.day_above()
        new = f"{waiting:,} new: {self.keymap.first('arrivals')}" if waiting else ""
        right = new or (f"{day} · {place}" if day else place)
        if name == "statements" and self.screen_stack[0].has_class("-middle"):
            right = f"{right} · 3 Tariffs"
        head = self.head(name)
        head.say(words, right, more=tray)
        zones = ((new, "arrivals"), (tray, "tray"), ("3 Tariffs", "pane.tariffs"))
        head.zones = tuple(zone for zone in zones if zone[0])

    def _empty_words(self, counts: Counts) -> None:
        narrowed = narrowing_words(self.watcher.items)
        if narrowed == "near misses":
            self.wire.empty = ("no near misses: nothing that the rules left in doubt waits", "Esc or T goes back")
        elif narrowed:
            self.wire.empty = (f"nothing on {narrowed}", "Esc or = and Enter brings all back")
        elif counts.items == 0:
            self.wire.empty = ("nothing stored yet", self._why_nothing(counts))
        else:
            self.wire.empty = (
                f"none of {counts.items} items touches the trade war so far",
                "= is:all Enter shows every item",
            )
        said = narrowing_words(self.watcher.statements)
        if said == "nobody named":
            self.statements.empty = ("somebody is named for all that was said", "Esc or T goes back")
        else:
            self.statements.empty = (f"no statements on {said}" if said else "no statements yet",)

    def _why_nothing(self, counts: Counts) -> str:
        if self.desk.offline:
            return "offline by choice: no host is contacted"
        if counts.feeds == 0:
            return "there are no feeds: `tradewatch feeds add URL`"
        progress = self.news.progress if self.news is not None else None
        if progress is not None and progress.offline is not None:
            return f"offline: {progress.offline.why}"
        if counts.failing == counts.feeds:
            return "every feed fails: is the network there? S shows why"
        return self.poller_words() or "the feeds are being fetched"

    def _status(self, news: News) -> tuple[tuple[str, str], ...]:
        """Least urgent first: the narrow screen drops from the front."""
        counts, progress = news.counts, news.progress
        parts: list[tuple[str, str]] = []
        if counts.pending:
            parts.append((f"{counts.pending} pending · ", "dim"))
        if news.reading_again:
            parts.append((f"{news.reading_again} · ", "dim"))
        parts.append((f"{counts.feeds} feed{'' if counts.feeds == 1 else 's'}", "dim"))
        gone = progress.offline if progress is not None and self.desk.as_of is None else None
        if counts.failing and gone is None:
            parts.append((f", {counts.failing} failing", "warn"))
        if progress is not None and progress.total and progress.finished_at is None:
            parts.append((f" · polling {progress.done}/{progress.total}", "dim"))
        elif counts.last_ok_at is not None and self.desk.as_of is None:
            parts.append((f" · {_ago(self.desk.clock(), counts.last_ok_at)}", "dim"))
        wide = self.screen_stack[0].size.width >= _WIDE
        if progress is not None and progress.clock is not None and self.desk.as_of is None:
            parts.append((_clock_words(self.desk.clock(), progress.clock, wide=wide), "warn"))
        if gone is not None and not self.desk.offline:
            parts.append((_offline_words(self.desk.time_words(gone.since), gone.why, wide=wide), "warn"))
        words = "offline by choice" if self.desk.offline else self.poller_words()
        if words:
            parts.append((f" · {words}", "warn"))
        waiting = sum(self.waiting.values())
        if waiting:
            parts.append((f" · {waiting} new", "unread"))
        parts += [(f" · {trouble}", "warn") for trouble in (self.held_words, self.unread_words) if trouble]
        return tuple(part for part in parts if part[0])


def _offline_words(since: str, why: str, *, wide: bool) -> str:
    """Since when and why nobody is reached; of a reason that says what to do, that."""
    reason, _, help_words = why.rpartition(": ")
    if wide:
        return f" · offline since {since} · {help_words}"
    return f" · offline since {since}" + (f": {help_words}" if reason and len(help_words) < _SHORT else "")


def _clock_words(now: datetime, found: ClockOffset, *, wide: bool) -> str:
    """How far this computer's clock is off, where the feeds' servers have said so of late."""
    of_late = timedelta(0) <= now - found.at <= timedelta(hours=1)
    if not of_late or abs(found.ahead_seconds) <= CLOCK_OFF_SECONDS:
        return ""
    away = off_words(found.ahead_seconds).replace(" 0 min", "").replace("ahead of", "ahead")
    return f" · this computer's clock is {away}" if wide else f" · clock {away}"


def _ago(now: datetime, then: datetime) -> str:
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 48 * 3600 else f"{seconds // 86400} d"


def _many(rows: TimedList[Any], total: int | None) -> str:
    """How many rows a list has; while only a part of them is read the count where there is one, else `200+`."""
    if rows.roll.whole:
        return f"{len(rows.roll):,}"
    return f"{len(rows.roll):,}+" if total is None else f"{total:,}"


def _stories(count: str) -> str:
    return f"{count} stor{'y' if count == '1' else 'ies'}"
