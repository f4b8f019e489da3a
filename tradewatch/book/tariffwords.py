"""The duties in words: what the pane, the board and Markdown share, one measure in full, and changes as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from tradewatch.book.answers import decimal_words
from tradewatch.book.moments import day_start
from tradewatch.book.rows import Book, Measure
from tradewatch.book.tariffs import MeasureStatus, Stack, Standing, measures_at, stacks_at
from tradewatch.book.words import Line, moment_words, side_tone, source_words

__all__ = ["TariffRow", "beside_rows", "measure_lines", "rate_words", "stack_words", "tariff_lines", "tariff_rows"]


class TariffRow(Struct, frozen=True):
    """A line of the tariffs, and what it opens: `measure:ID`, `stack:US`, or "" for nothing."""

    line: Line
    opens: str = ""
    wraps: bool = True
    """Broken between words where it is too long; else its name is cut, the last part but one: date and state stay whole."""


def tariff_lines(book: Book, at: datetime) -> list[Line]:
    """Gives the lines of both directions: the total, its parts, what is void, what may come back, what is left out."""
    return [row.line for row in tariff_rows(book, at)]


def tariff_rows(book: Book, at: datetime) -> list[TariffRow]:
    """Gives the lines of both directions with what each opens."""
    rows = [row for stack in stacks_at(book, at) for row in _stack_rows(stack)]
    return [*rows, TariffRow(((f"not added: {_short(book.left_out)}", "dim"),))]


def beside_rows(book: Book, at: datetime) -> list[TariffRow]:
    """Gives what stands beside the totals and is never added in: duties by product, controls, fees, threats."""
    rows: list[TariffRow] = []
    standings = [one for one in measures_at(book, at) if not one.measure.stack]
    for words, wanted in (
        ("beside, never added", (MeasureStatus.IN_FORCE,)),
        ("to come", (MeasureStatus.SCHEDULED,)),
        (
            "suspended, threatened, proposed",
            (MeasureStatus.SUSPENDED, MeasureStatus.THREATENED, MeasureStatus.PROPOSED),
        ),
    ):
        found = [one for one in standings if one.status in wanted]
        if found:
            rows.append(TariffRow(((words, "dim"),)))
            rows += [TariffRow(_beside_line(one), f"measure:{one.measure.id}", wraps=False) for one in found]
    return rows


def _beside_line(standing: Standing) -> Line:
    one = standing.measure
    since = f"  since {one.start.day_words()}" if one.start and standing.status is MeasureStatus.IN_FORCE else ""
    ahead = f"  from {one.start.day_words()}" if one.start and standing.status is MeasureStatus.SCHEDULED else ""
    status = "" if since or ahead else f"  {str(standing.status).replace('_', ' ')}"
    rate = f"{decimal_words(one.rate)} %" if one.rate is not None else ("several" if one.rates else "–")
    return (
        (f"{one.imposed_by} on {one.target}".ljust(13), side_tone(one.imposed_by)),
        (f"{rate:>7}  ", ""),
        (one.name, ""),
        (since + ahead + status + ("" if one.evidence == "seen" else f"  {one.evidence}"), "dim"),
    )


def rate_words(one: Measure) -> str:
    """Gives `25 %`, `15–50 %` for a row with several rates, or what it is where it is not ad valorem."""
    if one.rate is not None:
        return f"{decimal_words(one.rate)} %"
    rates = sorted({part.rate for part in one.rates})
    if len(rates) > 1:
        return f"{decimal_words(rates[0])}–{decimal_words(rates[-1])} %, by product"
    return "several rates" if rates or "several" in one.kind else "no rate"


def _stack_rows(stack: Stack) -> list[TariffRow]:
    since = f"  since {stack.since.day_words()}" if stack.since else ""
    before = f", was {decimal_words(stack.before)} %" if stack.before else ""
    total = f"{decimal_words(stack.total)} %"
    head: Line = (
        (f"{stack.imposed_by} on {stack.target}".ljust(13), side_tone(stack.imposed_by)),
        (f"{total:>6}", "strong"),
        (since + before, ""),
    )
    rows = [TariffRow(head, f"stack:{stack.imposed_by}")]
    rows += [TariffRow(_part_line(one), f"measure:{one.id}") for one in stack.parts]
    rows += [
        TariffRow(((f"  {one.name}  ", "dim"), (_past_words(one), "dim")), f"measure:{one.id}")
        for one in _latest_void(stack)
    ]
    rows += [
        TariffRow(
            ((f"  not in it: {one.name} {decimal_words(one.rate)} %, began later: check", "warn"),), f"measure:{one.id}"
        )
        for one in stack.hidden
    ]
    if stack.otherwise is not None:
        words = f"  {decimal_words(stack.otherwise)} % if the announced extension does not hold"
        away = next((one for one in stack.past if one.returns_from is not None), None)
        rows.append(TariffRow(((words, "warn"),), f"measure:{away.id}" if away else ""))
    return rows


def _part_line(one: Measure) -> Line:
    evidence = "" if one.evidence == "seen" else f"  {one.evidence}"
    return (
        (f"  {one.name}".ljust(22), ""),
        (f"{decimal_words(one.rate)} %".rjust(7), ""),
        ("  in force" + evidence, "dim"),
    )


def _latest_void(stack: Stack) -> list[Measure]:
    """A struck-down duty once per name, the latest: readers of older stories look for it."""
    latest: dict[str, Measure] = {}
    for one in stack.past:
        if one.ends_as == "void" and one.end is not None:
            latest[one.name] = one
    return list(latest.values())


def _past_words(one: Measure) -> str:
    end = one.end
    return f"–  {one.ends_as}, ended {end.day_words()}" if end else f"–  {one.ends_as}"


def _short(left_out: str) -> str:
    return left_out.replace("Section 301 lists", "301 lists").replace("Section 232", "232")


def stack_words(stack: Stack) -> str:
    """Gives a direction in a line: `China on US 10 % since 14 May 2025 (34 % if the announced extension fails)`."""
    since = f" since {moment_words(stack.since)}" if stack.since else ""
    otherwise = ""
    if stack.otherwise is not None:
        otherwise = f" ({decimal_words(stack.otherwise)} % if the announced extension fails)"
    return f"{stack.imposed_by} on {stack.target} {decimal_words(stack.total)} %{since}{otherwise}"


def measure_lines(book: Book, name: str, at: datetime) -> tuple[list[Line], list[Line]]:
    """Gives one measure as it stood at an instant: what, since when and by which instrument; then the rest of it."""
    standing = next((one for one in measures_at(book, at) if one.measure.id == name), None)
    if standing is None:
        return [((f"nobody knew of {name} by then", "warn"),)], []
    return list(_measure_head(standing)), list(_measure_rest(standing, at >= day_start(book.checked_to)))


def _measure_head(standing: Standing) -> Iterator[Line]:
    one = standing.measure
    direction = (f"{one.imposed_by} on {one.target}  ", side_tone(one.imposed_by))
    yield (direction, (one.name, "strong"), (f"  {rate_words(one)}", "strong"))
    tone = "good" if standing.status is MeasureStatus.IN_FORCE else "warn"
    yield ((str(standing.status).replace("_", " "), tone), (f"  {_summed(one)}  ·  evidence: {one.evidence}", "dim"))
    yield (("from   ", "dim"), (moment_words(one.start) if one.start else "never applied, or no date", ""))
    yield (("until  ", "dim"), (moment_words(standing.until) if standing.until else "open", ""))
    if one.returns_from is not None:
        back = f"{moment_words(one.returns_from)}, unless a window of the truce keeps it away"
        yield (("back   ", "dim"), (back, "warn"))
    yield (("by     ", "dim"), (one.citation or "not named", ""))
    if one.ended_by and standing.until is not None:
        yield (("ended  ", "dim"), (one.ended_by, ""))


def _measure_rest(standing: Standing, today: bool) -> Iterator[Line]:
    """`today`: a note is of the day the record was checked; an answer of an earlier one leaves it out."""
    one = standing.measure
    yield (("law    ", "dim"), (one.authority or "not named", ""))
    yield (("goods  ", "dim"), (one.scope or "not named", ""))
    for part in one.rates:
        yield ((f"       {decimal_words(part.rate)} %  ", "strong"), (part.scope, ""))
    if one.rate is None and not one.rates:
        yield (("       not ad valorem: ", "dim"), (one.kind, ""))
    if one.note and today:
        yield (("note   ", "dim"), (one.note, ""))
    for source in one.source:
        yield (("source ", "dim"), (source_words(source), ""))


def _summed(one: Measure) -> str:
    return "part of the total" if one.stack else "beside the total, never added"
