"""A proposal in words."""

from __future__ import annotations

from tradewatch.book.answers import decimal_words
from tradewatch.records import Proposal

__all__ = ["proposal_words"]

_ZONES = {"America/New_York": "Washington", "Asia/Shanghai": "Beijing"}


def proposal_words(one: Proposal) -> str:
    """Gives what was read: `China on US 10 → 34 %`, `truce ends 12 Aug 2025 00:01 Washington`."""
    if one.rate is not None:
        rate = one.rate
        before = f"{decimal_words(rate.from_rate)} → " if rate.from_rate is not None else ""
        days = f" for {rate.duration_days} days" if rate.duration_days else ""
        threat = ", threatened" if rate.threat else ""
        threat += f", from {rate.starts.day} {rate.starts:%b %Y}" if rate.starts else ""
        return f"{rate.imposed_by} on {rate.target} {before}{decimal_words(rate.to_rate)} %{days}{threat}"
    if one.date is not None:
        found = one.date
        verb = "truce ends" if found.subject == "truce_end" else "truce took effect"
        clock = f" {found.clock:%H:%M} {_ZONES.get(found.zone or '', '')}".rstrip() if found.clock else ""
        return f"{verb} {found.day.day} {found.day:%b %Y}{clock}"
    return f"the release has {one.subject} otherwise"
