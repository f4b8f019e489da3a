"""Duties that would count twice: two rows of a stack that charge the same thing at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from tradewatch.book.answers import decimal_words
from tradewatch.book.build import built
from tradewatch.book.facts import FactRow
from tradewatch.book.rows import Measure
from tradewatch.errors import TradewatchError

__all__ = ["doubles", "newly_summed", "refuse_double"]

_OPEN = datetime.max.replace(tzinfo=UTC)


def refuse_double(rows: Sequence[FactRow], changed: Sequence[Measure], *, adds: bool) -> None:
    """Raises TradewatchError where a changed duty would be summed with one that it was not summed with before.

    The same duty under the same name never counts twice; another one only where a person says `adds=yes`.
    """
    before: tuple[Measure, ...] = built(rows, "measure", [])
    old = {one.id: one for one in before}
    new = {**old, **{one.id: one for one in changed}}
    for one in changed:
        found = [
            other
            for other in new.values()
            # what is added to a total that was reported as the whole would not show: that one has to end first
            if _newly_together(one, other, old) and not (adds and not _same_name(one, other) and not other.whole)
        ]
        if found:
            raise TradewatchError(_words(one, found), _hint(one, found))


def _newly_together(one: Measure, other: Measure, old: Mapping[str, Measure]) -> bool:
    if other.id == one.id or not _together(one, other):
        return False
    if one.whole and not other.whole:
        return False  # it stands for the others while it lasts
    was, before = old.get(one.id), old.get(other.id)
    if was is None or before is None or not _together(was, before):
        return True
    # it stood for the others and does not any more, or it bears the other's name from now on
    return (was.whole and not one.whole) or (_same_name(one, other) and not _same_name(was, before))


def newly_summed(before: Iterable[Measure], after: Iterable[Measure]) -> list[tuple[Measure, Measure]]:
    """Gives the pairs of rows that are summed at the same time after a change and were not before."""
    known = {frozenset((one.id, other.id)) for one, other in _pairs(before)}
    return [(one, other) for one, other in _pairs(after) if frozenset((one.id, other.id)) not in known]


def _pairs(measures: Iterable[Measure]) -> list[tuple[Measure, Measure]]:
    found = list(measures)
    return [(one, other) for number, one in enumerate(found) for other in found[number + 1 :] if _together(one, other)]


def doubles(measures: Iterable[Measure]) -> list[tuple[Measure, Measure]]:
    """Gives the pairs of rows that sum the same duty twice: same direction, same name, at the same time."""
    return [(one, other) for one, other in _pairs(measures) if _same_name(one, other)]


def _together(one: Measure, other: Measure) -> bool:
    """Whether both are summed for the same direction at some instant."""
    if not (one.stack and other.stack) or one.imposed_by != other.imposed_by or not _same_target(one, other):
        return False
    (a, b), (c, d) = _span(one), _span(other)
    return max(a, c) < min(b, d)


def _same_name(one: Measure, other: Measure) -> bool:
    return " ".join(one.name.casefold().split()) == " ".join(other.name.casefold().split())


def _same_target(one: Measure, other: Measure) -> bool:
    return one.target == other.target or "all" in (one.target, other.target)


def _span(one: Measure) -> tuple[datetime, datetime]:
    if one.returns_from is not None:  # suspended: it would be summed from where it comes back
        return one.returns_from.utc, _OPEN
    if one.start is None or one.ends_as in ("threatened", "proposed"):
        return _OPEN, _OPEN
    return one.start.utc, one.end.utc if one.end else _OPEN


def _words(one: Measure, found: Sequence[Measure]) -> str:
    others = " and ".join(_one_words(other) for other in found)
    verb = "are" if len(found) > 1 else "is"
    return f"{one.imposed_by} on {one.target} {decimal_words(one.rate)} % would count twice: {others} {verb} summed then too"


def _one_words(one: Measure) -> str:
    first = one.returns_from or one.start
    since = f" from {first.day_words()}" if first else ""
    until = f" to {one.end.day_words()}" if one.end else ""
    return f"{one.id} ({one.name}, {decimal_words(one.rate)} %{since}{until})"


def _hint(one: Measure, found: Sequence[Measure]) -> str:
    replaces = f"replaces={','.join(other.id for other in found)} ends what was there where this begins"
    if any(_same_name(one, other) or other.whole for other in found):
        return f"{replaces}; or give this one another name and adds=yes"
    return f"{replaces}; adds=yes sums them"
