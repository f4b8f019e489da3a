"""What a text of a day asserts of the duties, held against the book as that day knew it: stricter than with reports.

A report may tell last month's total as news; a draft that does so is wrong in print. So what agrees is the total of the
day, one of its parts, a change or a total told as one that was, and what would come at the end of the truce that runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tradewatch.book.answers import decimal_words
from tradewatch.book.asserted import Answer, Told, change_words, is_on, month_span, past_words, source_of, total_words
from tradewatch.book.knowledge import known_by
from tradewatch.book.moments import Moment
from tradewatch.book.returning import Returning
from tradewatch.book.rows import Book, Measure
from tradewatch.book.tariffs import DIRECTIONS, DutyChange, MeasureStatus, Stack, changes_since, measures_at, stacks_at
from tradewatch.records import RateFound

__all__ = ["Duties"]


_AHEAD = timedelta(days=400)
_MOSTLY = Decimal("0.8")
"""Share of a total from which one duty is told for the whole: 125 of 145."""
_KINDS = {"section 122": "122", "surcharge": "122", "section 301": "301", "section 232": "232"}


_TOLD = Told()


class Duties:
    """The duties of one day, worked out once."""

    def __init__(self, book: Book, at: datetime) -> None:
        self._book, self._at = known_by(book, at), at
        self._returning = Returning(self._book, at)
        self._stacks = {(one.imposed_by, one.target): one for one in stacks_at(self._book, at)}
        self._changes = changes_since(self._book, datetime.min.replace(tzinfo=at.tzinfo), at)
        self._ahead = [
            one
            for one in changes_since(self._book, at, at + _AHEAD)
            if not any(row.returns_from is not None for row in one.measures)
        ]
        """Changes that were ordered by then and are to come; what returns with the truce's end is none."""
        self._statuses = {one.measure.id: one.status for one in measures_at(self._book, at)}

    def knows(self, rate: Decimal) -> bool:
        """Whether any duty of the two on each other has or had this rate by then, as a total, a part or what returns."""
        totals = {one for change in self._changes for one in (change.before, change.after)}
        returning = {one.to_rate for window in self._book.windows for one in window.at_the_end}
        rows = {one for row in self._book.measures for one in (row.rate, *(part.rate for part in row.rates))}
        return rate in totals | returning | rows

    def totals(self) -> tuple[str, str]:
        """Gives both totals in words, with their source."""
        words = "; ".join(total_words(one) for one in self._stacks.values())
        return words, source_of([part for one in self._stacks.values() for part in one.parts])

    def held(self, rate: RateFound, told: Told = _TOLD) -> Answer | None:
        """Gives what the book has to a rate; None where it is not of the two's duties on each other."""
        direction = (rate.imposed_by, rate.target)
        if direction not in DIRECTIONS:
            return None
        stack = self._stacks[direction]
        measures = [
            one
            for one in self._book.measures
            if one.imposed_by == stack.imposed_by and one.target in (stack.target, "all")
        ]
        if told.named == "section 301" and rate.from_rate is not None:
            return None  # lists of goods: their rates lie between two, and are no change
        if not told.of_a_product and told.named != "section 301" and told.named != "section 232":
            measures = [one for one in measures if one.stack]
        running = [
            one
            for one in self._with(measures, (MeasureStatus.IN_FORCE,))
            if told.a_part or told.of_a_product or (one.rate is not None and one.rate >= _MOSTLY * stack.total)
        ]
        if told.in_table and rate.from_rate is None:
            return self._ever(rate, stack, measures, told)
        named = self._named(rate, measures, told) if told.named and rate.from_rate is None else None
        if named is not None:
            return named
        if told.months and rate.from_rate is None and not told.returns:
            return self._in_months(rate, stack, measures if told.a_part or told.of_a_product else [], told)
        if rate.from_rate is not None:
            found = (
                self._change(rate, stack, told)
                or self._change_of_one(rate, measures)
                or self._returning.held(rate, told)
            )
        elif told.returns:
            found = self._returning.held(rate, told)
            if found is None and not told.becomes:
                found = self._total(rate, stack, told) or self._one(rate, running)
        elif rate.threat:
            found = (
                self._returning.held(rate, told)
                or (self._returning.suspended(rate) if told.away else None)
                or self._coming(rate, stack)
                or self._threat(rate, measures)
                or self._answered(rate, stack)
            )
        elif told.was or "as it was" in rate.rule:
            found = self._once(rate, stack, told) or self._total(rate, stack, told) or self._one(rate, measures)
        else:
            found = (
                self._total(rate, stack, told)
                or self._one(rate, running)
                or (self._returning.suspended(rate) if told.away else None)
                or self._coming(rate, stack)
            )
        if found is not None:
            return found
        end = self._returning.words(stack) if told.returns else ""
        if end:
            return Answer(False, end, source_of(stack.parts))
        if rate.threat:
            return Answer(None, "no such threat in the book", "")
        return Answer(False, self._otherwise(rate, stack), source_of(stack.parts))

    def wrong_figure(self, rate: RateFound) -> Decimal | None:
        """Gives the one figure of a change that is told which the book has otherwise; None where it is not one."""
        stack = self._stacks[(rate.imposed_by, rate.target)]
        befores = {one.before for one in self._of(stack)}
        if rate.to_rate == stack.total and rate.from_rate not in befores:
            return rate.from_rate
        return rate.to_rate if rate.from_rate in befores and rate.to_rate != stack.total else None

    # --- what agrees ---

    def _total(self, rate: RateFound, stack: Stack, told: Told) -> Answer | None:
        if not stack.parts or stack.total != rate.to_rate:
            return None
        right = is_on(rate.starts or (told.day if told.was else None), stack.since)
        return Answer(right, total_words(stack), source_of(stack.parts))

    def _one(self, rate: RateFound, measures: Iterable[Measure]) -> Answer | None:
        """One measure has this rate: the last that began of several; a day that is told must be its own."""
        found = [one for one in measures if rate.to_rate in {one.rate, *(part.rate for part in one.rates)}]
        if not found:
            return None
        timed = [one for one in found if is_on(rate.starts, one.start)]
        one = (timed or found)[-1]
        return Answer(bool(timed), self._measure_words(one), source_of([one]))

    def _named(self, rate: RateFound, measures: Sequence[Measure], told: Told) -> Answer | None:
        """What the duty of that name charges: now, then where it is told so, or from a day that is ordered."""
        word = _KINDS.get(told.named, told.named)
        own = [one for one in measures if word in one.name.lower()]
        statuses = (MeasureStatus.IN_FORCE, MeasureStatus.SCHEDULED)
        if not own:
            return None
        fitting = self._one(rate, own if told.was else self._with(own, statuses))
        if fitting is not None:
            return fitting
        now = self._with(own, statuses) or own
        return Answer(False, "; ".join(self._measure_words(one) for one in now[-2:]), source_of(now))

    def _in_months(self, rate: RateFound, stack: Stack, measures: Sequence[Measure], told: Told) -> Answer:
        """A rate told of a month was the total, or a duty of its own, on some day of it."""
        spans = [month_span(year, number) for year, number in told.months]
        totals = [*reversed(self._of(stack))]
        for number, one in enumerate(totals):
            until = totals[number + 1].at.utc if number + 1 < len(totals) else None
            if one.after == rate.to_rate and any(
                one.at.utc < end and (until is None or until > start) for start, end in spans
            ):
                words = f"{stack.imposed_by} on {stack.target} {decimal_words(one.after)} % from {one.at.day_words()}"
                later = f" to {totals[number + 1].at.day_words()}" if number + 1 < len(totals) else ""
                return Answer(True, words + later, source_of(one.measures))
        own = [
            one
            for one in measures
            if one.start is not None
            and any(one.start.utc < end and (one.end is None or one.end.utc > start) for start, end in spans)
        ]
        found = self._one(rate, own)
        if found is not None:
            return Answer(True, found.record, found.source)
        then = [one for one in totals if any(one.at.utc < end for _, end in spans)]
        words = (
            f"{change_words(then[-1])}" if then else f"{stack.imposed_by} on {stack.target}: no general duty by then"
        )
        return Answer(
            False, f"{words}; now {decimal_words(stack.total)} %", source_of(then[-1].measures if then else stack.parts)
        )

    def _ever(self, rate: RateFound, stack: Stack, measures: Sequence[Measure], told: Told) -> Answer:
        """A figure of a table: the total of some day, a part of it, or what returns."""
        found = (
            self._total(rate, stack, told)
            or self._once(rate, stack, told)
            or self._coming(rate, stack)
            or self._returning.held(rate, told)
            or self._one(rate, measures)
        )
        return found or Answer(False, self._otherwise(rate, stack), source_of(stack.parts))

    def _coming(self, rate: RateFound, stack: Stack) -> Answer | None:
        """A total that is ordered for a day to come."""
        for one in self._ahead:
            if one.imposed_by == stack.imposed_by and one.after == rate.to_rate:
                return Answer(True, f"{change_words(one)}, ordered", source_of(one.measures))
        return None

    def _answered(self, rate: RateFound, stack: Stack) -> Answer | None:
        """What one side answered with has been its total lately: `Beijing answered with 84 percent, then with 125`."""
        for one in self._of(stack)[:3]:
            if one.after == rate.to_rate:
                return Answer(True, change_words(one), source_of(one.measures))
        return None

    def _change(self, rate: RateFound, stack: Stack, told: Told) -> Answer | None:
        ahead = [one for one in self._ahead if one.imposed_by == stack.imposed_by]
        for one in [*self._of(stack), *ahead]:
            if (one.before, one.after) == (rate.from_rate, rate.to_rate):
                spans = [month_span(year, number) for year, number in told.months]
                timed = not spans or any(start <= one.at.utc < end for start, end in spans)
                right = timed and is_on(rate.starts or told.day, one.at)
                return Answer(right, change_words(one), source_of(one.measures))
        return None

    def _change_of_one(self, rate: RateFound, measures: Sequence[Measure]) -> Answer | None:
        for one in measures:
            earlier = [
                other
                for other in measures
                if other.name == one.name and other.start and one.start and other.start.utc < one.start.utc
            ]
            before = max(earlier, key=lambda other: other.start.utc.timestamp() if other.start else 0, default=None)
            if (
                one.start is not None
                and one.rate == rate.to_rate
                and before is not None
                and before.rate == rate.from_rate
            ):
                words = f"{one.name}, {one.imposed_by} on {one.target}: {decimal_words(rate.from_rate)} → "
                words += f"{decimal_words(one.rate)} % on {one.start.day_words()}"
                return Answer(is_on(rate.starts, one.start), words, source_of([one]))
        return None

    def _once(self, rate: RateFound, stack: Stack, told: Told) -> Answer | None:
        """A total told as one that was."""
        for one, until in self._past(stack):
            if one.after == rate.to_rate:
                return Answer(
                    is_on(rate.starts or told.day, one.at), past_words(one, until, stack), source_of(one.measures)
                )
        return None

    def _threat(self, rate: RateFound, measures: Sequence[Measure]) -> Answer | None:
        ahead = (MeasureStatus.THREATENED, MeasureStatus.PROPOSED, MeasureStatus.SCHEDULED)
        return self._one(rate, self._with(measures, ahead))

    # --- what does not ---

    def _otherwise(self, rate: RateFound, stack: Stack) -> str:
        words = total_words(stack)
        if rate.from_rate is not None:
            last = next((one for one in self._of(stack) if one.after == rate.to_rate), None)
            return change_words(last) if last is not None else f"no such change in the book; {words}"
        if stack.otherwise == rate.to_rate:
            return f"{words}; {decimal_words(stack.otherwise)} % only if the announced extension fails"
        for one, until in self._past(stack):
            if one.after == rate.to_rate:
                return past_words(one, until, stack)
        return words

    def _past(self, stack: Stack) -> Iterable[tuple[DutyChange, Moment]]:
        """Earlier totals with their ends, newest first."""
        changes = self._of(stack)
        return [(one, changes[number].at) for number, one in enumerate(changes[1:])]

    def _of(self, stack: Stack) -> list[DutyChange]:
        return [one for one in self._changes if one.imposed_by == stack.imposed_by]

    def _with(self, measures: Iterable[Measure], statuses: Sequence[MeasureStatus]) -> list[Measure]:
        return [one for one in measures if self._statuses.get(one.id) in statuses]

    def _measure_words(self, one: Measure) -> str:
        rate = f"{decimal_words(one.rate)} %" if one.rate is not None else "several rates"
        status = str(self._statuses.get(one.id, MeasureStatus.SCHEDULED)).replace("_", " ")
        since = f" from {one.start.day_words()}" if one.start else ""
        until = f" to {one.end.day_words()}" if one.end and one.end.utc <= self._at else ""
        part = "" if one.stack else ", not in the general total"
        by = f", by {one.citation}" if one.citation else ""
        return f"{one.name}: {one.imposed_by} on {one.target} {rate}, {status}{since}{until}{part}{by}"
