"""The book's answers as JSON objects, spelled as the contract has them: UTC instants, decimals as strings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from tradewatch.book.deadlines import Deadline, deadlines_at
from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import Book
from tradewatch.book.sources import Source
from tradewatch.book.staleness import checked_days, is_stale
from tradewatch.book.tariffs import DutyChange, Stack, Standing, measures_at, stacks_at
from tradewatch.book.truce import Leg, Truce, WindowStanding, truce_at, windows_at
from tradewatch.book.turns import Turn
from tradewatch.instants import iso_utc

__all__ = [
    "change_answer",
    "deadline_answer",
    "decimal_words",
    "source_answers",
    "stack_answers",
    "tariff_answers",
    "truce_answer",
    "turn_answer",
]

NEXT = 3
"""Deadlines that the truce's answer names."""


def decimal_words(rate: Decimal | None) -> str | None:
    """Gives `"12.5"`, `"10"`, `"0"`: no exponent, no trailing noughts; None stays None."""
    if rate is None:
        return None
    words = format(rate, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def truce_answer(book: Book, at: datetime) -> dict[str, Any]:
    """Gives the object that `truce --json` prints."""
    truce = truce_at(book, at)
    ahead = deadlines_at(book, at)
    return {**_window_answer(truce, book), "next": [deadline_answer(one) for one in ahead[:NEXT]]}


def _window_answer(truce: Truce, book: Book) -> dict[str, Any]:
    window = truce.window
    if window is None:
        names = (
            "window label status legs at_the_end announced_next checked_to starts_at expires_at expires_on precision"
            " seconds_left days_left dates_left washington beijing day days instrument source"
        ).split()
        return {**dict.fromkeys(names), "status": str(truce.status)}
    end = truce.end or window.end
    dated = end.precision is Precision.DATE
    later = truce.announced_next
    return {
        "window": window.id,
        "label": window.label,
        "status": str(truce.status),
        "legs": [_leg_answer(one) for one in truce.legs],
        "at_the_end": [
            {
                "side": one.side,
                "target": one.target,
                "from": None if _void(one.void_from, truce.at) else decimal_words(one.from_rate),
                "to": None if _void(one.void_from, truce.at) else decimal_words(one.to_rate),
                "void": _void(one.void_from, truce.at),
                "note": "nothing suspended is left" if _void(one.void_from, truce.at) else one.note,
            }
            for one in window.at_the_end
        ],
        "announced_next": later
        and {
            "window": later.id,
            "label": later.label,
            "starts": later.start.answer(),
            "ends": later.end.answer(),
            "announced_by": list(later.announced_by),
        },
        "checked_to": book.checked_to.isoformat(),
        "starts_at": window.start.answer(),
        "expires_at": None if dated else end.answer(),
        "expires_on": end.on.isoformat() if dated else None,
        "precision": str(end.precision),
        "seconds_left": truce.seconds_left,
        "days_left": truce.days_left,
        "dates_left": truce.dates_left,
        "washington": end.washington(),
        "beijing": end.beijing(),
        "day": truce.day,
        "days": window.days,
        "instrument": "; ".join(f"{one.side}: {one.number}" for one in window.instruments) or None,
        "source": source_answers(window.source),
        "checked_days_ago": checked_days(book, truce.at),
        "stale": is_stale(book, truce.at),
        "known_at": iso_utc(book.known_at) if book.known_at else None,
        "problems": len(book.problems),
        "windows": [_standing_answer(one) for one in windows_at(book, truce.at)],
    }


def _standing_answer(standing: WindowStanding) -> dict[str, Any]:
    one = standing.window
    return {
        "window": one.id,
        "label": one.label,
        "status": str(standing.status),
        "agreed": one.agreed.answer(),
        "starts": {side: moment.answer() for side, moment in one.starts},
        "ends": {side: moment.answer() for side, moment in one.ends},
        "precision": str(one.end.precision),
        "instruments": [f"{it.side}: {it.number}" for it in one.instruments],
    }


def _void(since: datetime | None, at: datetime) -> bool:
    return since is not None and at >= since


def _leg_answer(leg: Leg) -> dict[str, Any]:
    return {
        "leg": leg.leg,
        "what": leg.what,
        "side": leg.side,
        "status": leg.status,
        "until": leg.until.answer(),
        "precision": str(leg.until.precision),
    }


def tariff_answers(book: Book, at: datetime, *, everything: bool = True) -> list[dict[str, Any]]:
    """Gives the lines that `tariffs --json` prints: measures, then a stack for each direction."""
    measures = [_measure_answer(one) for one in measures_at(book, at) if everything or one.status == "in_force"]
    return measures + stack_answers(book, at)


def _measure_answer(standing: Standing) -> dict[str, Any]:
    one = standing.measure
    return {
        "kind": "measure",
        "id": one.id,
        "imposed_by": one.imposed_by,
        "target": one.target,
        "name": one.name,
        "scope": one.scope,
        "rate": decimal_words(one.rate),
        "rates": [{"rate": decimal_words(part.rate), "scope": part.scope} for part in one.rates],
        "effective_from": _answer(one.start),
        "effective_to": _answer(standing.until),
        "precision": str(one.start.precision) if one.start else None,
        "status": str(standing.status),
        "authority": one.authority,
        "citation": one.citation,
        "evidence": one.evidence,
        "source": source_answers(one.source),
    }


def stack_answers(book: Book, at: datetime) -> list[dict[str, Any]]:
    """Gives a line for each direction."""
    return [_stack_answer(one, book, at) for one in stacks_at(book, at)]


def _stack_answer(stack: Stack, book: Book, at: datetime) -> dict[str, Any]:
    return {
        "kind": "stack",
        "imposed_by": stack.imposed_by,
        "target": stack.target,
        "total": decimal_words(stack.total),
        "as_of": iso_utc(at),
        "parts": [{"id": one.id, "name": one.name, "rate": decimal_words(one.rate)} for one in stack.parts],
        "since": _answer(stack.since),
        "before": decimal_words(stack.before),
        "basis": stack.basis,
        "otherwise": decimal_words(stack.otherwise),
        "hidden": [one.id for one in stack.hidden],
        "left_out": book.left_out,
        "checked_to": book.checked_to.isoformat(),
        "checked_days_ago": checked_days(book, at),
        "stale": is_stale(book, at),
        "known_at": iso_utc(book.known_at) if book.known_at else None,
        "problems": len(book.problems),
    }


def change_answer(change: DutyChange) -> dict[str, Any]:
    """Gives a line of `tariffs --changes --json`."""
    return {
        "kind": "change",
        "at": change.at.answer(),
        "precision": str(change.at.precision),
        "imposed_by": change.imposed_by,
        "target": change.target,
        "before": decimal_words(change.before),
        "after": decimal_words(change.after),
        "measures": [one.id for one in change.measures],
    }


def turn_answer(turn: Turn) -> dict[str, Any]:
    """Gives a line of `tariffs --changes --json` for a measure beside the totals."""
    return {
        "kind": "turn",
        "at": turn.at.answer(),
        "precision": str(turn.at.precision),
        "imposed_by": turn.measure.imposed_by,
        "target": turn.measure.target,
        "measure": turn.measure.id,
        "what": turn.what,
    }


def deadline_answer(deadline: Deadline) -> dict[str, Any]:
    """Gives a line of `deadlines --json`; `at` is null where no clock time is known, `on` where no day is."""
    start = deadline.start
    return {
        "id": deadline.id,
        "title": deadline.title,
        "kind": deadline.kind,
        "at": None if start is None or start.precision is Precision.DATE else start.answer(),
        "on": start.on.isoformat() if start else None,
        "until": _answer(deadline.end),
        "zone": start.zone if start else None,
        "precision": str(start.precision) if start else None,
        "days_left": deadline.days_left,
        "state": deadline.state,
        "outcome": deadline.outcome or None,
        "evidence": deadline.evidence,
        "note": deadline.note,
        "source": source_answers(deadline.source),
    }


def _answer(moment: Moment | None) -> str | None:
    return moment.answer() if moment else None


def source_answers(sources: Sequence[Source]) -> list[dict[str, str]]:
    """Gives sources as the answers spell them."""
    return [{"kind": one.kind, "ref": one.ref} for one in sources]
