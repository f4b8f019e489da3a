"""The handover as a brief: what came by topic, with claims, answers and links, then what was done, as records for a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.words import plain
from tradewatch.clean import clean_line
from tradewatch.instants import iso_utc
from tradewatch.numerals import many
from tradewatch.records import Statement, Story
from tradewatch.storage.export.brief import OTHER, headline, topic_name, topics_in_order
from tradewatch.storage.export.handoverlines import HandoverLine, handover_parts, handover_top, when_words
from tradewatch.storage.export.inforce import FigureLine, deadline_line, in_force, sources_of
from tradewatch.storage.export.links import Link, link_to
from tradewatch.storage.export.report import Exchange, read_exchange
from tradewatch.storage.export.said import Said, said
from tradewatch.storage.export.templating import filled
from tradewatch.storage.handover import Handover
from tradewatch.storage.ids import show_id
from tradewatch.storage.pages import Pages

__all__ = ["HANDOVER_FORMATS", "HandoverBrief", "HandoverFor", "handover_brief", "handover_document"]

HANDOVER_FORMATS = ("text", "md", "html")
"""What a handover is written as."""


class HandoverFor(NamedTuple):
    """Whose handover it is, and how it is marked."""

    zone: ZoneInfo
    user: str
    mark: str = ""
    """`DEMO 6 Jun 2025` in the demo, else ""."""
    as_of: bool = False
    templates: str = ""
    """The folder with the desk's own templates."""


class StoryLine(Struct, frozen=True):
    """A story; every field is words ready to be shown."""

    id: str
    when: str
    title: str
    language: str
    source: Link
    """The first outlet, with the address of its item."""
    more: int
    """Outlets beside it."""
    flagged: bool


class CameTopic(Struct, frozen=True):
    """What came on one topic."""

    name: str
    stories: tuple[StoryLine, ...]
    said: tuple[Said, ...]


class DoneLine(Struct, frozen=True):
    """What somebody did, with what belongs to it."""

    words: str
    under: tuple[str, ...]


class DonePart(Struct, frozen=True):
    head: str
    lines: tuple[DoneLine, ...]


class HandoverBrief(Struct, frozen=True):
    """The whole of it."""

    title: str
    """With the mark of the demo."""
    demo: str
    as_of: str
    """ISO; "" for a handover of now."""
    made: str
    top: tuple[str, ...]
    """Counts, and what went wrong."""
    in_force: tuple[FigureLine, ...]
    ahead: tuple[FigureLine, ...]
    sources: tuple[Link, ...]
    """The pages behind the figures, in order."""
    topics: tuple[CameTopic, ...]
    rest: str
    """What came and is not listed: `12 more stories and 3 more statements`; "" where all is."""
    done: tuple[DonePart, ...]


def handover_document(pages: Pages, found: Handover, form: str, whose: HandoverFor) -> str:
    """Gives the handover as `md` or `html`. Raises TradewatchError for a mistake in the desk's own template."""
    return filled(f"handover.{form}.j2", whose.templates, brief=handover_brief(pages, found, whose))


def handover_brief(pages: Pages, found: Handover, whose: HandoverFor) -> HandoverBrief:
    """Gives the brief; the book's figures are those of its end."""
    exchange = read_exchange(pages, found.statements, [one.head for one in found.stories])
    top = [plain(one.line).strip() for one in handover_top(found, whose.zone, whose.user, whose.mark)]
    until = iso_utc(found.until)
    figures = in_force(pages.book(), found.until, whose.zone)
    deadlines = tuple(deadline_line(one, found.until) for one in found.deadlines)
    return HandoverBrief(
        title=top[0] + (f", as of {until}" if whose.as_of else ""),
        demo=whose.mark,
        as_of=until if whose.as_of else "",
        made=until,
        top=tuple(top[1:]),
        in_force=figures,
        ahead=deadlines,
        sources=sources_of(figures, deadlines),
        topics=_topics(found, exchange, whose.zone),
        rest=_rest(found),
        done=tuple(DonePart(head, _done(lines)) for head, lines in handover_parts(found, whose.zone)),
    )


def _topics(found: Handover, exchange: Exchange, zone: ZoneInfo) -> tuple[CameTopic, ...]:
    stories: dict[str, list[StoryLine]] = {}
    words: dict[str, list[Said]] = {}
    for story in found.stories:
        stories.setdefault(topic_name(story.head.topics), []).append(_story(story, found, zone))
    for one in found.statements:
        words.setdefault(_topic_of(one, exchange), []).append(said(one, exchange))
    counts = Counter({name: len(stories.get(name, ())) + len(words.get(name, ())) for name in {*stories, *words}})
    return tuple(
        CameTopic(name, tuple(stories.get(name, ())), tuple(words.get(name, ()))) for name in topics_in_order(counts)
    )


def _topic_of(one: Statement, exchange: Exchange) -> str:
    carrier = exchange.carriers.get(one.id)
    return topic_name(carrier.topics) if carrier else OTHER


def _story(one: Story, found: Handover, zone: ZoneInfo) -> StoryLine:
    later = "→" if one.is_carried_on else ""
    return StoryLine(
        id=show_id("story", one.id) if one.id > 0 else show_id("item", -one.id),
        when=later + when_words(one.latest, found.until, zone),
        title=headline(one.head),
        language=one.head.language,
        source=link_to(one.head.url, one.head.feed),
        more=one.outlets - 1,
        flagged=one.flagged,
    )


def _rest(found: Handover) -> str:
    more = (
        (found.stories_count - len(found.stories), "more story"),
        (found.statements_count - len(found.statements), "more statement"),
    )
    return " and ".join(many(count, words) for count, words in more if count > 0)


def _done(lines: Sequence[HandoverLine]) -> tuple[DoneLine, ...]:
    """What stands deeper on the screen belongs to the line above it."""
    found: list[tuple[str, list[str]]] = []
    for one in lines:
        text = plain(one.line)
        if found and text.startswith(" " * one.indent) and one.indent:
            found[-1][1].append(clean_line(text))
        else:
            found.append((clean_line(text), []))
    return tuple(DoneLine(words, tuple(under)) for words, under in found)
