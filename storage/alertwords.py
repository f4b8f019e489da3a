"""The words of a message: what, of whom and when, why, and the link; nothing in them acts on whoever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tradewatch.addresses import without_credentials
from tradewatch.book.comparing import Comparison
from tradewatch.book.deadlines import Deadline
from tradewatch.book.proposing import proposal_words
from tradewatch.book.words import moment_words
from tradewatch.clean import clean_line
from tradewatch.quoting import quoted
from tradewatch.records import Alert, AlertKind, FeedState, Item, Proposal, Statement

__all__ = ["deadline_alert", "more_alert", "rate_alert", "silence_alert", "statement_alert", "story_alert"]

_TITLE, _LINE = 200, 600
_SHOWN = 5
"""Headlines that the message of a burst names."""


def story_alert(item: Item, why: Sequence[tuple[str, str]], at: datetime, zone: ZoneInfo) -> Alert:
    """Gives the message of a story; `why` has each rule with what it matched, in words."""
    reasons = "; ".join(f"watch “{_words(name, 60)}”: {_words(matched, 200)}" for name, matched in why)
    rules = tuple(name for name, _ in why)
    body = (_headline(item), _source(item, zone), f"Why: {reasons}")
    return _alert(AlertKind.STORY, f"item:{item.id}", rules, f"{_names(rules)}: {_headline(item)}", body, item.url, at)


def statement_alert(one: Statement, carrier: Item | None, at: datetime, zone: ZoneInfo) -> Alert:
    """Gives the message of a new statement by a speaker who is named in the config."""
    speaker = one.speaker or ""
    how = "in their words" if one.direct else "reported"
    body = (
        f"{quoted(one)} ({how}, {one.channel})",
        _source(carrier, zone) if carrier else "",
        f"Why: speaker {speaker}",
    )
    link = carrier.url if carrier else None
    return _alert(
        AlertKind.STATEMENT, f"statement:{one.id}", (speaker,), f"{speaker}: {quoted(one)}", body, link, at
    )  # fmt: skip


def rate_alert(one: Proposal, found: Comparison, at: datetime, zone: ZoneInfo) -> Alert:
    """Gives the message of a rate that the book has otherwise."""
    told = proposal_words(one)
    first = one.carriers[0]
    body = (
        f"{first.title}: “…{' '.join(first.words.split())}…”",
        f"{first.feed}, {_time(first.published, zone)}",
        f"Why: told is {told}; the book of that day has {found.record} (p{one.id})",
    )
    return _alert(
        AlertKind.RATE, f"proposal:{one.id}", (), f"Rate differs from the book: {told}", body, first.url, at
    )  # fmt: skip


def deadline_alert(one: Deadline, hours: int, at: datetime) -> Alert:
    """Gives the message of a deadline that is near."""
    source = next((said.ref for said in one.source if said.ref.startswith(("http://", "https://"))), "")
    body = (one.title, f"the book, {one.evidence}", f"Why: a deadline within {hours} hours")
    subject = f"deadline:{one.id}:{one.first.answer()}"
    return _alert(
        AlertKind.DEADLINE, subject, (), f"Deadline {moment_words(one.first)}: {one.title}", body, source, at
    )  # fmt: skip


def silence_alert(state: FeedState, quiet: str, subject: str, at: datetime) -> Alert:
    """Gives the message of a feed that has gone quiet beyond its habit; `quiet` says how long in words."""
    title = state.feed.title
    body = (f"{title} answers and brings nothing new", quiet, "Why: a feed gone silent")
    return _alert(AlertKind.SILENCE, subject, (), f"Silent: {title}, {quiet}", body, None, at)


def more_alert(rest: Sequence[Alert], at: datetime) -> Alert:
    """Gives the one message that stands for what a burst has beyond those told one by one."""
    rules = tuple(dict.fromkeys(name for one in rest for name in one.rules))
    lines = [one.title for one in rest[:_SHOWN]]
    beyond = f"and {len(rest) - _SHOWN} more; " if len(rest) > _SHOWN else ""
    body = (
        *lines,
        f"{beyond}`tradewatch alerts` lists them",
        f"Why: {_names(rules) or 'alerts'}, more at once than are told singly",
    )
    subject = f"more:{rest[0].subject}"
    return _alert(AlertKind.MORE, subject, rules, f"and {len(rest)} more: {_names(rules) or 'alerts'}", body, None, at)


def _alert(
    kind: AlertKind,
    subject: str,
    rules: tuple[str, ...],
    title: str,
    body: Sequence[str],
    link: str | None,
    at: datetime,
) -> Alert:
    lines = "\n".join(line for one in body if (line := _words(one, _LINE)))
    return Alert(kind, subject, rules, _words(title, _TITLE), lines, without_credentials(clean_line(link or "")), at)


def _words(text: str, most: int) -> str:
    """One line; `@everyone` in a headline calls nobody together (fullwidth at sign), and nothing is longer than it may be."""
    line = clean_line(text).replace("@", "＠")
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _names(rules: Sequence[str]) -> str:
    return ", ".join(_words(one, 60) for one in rules[:_SHOWN])


def _headline(item: Item) -> str:
    return item.title or item.summary or item.text[:300] or "(empty)"


def _source(item: Item, zone: ZoneInfo) -> str:
    return f"{item.feed}, {_time(item.published, zone)}"


def _time(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
