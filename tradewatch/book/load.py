"""Loading the record: every row checked, a mistake named by file, row and field, the rest of the book still there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from tradewatch.book.moments import Moment, moment
from tradewatch.book.roster import Roster, speaker_row
from tradewatch.book.rows import AtTheEnd, Book, ComponentClock, Event, Instrument, Measure, PartRate, Source, Window
from tradewatch.errors import FactsError

__all__ = ["build_book", "load_book", "read_facts", "roster_with"]

_Row = TypeVar("_Row")
_SIDES = ("US", "China", "all", "both")
_ENDS = ("superseded", "void", "expired", "suspended", "threatened", "proposed")
_EVIDENCE = ("seen", "reported", "unverified")


def read_facts(name: str) -> dict[str, Any]:
    """Gives one of the bundled data files. Raises FactsError where it is not JSON."""
    try:
        content: dict[str, Any] = json.loads(resources.files("tradewatch.facts").joinpath(name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FactsError(f"{name}: {error}", "the file must be JSON; install tradewatch anew") from error
    return content


@lru_cache(maxsize=1)
def load_book() -> Book:
    """Gives the bundled record."""
    return build_book(read_facts)


def build_book(read: Callable[[str], dict[str, Any]]) -> Book:
    """Builds the book from data files; rows with a mistake are left out and named in `problems`."""
    problems: list[str] = []
    windows, measures = read("windows.json"), read("measures.json")
    deadlines, roster = read("deadlines.json"), read("roster.json")
    speakers = _rows(roster["speakers"], "roster.json", speaker_row, problems)
    return Book(
        windows=tuple(_rows(windows["windows"], "windows.json", _window, problems)),
        clocks=tuple(_rows(windows["clocks"], "windows.json", _clock, problems)),
        measures=tuple(_rows(measures["measures"], "measures.json", _measure, problems)),
        events=tuple(_rows(deadlines["deadlines"], "deadlines.json", _event, problems)),
        recurring=tuple((one["what"], one["when"]) for one in deadlines["recurring"]),
        wrong_claims=tuple((one["claim"], one["record"]) for one in windows["wrong_claims"]),
        left_out=measures["left_out"],
        roster=Roster(speakers, (one["token"] for one in roster["ambiguous"])),
        checked_to=min(date.fromisoformat(one["checked_to"]) for one in (windows, measures, deadlines, roster)),
        problems=tuple(problems),
    )


def roster_with(book: Book, path: Path) -> Roster:
    """Gives the book's roster with the speakers of a desk's own file, `{"speakers": [...]}` as in roster.json.

    Raises FactsError, which names file, row and field, for a file or a row that is wrong.
    """
    try:
        rows = json.loads(path.expanduser().read_text("utf-8"))["speakers"]
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise FactsError(f"{path}: {error}", "the roster is a JSON file with a list named speakers") from error
    problems: list[str] = []
    added = _rows(rows, str(path), speaker_row, problems)
    if problems:
        raise FactsError(problems[0])
    return Roster([*book.roster.speakers, *added], book.roster.ambiguous)


def _rows(
    rows: Iterable[dict[str, Any]], file: str, build: Callable[[dict[str, Any], str], _Row], problems: list[str]
) -> list[_Row]:
    built: list[_Row] = []
    for number, row in enumerate(rows, 1):
        place = f"{file}, row {number} ({row.get('id', 'without id')})"
        try:
            if not row.get("source"):
                raise FactsError(f"{place}: source: missing", "every row says who says so")
            built.append(build(row, place))
        except FactsError as error:
            problems.append(error.message)
        except (KeyError, ValueError, TypeError, InvalidOperation) as error:
            problems.append(f"{place}: {type(error).__name__}: {error}")
    return built


def _measure(row: dict[str, Any], place: str) -> Measure:
    start, end = moment(row["from"], f"{place}: from"), moment(row["to"], f"{place}: to")
    if start and end and end.utc < start.utc:
        raise FactsError(f"{place}: to: the end is before the start")
    _one_of(row["imposed_by"], _SIDES, f"{place}: imposed_by")
    _one_of(row["target"], _SIDES, f"{place}: target")
    _one_of(row["ends_as"], _ENDS, f"{place}: ends_as")
    _one_of(row["evidence"], _EVIDENCE, f"{place}: evidence")
    returns = row.get("returns") or {}
    return Measure(
        row["id"], row["name"], row["imposed_by"], row["target"], row["scope"], _rate(row["rate"], f"{place}: rate"),
        tuple(PartRate(Decimal(one["rate"]), one["scope"]) for one in row["rates"]), row["kind"], row["stack"], start, end,
        row["ends_as"], date.fromisoformat(row["known_from"]), _day(row["end_known_from"]), row["authority"], row["citation"],
        row["evidence"], row.get("note", ""), _source(row), moment(returns.get("from"), f"{place}: returns"),
        returns.get("unless_window"),
    )  # fmt: skip


def _window(row: dict[str, Any], place: str) -> Window:
    start, end = _earliest(row["starts"], f"{place}: starts"), _earliest(row["ends"], f"{place}: ends")
    agreed = _wanted(moment(row["agreed"], f"{place}: agreed"), f"{place}: agreed")
    if end.utc <= start.utc:
        raise FactsError(f"{place}: ends: the end is before the start")
    at_the_end = tuple(
        AtTheEnd(
            one["side"], one["target"], _rate(one["from"], f"{place}: at_the_end"), _rate(one["to"], f"{place}: at_the_end"),
            one["note"], datetime.fromisoformat(one["void_from"]) if one.get("void_from") else None,
        )
        for one in row["at_the_end"]
    )  # fmt: skip
    instruments = tuple(
        Instrument(one["side"], one["number"], one["date"] or "", one["citation"] or "") for one in row["instruments"]
    )
    return Window(
        row["id"], row["label"], agreed, row["agreed_at"], start, end, row["days"], tuple(row["announced_by"]),
        moment(row["inferred_end"], f"{place}: inferred_end"), at_the_end, instruments, _source(row),
    )  # fmt: skip


def _clock(row: dict[str, Any], place: str) -> ComponentClock:
    until = _wanted(moment(row["until"], f"{place}: until"), f"{place}: until")
    void = datetime.fromisoformat(row["void_from"]) if row["void_from"] else None
    announced = moment(row["announced_until"], f"{place}: announced_until")
    return ComponentClock(
        row["id"], row["what"], row["leg"], row["side"], until, announced, row["window"], void,
        date.fromisoformat(row["known_from"]), row["instrument"], row.get("note", ""), _source(row),
    )  # fmt: skip


def _event(row: dict[str, Any], place: str) -> Event:
    return Event(
        row["id"], row["title"], row["kind"], moment(row["start"], f"{place}: start"), moment(row["end"], f"{place}: end"),
        row["status"], row["countdown"], date.fromisoformat(row["known_from"]), row["evidence"], row.get("note", ""), _source(row),
    )  # fmt: skip


def _earliest(sides: dict[str, Any], place: str) -> Moment:
    """The instant of both sides: the record has them at the same UTC instant; were they not, the earlier counts."""
    moments = [_wanted(moment(value, place), place) for value in sides.values()]
    return min(moments, key=lambda one: one.utc)


def _wanted(value: Moment | None, place: str) -> Moment:
    if value is None:
        raise FactsError(f"{place}: missing")
    return value


def _rate(text: str | None, place: str) -> Decimal | None:
    if text is None:
        return None
    rate = Decimal(text)
    if not 0 <= rate <= 500:  # the highest of the record is 145; 1450 is a slip of the finger
        raise FactsError(f"{place}: {text} is no rate in percent")
    return rate


def _one_of(value: str, allowed: tuple[str, ...], place: str) -> None:
    if value not in allowed:
        raise FactsError(f"{place}: {value!r} is none of {', '.join(allowed)}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _source(row: dict[str, Any]) -> tuple[Source, ...]:
    return tuple(Source(one["kind"], one.get("ref", "")) for one in row["source"])
