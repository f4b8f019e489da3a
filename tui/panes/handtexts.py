"""A hand in the detail: what the outlet did, since when, and the words that went and came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from tradewatch.clean import clean_line
from tradewatch.records import Field, Hand, Reworded
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import Look, tone
from tradewatch.tui.panes.wording import changed_passages, changed_words

__all__ = ["hand_texts"]


def hand_texts(desk: Desk, hands: Sequence[Hand], look: Look, key: str) -> list[Text]:
    """Gives the hands of what is open, to stand above it, with the key that answers them; an empty line ends them."""
    lines: list[Text] = []
    for one in hands:
        lines.append(Text(f"! {_what(desk, one)} · {key} takes note", tone("warn", look)))
        if not any(part.field is Field.TITLE for part in one.reworded):
            lines.append(Text(f"  {clean_line(one.title)}", tone("strong", look)))
        lines.append(Text(f"  {_since(desk, one)}", tone("dim", look)))
        if one.sent:
            lines.append(Text("  notice: ", tone("dim", look)).append(clean_line(one.sent), tone("strong", look)))
        for part in one.reworded:
            lines += _changes(part, look)
    return [*lines, Text("")] if lines else []


def _what(desk: Desk, one: Hand) -> str:
    feed, at = clean_line(one.feed), _when(desk, one.at)
    if one.gone_at is not None:
        return f"withdrawn: no longer in the feed of {feed} since {at}"
    return f"{one.words} since you {one.since} it: {feed}, {at}"


def _since(desk: Desk, one: Hand) -> str:
    parts = []
    if one.exported_at is not None:
        parts.append(f"version {one.exported_version} left the desk {_when(desk, one.exported_at)}")
    if one.flagged_at is not None:
        parts.append(f"flagged by {clean_line(one.flagged_by)} {_when(desk, one.flagged_at)}")
    if one.known not in (one.version, one.exported_version):
        parts.append(f"version {one.known} is known here")
    parts.append(f"{'now ' if one.version > one.known else ''}version {one.version} of i{one.item_id}")
    return " · ".join(parts)


def _when(desk: Desk, at: datetime) -> str:
    """Clock time, with the day where that is not today's and the year where it is another."""
    local, today = desk.local(at), desk.local(desk.now())
    day = "" if local.date() == today.date() else f"{local.day} {local:%b} "
    year = "" if local.year == today.year else f"{local.year} "
    return f"{day}{year}{local:%H:%M}"


def _changes(part: Reworded, look: Look) -> list[Text]:
    if part.field is Field.TITLE:
        text = Text("  headline: ", tone("dim", look))
        return [text.append_text(changed_words(part.before, part.after, look))]
    name = f"  {part.field}: "
    return [Text(name, tone("dim", look)).append_text(one) for one in changed_passages(part.before, part.after, look)]
