"""What accepting a proposal makes of the book: the rows as they would be, with the item as their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tradewatch.book.answers import decimal_words
from tradewatch.book.comparing import Comparison, Verdict
from tradewatch.book.editing import edited_row, find_row, new_row, sourced_row
from tradewatch.book.facts import FactRow
from tradewatch.book.load import rows_book
from tradewatch.book.moments import Moment, moment
from tradewatch.book.revisions import RowChange
from tradewatch.book.rows import Measure
from tradewatch.book.tariffs import changes_since
from tradewatch.book.written import SIDE_ZONES, as_written, written_moment
from tradewatch.errors import TradewatchError
from tradewatch.records import Carrier, DateFound, Proposal, RateFound, Side

__all__ = ["acceptance_words", "accepted", "item_source"]

Written = Mapping[str, str]


def accepted(
    rows: Sequence[FactRow],
    proposal: Proposal,
    comparison: Comparison | None,
    written: Written,
    today: date,
) -> list[RowChange]:
    """Gives the changes that take a proposal over; `written` puts another value into a field of the new row.

    What agrees adds its item to the row's sources. A rate that differs becomes the direction's total from the item's
    day (or `from=`), in place of what was summed till then; a threat becomes a threatened measure. An end that
    differs corrects its window; a later one becomes a window that was announced. Raises TradewatchError.
    """
    source = item_source(proposal)
    if proposal.kind == "claim":
        raise TradewatchError(f"p{proposal.id} is a claim that the book knows to be wrong", "nothing takes it over")
    if comparison is None:
        raise TradewatchError(f"p{proposal.id} is of neither side's duties on the other", "`book add` can say more")
    if comparison.verdict is Verdict.AGREES:
        if written:
            raise TradewatchError(
                f"p{proposal.id} agrees with the book: accepting it adds its item to the sources of {comparison.row}",
                f"`book edit {comparison.row}` changes the row",
            )
        return sourced_row(rows, comparison.row, source)
    if proposal.rate is not None:
        turned = sorted({"imposed_by", "target"} & set(written))
        if turned:
            raise TradewatchError(
                f"p{proposal.id}: {turned[0]} is what the item says", "`book add` can say something else"
            )
        fields = _threat(proposal.rate) if proposal.rate.threat else _duty(rows, proposal, proposal.rate, written)
        return new_row(rows, "measure", {**fields, **_common(proposal, proposal.rate), **written}, source, today)
    if proposal.date is not None:
        return _window(rows, proposal, proposal.date, comparison, written, source, today)
    raise TradewatchError(f"p{proposal.id} cannot be accepted", "")


def acceptance_words(proposal: Proposal, comparison: Comparison | None) -> str:
    """Gives in a sentence what accepting would do."""
    if proposal.kind == "release":
        return "takes the release's row over; what the desk wrote stays in the history"
    if comparison is None:
        return "cannot be accepted: neither side's duty on the other"
    if comparison.verdict is Verdict.AGREES:
        return f"adds the item to the sources of {comparison.row.partition(':')[2]}"
    if proposal.rate is not None:
        rate, side = decimal_words(proposal.rate.to_rate), proposal.rate.imposed_by
        if proposal.rate.threat:
            return f"adds a threat of {rate} % by {side}; no total changes"
        day = proposal.rate.starts or _day(proposal, SIDE_ZONES[side])
        told = "as the item says" if proposal.rate.starts else "the day of the report"
        words = f"{side} on {proposal.rate.target} is {rate} % from {day.day} {day:%b %Y}, {told}"
        return f"{words}, to the next change of the book"
    if proposal.date is not None and comparison.verdict is Verdict.DIFFERS:
        name = comparison.row.partition(":")[2]
        edge = "end" if proposal.date.subject == "truce_end" else "start"
        return f"makes {proposal.date.day.day} {proposal.date.day:%b %Y} the {edge} of {name}"
    if proposal.date is not None:
        return f"adds a window to {proposal.date.day.day} {proposal.date.day:%b %Y}, announced, no instrument seen"
    return ""


def item_source(proposal: Proposal) -> dict[str, str]:
    """Gives the source that a proposal's strongest item is: its outlet, address, day and id."""
    if not proposal.carriers:
        return {"kind": "repository", "ref": f"the release's row {proposal.subject}"}
    one = proposal.carriers[0]
    where = f", {one.url}" if one.url else ""
    return {"kind": "item", "ref": f"i{one.item_id}: {one.feed}, {one.published:%Y-%m-%d}{where}"}


