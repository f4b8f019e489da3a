"""The command `read`: what the reader makes of a text, of items in JSON Lines, or of the archive again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from tradewatch.cli.opening import open_book
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.cli.present import clock, now
from tradewatch.errors import TradewatchError
from tradewatch.feeds.reading.draft.wrapping import unwrapped
from tradewatch.feeds.reading.reader import Reader
from tradewatch.records import PendingItem, Reading, Side, StatementFound
from tradewatch.settings import Options

__all__ = ["make_reader", "read", "row_item"]


@click.command()
@click.argument("file", required=False, type=click.File("r", encoding="utf-8"))
@click.option("--jsonl", is_flag=True, help="Items in, one JSON object a line; answers out.")
@click.option("--again", is_flag=True, help="Read the archive again, newest first, keeping what people corrected.")
@json_option
@pass_options
def read(options: Options, file: TextIO | None, jsonl: bool, again: bool, as_json: bool) -> None:
    """What the reader makes of a text: relevance with reasons, statements, rates.

    Without FILE the text is read from standard input. Its first line is the headline. Lines may be wrapped by hand: an
    empty line parts paragraphs.

    \b
    Examples:
      tradewatch read article.txt
      tradewatch read --jsonl items.jsonl
      tradewatch read --again
    """
    if again:
        _read_archive(options)
        return
    source = file or sys.stdin
    reader = make_reader(options)
    if jsonl:
        try:
            print_json_lines(_answers(source, reader))
        except UnicodeDecodeError as error:
            raise TradewatchError("the file is not UTF-8 text", str(error)) from error
        return
    try:
        text = source.read()
    except UnicodeDecodeError as error:
        raise TradewatchError("the file is not UTF-8 text", str(error)) from error
    title, _, body = text.strip().partition("\n")
    reading = reader.read(_item(0, title, unwrapped(body.strip()), "", now(options)))
    if as_json:
        print_json_lines([_answer("text", reading, "0")])
    else:
        from tradewatch.cli.readwords import reading_lines

        click.echo("\n".join(reading_lines(reading)))


def make_reader(options: Options) -> Reader:
    """Gives a reader by the roster of the book and the lexicon of the config."""
    from tradewatch.book.load import roster_with

    book, added = open_book(options), options.settings.reading.roster
    roster = roster_with(book, Path(added)) if added else book.roster
    return Reader(roster, book.wrong_claims, lexicon=options.settings.reading.lexicon)


def _read_archive(options: Options) -> None:
    import asyncio

    from tradewatch.cli.opening import open_store
    from tradewatch.feeds.archive import read_again
    from tradewatch.feeds.lock import PollerLock, is_held
    from tradewatch.feeds.poller import AGAIN

    reader = make_reader(options)
    if is_held(options.db):
        with open_store(options) as store:
            store.ask(AGAIN, "", clock(options)())
            count = store.outdated_count(reader.rules)
        click.echo(f"{count} items to read with rules {reader.rules}: the poller that runs does it beside", err=True)
        return
    with PollerLock(options.db), open_store(options) as store:
        count = asyncio.run(read_again(store, reader, clock(options)))
    click.echo(f"{count} items read with rules {reader.rules}", err=True)


def _answers(lines: Iterable[str], reader: Reader) -> Iterator[dict[str, Any]]:
    """Reads items a line at a time; stories are told once all are there."""
    from tradewatch.feeds.reading.stories import group
    from tradewatch.records import Told

    readings: list[tuple[str, Reading, PendingItem]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            item, name = row_item(number, row), str(row["id"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TradewatchError(
                f"line {number}: {error}", "one JSON object a line, with id, title and summary"
            ) from error
        readings.append((name, reader.read(item), item))
    feeds: dict[str, int] = {}
    heads = group(
        Told(
            item.id,
            feeds.setdefault(item.feed_title, len(feeds)),
            item.published,
            item.title,
            one.triples,
            one.traits,
            one.relevant,
        )
        for _, one, item in readings
    )
    names = {item.id: name for name, _, item in readings}
    for name, reading, item in readings:
        yield _answer(name, reading, names[heads[item.id]])


def row_item(number: int, row: dict[str, Any]) -> PendingItem:
    from datetime import UTC

    from tradewatch.feeds.dates import read_date
    from tradewatch.feeds.markup import plain_text

    published = (
        read_date(str(row.get("published") or ""), datetime(9000, 1, 1, tzinfo=UTC)) if row.get("published") else None
    )
    title, summary, text = (plain_text(str(row.get(key) or "")) for key in ("title", "summary", "content"))
    item = _item(number, title, summary, text, published or datetime.now(UTC))
    from msgspec.structs import replace

    feed = str(row.get("feed") or "")
    return replace(
        item, feed_title=feed, feed_side=_side_of_feed(feed), author=row.get("author"), language=row.get("lang") or "en"
    )


def _side_of_feed(name: str) -> Side:
    """The side of a feed that is given by name alone: official and state outlets are told by the roster's bodies."""
    from tradewatch.book.load import load_book
    from tradewatch.feeds.reading.lexicon import load_lexicon
    from tradewatch.feeds.reading.names import names_on

    roster = load_book().roster
    speaker = roster.by_name(name)
    if speaker is not None:
        return speaker.side
    mentions = [
        one for one in names_on(roster, load_book().checked_to, load_lexicon()).mentions(name) if not one.country
    ]
    return mentions[0].who.side if mentions else Side.OTHER


def _item(number: int, title: str, summary: str, text: str, published: datetime) -> PendingItem:
    return PendingItem(number, 1, "", Side.OTHER, "press", False, title, summary, text, None, published, "en")


def _answer(name: str, reading: Reading, story: str) -> dict[str, Any]:
    return {
        "id": name,
        "relevant": reading.relevant,
        "score": reading.score,
        "reasons": list(reading.reasons),
        "topics": list(reading.topics),
        "statements": [_statement(one) for one in reading.statements],
        "tariff_mentions": [
            {
                "imposer": one.imposed_by,
                "target": one.target,
                "from_rate": float(one.from_rate) if one.from_rate is not None else None,
                "to_rate": float(one.to_rate),
                "duration_days": one.duration_days,
                "status": "threat" if one.threat else "stated",
            }
            for one in reading.rates
        ],
        "dates": [
            {
                "subject": one.subject,
                "date": one.day.isoformat(),
                "time": f"{one.clock:%H:%M}" if one.clock else None,
                "zone": one.zone,
                "rule": one.rule,
            }
            for one in reading.dates
        ],
        "claims": [one.claim for one in reading.claims],
        "cluster": story,
    }


def _statement(one: StatementFound) -> dict[str, Any]:
    return {
        "quote": one.quote,
        "direct": one.direct,
        "speaker": one.speaker,
        "side": str(one.side),
        "channel": str(one.channel),
        "date": one.said_on.isoformat() if one.said_on else None,
        "confidence": one.confidence,
        "rule": one.rule,
        "parts": [{"field": str(part.field), "start": part.start, "end": part.end} for part in one.parts],
    }
