"""The command `board`: truce, duties, latest statements and stories once, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click
from rich.cells import cell_len, set_cell_size

from tradewatch.book.tariffwords import tariff_lines
from tradewatch.book.trucewords import truce_words
from tradewatch.book.words import plain
from tradewatch.clean import clean_line
from tradewatch.cli.handlines import hand_lines
from tradewatch.cli.opening import open_book, open_pages
from tradewatch.cli.output import pass_options
from tradewatch.cli.present import demo_mark, desk_zone, now
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.quoting import quoted
from tradewatch.records import Side, Statement, Story
from tradewatch.settings import Options
from tradewatch.storage.queries import ItemQuery, StatementQuery

__all__ = ["board", "print_board"]

_STATEMENTS = 8
_STORIES = 12
_WIDTH = 118


@click.command()
@pass_options
def board(options: Options) -> None:
    """The board once: truce, duties, latest statements, latest stories.

    \b
    Example:
      tradewatch board
    """
    print_board(options)


def print_board(options: Options) -> None:
    """Writes the board to standard output as plain text."""
    for line in _lines(options):
        click.echo(line)


def _lines(options: Options) -> Iterator[str]:
    at, zone, book = now(options), desk_zone(options), open_book(options)
    mark = demo_mark(options)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    local = at.astimezone(zone)
    yield (
        f"{mark + '  ' if mark else ''}tradewatch  {local:%a} {local.day} {local:%b %Y}"
        f"  Washington {at.astimezone(WASHINGTON):%H:%M}  Beijing {at.astimezone(BEIJING):%H:%M}  desk {local:%H:%M} {place}"
        + ("  as of that time" if options.as_of else "")
    )
    words = truce_words(book, at, zone)
    yield ""
    yield f"TRUCE  {words.status} · {words.checked}"
    for line in words.lines:
        yield plain(line)
    with open_pages(options) as pages:
        hands = pages.hands()
    if hands:
        yield ""
        yield f"HANDS UP  {len(hands)} · {place} time · answered in the console"
        for hand in hands:
            yield from hand_lines(hand, zone, _WIDTH)
    yield ""
    yield "TARIFFS  general extra duties only"
    for line in tariff_lines(book, at):
        yield plain(line)
    with open_pages(options) as pages:
        statements = pages.statements(pages.statement_ids(StatementQuery(until=options.as_of, limit=_STATEMENTS)))
        stories = pages.stories(pages.story_ids(ItemQuery(until=options.as_of, limit=_STORIES)))
    yield ""
    yield f"STATEMENTS  {place} time" if statements else "STATEMENTS  none yet"
    for one in statements:
        yield from _statement(one, options)
    yield ""
    yield f"WIRE  {place} time" if stories else "WIRE  nothing yet: `tradewatch poll --once` fetches the feeds"
    for story in stories:
        yield _story(story, options)


def _statement(one: Statement, options: Options) -> Iterator[str]:
    when = one.published.astimezone(desk_zone(options))
    channel = "" if one.channel == "unknown" else f" · {str(one.channel).replace('_', ' ')}"
    edited = " · edited away" if one.withdrawn else ""
    who = f"{clean_line(one.speaker or 'nobody named')}{channel} · {clean_line(one.feed)}{edited}"
    yield f"{when:%d %b %H:%M}  {one.side:<5}  {who}"
    other = Side.US if one.side is Side.CHINA else Side.CHINA
    words = clean_line(quoted(one)) + (f"  ↔ {other}" if one.answers else "")
    yield from textwrap.wrap(words, _WIDTH - 21, initial_indent=" " * 21, subsequent_indent=" " * 21)


def _story(story: Story, options: Options) -> str:
    when = story.latest.astimezone(desk_zone(options))
    outlets = f"  ({story.outlets} outlets)" if story.outlets > 1 else ""
    later = "→" if story.is_carried_on else " "
    words = _cut(clean_line(story.head.title or story.head.summary), _WIDTH - 46 - len(outlets))
    return f"{when:%d %b} {later}{when:%H:%M}  {set_cell_size(_cut(clean_line(story.head.feed), 24), 24)}  {words}{outlets}"


def _cut(words: str, width: int) -> str:
    """At most so many cells, with an ellipsis where something is left out."""
    return words if cell_len(words) <= width else set_cell_size(words, width - 1).rstrip() + "…"
