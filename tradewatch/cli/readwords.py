"""What the reader makes of a text, in lines for a person: each finding with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator

from tradewatch.records import DateFound, RateFound, Reading, StatementFound

__all__ = ["reading_lines"]

_BELOW = 0.5
"""Statements under this confidence are marked as doubtful."""


def reading_lines(reading: Reading) -> Iterator[str]:
    """Gives the lines: relevance with its reasons, topics, statements, rates, days, known wrong claims."""
    yield f"{'relevant' if reading.relevant else 'not relevant'} ({reading.score:.2f}): {'; '.join(reading.reasons)}"
    if reading.topics:
        yield f"topics: {', '.join(reading.topics)}"
    for statement in reading.statements:
        yield ""
        yield from _statement(statement)
    if reading.rates or reading.dates or reading.claims:
        yield ""
    for rate in reading.rates:
        yield _rate(rate)
    for found in reading.dates:
        yield _date(found)
    for claim in reading.claims:
        yield f"known to be wrong: {claim.claim}"


def _statement(one: StatementFound) -> Iterator[str]:
    day = one.said_on.isoformat() if one.said_on else "day not said"
    channel = "channel not said" if one.channel == "unknown" else str(one.channel)
    doubt = ", doubtful" if one.confidence < _BELOW else ""
    yield f"{one.speaker or 'nobody named'} ({one.side}) · {day} · {channel}"
    yield f"  {f'“{one.quote}”' if one.direct else one.quote}"
    yield f"  {'direct' if one.direct else 'indirect'}, by {one.rule}: {one.confidence:.2f}{doubt}"


def _rate(one: RateFound) -> str:
    change = f"{one.from_rate} → {one.to_rate} %" if one.from_rate is not None else f"{one.to_rate} %"
    more = [word for word in ("threatened" if one.threat else "", _days(one)) if word]
    return f"{one.imposed_by} on {one.target}: {', '.join([change, *more])} (by {one.rule})"


def _days(one: RateFound) -> str:
    parts = [
        f"from {one.starts.isoformat()}" if one.starts is not None else "",
        f"for {one.duration_days} days" if one.duration_days is not None else "",
    ]
    return " ".join(part for part in parts if part)


def _date(one: DateFound) -> str:
    clock = f" {one.clock:%H:%M}" if one.clock else ""
    return f"{one.subject}: {one.day.isoformat()}{clock}{f' {one.zone}' if one.zone else ''} (by {one.rule})"