def _common(proposal: Proposal, rate: RateFound) -> dict[str, str]:
    first = proposal.carriers[0]
    side = Side.US if rate.imposed_by == "US" else Side.CHINA
    days = f"for {rate.duration_days} days, as the item says; " if rate.duration_days else ""
    return {
        "known_from": _day(proposal, SIDE_ZONES["US"]).isoformat(),
        "evidence": "seen" if first.official and first.side is side else "reported",
        "citation": f"as {first.feed} reports, {first.published:%Y-%m-%d}",
        "note": f"{days}read in an item, accepted as the total",
    }


def _threat(rate: RateFound) -> dict[str, str]:
    words = decimal_words(rate.to_rate)
    return {
        "imposed_by": rate.imposed_by, "target": rate.target, "rate": str(rate.to_rate), "kind": "threat",
        "name": f"{words} % threat", "ends_as": "threatened", "stack": "no",
    }  # fmt: skip


def _duty(rows: Sequence[FactRow], proposal: Proposal, rate: RateFound, written: Written) -> dict[str, str]:
    """The direction's whole total from the item's day to the next change that the book has."""
    zone = SIDE_ZONES[rate.imposed_by]
    start = written.get("from") or (rate.starts or _day(proposal, zone)).isoformat()
    fields = {
        "imposed_by": rate.imposed_by, "target": rate.target, "rate": str(rate.to_rate), "from": start,
        "name": "total as reported", "stack": "yes", "whole": "yes", "scope": "as the item says",
    }  # fmt: skip
    begins = moment(written_moment(start, zone), "from")
    if begins is None:
        return fields
    later = _next_change(rows, rate, begins)
    before = ",".join(one.id for one in rows_book(rows).measures if _runs_whole(one, rate, begins))
    fields |= {"to": as_written(later)} if later is not None else {}
    return fields | ({"replaces": before} if before else {})


def _runs_whole(one: Measure, rate: RateFound, begins: Moment) -> bool:
    """Whether a total that was reported before runs when this one begins, which then takes its place."""
    if not one.whole or (one.imposed_by, one.target) != (rate.imposed_by, rate.target) or one.start is None:
        return False
    return one.start.utc <= begins.utc and (one.end is None or one.end.utc > begins.utc)


def _next_change(rows: Sequence[FactRow], rate: RateFound, begins: Moment) -> Moment | None:
    found = changes_since(rows_book(rows), begins.utc + timedelta(seconds=1), datetime.max.replace(tzinfo=UTC))
    ahead = [
        one.at
        for one in found
        if (one.imposed_by, one.target) == (rate.imposed_by, rate.target)
        and not any(measure.returns_from is not None for measure in one.measures)
    ]
    return min(ahead, key=lambda one: one.utc, default=None)


def _window(
    rows: Sequence[FactRow], proposal: Proposal, found: DateFound, comparison: Comparison, written: Written,
    source: dict[str, str], today: date,
) -> list[RowChange]:  # fmt: skip
    moment = found.day.isoformat()
    if found.clock is not None:
        moment += f" {found.clock:%H:%M} {found.zone or SIDE_ZONES['US']}"
    edge = "to" if found.subject == "truce_end" else "from"
    if comparison.verdict is Verdict.DIFFERS:
        return edited_row(rows, comparison.row, {edge: moment, **written}, source, today)
    if edge == "from":
        raise TradewatchError(f"p{proposal.id}: the book has no window that could have begun then", "`book add window`")
    last = find_row(rows, comparison.row) if comparison.row else None
    day = _day(proposal, SIDE_ZONES["US"])
    starts = _end_of(last.content) if last is not None else day.isoformat()
    fields = {
        "label": f"extension to {found.day.day} {found.day:%b %Y}", "agreed": day.isoformat(), "from": starts,
        "to": moment, "announced_by": _announced_by(proposal.carriers),
        "agreed_at": f"as {proposal.carriers[0].feed} reports",
    }  # fmt: skip
    return new_row(rows, "window", {**fields, **written}, source, today)


def _announced_by(carriers: Sequence[Carrier]) -> str:
    """The sides whose own feeds carry it; an outlet's word is nobody's announcement."""
    return ",".join(sorted({str(one.side) for one in carriers if one.official and one.side in (Side.US, Side.CHINA)}))


def _end_of(content: Mapping[str, Any]) -> str:
    """The end of a window as a person would write it: the new one begins there."""
    end = moment(next(iter(content["ends"].values())), "ends")
    return as_written(end) if end is not None else ""


def _day(proposal: Proposal, zone: str) -> date:
    first = min((one.published for one in proposal.carriers), default=proposal.published)
    return first.astimezone(ZoneInfo(zone)).date()
