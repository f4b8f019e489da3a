"""The flagged items as a note for the next person, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from tradewatch.escaping import markdown_safe
from tradewatch.quoting import quoted
from tradewatch.records import Flagged, Item, Statement

__all__ = ["markdown"]


def markdown(
    items: Sequence[Flagged],
    figures: Sequence[str],
    *,
    at: str,
    book: Sequence[str] = (),
    desk: str = "",
    demo: str = "",
) -> str:
    """Gives the whole note: the book's words now, then each item with note, statements, link and its day's figures."""
    head = f"# {demo + ': ' if demo else ''}Flagged items{' of ' + markdown_safe(desk) if desk else ''}"
    parts = [head, f"Made {at} by tradewatch. {len(items)} item{'' if len(items) == 1 else 's'}."]
    if book:
        parts.append("## In force now\n\n" + "\n".join(f"- {markdown_safe(line)}" for line in book))
    parts += [_item(one, words) for one, words in zip(items, figures, strict=True)]
    return "\n\n".join(parts) + "\n"


def _item(flagged: Flagged, figures: str) -> str:
    item = flagged.item
    title = markdown_safe(item.title or item.summary[:120] or "(no headline)")
    lines = [f"## {title}", _source(item)]
    if item.url:
        lines.append(f"<{_address(item.url)}>")
    if item.note:
        lines.append("\n".join(f"> {markdown_safe(line)}" for line in item.note.split("\n")))
    if item.tags:
        lines.append("Tags: " + ", ".join(markdown_safe(tag) for tag in item.tags))
    lines += ["\n".join(_statement(one) for one in flagged.statements)] if flagged.statements else []
    lines.append(f"In force that day: {markdown_safe(figures)}")
    return "\n\n".join(lines)


def _source(item: Item) -> str:
    via = f", via {item.via}" if item.via else ""
    when = f"{item.published:%Y-%m-%d %H:%M} UTC" + ("" if item.published_known else " (first seen)")
    by = f", flagged by {markdown_safe(item.flag.by)}" if item.flag else ""
    outlets = f", {item.outlets} outlets" if item.outlets > 1 else ""
    return f"{markdown_safe(item.feed)}{via}, {when}{outlets}{by}"


def _statement(one: Statement) -> str:
    words = quoted(one)
    where = "" if one.channel == "unknown" else f", {str(one.channel).replace('_', ' ')}"
    day = f", {one.said_on.isoformat()}" if one.said_on else ""
    checked = "" if one.state != "corrected" else ", speaker corrected"
    if one.withdrawn:
        checked += ", in an earlier wording only"
    flagged = f" — flagged by {markdown_safe(one.flag.by)}" if one.flag else ""
    note = f": {markdown_safe(one.note)}" if one.note else ""
    tags = f" [{', '.join(markdown_safe(tag) for tag in one.tags)}]" if one.tags else ""
    who = f"**{markdown_safe(one.speaker or 'nobody named')}** ({one.side}{where}{day}{checked})"
    return f"- {who}: {markdown_safe(words)}{flagged}{note}{tags}"


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
