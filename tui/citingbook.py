"""Words of the book for the clipboard: a figure as it stands, and with its day, instrument and sources."""

from __future__ import annotations

from tradewatch.book.tariffs import MeasureStatus, Standing, measures_at, stacks_at
from tradewatch.book.tariffwords import rate_words, stack_words
from tradewatch.book.truce import truce_at
from tradewatch.book.trucewords import truce_words
from tradewatch.book.words import checked_words, moment_words, plain, source_words
from tradewatch.instants import WASHINGTON
from tradewatch.tui.desk import Desk

__all__ = ["cite_tariff", "cite_truce", "words_of_tariff", "words_of_truce"]


def words_of_truce(desk: Desk) -> str:
    """Gives status and countdown."""
    words = truce_words(desk.book, desk.now(), desk.zone)
    return f"Truce: {words.status}; {' '.join(plain(words.countdown).split())}"


def cite_truce(desk: Desk) -> str:
    """Gives status and countdown with the day, the instruments and the sources."""
    window = truce_at(desk.book, desk.now()).window
    said = [] if window is None else [f"{one.side}: {one.number}" for one in window.instruments]
    said += [] if window is None else [source_words(one) for one in window.source]
    return _cited(desk, words_of_truce(desk), said)


def words_of_tariff(desk: Desk, opens: str) -> str:
    """Gives the direction or the measure that a line of the tariffs opens; both directions where it opens nothing."""
    kind, _, name = opens.partition(":")
    at = desk.now()
    if kind == "measure":
        one = next((found for found in measures_at(desk.book, at) if found.measure.id == name), None)
        if one is not None:
            measure = one.measure
            status = str(one.status).replace("_", " ")
            return (
                f"{measure.imposed_by} on {measure.target}, {measure.name}: {rate_words(measure)}, {status}{_span(one)}"
            )
    return "; ".join(stack_words(one) for one in stacks_at(desk.book, at) if kind != "stack" or one.imposed_by == name)


def _span(one: Standing) -> str:
    """From when to when: a start alone is `since` only of what is in force."""
    start, end = one.measure.start, one.until
    if start is None:
        return ""
    if one.status is MeasureStatus.IN_FORCE:
        return f" since {moment_words(start)}" + (f", to {moment_words(end)}" if end else "")
    if one.status is MeasureStatus.SCHEDULED:
        return f", from {moment_words(start)}"
    return f"; it ran from {moment_words(start)} to {moment_words(end)}" if end and end != start else ""


def cite_tariff(desk: Desk, opens: str) -> str:
    """Gives what `words_of_tariff` does with the day, the instruments and the sources."""
    kind, _, name = opens.partition(":")
    at = desk.now()
    measures = [one.measure for one in measures_at(desk.book, at) if one.measure.id == name]
    if kind != "measure":
        measures = [
            part for one in stacks_at(desk.book, at) if kind != "stack" or one.imposed_by == name for part in one.parts
        ]
    said = [
        words for one in measures for words in (one.citation, *(source_words(source) for source in one.source)) if words
    ]
    left_out = "" if kind == "measure" else f" (general extra duties only, without {desk.book.left_out})"
    return _cited(desk, words_of_tariff(desk, opens) + left_out, said)


def _cited(desk: Desk, words: str, said: list[str]) -> str:
    local = desk.now().astimezone(WASHINGTON)
    day = f"as of {local.day} {local:%B %Y, %H:%M} Washington, {checked_words(desk.book, desk.now())}"
    mark = f"{desk.demo}: " if desk.demo else ""
    return f"{mark}{words} ({day}; {'; '.join(dict.fromkeys(said))})"
