"""How `book proposals` prints what items tell beside what the book has."""

from __future__ import annotations

from typing import Any

import click

from tradewatch.book.accepting import acceptance_words
from tradewatch.book.answers import decimal_words
from tradewatch.book.comparing import Comparer, Comparison, compared, to_check
from tradewatch.book.proposing import proposal_words
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import print_json_lines
from tradewatch.instants import iso_utc
from tradewatch.records import Proposal
from tradewatch.settings import Options
from tradewatch.storage.ids import show_id

__all__ = ["print_proposals"]


def print_proposals(options: Options, *, everything: bool, as_json: bool) -> None:
    """Writes the proposals to standard output, newest first; with `everything` also what agrees or was decided."""
    with open_pages(options) as pages:
        book = pages.book()
        comparer = Comparer(book)
        found = pages.proposals(None if everything else "open")
    for problem in book.problems:
        click.echo(f"tradewatch: left out of the book: {problem}", err=True)
    at = options.as_of
    found = [one for one in found if at is None or one.published <= at]
    pairs = [(one, compared(comparer, one)) for one in found] if everything else to_check(comparer, found)
    if as_json:
        print_json_lines(_answer(one, comparison) for one, comparison in pairs)
        return
    for one, comparison in pairs:
        for line in _lines(one, comparison):
            click.echo(line)
    if not pairs:
        click.echo("no proposals to check", err=True)


def _answer(one: Proposal, comparison: Comparison | None) -> dict[str, Any]:
    rate, dated = one.rate, one.date
    return {
        "id": show_id("proposal", one.id),
        "kind": one.kind,
        "state": one.state,
        "verdict": str(comparison.verdict) if comparison else None,
        "imposed_by": rate.imposed_by if rate else None,
        "target": rate.target if rate else None,
        "from": decimal_words(rate.from_rate) if rate else None,
        "to": decimal_words(rate.to_rate) if rate else None,
        "threat": rate.threat if rate else None,
        "duration_days": rate.duration_days if rate else None,
        "starts": rate.starts.isoformat() if rate and rate.starts else None,
        "subject": one.subject or None,
        "date": dated.day.isoformat() if dated else None,
        "time": f"{dated.clock:%H:%M}" if dated and dated.clock else None,
        "zone": dated.zone if dated else None,
        "record": comparison.record if comparison else None,
        "row": comparison.row or None if comparison else None,
        "accepting": acceptance_words(one, comparison) if one.state == "open" else None,
        "published": iso_utc(one.published),
        "outlets": one.outlets,
        "items": [show_id("item", carrier.item_id) for carrier in one.carriers],
        "source": {"feed": one.carriers[0].feed, "url": one.carriers[0].url, "official": one.carriers[0].official}
        if one.carriers
        else None,
        "words": " ".join(one.carriers[0].words.split()) if one.carriers else "",
        "revision": show_id("revision", one.revision) if one.revision else None,
    }


def _lines(one: Proposal, comparison: Comparison | None) -> list[str]:
    verdict = str(comparison.verdict) if comparison else one.kind
    state = "" if one.state == "open" else f"  {one.state}"
    lines = [f"{show_id('proposal', one.id)}  {verdict}{state}  {proposal_words(one)}"]
    if comparison is not None:
        lines.append(f"      book that day: {comparison.record}")
    if one.carriers:
        first = one.carriers[0]
        more = f" and {one.outlets - 1} more" if one.outlets > 1 else ""
        lines.append(f"      {first.feed}{more}, {first.published:%Y-%m-%d %H:%M} UTC: {first.title}")
    if one.state == "open":
        lines.append(f"      accepting it {acceptance_words(one, comparison)}")
    return lines
