"""The brief: the items of an export by topic, with claims and answers, as a template for people shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from tradewatch.clean import clean_line
from tradewatch.instants import iso_utc
from tradewatch.numerals import many
from tradewatch.records import Flagged, Item
from tradewatch.storage.export.figures import figures_words
from tradewatch.storage.export.inforce import FigureLine, ahead, in_force, sources_of
from tradewatch.storage.export.links import Link, link_to
from tradewatch.storage.export.report import Report
from tradewatch.storage.export.said import Said, flag_words, said
from tradewatch.storage.ids import show_id

__all__ = [
    "OTHER",
    "Brief",
    "BriefItem",
    "Topic",
    "brief_item",
    "brief_of",
    "headline",
    "topic_name",
    "topics_in_order",
]

OTHER = "Other"
"""The topic of what has none."""
_TITLE = 120
"""Letters of a summary that stand for a headline where an item has none."""


class BriefItem(Struct, frozen=True):
    """One item; every field is words ready to be shown."""

    id: str
    title: str
    language: str
    source: Link
    """The outlet, with the address of the item."""
    address: Link
    """The same with the address as words."""
    via: str
    published: str
    """`2025-06-06 15:59 UTC`, with `(first seen)` where the feed gave no date."""
    outlets: int
    flagged_by: str
    state: str
    note: tuple[str, ...]
    """Line by line."""
    tags: tuple[str, ...]
    summary: str
    said: tuple[Said, ...]
    figures: str
    """What was in force on its day."""


class Topic(Struct, frozen=True):
    """What is of one topic, newest first."""

    name: str
    items: tuple[BriefItem, ...]


class Brief(Struct, frozen=True):
    """The whole of it; each item stands once, under its first topic."""

    title: str
    """With the marks of demo and as-of."""
    demo: str
    as_of: str
    """ISO; "" for a brief of now."""
    made: str
    """ISO: the instant that it answers for."""
    count: str
    """`3 items`."""
    in_force: tuple[FigureLine, ...]
    ahead: tuple[FigureLine, ...]
    sources: tuple[Link, ...]
    """The pages behind the figures, in order."""
    topics: tuple[Topic, ...]


def brief_of(report: Report) -> Brief:
    """Gives the brief of an export: topics with most items first, what has none last."""
    found: dict[str, list[BriefItem]] = {}
    for one in report.items:
        found.setdefault(topic_name(one.item.topics), []).append(brief_item(one, report))
    at = iso_utc(report.at)
    names = topics_in_order({name: len(items) for name, items in found.items()})
    figures, deadlines = in_force(report.book, report.at, report.zone), ahead(report.book, report.at)
    return Brief(
        title=report.head,
        demo=report.demo,
        as_of=at if report.as_of else "",
        made=at,
        count=many(report.total or len(report.items), "item"),
        in_force=figures,
        ahead=deadlines,
        sources=sources_of(figures, deadlines),
        topics=tuple(Topic(name, tuple(found[name])) for name in names),
    )


def topics_in_order(counts: Mapping[str, int]) -> list[str]:
    """Gives the topics with most things first, those of as many by name, what has none last."""
    return sorted(counts, key=lambda name: (name == OTHER, -counts[name], name))


def topic_name(topics: Sequence[str]) -> str:
    """Gives the first topic as a heading, `Rare earths`."""
    words = topics[0].replace("_", " ") if topics else OTHER
    return words[:1].upper() + words[1:]


def brief_item(flagged: Flagged, report: Report) -> BriefItem:
    """Gives one item with its statements and its day's figures."""
    item = flagged.item
    by, state = flag_words(item.flag)
    return BriefItem(
        id=show_id("item", item.id),
        title=headline(item),
        language=item.language,
        source=link_to(item.url, item.feed),
        address=link_to(item.url),
        via=item.via or "",
        published=f"{item.published:%Y-%m-%d %H:%M} UTC" + ("" if item.published_known else " (first seen)"),
        outlets=item.outlets,
        flagged_by=by,
        state=state,
        note=tuple(item.note.splitlines()),
        tags=item.tags,
        summary=clean_line(item.summary),
        said=tuple(said(one, report.exchange, item) for one in flagged.statements),
        figures=figures_words(report.book, item.published),
    )


def headline(item: Item) -> str:
    """Gives the headline; of an item without one how its text begins."""
    begun = clean_line(item.title) or clean_line(item.summary or item.text)[:_TITLE].rstrip()
    return begun or "(no headline)"
