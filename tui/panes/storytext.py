"""A story as an open text: its first item with what was said there, how it was edited, why it matters, who carries it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.text import Text

from tradewatch.addresses import shown_address
from tradewatch.clean import clean_line
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.numerals import many
from tradewatch.quoting import quoted
from tradewatch.records import Field, Item, Statement
from tradewatch.storage.ids import show_id
from tradewatch.tui.look import side_tone, tone
from tradewatch.tui.panes.marking import Place, marked_field
from tradewatch.tui.panes.pointing import LINK, point
from tradewatch.tui.panes.sheet import Sheet, flag_texts, speaker_text
from tradewatch.tui.panes.versions import version_texts
from tradewatch.tui.panes.wire import headline

__all__ = ["MOST_CARRIERS", "carrier_texts", "item_texts", "story_texts"]

MOST_CARRIERS = 30


def story_texts(sheet: Sheet, items: Sequence[Item], opened: Item) -> list[Text]:
    """Gives one item of a story in full, and below it all that carry the story."""
    lines = item_texts(sheet, opened, sheet.desk.pages.statements_of(opened.id))
    if len(items) > 1:
        lines += [Text(""), *carrier_texts(sheet, items)]
    return lines


def item_texts(sheet: Sheet, item: Item, statements: Sequence[Statement], only: Statement | None = None) -> list[Text]:
    """Gives an item with its marks; of the statements all are marked and listed below, or `only` one is marked."""
    look, pages = sheet.look, sheet.desk.pages
    places = [one for one in pages.places_of(item.id) if one[1] <= item.version]  # as of a time nothing later is known
    statements = [one for one in statements if any(number == one.id for number, _, _ in places)]
    here = [(number, part) for number, version, part in places if version == item.version]
    shown = [only] if only is not None else statements
    speakers = {one.speaker for one in statements if one.speaker}

    def drawn(field: Field, words: str) -> Text:
        marks = [
            Place(part.start, part.end, "quote" if one.direct else "hit")
            for one in shown
            for number, part in here
            if number == one.id and part.field is field and (one.direct or one is only)
        ]
        return marked_field(words, field is Field.TITLE, marks, sheet.names, look, speakers)

    title = drawn(Field.TITLE, item.title) if item.title else Text(headline(item), tone("strong", look))
    lines = [title, _source(sheet, item)]
    if item.url:
        lines.append(Text(clean_line(shown_address(item.url)), tone("dim", look)))
    lines += flag_texts(sheet, f"{item.flag.by}, {item.flag.state}" if item.flag else "", item.note, item.tags)
    if item.version > 1:
        wordings = [one for one in pages.versions(item.id) if one.version <= item.version]
        lines += version_texts(sheet.desk, wordings, look)
    lines += _differing(sheet, item)
    for field, words in ((Field.SUMMARY, item.summary), (Field.TEXT, item.text)):
        if words and not (field is Field.SUMMARY and item.text.startswith(words[:80])):
            lines += [Text(""), drawn(field, words)]
    others = [one for one in statements if only is None or one.id != only.id]
    lines += _said_here(sheet, others, {number for number, _ in here}, "also said here" if only else "said here")
    return [*lines, Text(""), _why(sheet, item)]


def carrier_texts(sheet: Sheet, items: Sequence[Item]) -> list[Text]:
    """Gives the outlets with the minutes that each was behind the first; each can be chosen."""
    look = sheet.look
    lines = [Text(f"carried by {_carriers(items)}:", tone("dim", look))]
    for number, one in enumerate(items[:MOST_CARRIERS], 1):
        text = Text(f"{number:>3} {sheet.desk.time_words(one.published):<7}", tone("dim", look))
        text.append(clean_line(one.feed), tone(side_tone(one.side), look))
        text.append(f" {_behind(one, items[0])}" if number > 1 else "", tone("dim", look))
        text.append("" if one.published_known else " first seen", tone("dim", look))
        text.append(f"  {headline(one)}", tone("", look))
        lines.append(point(text, LINK, show_id("item", one.id)))
    if len(items) > MOST_CARRIERS:
        lines.append(Text(f"    and {len(items) - MOST_CARRIERS} more", tone("dim", look)))
    return lines


def _carriers(items: Sequence[Item]) -> str:
    """Gives `3 outlets`, and `3 outlets in 5 items` where one carries it more than once."""
    outlets, count = len({one.feed_id for one in items}), len(items)
    words = many(outlets, "outlet")
    return words if outlets == count else f"{words} in {count} items"


def _behind(one: Item, first: Item) -> str:
    """Gives how long after the first outlet: `+12 min`, `+3 h 05`."""
    minutes = int((one.published - first.published).total_seconds() // 60)
    return f"+{minutes} min" if minutes < 100 else f"+{minutes // 60} h {minutes % 60:02}"


def _said_here(sheet: Sheet, statements: Sequence[Statement], here: Collection[int], title: str) -> list[Text]:
    """The statements of the text, each with its speaker and id; each can be chosen. `here` are those that still stand."""
    if not statements:
        return []
    look = sheet.look
    lines = [Text(""), Text(f"{title}:", tone("dim", look))]
    for one in statements:
        text = Text("  ").append_text(speaker_text(sheet, one))
        text.append(": ", tone("dim", look))
        text.append(clean_line(quoted(one)), tone("quote" if one.direct else "", look))
        text.append(f"  {show_id('statement', one.id)}", tone("dim", look))
        text.append("" if one.id in here else ", edited away since", tone("warn", look))
        lines.append(point(text, LINK, show_id("statement", one.id)))
    return lines


def _source(sheet: Sheet, item: Item) -> Text:
    desk, look = sheet.desk, sheet.look
    local = desk.local(item.published)
    text = Text(end="")
    text.append(clean_line(item.feed), tone(side_tone(item.side), look))
    words = f" · {local:%a} {local.day} {local:%b %H:%M} {desk.place}"
    for zone, name in ((WASHINGTON, "Washington"), (BEIJING, "Beijing")):
        there = item.published.astimezone(zone)
        day = "" if there.date() == local.date() else f"{there:%a} {there.day} {there:%b} "
        words += f", {day}{there:%H:%M} {name}"
    words += "" if item.published_known else " (first seen: the feed gives no date)"
    words += f" · via {item.via}" if item.via else (" · official" if item.official else "")
    words += f" · {clean_line(item.author)}" if item.author else ""
    text.append(f"{words} · {show_id('item', item.id)}", tone("dim", look))
    return text


def _why(sheet: Sheet, item: Item) -> Text:
    if item.relevant is None:
        return Text("pending: the rules have not read it yet", tone("dim", sheet.look))
    word = "relevant" if item.relevant else "not relevant"
    topics = f" · topics: {', '.join(item.topics).replace('_', ' ')}" if item.topics else ""
    return Text(
        f"{word} ({item.score or 0:.2f}): {clean_line('; '.join(item.reasons))}{topics}", tone("dim", sheet.look)
    )


def _differing(sheet: Sheet, item: Item) -> list[Text]:
    """Where a date or a known claim of the item is not as the book has it."""
    claims = sheet.desk.pages.claims_of([item.id]).get(item.id, [])
    found = sheet.desk.comparer.differing(claims, item.published)
    return [Text(f"≠ differs from the book: {words}", tone("warn", sheet.look)) for words in found]
